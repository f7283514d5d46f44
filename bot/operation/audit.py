"""The log of what operators did: who, when, what; nothing in it is ever changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.journal import now
from bot.sqlite_file import connected

SYSTEM = "系统"
"""The name under which the server's own doings are logged."""

AUDIT: dict[str, type] = {"id": int, "at": str, "who": str, "what": str, "detail": str}


class Audit:
    """The table `audit`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def log(self, who: str, what: str, detail: str = "") -> None:
        """Adds an entry."""
        with connected(self._path) as database:
            database.table("audit").insert({"at": now(), "who": who, "what": what, "detail": detail})

    def count(self) -> int:
        """The number of entries."""
        with connected(self._path) as database:
            return int(database.table("audit").count)

    def latest(self, limit: int, offset: int = 0) -> list[dict[str, Any]]:
        """Entries, latest first."""
        with connected(self._path) as database:
            return list(database.query("select * from audit order by id desc limit ? offset ?", [limit, offset]))
