"""The main conversation: asking, choices, cards, what stays over a reload."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from .fake_server import Received
from .talking import answers, ask, ask_and_wait, questions


def test_a_question_is_answered(page: Page, server: Received) -> None:
    expect(page.get_by_role("heading", name="您好，有什么可以帮您？")).to_be_visible()
    answer = ask_and_wait(page, "什么时候截止？")
    expect(answer).to_contain_text("收到：什么时候截止？")
    expect(page.locator("#welcome")).to_be_hidden()
    sent = server.messages[0]
    assert sent["message"] == "什么时候截止？"
    assert sent["sender"].startswith("web-")
    assert len(sent["metadata"]["id"]) >= 32


def test_a_topic_starts_the_conversation(page: Page, server: Received) -> None:
    page.get_by_role("button", name="申报需要准备哪些材料？").click()
    expect(answers(page)).to_have_count(1)
    assert server.messages[0]["message"] == "申报需要准备哪些材料？"


def test_a_choice_sends_its_payload_and_shows_its_title(page: Page, server: Received) -> None:
    ask_and_wait(page, "你好")
    page.get_by_role("group", name="可选的回答").get_by_role("button", name="选项乙").click()
    expect(answers(page)).to_have_count(2)
    assert server.messages[1]["message"] == "乙的内容"
    expect(questions(page).last).to_contain_text("选项乙")
    expect(page.get_by_role("group", name="可选的回答")).to_have_count(1)


def test_nothing_empty_is_sent_and_shift_enter_breaks_the_line(page: Page, server: Received) -> None:
    box = page.get_by_label("您的问题")
    box.fill("   ")
    box.press("Enter")
    box.fill("第一行")
    box.press("Shift+Enter")
    box.type("第二行")
    box.press("Enter")
    expect(answers(page)).to_have_count(1)
    assert [it["message"] for it in server.messages] == ["第一行\n第二行"]


def test_typing_is_shown_while_waiting(page: Page, server: Received) -> None:
    server.delay = 0.6
    ask(page, "你好")
    expect(page.locator("#typing")).to_be_visible()
    expect(page.locator("#status")).to_have_text("助手正在回复")
    expect(answers(page)).to_have_count(1)
    expect(page.locator("#typing")).to_be_hidden()


def test_messages_sent_in_a_row_are_answered_in_order(page: Page, server: Received) -> None:
    server.delay = 0.2
    for text in ("一", "二", "三"):
        ask(page, text)
    expect(answers(page)).to_have_count(3)
    assert [it["message"] for it in server.messages] == ["一", "二", "三"]
    order = page.locator(".turn").evaluate_all("nodes => nodes.map(node => node.className.includes('user'))")
    assert order == [True, False] * 3


def test_calculation_card(page: Page, shoot: Callable[[Page, str], None]) -> None:
    answer = ask_and_wait(page, "帮我算算，投入900万元")
    card = answer.get_by_role("group", name="技术装备及管理智能化提升")
    expect(card.locator(".amount__value")).to_have_text("123.45万元")
    expect(card.locator(".badge").first).to_have_text("尚待确认")
    expect(card.locator(".step")).to_have_count(3)
    expect(card.locator(".condition")).to_have_count(3)
    expect(card.locator(".condition").first).to_contain_text("88万元以上")
    expect(answer.locator(".citation")).to_have_text("三（二）1")
    shoot(page, "calculation")


def test_a_clause_is_shown_on_hover_focus_and_tap(page: Page) -> None:
    answer = ask_and_wait(page, "帮我算算")
    step = answer.locator(".step").nth(1)
    tip = step.get_by_role("tooltip", include_hidden=True)
    expect(tip).to_be_hidden()
    step.get_by_role("button", name="依据").hover()
    expect(tip).to_be_visible()
    expect(tip).to_have_text("依据：《申请指南》三（二）1")
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    step.get_by_role("button", name="依据").click()
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_assessment_card(page: Page) -> None:
    answer = ask_and_wait(page, "我符合条件吗")
    expect(answer.locator(".amount .badge")).to_have_text("不符合条件")
    verdicts = answer.locator(".condition__verdict").all_inner_texts()
    assert verdicts == ["不符合", "待确认", "符合"]


def test_ticks_of_the_materials_stay(page: Page) -> None:
    answer = ask_and_wait(page, "需要哪些材料")
    answer.get_by_label(re.compile("营业执照")).check()
    expect(answer.locator(".ticks__count")).to_have_text("已备 1 / 3 项")
    page.reload()
    expect(page.get_by_label(re.compile("营业执照"))).to_be_checked()
    expect(page.get_by_label(re.compile("申请书"))).not_to_be_checked()


def test_documents_are_downloads(page: Page) -> None:
    answer = ask_and_wait(page, "需要哪些材料")
    with page.expect_download() as download:
        answer.get_by_role("link", name="实施方案提纲.docx").click()
    assert download.value.suggested_filename == "outline.docx"


def test_addresses_become_links_and_nothing_else(page: Page) -> None:
    answer = ask_and_wait(page, "给我链接")
    link = answer.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://example.com/guide")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_the_conversation_stays_over_a_reload(page: Page, server: Received) -> None:
    ask_and_wait(page, "帮我算算")
    page.reload()
    expect(answers(page)).to_have_count(1)
    expect(page.locator(".amount__value")).to_have_text("123.45万元")
    page.get_by_role("button", name="需要哪些材料").click()
    expect(answers(page)).to_have_count(2)
    assert server.messages[0]["sender"] == server.messages[1]["sender"]


def test_clearing_asks_first_and_starts_anew(page: Page, server: Received) -> None:
    ask_and_wait(page, "你好")
    page.get_by_role("button", name="清空").click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(answers(page)).to_have_count(1)
    page.get_by_role("button", name="清空").click()
    page.get_by_role("dialog").get_by_role("button", name="清空").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.get_by_label("您的问题")).to_be_focused()
    ask_and_wait(page, "再来")
    assert server.messages[0]["sender"] != server.messages[1]["sender"]


def test_handing_over_to_a_person(page: Page, server: Received) -> None:
    page.get_by_role("button", name="转人工").click()
    expect(answers(page)).to_contain_text("已为您登记转人工")
    assert server.messages[0]["message"] == "转人工"


def test_thumbs_and_comment(page: Page, server: Received) -> None:
    answer = ask_and_wait(page, "你好")
    answer.get_by_role("button", name="有帮助").click()
    expect(answer).to_contain_text("谢谢您的反馈")
    answer.get_by_role("button", name="没帮助").click()
    answer.get_by_label("哪里不对？（可不填）").fill("金额不对")
    answer.get_by_role("button", name="提交").click()
    expect(answer.locator(".comment")).to_have_count(0)
    page.wait_for_timeout(200)
    message_id = server.messages[0]["metadata"]["id"]
    given = [(it["message_id"], it["value"], it["comment"]) for it in server.feedback]
    assert given == [(message_id, "up", ""), (message_id, "down", ""), (message_id, "down", "金额不对")]
    page.reload()
    expect(answers(page).get_by_role("button", name="没帮助")).to_have_attribute("aria-pressed", "true")


def test_copying_an_answer(new_context: Callable[..., BrowserContext], server: Received) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(server.base)
    answer = ask_and_wait(page, "帮我算算")
    answer.get_by_role("button", name="复制").click()
    expect(answer).to_contain_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "预计可得 123.45万元" in copied
    assert "按比例计算：823万元 × 15% = 123.45万元（三（二）1）" in copied


def test_two_tabs_show_the_same_conversation(page: Page, server: Received) -> None:
    other = page.context.new_page()
    other.goto(server.base)
    ask_and_wait(page, "你好")
    expect(answers(other)).to_have_count(1)
    ask_and_wait(other, "第二个问题")
    expect(answers(page)).to_have_count(2)
    assert len(server.messages) == 2
