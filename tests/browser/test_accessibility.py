"""axe-core finds nothing on any page, in either theme or language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import PHONE
from .fake_server import Received
from .talking import ask_and_wait

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
QUESTIONS = ("帮我算算", "我符合条件吗", "需要哪些材料", "不懂", "转人工", "给我链接", "你好")


def _check(page: Page) -> None:
    page.wait_for_timeout(100)
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desktop", "phone"])
def test_chat(new_context: Callable[..., BrowserContext], server: Received, theme: str, size: dict[str, Any]) -> None:
    page = new_context(color_scheme=theme, **size).new_page()
    page.goto(server.base)
    expect(page.locator(".topic").first).to_be_visible()
    _check(page)
    for question in QUESTIONS:
        ask_and_wait(page, question)
    page.locator(".action").nth(2).click()
    page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    page.locator(".clause__button").first.focus()
    _check(page)
    page.locator("#clear").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    _check(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["calculator", "assessment"])
def test_forms(new_context: Callable[..., BrowserContext], server: Received, theme: str, name: str) -> None:
    page = new_context(color_scheme=theme).new_page()
    for scheme in ("intelligent_upgrade", "loan_interest", "industry_chain"):
        page.goto(f"{server.base}/{name}?scheme={scheme}")
        expect(page.locator("#submit")).to_be_visible()
        _check(page)
    page.goto(f"{server.base}/{name}")
    page.locator("#submit").click()
    expect(page.locator("#errors:visible, .card")).to_have_count(1)
    _check(page)
    if name == "calculator":
        page.get_by_label("上年度智能化改造投资").fill("9")
        page.locator("#submit").click()
        expect(page.locator(".card")).to_have_count(1)
        _check(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("color", ["%237a1fa2", "gold", "", "%23777777"])
def test_widget(
    new_context: Callable[..., BrowserContext], server: Received, foreign_site: str, theme: str, color: str
) -> None:
    page = new_context(color_scheme=theme).new_page()
    page.goto(f"{foreign_site}/a?color={color}")
    _check(page)
    page.locator(".bubble").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator(".topic").first).to_be_visible()
    _check(page)
    embedded = page.context.new_page()
    embedded.goto(f"{server.base}/embed?color={color if color.startswith('%23') else ''}&title=政策小助手")
    expect(embedded.locator(".topic").first).to_be_visible()
    _check(embedded)
    ask_and_wait(embedded, "帮我算算")
    _check(embedded)


def test_english(page: Page) -> None:
    page.get_by_role("button", name="EN").click()
    _check(page)
    ask_and_wait_english(page)
    _check(page)


def ask_and_wait_english(page: Page) -> None:
    page.get_by_role("button", name="Estimate my grant").click()
    expect(page.locator(".turn--bot")).to_have_count(1)


@pytest.mark.parametrize(("width", "size"), [(320, "100%"), (640, "200%")])
def test_narrow_screens_and_text_twice_as_large(
    new_context: Callable[..., BrowserContext], server: Received, width: int, size: str
) -> None:
    page = new_context(viewport={"width": width, "height": 640}).new_page()
    for name in ("", "calculator?scheme=industry_chain", "assessment"):
        page.goto(f"{server.base}/{name}")
        expect(page.locator(".topic, .field__controls").first).to_be_visible()
        page.evaluate("size => (document.documentElement.style.fontSize = size)", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        _check(page)
