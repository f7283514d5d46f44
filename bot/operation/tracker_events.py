"""Rasa's stored conversations, the table `events`: counted and erased by sender or age."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

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

    def senders(self, is_meant: Callable[[str], bool]) -> list[str]:
        """The senders of whom events are kept and who are meant."""
        if not self._exists():
            return []
        with self._engine.connect() as connection:
            found = connection.execute(sa.select(EVENTS.c.sender_id).distinct()).scalars()
            return [sender for sender in found if is_meant(sender)]

    def count(self, who: str) -> int:
        """The events of the sender with this pseudonym."""
        meant = self.senders(lambda sender: pseudonym(sender) == who)
        if not meant:
            return 0
        with self._engine.connect() as connection:
            query = sa.select(sa.func.count()).select_from(EVENTS).where(EVENTS.c.sender_id.in_(meant))
            return int(connection.execute(query).scalar_one())

    def forget(self, who: str) -> int:
        """Erases the events of the sender with this pseudonym; their number."""
        meant = self.senders(lambda sender: pseudonym(sender) == who)
        return self._erase(EVENTS.c.sender_id.in_(meant)) if meant else 0

    def forget_before(self, day: dt.date) -> int:
        """Erases the events from before `day` (UTC, as in the journal); their number."""
        moment = dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()
        return self._erase(EVENTS.c.timestamp < moment) if self._exists() else 0

    def _exists(self) -> bool:
        return bool(sa.inspect(self._engine).has_table("events"))

    def _erase(self, which: sa.sql.ColumnElement[bool]) -> int:
        with self._engine.begin() as connection:
            if self._engine.dialect.name == "sqlite":
                connection.execute(sa.text("pragma secure_delete = on"))
            return int(connection.execute(sa.delete(EVENTS).where(which)).rowcount)
