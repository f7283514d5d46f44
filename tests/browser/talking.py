"""What the tests do on the chat page, by the names that its users know."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect


def ask(page: Page | FrameLocator, text: str) -> None:
    """Write a message and send it."""
    box = page.get_by_label("您的问题")
    box.fill(text)
    box.press("Enter")


def answers(page: Page | FrameLocator) -> Locator:
    """The assistant's answers so far."""
    return page.locator(".turn--bot")


def questions(page: Page | FrameLocator) -> Locator:
    """The user's messages so far."""
    return page.locator(".turn--user")


def ask_and_wait(page: Page | FrameLocator, text: str) -> Locator:
    """Send a message and return the answer once it is there."""
    before = answers(page).count()
    ask(page, text)
    expect(answers(page)).to_have_count(before + 1)
    return answers(page).nth(before)
