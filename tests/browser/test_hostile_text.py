"""Text from anywhere stays text."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from bot.web import assets

from .fake_server import Received
from .replies import HOSTILE
from .talking import answers, ask_and_wait, questions

INJECTED = ".turn img, .turn script, .turn b, .card img, .card script, .card b, .document img"


def _unharmed(page: Page) -> None:
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.locator(INJECTED).count() == 0


def test_every_place_of_an_answer(page: Page) -> None:
    answer = ask_and_wait(page, "XSS")
    expect(answer.locator(".bubble--bot").first).to_contain_text("<script>window.hacked=1</script>")
    expect(answer.locator(".card__title").first).to_have_text(HOSTILE)
    expect(answer.locator(".step__expression").first).to_have_text(HOSTILE)
    expect(answer.locator(".tick__name")).to_have_text(HOSTILE)
    expect(answer.locator(".card")).to_have_count(4)
    addresses = answer.locator("a").evaluate_all("nodes => nodes.map(node => node.href)")
    assert all(re.match(r"https?://", address) for address in addresses)
    expect(answer.locator(".document")).to_have_count(1)
    answer.locator(".clause__button").first.click()
    _unharmed(page)
    page.reload()
    expect(answers(page)).to_have_count(1)
    _unharmed(page)


def test_a_hostile_choice(page: Page, server: Received) -> None:
    ask_and_wait(page, "XSS")
    page.get_by_role("group", name="可选的回答").get_by_role("button").click()
    expect(answers(page)).to_have_count(2)
    assert server.messages[1]["message"] == HOSTILE
    _unharmed(page)


def test_the_users_own_text(page: Page) -> None:
    ask_and_wait(page, HOSTILE)
    expect(questions(page)).to_contain_text(HOSTILE)
    _unharmed(page)


def test_a_result_of_the_calculator(page: Page, server: Received) -> None:
    page.goto(f"{server.base}/calculator")
    page.get_by_label("上年度智能化改造投资").fill("666元")
    page.get_by_role("button", name="开始测算").click()
    expect(page.locator(".card__title")).to_have_text("技术装备及管理智能化提升")
    expect(page.locator(".amount__value")).to_have_text(HOSTILE)
    _unharmed(page)


def test_the_title_and_colour_of_the_widget(page: Page, server: Received) -> None:
    page.goto(f"{server.base}/embed?title=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&color=red;}}body{{display:none")
    expect(page.locator("#embed-title")).to_have_text("<img src=x onerror=alert")
    expect(page.locator("#message")).to_be_visible()


def test_broken_storage_does_not_break_the_page(page: Page) -> None:
    page.evaluate(
        """localStorage.setItem('jigai.conversation',
            '[null, 1, {"role": "bot", "id": "x", "parts": [null, {"text": {}}]}]')"""
    )
    page.evaluate("localStorage.setItem('jigai.sender', '{broken')")
    page.reload()
    ask_and_wait(page, "你好")


def test_no_script_turns_text_into_markup_or_code() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser")
    scripts = [*assets.STATIC.rglob("*.js")]
    assert scripts
    assert [path.name for path in scripts if forbidden.search(path.read_text("utf-8"))] == []
