"""Rasa's stored conversations, the table `events`: counted and erased by sender or age."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from rasa.core.tracker_store import create_engine_kwargs

from bot.journal import pseudonym
from bot.settings import Settings
from bot.sqlite_file import PATIENCE

EVENTS = sa.table("events", sa.column("sender_id"), sa.column("timestamp"))


class TrackerEvents:
    """The database of JIGAI_DATABASE_URL, or the SQLite file of the conversations."""

    def __init__(self, config: Settings) -> None:
        url = config.database_url or f"sqlite:///{config.data_dir / 'conversations.sqlite'}"
        more = {"connect_args": {"timeout": PATIENCE}} if url.startswith("sqlite") else create_engine_kwargs(url)
        self._engine = sa.create_engine(url, **more)

    def count(self, who: str) -> int:
        """The events of the sender with this pseudonym."""
        meant = self._senders(who)
        return self._count(EVENTS.c.sender_id.in_(meant)) if meant else 0

    def forget(self, who: str) -> int:
        """Erases the events of the sender with this pseudonym; their number."""
        meant = self._senders(who)
        return self._erase(EVENTS.c.sender_id.in_(meant)) if meant else 0

    def count_before(self, day: dt.date) -> int:
        """The number of events from before `day`."""
        return self._count(_before(day)) if self._exists() else 0

    def forget_before(self, day: dt.date) -> int:
        """Erases the events from before `day` (UTC, as in the journal); their number."""
        return self._erase(_before(day)) if self._exists() else 0

    def _senders(self, who: str) -> list[str]:
        """The sender ids with this pseudonym: it cannot be turned back, so all are tried."""
        if not self._exists():
            return []
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(EVENTS.c.sender_id).distinct()).scalars()
            return [sender for sender in found if pseudonym(sender) == who]

    def _count(self, which: sa.sql.ColumnElement[bool]) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(EVENTS).where(which)).scalar_one())

    def _exists(self) -> bool:
        return bool(sa.inspect(self._engine).has_table("events"))

    def _erase(self, which: sa.sql.ColumnElement[bool]) -> int:
        is_file = self._engine.dialect.name == "sqlite"
        with self._engine.begin() as connection:
            if is_file:
                connection.execute(sa.text("pragma secure_delete = on"))
            erased = int(connection.execute(sa.delete(EVENTS).where(which)).rowcount)
        if is_file:
            with self._engine.connect() as connection:
                connection.execute(sa.text("pragma wal_checkpoint(truncate)"))
        return erased


def _before(day: dt.date) -> sa.sql.ColumnElement[bool]:
    return EVENTS.c.timestamp < dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()
