"""The off switch: while it is off, every channel answers with the operator's text and the hotline."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from bot.journal import now
from bot.sqlite_file import PATIENCE, connected

PAUSE: dict[str, type] = {"id": int, "text": str, "who": str, "at": str}
LONGEST = 500
"""Characters of the text."""


@dataclass(frozen=True)
class Pause:
    """What is answered instead, and who paused when."""

    text: str
    who: str
    at: str


class OffSwitch:
    """The table `pause`: a row while answering is paused.

    It is read for each message, for another process may have set it, over a connection that stays open.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False)
        self._reading = threading.Lock()

    def pause(self) -> Pause | None:
        """The pause in force; None while the assistant answers."""
        with self._reading:
            rows = self._reader.execute("select text, who, at from pause").fetchall()
        return Pause(*rows[0]) if rows else None

    def turn_off(self, text: str, who: str) -> None:
        """Pauses answering; a second call changes the text."""
        with connected(self._path) as database:
            database.table("pause").upsert({"id": 1, "text": text, "who": who, "at": now()}, pk="id")

    def turn_on(self) -> bool:
        """Answers again; False where nothing was paused."""
        with connected(self._path) as database:
            return bool(database.execute("delete from pause").rowcount)
