"""The queue: what was not answered, grouped, and what was decided on it."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest


def queue(console: Any, state: str = "open") -> list[tuple[str, str]]:
    page = console.page(f"/unanswered?state={state}")
    return re.findall(r'<strong>(\d+)次</strong>.*?class="entry__text" href="[^"]+">([^<]*)<', page, re.DOTALL)


def test_questions_without_an_answer_are_grouped_by_what_they_say(console: Any) -> None:
    console.exchange("发票日期有要求嗎？", "unsure")
    console.exchange("发票日期有要求吗", "declined")
    console.exchange("天气", "declined")
    console.exchange("收费吗")
    console.exchange("你好", "unsure", channel="internal")
    console.exchange("？？", "unsure")
    assert queue(console) == [("2", "发票日期有要求吗"), ("1", "天气")]


def test_an_answer_with_a_thumb_down_waits_too(console: Any) -> None:
    console.exchange("收费吗", message="m1")
    console.exchange("材料呢", message="m2")
    console.exchange("地址呢", message="m3", sender="bert")
    console.thumb("m1")
    console.thumb("m2")
    console.thumb("m2", "up")
    console.thumb("m3", sender="anna")
    assert queue(console) == [("1", "收费吗")]


@pytest.mark.parametrize(("state", "label"), [("outside", "确属指南以外"), ("dismissed", "不处理")])
def test_a_decision_is_kept_with_who_and_logged(console: Any, new_console: Any, state: str, label: str) -> None:
    console.exchange("天气怎么样？", "declined")
    answer = console.send("/unanswered/decide", asked="天气怎么样", state=state)
    assert answer.headers["location"] == f"/admin/unanswered?done={state}"
    assert queue(console) == []
    again = new_console()
    again.login("王工")
    assert queue(again, state) == [("1", "天气怎么样？")]
    assert f"{label}（李工" in again.page(f"/unanswered?state={state}")
    assert console.log()[1] == ("李工", "处理没答上的问题", f"{label}：天气怎么样")


def test_a_decision_can_be_taken_back(console: Any) -> None:
    console.exchange("天气", "declined")
    console.send("/unanswered/decide", asked="天气", state="dismissed")
    console.send("/unanswered/decide", asked="天气", state="open")
    assert queue(console) == [("1", "天气")]


def test_what_is_asked_again_after_the_decision_is_marked(console: Any) -> None:
    console.exchange("天气", "declined", days_ago=1)
    console.send("/unanswered/decide", asked="天气", state="outside")
    assert "处理之后又有人问" not in console.page("/unanswered?state=outside")
    console.exchange("天气", "declined", at="2099-01-01T00:00:00+00:00")
    assert "处理之后又有人问" in console.page("/unanswered?state=outside")


@pytest.mark.parametrize(
    ("asked", "state", "status", "reason"),
    [
        ("天气", "taught", 422, "没有这种处理方式"),
        ("天气", "", 422, "没有这种处理方式"),
        ("没人问过", "outside", 404, "不在清单里"),
        ("", "outside", 404, "不在清单里"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    console: Any, asked: str, state: str, status: int, reason: str
) -> None:
    console.exchange("天气", "declined")
    answer: httpx.Response = console.send("/unanswered/decide", asked=asked, state=state)
    assert answer.status_code == status and reason in answer.text
    assert queue(console) == [("1", "天气")]


def test_long_queues_have_pages(console: Any) -> None:
    for number in range(31):
        console.exchange(f"问题{number}", "unsure")
    assert len(queue(console)) == 30
    assert "第2页，共2页" in console.page("/unanswered?state=open&page=2")
