"""Where conversations are kept: Rasa's SQL tracker store, with recent trackers in memory and short histories.

Rasa's own store reads and replays every event of a session for each message, so that a reply takes longer the longer
the conversation goes on. What a conversation remembers stands in its slots, and no rule looks further back than one
message; a few events are therefore enough to go on from. Every event is stored all the same.
"""

from __future__ import annotations

import json
from collections import deque
from typing import Any

import sqlalchemy as sa
from cachetools import LRUCache
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.pool import QueuePool

from bot.settings import Settings

HISTORY = 20
"""Events that a tracker keeps in memory: the last message and its answer."""
RECENT = 2_000
"""Conversations whose trackers are kept in memory."""


class ConversationStore(SQLTrackerStore):
    """Rasa's store over SQLAlchemy; several processes may share the database.

    A tracker is taken from memory only if the newest event of its sender in the database is still the one that was
    stored with it, so that what another process added or an operator erased is never overlooked.
    """

    def __init__(self, domain: Domain, url: URL) -> None:
        self.engine: sa.engine.Engine
        super().__init__(
            domain,
            dialect=url.drivername,
            host=url.host,
            port=url.port,
            db=url.database or "",
            username=url.username,
            password=url.password,
            query=dict(url.query),
        )
        if url.get_backend_name() == "sqlite":
            self.engine = lasting_engine(self.engine)
            self.sessionmaker.configure(bind=self.engine)
        self._recent: LRUCache[str, tuple[int, DialogueStateTracker]] = LRUCache(RECENT)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the sender's present session; None for a sender who has not written yet."""
        newest, kept = self._recent.pop(sender_id, (0, None))
        with self.engine.connect() as connection:
            if kept is not None and self._newest(connection, sender_id) == newest:
                return kept
        tracker = await super().retrieve(sender_id)
        return tracker and shortened(tracker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the events that are new since the tracker was retrieved or last saved."""
        new = self._new_events(tracker)
        with self.engine.begin() as connection:
            if new:
                connection.execute(self.SQLEvent.__table__.insert(), [row(tracker.sender_id, event) for event in new])
            newest = self._newest(connection, tracker.sender_id)
        self._recent[tracker.sender_id] = (newest, shortened(tracker))

    def _new_events(self, tracker: DialogueStateTracker) -> list[Event]:
        stored: int | None = getattr(tracker, "stored", None)
        if stored is not None:
            return list(tracker.events)[stored:]
        with self.session_scope() as session:
            return list(self._additional_events(session, tracker))

    def _newest(self, connection: sa.engine.Connection, sender_id: str) -> int:
        column = self.SQLEvent.__table__.c
        return connection.execute(sa.select(sa.func.max(column.id)).where(column.sender_id == sender_id)).scalar() or 0


def lasting_engine(engine: sa.engine.Engine) -> sa.engine.Engine:
    """An engine of the same SQLite file that keeps its connections open and appends to a log.

    A killed process loses nothing that way, and nobody waits for the disk.
    """
    engine.dispose()
    lasting = sa.create_engine(engine.url, poolclass=QueuePool, connect_args={"check_same_thread": False})

    @sa.event.listens_for(lasting, "connect")
    def prepared(connection: Any, _: object) -> None:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")

    return lasting


def shortened(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """The same tracker with its last HISTORY events, all of them stored.

    Rasa rebuilds slots from events whenever it copies a tracker; those set earlier are therefore set once at the start.
    """
    kept = list(tracker.events)[-HISTORY:]
    if len(kept) < len(tracker.events):
        told = {event.key for event in kept if isinstance(event, SlotSet)}
        slots = tracker.current_slot_values()
        kept = [SlotSet(name, slots[name]) for name in slots if slots[name] is not None and name not in told] + kept
    tracker.events = deque(kept)
    tracker.stored = len(kept)  # type: ignore[attr-defined]
    return tracker


def row(sender_id: str, event: Event) -> dict[str, Any]:
    """An event as a row of Rasa's table `events`."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": ((data.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def conversation_store(config: Settings, domain: Domain | None = None) -> ConversationStore:
    """The store in the database of the setting, a SQLite file unless set."""
    url = make_url(config.database_url) if config.database_url else URL.create("sqlite", database=_file(config))
    return ConversationStore(domain or Domain.empty(), url)


def _file(config: Settings) -> str:
    config.data_dir.mkdir(parents=True, exist_ok=True)
    return str(config.data_dir / "conversations.sqlite")
