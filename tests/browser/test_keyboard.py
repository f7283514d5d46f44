"""Everything works with the keyboard alone, and focus is never lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .fake_server import Received
from .talking import answers

FOCUSED = "document.activeElement.id || document.activeElement.className"


def _tab_to(page: Page, selector: str, limit: int = 60) -> None:
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab; focus is at {page.evaluate(FOCUSED)}")


def test_a_conversation_without_a_mouse(page: Page, server: Received) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到输入框")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.type("你好")
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(1)
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "选项乙":
            break
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(2)
    assert server.messages[1]["message"] == "乙的内容"
    expect(page.locator("#message")).to_be_focused()


def test_every_control_is_reached(page: Page) -> None:
    for selector in (".skip", ".brand", ".nav__link[href='/assessment']", "#language", "#theme", "#scroller", ".topic"):
        _tab_to(page, selector)
    for selector in ("#message", "#send", "#handover", "#clear", "#print"):
        _tab_to(page, selector)


def test_a_clause_and_a_tick_by_keyboard(page: Page) -> None:
    page.locator("#message").fill("需要哪些材料")
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(1)
    page.locator("#scroller").focus()
    _tab_to(page, ".tick__box")
    page.keyboard.press("Space")
    expect(page.locator(".tick__box").first).to_be_checked()
    _tab_to(page, ".clause__button")
    tip = page.locator(".clause__tip").first
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_escape_leaves_the_dialog_and_focus_returns(page: Page) -> None:
    page.locator("#clear").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#clear")).to_be_focused()


def test_a_retried_message_leaves_focus_in_a_sensible_place(page: Page) -> None:
    page.evaluate(
        """localStorage.setItem('jigai.conversation', JSON.stringify(
            [{role: 'user', id: 'abc', text: '你好', shown: '你好', status: 'failed', reason: 'offline', at: 0}]))"""
    )
    page.reload()
    page.get_by_role("button", name="重试").focus()
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(1)
    expect(page.locator("#message")).to_be_focused()


def test_the_log_is_announced_politely(page: Page) -> None:
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    page.locator("#message").fill("你好")
    page.keyboard.press("Enter")
    expect(log.locator(".turn--bot")).to_contain_text("助手说：")
