"""Personal data: erased for one sender or before a day, from journal and conversations, and by age."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation_store import conversation_store
from bot.journal import pseudonym
from bot.operation.retention import apply_retention, every_day
from bot.operation.tracker_events import TrackerEvents
from bot.settings import Settings
from bot.sqlite_file import connected

OPENID = "openid-of-anna"


@pytest.fixture
def kept(console: Any) -> Any:
    """Exchanges, feedback and events of two senders, today and long ago."""
    conversation_store(console.desk.config)
    for sender in (OPENID, "openid-of-bert"):
        for days in (0, 400):
            console.exchange(f"{sender}问", sender=pseudonym(sender), days_ago=days)
            event(console, sender, days)
        console.thumb("m", sender=pseudonym(sender))
    return console


def event(console: Any, sender: str, days_ago: int) -> None:
    moment = (dt.datetime.now(dt.UTC) - dt.timedelta(days=days_ago)).timestamp()
    with connected(console.desk.config.data_dir / "conversations.sqlite") as database:
        row = {"sender_id": sender, "type_name": "user", "timestamp": moment, "data": "{}"}
        database.table("events").insert(row)


def left(console: Any) -> dict[str, int]:
    with connected(console.desk.journal.path) as database:
        exchanges, feedback = (database.table(name).count for name in ("exchanges", "feedback"))
    with connected(console.desk.config.data_dir / "conversations.sqlite") as database:
        return {"exchanges": exchanges, "feedback": feedback, "events": database.table("events").count}


ALL = {"exchanges": 4, "feedback": 2, "events": 4}


@pytest.mark.parametrize("given", [OPENID, pseudonym(OPENID), f" {OPENID} "])
def test_one_sender_is_found_shown_and_erased(kept: Any, given: str) -> None:
    page = kept.send("/privacy/sender", sender=given).text
    assert "2条问答、1条评价、2条会话事件" in page
    assert left(kept) == ALL
    answer = kept.send("/privacy/sender/erase", who=pseudonym(OPENID), sure="yes")
    assert answer.headers["location"] == "/admin/privacy?done=erased"
    assert left(kept) == {"exchanges": 2, "feedback": 1, "events": 2}
    who, what, detail = kept.log()[0]
    assert (who, what) == ("李工", "删除个人记录")
    assert "2条问答、2条会话事件" in detail and OPENID not in detail
    assert "没有这个会话的记录" in kept.send("/privacy/sender", sender=given).text


def test_what_is_erased_is_nowhere_in_the_files(kept: Any) -> None:
    kept.send("/privacy/sender/erase", who=pseudonym(OPENID), sure="yes")
    for file in kept.desk.config.data_dir.glob("*.sqlite*"):
        assert OPENID.encode() not in file.read_bytes(), file.name


@pytest.mark.parametrize(
    ("form", "fields"), [("/privacy/sender/erase", {"who": pseudonym(OPENID)}), ("/privacy/older/erase", {})]
)
def test_nothing_is_erased_unless_one_is_sure(kept: Any, form: str, fields: dict[str, str]) -> None:
    answer = kept.send(form, day=str(kept.desk.today()), **fields)
    assert answer.status_code == 422 and "什么都没有删除" in answer.text
    assert left(kept) == ALL


@pytest.mark.parametrize(("given", "reason"), [("", "请填写会话标识"), ("nobody", "没有这个会话的记录")])
def test_a_sender_who_is_not_there_is_said_not_to_be(kept: Any, given: str, reason: str) -> None:
    answer = kept.send("/privacy/sender", sender=given)
    assert answer.status_code == 422 and reason in answer.text


def test_what_is_older_than_a_day_is_shown_and_erased(kept: Any) -> None:
    day = str(kept.desk.today() - dt.timedelta(days=30))
    assert "2条问答、2条会话事件" in kept.send("/privacy/older", day=day).text
    kept.send("/privacy/older/erase", day=day, sure="yes")
    assert left(kept) == {"exchanges": 2, "feedback": 2, "events": 2}
    assert kept.log()[0] == ("李工", "清除旧记录", f"{day}以前：2条问答、2条会话事件")


@pytest.mark.parametrize("form", ["/privacy/older", "/privacy/older/erase"])
@pytest.mark.parametrize(
    ("day", "reason"), [("", "请选择日期"), ("昨天", "日期应写成"), ("2999-01-01", "日期不能晚于今天")]
)
def test_an_impossible_day_is_refused(kept: Any, form: str, day: str, reason: str) -> None:
    answer = kept.send(form, day=day, sure="yes")
    assert answer.status_code == 422 and reason in answer.text
    assert left(kept) == ALL


def test_retention_erases_by_age_and_is_logged_only_when_it_did(kept: Any) -> None:
    desk = kept.desk
    for _ in range(2):
        apply_retention(180, desk.journal, desk.events, desk.operation.audit)
    assert left(kept) == {"exchanges": 2, "feedback": 2, "events": 2}
    assert [who for who, _, _ in kept.log()] == ["系统", "李工"]


def test_retention_runs_every_day_and_survives_a_failure() -> None:
    slept: list[float] = []
    runs: list[int] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) > 3:
            raise asyncio.CancelledError

    def task() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise OSError("disk")

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(every_day(task, sleep))
    assert (slept, len(runs)) == ([24 * 3600.0] * 4, 3)


def test_before_the_first_conversation_there_is_nothing_to_erase(console: Any) -> None:
    events = console.desk.events
    assert (events.count("x"), events.forget("x"), events.forget_before(dt.date(2099, 1, 1))) == (0, 0, 0)


def test_events_are_erased_from_the_database_of_the_setting(tmp_path: Path, postgres_database: str) -> None:
    config = Settings(_env_file=None, database_url=postgres_database, data_dir=tmp_path)
    with conversation_store(config).engine.begin() as connection:
        for sender, moment in (("a", 1), ("a", 2), ("b", 3e9)):
            connection.execute(
                sa.text("insert into events (sender_id, type_name, timestamp) values (:sender, 'user', :moment)"),
                {"sender": sender, "moment": moment},
            )
    events = TrackerEvents(config)
    assert (events.count(pseudonym("a")), events.count_before(dt.date(2018, 1, 1))) == (2, 2)
    assert events.forget(pseudonym("a")) == 2
    assert events.forget_before(dt.date(2018, 1, 1)) == 0
    assert events.count(pseudonym("b")) == 1


def test_an_erased_conversation_begins_anew_though_it_was_in_memory(console: Any) -> None:
    store = conversation_store(console.desk.config)
    tracker = DialogueStateTracker.from_events(OPENID, [UserUttered("收费吗")])
    asyncio.run(store.save(tracker))
    console.desk.events.forget(pseudonym(OPENID))
    assert asyncio.run(store.retrieve(OPENID)) is None


def test_the_page_says_how_long_records_are_kept(console: Any) -> None:
    assert "保留180天" in console.page("/privacy")
