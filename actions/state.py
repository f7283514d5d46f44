"""What a conversation remembers between messages, kept in Rasa slots."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, fields
from typing import Any

from rasa_sdk.events import SlotSet


@dataclass
class State:
    """The slots; every change made to it while a reply is built becomes a SlotSet event.

    `facts` holds what the enterprise said: `{scheme id or "base": {input or condition: value}}`, values as JSON
    (amounts in 元 as strings, rates as fractions, "unknown" for 不清楚).
    """

    scheme: str | None = None
    topic: str | None = None
    """The intent last answered, for 那…呢 and 详细点."""
    task: str | None = None
    """subsidy, assessment, advice or mode_check while one is under way."""
    pending: str | None = None
    """What was asked last: an input, a condition, `scheme` …; None when nothing is open."""
    tries: int = 0
    """How often the pending question has not been answered."""
    asides: int = 0
    """Questions in a row that were answered beside the open one."""
    paused: dict[str, Any] | None = None
    """The task that was put aside after several such questions; 继续 takes it up again."""
    answered: str | None = None
    """The question answered last, for 说错了."""
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    result: dict[str, Any] | None = None
    """The last calculation or assessment, for 为什么."""

    @classmethod
    def from_slots(cls, slots: dict[str, Any]) -> State:
        """The state that the slots hold."""
        known: dict[str, Any] = {item.name: slots.get(item.name) for item in fields(cls)}
        known["tries"] = int(known["tries"] or 0)
        known["asides"] = int(known["asides"] or 0)
        known["facts"] = copy.deepcopy(known["facts"] or {})
        return cls(**known)

    def events(self, before: State) -> list[dict[str, Any]]:
        """SlotSet events for what differs from `before`."""
        return [
            SlotSet(item.name, getattr(self, item.name))
            for item in fields(self)
            if getattr(self, item.name) != getattr(before, item.name)
        ]

    def of(self, group: str) -> dict[str, Any]:
        """The facts of a scheme, or of `base`; changes to it are kept."""
        return self.facts.setdefault(group, {})

    def ask(self, pending: str) -> None:
        """Notes what is asked now."""
        self.tries = self.tries + 1 if self.pending == pending else 0
        self.pending = pending

    def pause(self) -> None:
        """Puts the task aside; what was asked is kept for later."""
        self.paused = {"task": self.task, "pending": self.pending, "scheme": self.scheme}
        self.close_task()

    def resume(self) -> bool:
        """Takes up the task that was put aside; False where there is none."""
        if not self.paused:
            return False
        self.task, self.pending, self.scheme = (self.paused[name] for name in ("task", "pending", "scheme"))
        self.paused = None
        return True

    def close_task(self) -> None:
        """Nothing is asked any more; what was said is kept."""
        self.task, self.pending, self.tries, self.asides = None, None, 0, 0
