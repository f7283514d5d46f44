"""The off switch: every channel says the operator's text and the hotline, also after a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot import conversation
from bot.conversation import Conversations
from bot.journal import Journal
from bot.operation.off_switch import LONGEST, OffSwitch
from bot.recognition import heard
from bot.sqlite_file import connected

TEXT = "系统维护，请明天再来。"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that reach the agent."""
    texts: list[str] = []

    async def ask(agent: object, sender: str, text: str, channel: str) -> list[dict[str, Any]]:
        texts.append(text)
        heard({"intent": {"name": "fee", "confidence": 0.91234}})
        return [{"text": "不收费。"}, {"custom": {"status": "answered"}}]

    monkeypatch.setattr(conversation, "ask", ask)
    return texts


def talk(console: Any, text: str = "收费吗", channel: str = "wechat") -> str:
    talks = Conversations(None, console.desk.journal, "25110539", console.desk.operation.off_switch.pause)  # type: ignore[arg-type]
    [message] = asyncio.run(talks.reply("anna", text, channel))
    console.desk.journal.flush()
    return message.text


def noted(console: Any) -> list[tuple[str, str, float | None]]:
    with connected(console.desk.journal.path) as database:
        return [(row["status"], row["intent"], row["confidence"]) for row in database.table("exchanges").rows]


@pytest.mark.parametrize("channel", ["rest", "wechat"])
@pytest.mark.parametrize("text", ["收费吗", "", "长" * 3000], ids=["short", "empty", "too long"])
def test_while_it_is_off_every_message_gets_the_text(console: Any, asked: list[str], channel: str, text: str) -> None:
    console.send("/pause", text=TEXT)
    assert talk(console, text, channel) == f"{TEXT}\n咨询电话：25110539"
    assert asked == []
    assert noted(console) == [("paused", "", None)]


def test_switched_on_again_it_answers(console: Any, asked: list[str]) -> None:
    console.send("/pause", text=TEXT)
    console.send("/pause/end")
    assert talk(console) == "不收费。"
    assert noted(console) == [("answered", "fee", 0.9123)]


def test_the_servers_own_messages_go_through(console: Any, asked: list[str]) -> None:
    console.send("/pause", text=TEXT)
    assert talk(console, "你好", "internal") == "不收费。"


def test_the_switch_stays_off_after_a_restart_and_every_page_says_so(console: Any, new_console: Any) -> None:
    console.send("/pause", text=TEXT)
    again = new_console()
    again.login("王工")
    assert "自动回答已暂停" in again.page() and "李工于" in again.page()
    assert TEXT in again.page("/pause")


def test_off_and_on_are_logged_once(console: Any) -> None:
    console.send("/pause", text=TEXT)
    console.send("/pause/end")
    console.send("/pause/end")
    assert console.log()[:2] == [("李工", "恢复自动回答", ""), ("李工", "暂停自动回答", TEXT)]


@pytest.mark.parametrize(
    ("text", "reason"), [("  ", "请写明暂停期间"), pytest.param("长" * (LONGEST + 1), "答复太长（501字", id="too long")]
)
def test_a_text_that_cannot_be_said_is_refused(console: Any, text: str, reason: str) -> None:
    answer = console.send("/pause", text=text)
    assert answer.status_code == 422 and reason in answer.text
    assert console.desk.operation.off_switch.pause() is None


def test_a_switch_that_cannot_be_read_does_not_silence_the_assistant(asked: list[str], tmp_path: Path) -> None:
    def broken() -> None:
        raise sqlite3.OperationalError("disk")

    journal = Journal(tmp_path / "journal.sqlite")
    [message] = asyncio.run(Conversations(None, journal, "1", broken).reply("a", "收费吗"))  # type: ignore[arg-type]
    assert message.text == "不收费。"


def test_another_text_replaces_the_first(console: Any) -> None:
    switch: OffSwitch = console.desk.operation.off_switch
    switch.turn_off("一", "李工")
    switch.turn_off("二", "王工")
    pause = switch.pause()
    assert pause and (pause.text, pause.who) == ("二", "王工")
