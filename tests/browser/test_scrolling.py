"""Scrolling follows the conversation and does not disturb those who read further up; the phone-size screen."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .fake_server import Received
from .talking import answers, ask, ask_and_wait, questions

SCROLL_TOP = "document.getElementById('scroller').scrollTop"


def test_a_long_answer_is_shown_from_its_question_on(page: Page) -> None:
    ask_and_wait(page, "你好")
    ask_and_wait(page, "来一段长的")
    expect(questions(page).last).to_be_in_viewport()
    expect(page.get_by_role("button", name="回到最新")).to_be_visible()
    page.get_by_role("button", name="回到最新").click()
    expect(page.get_by_text("第60行")).to_be_in_viewport()
    expect(page.locator("#to-bottom")).to_be_hidden()


def test_reading_above_is_not_disturbed(page: Page, server: Received) -> None:
    ask_and_wait(page, "来一段长的")
    server.delay = 0.7
    ask(page, "再来一段长的")
    page.evaluate("document.getElementById('scroller').scrollTop = 100")
    expect(answers(page)).to_have_count(2)
    assert page.evaluate(SCROLL_TOP) == 100
    button = page.get_by_role("button", name="1 条新消息")
    expect(button).to_be_visible()
    button.click()
    expect(button).to_be_hidden()


def test_after_a_reload_the_end_is_shown(page: Page) -> None:
    ask_and_wait(page, "来一段长的")
    page.reload()
    expect(answers(page).get_by_role("button", name="有帮助")).to_be_in_viewport()


def test_nothing_is_wider_than_a_phone(phone: Page, shoot: Callable[[Page, str], None]) -> None:
    expect(phone.get_by_role("heading", name="您好，有什么可以帮您？")).to_be_in_viewport()
    shoot(phone, "phone-welcome")
    for text in ("帮我算算", "我符合条件吗", "需要哪些材料", "W" * 300):
        ask_and_wait(phone, text)
        shoot(phone, f"phone-{text[:6]}")
    assert phone.evaluate("document.getElementById('scroller').scrollWidth") <= 375
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375
    expect(phone.get_by_label("您的问题")).to_be_in_viewport()


def test_a_tap_on_a_choice_does_not_open_the_keyboard(phone: Page) -> None:
    ask_and_wait(phone, "你好")
    phone.get_by_role("button", name="选项乙").tap()
    expect(answers(phone)).to_have_count(2)
    expect(phone.get_by_label("您的问题")).not_to_be_focused()


def test_the_box_stays_in_view_when_the_keyboard_opens(phone: Page) -> None:
    ask_and_wait(phone, "来一段长的")
    phone.set_viewport_size({"width": 375, "height": 380})
    expect(phone.get_by_label("您的问题")).to_be_in_viewport()


def test_targets_are_large_enough(phone: Page) -> None:
    ask_and_wait(phone, "帮我算算")
    controls = phone.locator("button:visible, .header a:visible").all()
    assert len(controls) > 10
    boxes = [(control.get_attribute("class"), control.bounding_box()) for control in controls]
    assert [name for name, box in boxes if box is None or box["width"] < 24 or box["height"] < 24] == []
