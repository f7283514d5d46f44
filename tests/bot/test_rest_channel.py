"""Rasa's REST channel as a public address: its contract, hostile text, retries, forged senders, the rate limit."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.channels.rest import MAX_BODY, rest_router
from bot.guard import MAX_SENDER, MAX_TEXT
from bot.message import BotMessage, Choice
from bot.settings import Settings
from bot.web.senders import Senders

WEBHOOK = "/webhooks/rest/webhook"
AMOUNT = "去年智能化改造投了3000万，不含税，能补多少"

Say = Callable[[str, str], list[dict[str, Any]]]


@pytest.fixture
def sender() -> str:
    return uuid.uuid4().hex


def text_of(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message.get("text", "") for message in messages)


class SlowConversations:
    """Counts what it is told, and takes its time with each answer."""

    def __init__(self) -> None:
        self.told: list[str] = []

    async def reply(self, sender: str, text: str, channel: str, message: str) -> list[BotMessage]:
        self.told.append(text)
        await asyncio.sleep(0.05)
        return [BotMessage(f"第{len(self.told)}答", (Choice("好", "好的"),), {"status": "answered"})]


def channel(**changes: Any) -> tuple[SlowConversations, FastAPI]:
    """The channel alone, before pretended conversations."""
    app, conversations = FastAPI(), SlowConversations()
    config = Settings(_env_file=None, **{"rate_limit": "off", **changes})
    app.include_router(rest_router(conversations, config))  # type: ignore[arg-type]
    return conversations, app


# --- the contract


def test_an_answer_has_the_shape_of_rasas_rest_channel(say: Say, sender: str) -> None:
    messages = say(sender, AMOUNT)
    assert messages
    for message in messages:
        assert message["recipient_id"] == sender
        assert isinstance(message["text"], str)
        assert message["text"]
        assert set(message) <= {"recipient_id", "text", "buttons", "custom"}
        for button in message.get("buttons", []):
            assert set(button) == {"title", "payload"}
    assert "600万元" in text_of(messages)


def test_the_custom_part_says_how_it_ended_and_cites_the_clause(say: Say, sender: str) -> None:
    custom = next(message["custom"] for message in say(sender, AMOUNT) if "custom" in message)
    assert custom["status"] == "answered"
    assert custom["citations"] == ["三（二）1"]
    assert custom["card"]["amount"] == "6000000.00"


def test_choosing_a_button_says_its_payload(say: Say, sender: str) -> None:
    offered = say(sender, "你好")[-1]["buttons"]
    deadline = next(button for button in offered if "截止" in button["title"])
    assert "2018年8月10日" in text_of(say(sender, deadline["payload"]))


def test_unknown_keys_of_the_body_are_let_pass(server: httpx.Client, sender: str) -> None:
    body = {"sender": sender, "message": "收费吗", "input_channel": "rest", "metadata": {"page": "/"}}
    assert server.post(WEBHOOK, json=body).status_code == httpx.codes.OK


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b'"x"', b"null", b"{}", b'{"sender": "a"}', b'{"message": "a"}', b"\xff\xfe\x00"),
        *(b'{"sender": 1, "message": "a"}', b'{"sender": "", "message": "a"}', b'{"sender": "a", "message": 1}'),
        b'{"sender": "' + b"a" * (MAX_SENDER + 1) + b'", "message": "a"}',
        b'{"sender": "a", "message": "a", "metadata": "x"}',
        b'{"sender": "a", "message": "' + b"a" * (MAX_BODY + 1) + b'"}',
    ],
)
def test_a_body_that_is_no_message_is_refused(server: httpx.Client, content: bytes) -> None:
    answer = server.post(WEBHOOK, content=content, headers={"Content-Type": "application/json"})
    assert answer.is_client_error
    assert "errors" in answer.json() or "detail" in answer.json()


# --- whatever people type


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000", "\u200b", "/", "／／", "\x00\x01", "/ / /"])
def test_a_message_without_text_is_asked_for_one(say: Say, sender: str, text: str) -> None:
    assert "没有看到文字内容" in text_of(say(sender, text))


@pytest.mark.parametrize("text", ["🙏", "😀😀😀", "👍🏽", "!!!", "……"])
def test_a_message_of_signs_only_is_asked_for_words(say: Say, sender: str, text: str) -> None:
    assert "没有看到文字内容" in text_of(say(sender, text))


@pytest.mark.parametrize("length", [MAX_TEXT + 1, 10_000])
def test_a_message_that_is_too_long_is_asked_to_be_shorter(say: Say, sender: str, length: int) -> None:
    assert f"超过{MAX_TEXT}字" in text_of(say(sender, "补" * length))


def test_a_message_of_just_the_longest_length_is_read(say: Say, sender: str) -> None:
    assert "超过" not in text_of(say(sender, ("收费吗" * MAX_TEXT)[:MAX_TEXT]))


def test_control_characters_do_not_disturb_the_question(say: Say, sender: str) -> None:
    assert "2018年8月10日" in text_of(say(sender, "网上填报\x00什么\x1b时候\x07截止\x7f"))


@pytest.mark.parametrize(
    "command",
    [
        *("/restart", "／restart", " /restart", "\u200b/restart", "\ufeff/restart", "🙏/restart", "//restart"),
        *("/ \t/restart", "/session_start", '/inform{"scheme": "major_project"}', "\u0301/restart", "-/restart"),
    ],
)
def test_no_command_of_rasas_can_be_sent(server: httpx.Client, say: Say, sender: str, command: str) -> None:
    say(sender, AMOUNT)
    say(sender, command)
    tracker = in_a_loop(tracker_of(server, sender))
    events = tracker.as_dialogue().events
    assert sum(type(event).__name__ == "Restarted" for event in events) == 0
    assert sum(event.type_name == "action" and event.action_name == "action_restart" for event in events) == 0
    spoken = [event for event in events if event.type_name == "user"]
    assert not (spoken[-1].text or "").startswith("/")
    assert spoken[-1].intent_name not in ("restart", "session_start", "inform")


@pytest.mark.parametrize("text", ["EXTERNAL: x", "EXTERNAL: utter", "__import__('os')", "{{config}}"])
def test_words_that_mean_something_to_programs_are_only_text(say: Say, sender: str, text: str) -> None:
    say(sender, "测算贷款贴息")
    answer = text_of(say(sender, text))
    assert answer
    assert "系统刚才出了点问题" not in answer
    assert "贷款金额是多少" in text_of(say(sender, "接着算"))


async def tracker_of(server: httpx.Client, sender: str) -> Any:
    conversations = server.app.state.conversations  # type: ignore[attr-defined]
    return await conversations.agent.tracker_store.retrieve_full_tracker(sender)


# --- sending again


def test_sending_again_gives_the_same_answer_and_counts_once(say: Say, server: httpx.Client, sender: str) -> None:
    say(sender, "帮我算贷款贴息")
    body = {"sender": sender, "message": "3000万", "metadata": {"id": "one"}}
    first, second = (server.post(WEBHOOK, json=body).json() for _ in range(2))
    assert first == second
    assert "固定资产投资额是多少" in text_of(first)


def test_sending_at_the_same_time_gives_one_answer() -> None:
    conversations, app = channel()
    body = {"sender": "a", "message": "在吗", "metadata": {"id": "one"}}
    with TestClient(app) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post(WEBHOOK, json=body).json(), range(8)))
    assert conversations.told == ["在吗"]
    assert answers == [answers[0]] * 8


def test_another_id_or_another_sender_is_another_message() -> None:
    conversations, app = channel()
    with TestClient(app) as client:
        for sender, number in (("a", "one"), ("a", "two"), ("b", "one"), ("a", ""), ("a", "")):
            client.post(WEBHOOK, json={"sender": sender, "message": "在吗", "metadata": {"id": number}})
    assert len(conversations.told) == 5


def test_a_client_that_leaves_does_not_lose_the_answer_for_its_second_try() -> None:
    conversations, app = channel()
    body = {"sender": "a", "message": "在吗", "metadata": {"id": "one"}}

    async def leave_and_return() -> Any:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://jigai.test") as client:
            first = asyncio.ensure_future(client.post(WEBHOOK, json=body))
            await asyncio.sleep(0.02)
            first.cancel()
            return (await client.post(WEBHOOK, json=body)).json()

    assert in_a_loop(leave_and_return())[0]["text"] == "第1答"
    assert len(conversations.told) == 1


def in_a_loop(coroutine: Any) -> Any:
    """Runs it in a thread of its own, for the main thread may have a loop already."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(asyncio.run(coroutine)))
    thread.start()
    thread.join()
    return found[0]


