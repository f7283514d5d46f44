"""How an answer becomes WeChat text: no Markdown, choices, links, and pages below the limit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat.pages import HINT, next_page, size, split
from bot.channels.wechat.render import plain, render
from bot.channels.wechat.state import OfferedChoice, PendingAnswer
from bot.message import BotMessage, Choice

CHOICES = (Choice("要什么材料", "/materials"), Choice("不清楚", "/unknown"))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**最高**500万元", "最高500万元"),
        ("## 条件\n正文", "条件\n正文"),
        ("- 一\n- 二\n* 三", "· 一\n· 二\n· 三"),
        ("见[指南](https://example.org/a?b=1)。", "见指南：https://example.org/a?b=1。"),
        ("![图](https://example.org/a.png)", "图：https://example.org/a.png"),
        ("`600`万元", "600万元"),
        ("> 引用", "引用"),
        ("上\n\n---\n\n下", "上\n\n下"),
        ("| 项目 | 上限 |\n|---|:-:|\n| 贴息 | 多少 |", "项目  上限\n贴息  多少"),
        ("```python\n算式\n```", "算式"),
        ("3000*20%=600，2*3*4，a_b_c，1-1", "3000*20%=600，2*3*4，a_b_c，1-1"),
        ("第一行\r\n第二行\x00", "第一行\n第二行"),
    ],
)
def test_markdown_is_taken_out_and_arithmetic_stays(markdown, expected):
    assert plain(markdown) == expected


def test_choices_are_numbered_lines():
    answer = render([BotMessage("请选择。", CHOICES)])
    assert answer.text == "请选择。"
    assert answer.menu == "回复 1 要什么材料\n回复 2 不清楚"
    assert answer.choices[1] == OfferedChoice("2", "不清楚", "/unknown")


def test_choices_beside_a_question_for_a_number_carry_letters():
    answer = render([BotMessage("贷款几年？", CHOICES, {"expects": "number"})])
    assert answer.menu == "回复 A 要什么材料\n回复 B 不清楚"


def test_choices_may_be_links_that_send_their_title():
    answer = render([BotMessage("请选择。", CHOICES)], menu_links=True)
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=不清楚&msgmenuid=2">不清楚</a>'
    assert answer.menu.splitlines()[1] == f"回复 2 {link}"


def test_a_title_that_would_break_a_link_sends_its_number():
    answer = render([BotMessage("请选择。", (Choice('"><b>A&B', "x"),))], menu_links=True)
    assert "msgmenucontent=1&msgmenuid=1" in answer.menu
    assert answer.menu.count("<") == 2


def test_several_messages_become_one_with_the_last_choices():
    answer = render([BotMessage("一", (Choice("旧", "o"),)), BotMessage("二", (Choice("新", "n"),)), BotMessage("三")])
    assert answer.text == "一\n\n二\n\n三"
    assert [choice.title for choice in answer.choices] == ["新"]


def test_downloads_are_listed_under_the_public_address():
    documents = {"documents": [{"title": "材料清单", "url": "/api/v1/documents/x.docx"}]}
    assert render([BotMessage("好。", (), documents)], public_url="https://a.cn/").text.endswith(
        "材料清单：https://a.cn/api/v1/documents/x.docx"
    )
    assert render([BotMessage("好。", (), documents)]).text == "好。"


def pages_of(*answers, limit=2000):
    remaining, pages = list(answers), []
    while remaining:
        page, remaining, choices = next_page(remaining, limit)
        assert size(page) <= limit
        assert not (remaining and choices)
        pages.append(page)
    return pages, choices


def test_a_short_answer_is_one_page_with_its_choices():
    offered = (OfferedChoice("1", "材料", "m"),)
    pages, choices = pages_of(PendingAnswer("好。", "回复 1 材料", offered))
    assert pages == ["好。\n\n回复 1 材料"]
    assert choices == offered


def test_a_long_answer_is_cut_at_sentence_ends():
    sentence = "企业须在规定时间内提交申请材料（含附件）。"
    pages, _ = pages_of(PendingAnswer(sentence * 100))
    assert len(pages) > 2
    assert all(page.removesuffix(HINT).endswith("。") for page in pages)
    assert "".join(page.removesuffix(HINT) for page in pages) == sentence * 100


def test_the_choices_of_a_long_answer_come_with_its_last_page():
    offered = (OfferedChoice("1", "材料", "m"),)
    pages, choices = pages_of(PendingAnswer("一句话。" * 300, "回复 1 材料", offered))
    assert pages[-1].endswith("回复 1 材料")
    assert choices == offered
    assert "回复 1" not in "".join(pages[:-1])


def test_answers_share_a_page_while_they_fit():
    assert pages_of(PendingAnswer("一。", "回复 1 旧", (OfferedChoice("1", "旧", "o"),)), PendingAnswer("二。"))[0] == [
        "一。\n\n二。"
    ]
    pages, _ = pages_of(PendingAnswer("一" * 600), PendingAnswer("二" * 600))
    assert pages == ["一" * 600 + HINT, "二" * 600]


def test_an_answer_that_never_appeared_is_not_marked_as_begun():
    _, remaining, _ = next_page([PendingAnswer("一" * 600), PendingAnswer("二" * 600)], 2000)
    assert [answer.begun for answer in remaining] == [False]
    _, remaining, _ = next_page([PendingAnswer("一" * 1200)], 2000)
    assert [answer.begun for answer in remaining] == [True]


def test_closing_quotes_stay_with_their_sentence():
    assert split("他说：“可以。”然后走了", 23) == ("他说：", "“可以。”然后走了")
    assert split("他说：“可以。”然后走了", 24) == ("他说：“可以。”", "然后走了")


def test_a_number_is_not_cut_at_its_point_or_comma():
    assert split("甲，1,234.5元", 12) == ("甲，", "1,234.5元")


def test_no_link_is_torn():
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=怎么申请&msgmenuid=1">怎么申请？好的</a>'
    first, rest = split("前文没有标点" + link + "后文", 100)
    assert first == "前文没有标点"
    assert rest.startswith("<a ")


def test_no_emoji_is_torn():
    family = "👨‍👩‍👧‍👦"
    first, rest = split("字" * 10 + family * 3, 30 + size(family) + 9)
    assert first == "字" * 10 + family
    assert rest == family * 2


@given(st.text(min_size=1, max_size=400), st.integers(20, 200))
def test_any_text_is_cut_without_loss_and_below_the_limit(text, limit):
    text = plain(text)
    pieces, rest = [], text
    while rest:
        first, rest = split(rest, limit)
        assert first
        assert size(first) <= limit
        pieces.append(first)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)


@given(st.lists(st.text(min_size=1, max_size=900), min_size=1, max_size=5))
def test_all_answers_arrive_in_order_over_the_pages(texts):
    answers = [PendingAnswer(text) for text in map(plain, texts) if text]
    pages = pages_of(*answers)[0] if answers else []
    shown = "".join(page.removesuffix(HINT) for page in pages)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "".join(answer.text for answer in answers))
