"""What the channel knows of one user between two messages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

ANSWERED = 10


@dataclass(frozen=True)
class OfferedChoice:
    """A choice as the user saw it: `label` is the number or letter to reply with."""

    label: str
    title: str
    payload: str


@dataclass(frozen=True)
class PendingAnswer:
    """An answer on its way to the user, or the rest of one."""

    text: str
    menu: str = ""
    """The choices as text; shown only where this answer ends the message."""
    choices: tuple[OfferedChoice, ...] = ()
    begun: bool = False
    """Whether the user has seen its beginning; only then may a new question displace the rest."""


@dataclass
class UserState:
    """Kept for a limited time; a user without state is like a new one."""

    pending: list[PendingAnswer] = field(default_factory=list)
    choices: tuple[OfferedChoice, ...] = ()
    handover_until: float = 0.0
    answered: tuple[str, ...] = ()
    """The last messages answered; written together with what their answers left behind."""

    def note_answered(self, message: str) -> None:
        """Note the message as answered, so that whoever takes it over does not answer it again."""
        self.answered = (*self.answered, message)[-ANSWERED:]

    def drop_begun(self) -> None:
        """Forget the rests of answers that were begun; a new question takes their place."""
        self.pending = [answer for answer in self.pending if not answer.begun]

    def take_pending(self) -> tuple[PendingAnswer, ...]:
        """The pending answers, which from now on are with the caller."""
        pending, self.pending = tuple(self.pending), []
        return pending

    def keep(self, answers: Sequence[PendingAnswer], most: int) -> None:
        """Keep the answers, with those pending already the newest `most`, for the user's next message."""
        self.pending = [*self.pending, *answers][-most:]

    def to_json(self) -> str:
        """As JSON, for a store."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> UserState:
        """From the JSON of `to_json`."""
        data = json.loads(text)
        return cls(
            pending=[
                PendingAnswer(answer["text"], answer["menu"], _choices(answer["choices"]), answer["begun"])
                for answer in data["pending"]
            ],
            choices=_choices(data["choices"]),
            handover_until=data["handover_until"],
            answered=tuple(data["answered"]),
        )


def _choices(data: Sequence[dict[str, str]]) -> tuple[OfferedChoice, ...]:
    return tuple(OfferedChoice(**choice) for choice in data)
