"""The widget on a foreign site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from .conftest import PHONE
from .fake_server import Received
from .talking import answers, ask_and_wait


@pytest.fixture
def host(new_context: Callable[..., BrowserContext], server: Received, foreign_site: str) -> Page:
    """A page of a foreign site with the widget closed."""
    page = new_context().new_page()
    page.goto(f"{foreign_site}/a")
    return page


def _open(page: Page) -> FrameLocator:
    page.get_by_role("button", name="打开政策小助手").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_label("您的问题")).to_be_focused()
    return frame


def test_open_talk_close(host: Page, server: Received, shoot: Callable[[Page, str], None]) -> None:
    bubble = host.locator(".bubble")
    expect(bubble).to_have_attribute("aria-expanded", "false")
    assert host.locator("iframe").count() == 0
    frame = _open(host)
    expect(bubble).to_have_attribute("aria-expanded", "true")
    expect(frame.locator("#embed-title")).to_have_text("政策小助手")
    ask_and_wait(frame, "帮我算算")
    shoot(host, "widget")
    host.keyboard.press("Escape")
    expect(host.locator(".panel")).to_be_hidden()
    expect(bubble).to_be_focused()
    host.keyboard.press("Enter")
    expect(frame.get_by_label("您的问题")).to_be_focused()
    expect(answers(frame)).to_have_count(1)


def test_the_close_button_inside(host: Page) -> None:
    frame = _open(host)
    frame.get_by_role("button", name="关闭").click()
    expect(host.locator(".panel")).to_be_hidden()
    expect(host.locator(".bubble")).to_be_focused()


def test_escape_on_the_host_page(host: Page) -> None:
    _open(host)
    host.locator("#other").focus()
    host.keyboard.press("Escape")
    expect(host.locator(".panel")).to_be_hidden()


def test_escape_first_leaves_what_is_open_inside(host: Page) -> None:
    frame = _open(host)
    frame.get_by_role("button", name="清空").click()
    expect(frame.get_by_role("dialog")).to_be_visible()
    host.keyboard.press("Escape")
    expect(frame.get_by_role("dialog")).to_have_count(0)
    expect(host.locator(".panel")).to_be_visible()


def test_the_conversation_stays_over_page_changes(host: Page, server: Received) -> None:
    frame = _open(host)
    ask_and_wait(frame, "你好")
    host.locator("#other").click()
    host.wait_for_url("**/b")
    frame = host.frame_locator("iframe")
    expect(answers(frame)).to_have_count(1)
    ask_and_wait(frame, "第二个问题")
    assert server.messages[0]["sender"] == server.messages[1]["sender"]
    host.keyboard.press("Escape")
    expect(host.locator(".panel")).to_be_hidden()
    host.reload()
    expect(host.locator(".bubble")).to_be_visible()
    assert host.locator("iframe").count() == 0


def test_a_reply_while_closed_is_marked(host: Page, server: Received) -> None:
    frame = _open(host)
    server.delay = 0.8
    frame.get_by_label("您的问题").fill("你好")
    frame.get_by_label("您的问题").press("Enter")
    host.keyboard.press("Escape")
    expect(host.locator(".bubble")).to_have_attribute("data-new", "")
    expect(host.locator(".note")).to_have_text("有新回复")


def test_full_screen_on_a_phone(
    new_context: Callable[..., BrowserContext], server: Received, foreign_site: str, shoot: Callable[[Page, str], None]
) -> None:
    page = new_context(**PHONE).new_page()
    page.goto(f"{foreign_site}/a")
    frame = _open(page)
    box = page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 375, "height": 720}
    expect(page.locator("main")).to_have_attribute("inert", "")
    ask_and_wait(frame, "需要哪些材料")
    shoot(page, "widget-phone")
    frame.get_by_role("button", name="关闭").tap()
    expect(page.locator("main")).not_to_have_attribute("inert", "")
    expect(page.locator(".bubble")).to_be_visible()


def test_language_position_and_colour(
    new_context: Callable[..., BrowserContext], server: Received, foreign_site: str
) -> None:
    page = new_context().new_page()
    page.goto(f"{foreign_site}/a?lang=en&position=left&color=gold")
    bubble = page.get_by_role("button", name="Open 政策小助手")
    box = bubble.bounding_box()
    assert box is not None
    assert box["x"] < 100
    assert bubble.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 215, 0)"
    assert bubble.evaluate("node => getComputedStyle(node).color") == "rgb(0, 0, 0)"
    bubble.click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Hello, how can we help?")).to_be_visible()


def test_messages_of_strangers_are_ignored(host: Page) -> None:
    _open(host)
    host.evaluate("window.postMessage({type: 'jigai:close'}, '*')")
    host.wait_for_timeout(200)
    expect(host.locator(".panel")).to_be_visible()
