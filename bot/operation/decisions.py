"""What was decided on a question that the assistant did not answer; without a decision it is open."""

from __future__ import annotations

from pathlib import Path

from bot.journal import now
from bot.sqlite_file import connected

DECISIONS: dict[str, type] = {"asked": str, "state": str, "intent": str, "who": str, "at": str}
STATES = {"open": "待处理", "taught": "已教", "outside": "确属指南以外", "dismissed": "不处理"}


class Decisions:
    """The table `decisions`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def decide(self, asked: str, state: str, who: str, intent: str = "") -> None:
        """Puts a question into a state; `open` takes back what was decided."""
        with connected(self._path) as database:
            if state == "open":
                database.table("decisions").delete_where("asked = ?", [asked])
                return
            row = {"asked": asked, "state": state, "intent": intent, "who": who, "at": now()}
            database.table("decisions").upsert(row, pk="asked")