# --- who speaks


def test_a_sender_issued_by_the_server_may_speak(server: httpx.Client, say: Say) -> None:
    sender = server.post("/api/v1/session").json()["sender"]
    assert sender.startswith("web-")
    assert say(sender, "收费吗")[0]["recipient_id"] == sender


@pytest.mark.parametrize("forge", [lambda s: "web-x", lambda s: s[:-1], lambda s: s + "a", lambda s: "web-x." + s])
def test_a_forged_sender_of_the_website_is_refused(server: httpx.Client, forge: Callable[[str], str]) -> None:
    sender = forge(server.post("/api/v1/session").json()["sender"])
    for path, body in ((WEBHOOK, {"message": "你好"}), ("/api/v1/feedback", {"message_id": "1", "value": "up"})):
        answer = server.post(path, json={"sender": sender, **body})
        assert answer.status_code == httpx.codes.FORBIDDEN
        assert "刷新页面" in answer.text


def test_ids_are_valid_for_every_process_with_the_same_secret() -> None:
    one, other, foreign = (Senders(Settings(_env_file=None, secret=name)) for name in ("a", "a", "b"))
    sender = one.issue()
    assert other.valid(sender)
    assert not foreign.valid(sender)


# --- how often


def test_who_writes_too_fast_is_asked_to_wait() -> None:
    conversations, app = channel(rate_limit="3/minute")
    with TestClient(app) as client:
        answers = [client.post(WEBHOOK, json={"sender": "a", "message": str(n)}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "太快" in answers[-1].json()["detail"]
    assert conversations.told == ["0", "1", "2"]


def test_changing_the_sender_does_not_get_around_the_limit_of_an_address() -> None:
    conversations, app = channel(rate_limit="3/minute")
    with TestClient(app) as client:
        codes = [client.post(WEBHOOK, json={"sender": f"s{n}", "message": "在吗"}).status_code for n in range(40)]
    assert codes[0] == httpx.codes.OK
    assert codes[-1] == httpx.codes.TOO_MANY_REQUESTS
    assert len(conversations.told) < 40


def test_an_answer_sent_again_does_not_count_against_the_limit() -> None:
    _, app = channel(rate_limit="1/minute")
    body = {"sender": "a", "message": "在吗", "metadata": {"id": "one"}}
    with TestClient(app) as client:
        assert [client.post(WEBHOOK, json=body).status_code for _ in range(3)] == [200, 200, 200]
