"""Broken connections: nothing is lost, nothing is sent twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .fake_server import Received
from .talking import answers, ask, ask_and_wait, questions


@pytest.fixture
def quick(new_context: Callable[..., BrowserContext], server: Received) -> Page:
    """The chat page with its pauses between attempts cut short."""
    context = new_context()
    context.add_init_script(
        "const wait = window.setTimeout; window.setTimeout = (f, ms, ...a) => wait(f, ms < 10000 ? ms / 20 : ms, ...a);"
    )
    page = context.new_page()
    page.goto(server.base)
    return page


def test_a_lost_answer_is_fetched_again_under_the_same_id(quick: Page, server: Received) -> None:
    server.lose_answers = 2
    ask_and_wait(quick, "你好")
    ids = {it["metadata"]["id"] for it in server.messages}
    assert len(server.messages) == 3
    assert len(ids) == 1
    expect(questions(quick)).to_have_count(1)
    expect(answers(quick)).to_have_count(1)
    expect(quick.locator("#connection")).to_have_text("")


def test_after_failed_attempts_the_user_can_retry(
    quick: Page, server: Received, shoot: Callable[[Page, str], None]
) -> None:
    quick.route("**/webhooks/**", lambda route: route.abort())
    ask(quick, "你好")
    expect(questions(quick)).to_contain_text("未送达")
    expect(quick.locator("#connection")).to_contain_text("连接不上服务器")
    expect(quick.locator("#typing")).to_be_hidden()
    shoot(quick, "connection-lost")
    assert server.messages == []
    quick.unroute("**/webhooks/**")
    quick.get_by_role("button", name="重试").click()
    expect(answers(quick)).to_have_count(1)
    expect(questions(quick)).not_to_contain_text("未送达")
    expect(quick.locator("#connection")).to_have_text("")
    assert len(server.messages) == 1


def test_the_message_is_sent_when_the_connection_is_back(quick: Page, server: Received) -> None:
    quick.context.set_offline(True)
    ask(quick, "你好")
    ask(quick, "第二句")
    expect(quick.get_by_role("button", name="重试")).to_have_count(2)
    quick.context.set_offline(False)
    expect(answers(quick)).to_have_count(2)
    assert [it["message"] for it in server.messages] == ["你好", "第二句"]


def test_a_message_cut_off_by_a_reload_is_sent_once(quick: Page, server: Received) -> None:
    ask_and_wait(quick, "先打个招呼")
    server.delay = 1.0
    ask(quick, "你好")
    quick.wait_for_timeout(100)
    quick.reload()
    expect(answers(quick)).to_have_count(2)
    ids = [it["metadata"]["id"] for it in server.messages[1:]]
    assert len(set(ids)) == 1
    expect(questions(quick)).to_have_count(2)


def test_a_session_that_the_server_forgot_is_renewed(quick: Page, server: Received) -> None:
    ask_and_wait(quick, "你好")
    server.forget_senders = True
    ask_and_wait(quick, "还在吗")
    assert server.messages[0]["sender"] != server.messages[1]["sender"]


@pytest.mark.parametrize(("status", "notice"), [(429, "发送得太快了"), (422, "没有被接受")])
def test_a_refusal_says_why_and_does_not_hammer(quick: Page, server: Received, status: int, notice: str) -> None:
    server.refuse_with = status
    ask(quick, "你好")
    expect(quick.locator("#connection")).to_contain_text(notice)
    server.refuse_with = 0
    quick.get_by_role("button", name="重试").click()
    expect(answers(quick)).to_have_count(1)
    assert len(server.messages) == 1
