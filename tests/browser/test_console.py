"""The operators' console in a browser: from the login to a taught example, for everybody, with and without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import PHONE
from .fake_server import serving
from .test_accessibility import RULES

HOSTILE = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'
PHRASE = "请问贵处办这个要不要掏腰包"
Open = Callable[..., Page]


@pytest.fixture
def console(new_console: Callable[..., Any]) -> Any:
    """A console over some days of questions."""
    console = new_console()
    for days in range(9):
        for number in range(days % 4 + 1):
            console.exchange(f"第{number}个问题", "answered", days, sender=f"s{number}")
    console.exchange("天气怎么样", "declined", channel="wechat", reply="这个问题超出了我的回答范围。")
    console.exchange(f"{PHRASE}？", "unsure", message="m1", intent="fee", confidence=0.2)
    console.exchange(HOSTILE, "unsure", message="m2", reply=HOSTILE)
    console.thumb("m1", comment="没听懂")
    console.thumb("m2", comment=HOSTILE)
    return console


@pytest.fixture
def logged_in(console: Any, new_context: Callable[..., BrowserContext]) -> Iterator[Open]:
    """Opens a browser of some kind and logs in."""
    with serving(console.app) as port:

        def enter(**options: Any) -> Page:
            page = new_context(base_url=f"http://localhost:{port}", **options).new_page()
            page.goto("/admin")
            page.get_by_label("姓名").fill("李工")
            page.get_by_label("运维密钥").fill(console.desk.config.admin_secret.get_secret_value())
            page.get_by_role("button", name="登录").click()
            expect(page.get_by_role("heading", name="概览")).to_be_visible()
            return page

        yield enter


def teach(page: Page, with_script: bool = True) -> None:
    page.get_by_role("link", name="没答上的").click()
    page.get_by_role("link", name=f"已有回答，归到某个问题：{PHRASE}").click()
    expect(page.get_by_label("例句")).to_have_value(f"{PHRASE}？")
    page.get_by_label("在问题里找").fill("到哪里")
    if not with_script:
        page.get_by_role("button", name="查找").click()
    expect(page.get_by_text("有名额限制吗")).to_be_hidden()
    page.get_by_label("申请要交钱吗").check()
    page.get_by_role("button", name="归到选中的问题").click()
    expect(page.get_by_text("已教。重新训练后生效")).to_be_visible()
    page.get_by_role("link", name="已教例句").click()
    expect(page.get_by_role("row", name=PHRASE)).to_contain_text("申请要交钱吗")


def test_from_the_login_to_a_taught_example(logged_in: Open, console: Any) -> None:
    page = logged_in()
    expect(page.get_by_role("img", name="每天提问数的柱状图")).to_be_visible()
    teach(page)
    assert [row["text"] for row in console.desk.operation.taught.rows()] == [f"{PHRASE}？"]
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_everything_works_without_a_script(logged_in: Open) -> None:
    page = logged_in(java_script_enabled=False)
    teach(page, with_script=False)
    page.get_by_role("link", name="暂停回答").click()
    page.get_by_role("button", name="暂停自动回答").click()
    expect(page.get_by_text("自动回答已暂停").first).to_be_visible()
    page.get_by_role("button", name="恢复自动回答").click()
    expect(page.get_by_text("自动回答已恢复")).to_be_visible()


def test_the_keyboard_is_enough(logged_in: Open) -> None:
    page = logged_in()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="今天")).to_be_focused()


def visit(page: Page, console: Any) -> Iterator[str]:
    """Every page of the console, one after the other."""
    console.desk.operation.off_switch.turn_off("维护中。", "王工")
    console.desk.operation.taught.teach("谁也没说过的一句", "fee", "王工", known={}, titles={"fee": "x"})
    with_rows = ("", "/questions", "/questions?status=unsure", "/questions/1", "/unanswered", "/taught", "/feedback")
    for path in (*with_rows, "/taught/new?asked=天气怎么样", "/guide", "/privacy", "/pause", "/audit", "/nothing"):
        page.goto(f"/admin{path}")
        yield path
    page.goto("/admin?period=custom&first=2026-02-30")
    yield "refused period"
    page.goto("/admin/privacy")
    page.get_by_label("会话标识或会话代号").fill("nobody")
    page.get_by_role("button", name="查找").click()
    yield "refused sender"
    page.goto("/admin/privacy")
    page.get_by_label("这一天以前").fill(str(console.desk.today()))
    page.get_by_role("button", name="查看数量").click()
    yield "erase"
    page.context.clear_cookies()
    page.goto("/admin")
    yield "login"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    logged_in: Open, console: Any, theme: str, size: dict[str, Any]
) -> None:
    page = logged_in(color_scheme=theme, **size)
    for name in visit(page, console):
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        results = Axe().run(page, options=RULES)
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_hostile_text_stays_text(logged_in: Open, console: Any) -> None:
    page = logged_in()
    for name in visit(page, console):
        assert page.evaluate("window.hacked") is None, name
        assert page.locator("main img, main script").count() == 0, name
    page = logged_in()
    page.goto("/admin/unanswered")
    expect(page.get_by_role("link", name=HOSTILE, exact=True)).to_be_visible()


def test_the_theme_is_chosen_and_kept(logged_in: Open) -> None:
    page = logged_in(color_scheme="light")
    page.get_by_role("button", name="深色模式").click()
    page.get_by_role("link", name="指南", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
