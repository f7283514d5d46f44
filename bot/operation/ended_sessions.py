"""Sessions that operators logged out of: a copy of the cookie is worth nothing afterwards."""

from __future__ import annotations

import time
from pathlib import Path

from bot.sqlite_file import connected

ENDED: dict[str, type] = {"session": str, "at": float}


class EndedSessions:
    """The table `ended_sessions`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def end(self, session: str, lifetime: float) -> None:
        """Notes that a session has ended; those that have expired anyway are dropped."""
        with connected(self._path) as database:
            database.table("ended_sessions").delete_where("at < ?", [time.time() - lifetime])
            database.table("ended_sessions").upsert({"session": session, "at": time.time()}, pk="session")

    def has(self, session: str) -> bool:
        """Whether this session has ended."""
        with connected(self._path) as database:
            return bool(database.table("ended_sessions").count_where("session = ?", [session]))
