"""The journal: what was asked and how it ended, written aside, without naming anybody."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlite_utils

from bot.journal import STATUSES, Journal, pseudonym
from bot.message import BotMessage
from bot.recognition import Recognition
from bot.settings import ROOT


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "deep" / "journal.sqlite")


def rows(journal: Journal, table: str = "exchanges") -> list[dict[str, Any]]:
    """What has been written when the journal is closed."""
    journal.close()
    return list(sqlite_utils.Database(journal.path)[table].rows)


def test_an_exchange_is_kept_with_status_channel_and_time(journal: Journal) -> None:
    messages = [BotMessage("甲"), BotMessage("乙", custom={"status": "declined", "reason": "oos_world"})]
    journal.note("anna", "wechat", "天气", messages)
    [row] = rows(journal)
    assert (row["channel"], row["text"], row["reply"]) == ("wechat", "天气", "甲\n乙")
    assert (row["status"], row["reason"]) == ("declined", "oos_world")
    assert dt.datetime.fromisoformat(row["at"]).tzinfo is not None


def test_nobody_is_named(journal: Journal) -> None:
    journal.note("openid-of-anna", "wechat", "问", [])
    journal.feedback("openid-of-anna", "1", "up", "")
    [row], [thumb] = rows(journal), list(sqlite_utils.Database(journal.path)["feedback"].rows)
    assert row["sender"] == thumb["sender"] == pseudonym("openid-of-anna")
    assert "openid-of-anna" not in str(row) + str(thumb)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_kept_as_it_is(journal: Journal, status: str) -> None:
    journal.note("a", "rest", "问", [BotMessage("答", custom={"status": status})])
    assert rows(journal)[0]["status"] == status


def test_an_open_question_is_a_task_and_no_answer_is_unsure(journal: Journal) -> None:
    journal.note("a", "rest", "问", [BotMessage("贷款金额是多少？")])
    journal.note("a", "rest", "问", [])
    journal.note("a", "rest", "问", [BotMessage("答", custom={"status": "made up"})])
    assert [row["status"] for row in rows(journal)] == ["task", "unsure", "unsure"]


def test_no_exchange_is_lost_when_many_write_at_once(journal: Journal) -> None:
    def write(writer: int) -> None:
        for number in range(50):
            journal.note(f"s{writer}", "rest", f"{writer}-{number}", [BotMessage("答")])

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = [row["text"] for row in rows(journal)]
    assert len(texts) == len(set(texts)) == 400
    assert [text for text in texts if text.startswith("3-")] == [f"3-{number}" for number in range(50)]


def test_noting_does_not_wait_for_a_locked_file(journal: Journal) -> None:
    journal.note("a", "rest", "先", [BotMessage("答")])
    wait_until(lambda: sqlite_utils.Database(journal.path)["exchanges"].exists())
    other = sqlite3.connect(journal.path)
    other.execute("begin immediate")
    began = time.perf_counter()
    journal.note("a", "rest", "后", [BotMessage("答")])
    assert time.perf_counter() - began < 0.1
    other.rollback()
    other.close()
    assert [row["text"] for row in rows(journal)] == ["先", "后"]


def test_what_is_older_than_the_day_is_erased(journal: Journal) -> None:
    journal.note("a", "rest", "旧", [BotMessage("答")])
    journal.note("a", "rest", "新", [BotMessage("答")])
    rows(journal)
    database = sqlite_utils.Database(journal.path)
    database["exchanges"].update(1, {"at": "2018-02-01T09:00:00+00:00"})
    database["exchanges"].update(2, {"at": "2018-02-02T00:00:00+00:00"})
    assert journal.forget_before(dt.date(2018, 2, 2)) == 1
    assert [row["text"] for row in database["exchanges"].rows] == ["新"]


def test_a_journal_is_opened_again_with_what_it_held(journal: Journal) -> None:
    journal.note("a", "rest", "一", [BotMessage("答")])
    journal.close()
    again = Journal(journal.path)
    again.note("a", "rest", "二", [BotMessage("答")])
    assert [row["text"] for row in rows(again)] == ["一", "二"]


def test_the_clients_id_and_the_intent_are_kept(journal: Journal) -> None:
    journal.note("a", "rest", "收費嗎？", [BotMessage("答")], "m1", Recognition("fee", 0.9))
    journal.note("a", "rest", "问", [BotMessage("答")])
    first, second = rows(journal)
    assert (first["message"], first["intent"], first["confidence"], first["asked"]) == ("m1", "fee", 0.9, "收费吗")
    assert (second["message"], second["intent"], second["confidence"]) == ("", "", None)


def test_a_journal_of_an_earlier_release_gains_what_it_lacks(tmp_path: Path) -> None:
    old = sqlite_utils.Database(tmp_path / "journal.sqlite")
    row = {"id": 1, "at": "2018-08-01T00:00:00+00:00", "sender": "a", "channel": "rest", "text": "收費嗎？"}
    old["exchanges"].insert({**row, "reply": "答", "status": "unsure", "reason": ""}, pk="id")
    old.close()
    journal = Journal(tmp_path / "journal.sqlite")
    journal.note("a", "rest", "收费吗", [BotMessage("答")])
    assert [row["asked"] for row in rows(journal)] == ["收费吗", "收费吗"]


def test_journals_of_several_processes_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    write = (
        "import sys; from pathlib import Path; from bot.journal import Journal; from bot.message import BotMessage\n"
        "journal = Journal(Path(sys.argv[1]))\n"
        "for number in range(100): journal.note(sys.argv[2], 'rest', str(number), [BotMessage('答')])\n"
        "journal.flush()"
    )
    started = [subprocess.Popen([sys.executable, "-c", write, str(path), who], cwd=ROOT) for who in "abc"]
    assert [process.wait() for process in started] == [0, 0, 0]
    assert sqlite_utils.Database(path)["exchanges"].count == 300


def test_a_row_that_cannot_be_written_does_not_end_the_journal(journal: Journal) -> None:
    with sqlite_utils.Database(journal.path).conn as connection:
        connection.execute("create trigger refuse before insert on feedback begin select raise(abort, 'no'); end")
    journal.feedback("a", "m", "up", "")
    journal.note("a", "rest", "后", [BotMessage("答")])
    assert [row["text"] for row in rows(journal)] == ["后"]


def test_the_assistant_notes_every_message(server: httpx.Client, say: Callable[[str, str], Any]) -> None:
    sender = uuid4().hex
    said = {"收费吗": "answered", "明天天气怎么样": "declined", "谢谢": "social", "测算贷款贴息": "task"}
    for text in said:
        say(sender, text)
    server.post("/api/v1/feedback", json={"sender": sender, "message_id": "7", "value": "up"}).raise_for_status()
    database = sqlite_utils.Database(server.config.data_dir / "journal.sqlite")  # type: ignore[attr-defined]

    def noted(table: str) -> list[dict[str, Any]]:
        return list(database.query(f"select * from {table} where sender = ? order by id", [pseudonym(sender)]))

    wait_until(lambda: len(noted("exchanges")) == len(said) and len(noted("feedback")) == 1)
    assert {row["text"]: row["status"] for row in noted("exchanges")} == said
    assert noted("exchanges")[1]["reason"].startswith("oos_")
    assert noted("feedback")[0]["value"] == "up"


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
