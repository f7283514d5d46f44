"""Language, dark mode, print."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from .fake_server import Received
from .talking import answers, ask_and_wait

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def test_dark_mode_follows_the_system_and_the_switch(
    new_context: Callable[..., BrowserContext], server: Received, shoot: Callable[[Page, str], None]
) -> None:
    page = new_context(color_scheme="dark").new_page()
    page.goto(server.base)
    dark = page.evaluate(BACKGROUND)
    switch = page.get_by_role("button", name="深色模式")
    expect(switch).to_have_attribute("aria-pressed", "true")
    ask_and_wait(page, "帮我算算")
    shoot(page, "dark")
    page.emulate_media(color_scheme="light")
    expect(switch).to_have_attribute("aria-pressed", "false")
    light = page.evaluate(BACKGROUND)
    assert dark != light
    switch.click()
    assert page.evaluate(BACKGROUND) == dark
    page.reload()
    assert page.evaluate(BACKGROUND) == dark


def test_the_interface_switches_to_english_and_back(
    page: Page, server: Received, shoot: Callable[[Page, str], None]
) -> None:
    page.get_by_role("button", name="EN").click()
    expect(page.get_by_role("heading", name="Hello, how can we help?")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    shoot(page, "english")
    page.get_by_role("button", name="Estimate my grant").click()
    expect(answers(page).locator(".card__kind")).to_have_text("Grant estimate")
    assert server.messages[0]["message"] == "帮我算算能拿到多少资助"
    expect(answers(page).locator(".bubble").first).to_have_attribute("lang", "zh-CN")
    page.reload()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    page.get_by_role("button", name="中文").click()
    expect(answers(page).locator(".card__kind")).to_have_text("资助测算")
    expect(page.get_by_role("button", name="发送")).to_be_visible()


def test_both_languages_have_the_same_strings(page: Page) -> None:
    differing = page.evaluate(
        """async () => {
            const base = document.querySelector('script[type=module]').src.replace('chat.js', '');
            const { chinese } = await import(base + 'strings-zh.js');
            const { english } = await import(base + 'strings-en.js');
            const names = text => (text.match(/\\{\\w+\\}/g) ?? []).sort().join();
            const keys = [...new Set([...Object.keys(chinese), ...Object.keys(english)])];
            return keys.filter(key => !chinese[key] || !english[key] || names(chinese[key]) !== names(english[key]));
        }"""
    )
    assert differing == []


def test_the_print_shows_answers_with_clauses_and_no_controls(page: Page) -> None:
    ask_and_wait(page, "帮我算算")
    page.emulate_media(media="print")
    expect(page.locator(".dock")).to_be_hidden()
    expect(page.locator(".actions")).to_be_hidden()
    expect(page.locator(".step .print-only").first).to_be_visible()
    expect(page.locator(".step .print-only").first).to_have_text("依据：《申请指南》三（二）备注②")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    whole = page.evaluate(
        "document.getElementById('scroller').scrollHeight <= document.getElementById('scroller').clientHeight"
    )
    assert whole


def test_motion_is_reduced_on_request(new_context: Callable[..., BrowserContext], server: Received) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(server.base)
    server.delay = 0.5
    page.get_by_label("您的问题").fill("你好")
    page.keyboard.press("Enter")
    expect(page.locator("#typing")).to_be_visible()
    assert page.locator("#typing span").first.evaluate("node => getComputedStyle(node).animationName") == "none"
