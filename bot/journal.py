"""What was asked and how it ended, for the operators: typed status, channel, time; personal data is masked before."""

from __future__ import annotations

import datetime as dt
import hashlib
import queue
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlite_utils

from bot.message import BotMessage

STATUSES = ("answered", "declined", "unsure", "task", "handover", "social")
"""Every way in which a message can end; `task` is a question of ours that is open."""


class Journal:
    """A SQLite file written by a thread of its own, so that no reply waits for the disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._queue: queue.SimpleQueue[tuple[str, dict[str, Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()

    def note(self, sender: str, channel: str, text: str, messages: Sequence[BotMessage]) -> None:
        """Notes one exchange."""
        status = str(messages[-1].custom.get("status", "task")) if messages else "unsure"
        self._queue.put(
            (
                "exchanges",
                {
                    "at": now(),
                    "sender": pseudonym(sender),
                    "channel": channel,
                    "text": text,
                    "reply": "\n".join(message.text for message in messages),
                    "status": status if status in STATUSES else "unsure",
                    "reason": str(messages[-1].custom.get("reason", "")) if messages else "",
                },
            )
        )

    def feedback(self, sender: str, message_id: str, value: str, comment: str) -> None:
        """Notes a thumb up or down on an answer."""
        self._queue.put(
            (
                "feedback",
                {"at": now(), "sender": pseudonym(sender), "message": message_id, "value": value, "comment": comment},
            )
        )

    def close(self) -> None:
        """Writes what is left and ends the thread."""
        self._queue.put(None)
        self._thread.join(timeout=5)

    def forget_before(self, day: dt.date) -> int:
        """Erases what is older than `day`; the number of exchanges erased."""
        database = sqlite_utils.Database(self.path)
        if "exchanges" not in database.table_names():
            return 0
        before = database.table("exchanges").count
        database.table("exchanges").delete_where("at < ?", [day.isoformat()])
        return int(before - database.table("exchanges").count)

    def _write(self) -> None:
        database = sqlite_utils.Database(self.path)
        database.enable_wal()
        database.table("exchanges").create(
            {
                "id": int,
                "at": str,
                "sender": str,
                "channel": str,
                "text": str,
                "reply": str,
                "status": str,
                "reason": str,
            },
            pk="id",
            if_not_exists=True,
        )
        database.table("feedback").create(
            {"id": int, "at": str, "sender": str, "message": str, "value": str, "comment": str},
            pk="id",
            if_not_exists=True,
        )
        while item := self._queue.get():
            table, row = item
            database.table(table).insert(row)


def now() -> str:
    """The present moment in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def pseudonym(sender: str) -> str:
    """A short name for a sender that does not give the id away."""
    return hashlib.sha256(sender.encode()).hexdigest()[:16]
