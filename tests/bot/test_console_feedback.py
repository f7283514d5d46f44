"""Thumbs down beside the exchange that they are about."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from bot.console.exchanges import disliked
from bot.journal import Journal, pseudonym
from bot.message import BotMessage
from bot.sqlite_file import connected


def test_a_thumb_down_shows_question_answer_and_comment(console: Any) -> None:
    number = console.exchange("收费吗", message="m1", reply="不收费。")
    console.thumb("m1", comment="没说清")
    page = console.page("/feedback")
    assert f'href="/admin/questions/{number}"' in page
    assert "收费吗" in page and "不收费。" in page and "评语：没说清" in page
    assert "共1条" in page
    assert "差评" in console.page(f"/questions/{number}")


def test_a_thumb_turned_up_again_is_gone(console: Any) -> None:
    console.exchange("收费吗", message="m1")
    console.thumb("m1")
    console.thumb("m1", "up")
    assert "还没有差评" in console.page("/feedback")


def test_a_thumb_without_its_exchange_says_so(console: Any) -> None:
    console.exchange("别的", message="")
    console.thumb("", comment="?")
    console.thumb("unknown")
    page = console.page("/feedback")
    assert page.count("找不到对应的问答") == 2 and "别的" not in page


def test_the_id_that_the_page_sends_joins_feedback_to_its_exchange(server: httpx.Client) -> None:
    journal = Journal(server.config.data_dir / "journal.sqlite")  # type: ignore[attr-defined]
    journal.close()
    sender, message = uuid4().hex, uuid4().hex
    body = {"sender": sender, "message": "收费吗", "metadata": {"id": message}}
    server.post("/webhooks/rest/webhook", json=body).raise_for_status()
    thumb = {"sender": sender, "message_id": message, "value": "down", "comment": "我的手机13812345678"}
    server.post("/api/v1/feedback", json=thumb).raise_for_status()
    server.app.state.conversations.journal.flush()  # type: ignore[attr-defined]
    with connected(journal.path) as database:
        [row] = [row for row in disliked(database, 1000, 0) if row["sender"] == pseudonym(sender)]
    assert (row["text"], row["comment"]) == ("收费吗", "我的手机〔手机号〕")


def test_a_journal_that_was_written_through_reads_the_same(console: Any) -> None:
    console.desk.journal.note("openid", "wechat", "问", [BotMessage("答", custom={"status": "unsure"})], "m9")
    console.desk.journal.feedback("openid", "m9", "down", "")
    console.desk.journal.flush()
    assert "问" in console.page("/feedback")
