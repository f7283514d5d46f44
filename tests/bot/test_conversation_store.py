"""Conversations are kept: in SQLite and PostgreSQL alike, over restarts, between processes, however long they get."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import make_url

from bot.conversation_store import HISTORY, ConversationStore

DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": ["fee"],
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("topic", "task")
        },
        "actions": ["action_answer"],
    }
)

Open = Callable[[], ConversationStore]


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same database again and again, as several processes would."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'conversations.sqlite'}"
    else:
        address = request.getfixturevalue("postgres_database")
    stores: list[ConversationStore] = []

    def open_it() -> ConversationStore:
        stores.append(ConversationStore(DOMAIN, make_url(address)))
        return stores[-1]

    yield open_it
    for store in stores:
        store.engine.dispose()


def begun(store: ConversationStore, sender: str = "s") -> DialogueStateTracker:
    """A conversation as Rasa begins it."""
    tracker = asyncio.run(store.get_or_create_tracker(sender))
    tracker.update_with_events([SessionStarted(), ActionExecuted("action_listen")], DOMAIN)
    asyncio.run(store.save(tracker))
    return tracker


def said(store: ConversationStore, text: str, sender: str = "s", *, saved: bool = True) -> None:
    """One message and what the assistant now remembers."""
    tracker = retrieved(store, sender)
    tracker.update_with_events(
        [
            UserUttered(text, {"name": "fee", "confidence": 1.0}),
            ActionExecuted("action_answer"),
            SlotSet("topic", text),
            ActionExecuted("action_listen"),
        ],
        DOMAIN,
    )
    if saved:
        asyncio.run(store.save(tracker))


def retrieved(store: ConversationStore, sender: str = "s") -> DialogueStateTracker:
    tracker = asyncio.run(store.retrieve(sender))
    assert tracker is not None
    return tracker


def rows(store: ConversationStore) -> list[tuple[str, str]]:
    with store.engine.connect() as connection:
        found = connection.execute(sa.text("select type_name, data from events order by id"))
        return [(row[0], row[1]) for row in found]


def test_a_new_sender_has_no_conversation(opened: Open) -> None:
    assert asyncio.run(opened().retrieve("nobody")) is None


def test_a_conversation_goes_on_where_it_was(opened: Open) -> None:
    store = opened()
    begun(store)
    said(store, "收费吗")
    tracker = retrieved(store)
    assert tracker.get_slot("topic") == "收费吗"
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "收费吗"


def test_a_conversation_survives_a_restart(opened: Open) -> None:
    store = opened()
    begun(store)
    said(store, "收费吗")
    assert retrieved(opened()).get_slot("topic") == "收费吗"


def test_another_process_goes_on_with_it_and_the_first_one_notices(opened: Open) -> None:
    first, second = opened(), opened()
    begun(first)
    said(first, "一")
    said(second, "二")
    assert retrieved(first).get_slot("topic") == "二"
    said(first, "三")
    assert retrieved(second).get_slot("topic") == "三"
    assert len(rows(first)) == len(set(rows(first)))


def test_what_an_operator_erased_is_forgotten(opened: Open) -> None:
    store = opened()
    begun(store)
    said(store, "一")
    with store.engine.begin() as connection:
        connection.execute(sa.text("delete from events"))
    assert asyncio.run(store.retrieve("s")) is None


def test_what_was_not_saved_is_not_remembered(opened: Open) -> None:
    store = opened()
    begun(store)
    said(store, "一")
    said(store, "二", saved=False)
    assert retrieved(store).get_slot("topic") == "一"


def test_every_event_of_a_long_conversation_is_stored_once_and_few_are_in_memory(opened: Open) -> None:
    store = opened()
    begun(store)
    for number in range(50):
        said(store, str(number))
    tracker = retrieved(store)
    assert HISTORY <= len(tracker.events) <= HISTORY + len(DOMAIN.slots)
    assert tracker.get_slot("topic") == "49"
    assert sum(kind == "user" for kind, _ in rows(store)) == 50
    again = opened()
    said(again, "50")
    assert sum(kind == "user" for kind, _ in rows(store)) == 51
    assert retrieved(again).get_slot("topic") == "50"


def test_what_was_said_long_ago_is_still_known_to_a_copy(opened: Open) -> None:
    """Rasa hands actions a copy, rebuilt from the events in memory: a task begun many messages ago was forgotten."""
    store = opened()
    begun(store)
    tracker = retrieved(store)
    tracker.update(SlotSet("task", "assessment"), DOMAIN)
    asyncio.run(store.save(tracker))
    for number in range(50):
        said(store, str(number))
    copied = retrieved(store).copy()
    assert (copied.get_slot("task"), copied.get_slot("topic")) == ("assessment", "49")


def test_an_earlier_session_is_not_carried_over(opened: Open) -> None:
    store = opened()
    begun(store)
    said(store, "一")
    tracker = retrieved(store)
    tracker.update_with_events([SessionStarted(), ActionExecuted("action_listen")], DOMAIN)
    tracker._reset_slots()
    asyncio.run(store.save(tracker))
    fresh = retrieved(opened())
    assert fresh.get_slot("topic") is None
    assert len(fresh.events) == 2


def test_senders_do_not_mix(opened: Open) -> None:
    store = opened()
    for sender in ("a", "b"):
        begun(store, sender)
        said(store, f"问题{sender}", sender)
    assert [retrieved(store, sender).get_slot("topic") for sender in ("a", "b")] == ["问题a", "问题b"]
