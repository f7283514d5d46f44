"""What was asked and how it ended, for the operators: typed status, channel, time; personal data is masked before."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.message import BotMessage
from bot.nlu.normalise import normalise
from bot.recognition import UNHEARD, Recognition
from bot.sqlite_file import connected, prepare, shrink

logger = logging.getLogger(__name__)

STATUSES = ("answered", "declined", "unsure", "task", "handover", "social", "paused")
"""Every way in which a message can end; `task` is a question of ours that is open, `paused` is the off switch."""

TABLES: dict[str, dict[str, type]] = {
    "exchanges": {
        "id": int,
        "at": str,
        "sender": str,
        "channel": str,
        "text": str,
        "reply": str,
        "status": str,
        "reason": str,
        "asked": str,
        "message": str,
        "intent": str,
        "confidence": float,
    },
    "feedback": {"id": int, "at": str, "sender": str, "message": str, "value": str, "comment": str},
}
"""`message` is the client's id of a message: feedback names its exchange by it. `asked` groups questions."""

_INDEXES = {"exchanges": ("at", "sender", "asked", "message"), "feedback": ("at", "sender", "message")}


class Journal:
    """A SQLite file written by a thread of its own, so that no reply waits for the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        prepare(path, TABLES)
        _complete(path)
        self._queue: queue.SimpleQueue[tuple[str, dict[str, Any]] | threading.Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()

    def note(
        self,
        sender: str,
        channel: str,
        text: str,
        messages: Sequence[BotMessage],
        message: str = "",
        recognition: Recognition = UNHEARD,
    ) -> None:
        """Notes one exchange; `message` is the client's id of it."""
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
                    "asked": asked(text),
                    "message": message,
                    "intent": recognition.intent,
                    "confidence": recognition.confidence,
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

    def flush(self) -> None:
        """Waits until everything noted so far is written."""
        done = threading.Event()
        self._queue.put(done)
        done.wait()

    def close(self) -> None:
        """Writes what is left and ends the thread."""
        self._queue.put(None)
        self._thread.join(timeout=5)

    def count_before(self, day: dt.date) -> int:
        """The number of exchanges from before `day`."""
        with connected(self.path) as database:
            return int(database.table("exchanges").count_where("at < ?", [day.isoformat()]))

    def forget_before(self, day: dt.date) -> int:
        """Erases exchanges and feedback from before `day`; the number of exchanges erased."""
        return self._erase("at < ?", day.isoformat())

    def forget(self, who: str) -> int:
        """Erases exchanges and feedback of one pseudonym; the number of exchanges erased."""
        return self._erase("sender = ?", who)

    def _erase(self, where: str, value: str) -> int:
        with connected(self.path) as database:
            database.execute("pragma secure_delete = on").fetchall()
            database.table("feedback").delete_where(where, [value])
            erased = database.execute(f"delete from exchanges where {where}", [value]).rowcount
            shrink(database)
        return int(erased)

    def _write(self) -> None:
        with connected(self.path) as database:
            while item := self._queue.get():
                if isinstance(item, threading.Event):
                    item.set()
                    continue
                table, row = item
                try:
                    database.table(table).insert(row)
                except sqlite3.Error:
                    logger.exception("a row of %s was not noted", table)


def _complete(path: Path) -> None:
    """Makes the indexes, and fills `asked` where an earlier release did not note it."""
    with connected(path) as database:
        for table, columns in _INDEXES.items():
            for column in columns:
                database.table(table).create_index([column], if_not_exists=True)
        database.register_function(asked, deterministic=True)
        database.execute("update exchanges set asked = asked(text), message = '', intent = '' where asked is null")


def asked(text: str) -> str:
    """The question in the form by which repetitions are counted.

    >>> asked("收費嗎？"), asked("收费吗")
    ('收费吗', '收费吗')
    """
    return normalise(text).strip(" ?!.,~;:。、…")


def now() -> str:
    """The present moment in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def pseudonym(sender: str) -> str:
    """A short name for a sender that does not give the id away."""
    return hashlib.sha256(sender.encode()).hexdigest()[:16]
