"""What is kept of one sender, named by the sender id or by the pseudonym that the journal shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.console.desk import Desk
from bot.journal import pseudonym
from bot.sqlite_file import connected

_PSEUDONYM = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Person:
    """A pseudonym and how much is kept of it."""

    who: str
    exchanges: int
    feedback: int
    events: int

    @property
    def kept(self) -> int:
        """Everything."""
        return self.exchanges + self.feedback + self.events


def find(desk: Desk, given: str) -> Person | None:
    """The sender with this id or pseudonym; None where nothing is kept."""
    names = [pseudonym(given), *([given] if _PSEUDONYM.fullmatch(given) else [])]
    return next((person for person in (_kept(desk, name) for name in names) if person.kept), None)


def _kept(desk: Desk, who: str) -> Person:
    with connected(desk.journal.path) as database:
        exchanges = database.table("exchanges").count_where("sender = ?", [who])
        feedback = database.table("feedback").count_where("sender = ?", [who])
    return Person(who, exchanges, feedback, desk.events.count(who))


def erase(desk: Desk, who: str, operator: str) -> None:
    """Erases everything of a pseudonym; the log keeps the pseudonym, by which nobody is found any more."""
    events = desk.events.forget(who)
    exchanges = desk.journal.forget(who)
    desk.operation.audit.log(operator, "删除个人记录", f"会话 {who}：{exchanges}条问答、{events}条会话事件")
