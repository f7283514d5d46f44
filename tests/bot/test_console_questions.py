"""The list of questions: filters, pages, the conversation around one, and the file for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import httpx
import pytest

HOSTILE = "<script>window.hacked=1</script>\"'><img src=x onerror=hacked=1>"


def listed(console: Any, query: str = "") -> list[str]:
    return re.findall(r'class="entry__text" href="[^"]+">([^<]*)<', console.page(f"/questions?{query}"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["丙", "乙", "甲"]),
        ("status=unsure", ["乙"]),
        ("channel=wechat", ["丙"]),
        ("intent=fee", ["甲"]),
        ("sender=bert", ["丙"]),
        ("words=乙", ["乙"]),
        ("words=答 丙", ["丙"]),
        ("words=乙 丙", []),
        ("words=%25", []),
        ("words=_", []),
        ("status=unsure&channel=wechat", []),
    ],
)
def test_the_list_is_narrowed(console: Any, query: str, expected: list[str]) -> None:
    console.exchange("甲", intent="fee")
    console.exchange("乙", "unsure")
    console.exchange("丙", channel="wechat", sender="bert")
    console.exchange("自己", channel="internal")
    assert listed(console, query) == expected


def test_days_bound_the_list_both_included(console: Any) -> None:
    for days in (0, 1, 2, 3, 40):
        console.exchange(f"{days}天前", days_ago=days)
    day = console.desk.today().fromordinal
    today = console.desk.today().toordinal()
    assert listed(console) == ["3天前", "2天前", "1天前", "0天前"]
    assert listed(console, f"first={day(today - 2)}&last={day(today - 1)}") == ["2天前", "1天前"]
    assert "40天前" in listed(console, f"last={day(today - 30)}")
    answer = console.client.get("/admin/questions?first=2026-02-30")
    assert answer.status_code == 422 and "起始日期应写成" in answer.text


def test_long_lists_have_pages(console: Any) -> None:
    for number in range(51):
        console.exchange(f"问题{number}", "unsure")
    first = console.page("/questions?status=unsure")
    assert "第1页，共2页" in first and "status=unsure" in first.partition('rel="next"')[0].rpartition("href=")[2]
    assert listed(console, "page=2") == listed(console, "page=9") == ["问题0"]


def test_one_opens_with_the_conversation_around_it(console: Any) -> None:
    numbers = [console.exchange(f"第{number}句。", sender="anna", reply=f"答{number}") for number in range(25)]
    console.exchange("别人说的", sender="bert")
    page = console.page(f"/questions/{numbers[12]}")
    said = re.findall(r"第(\d+)句", page)
    assert said == [str(number) for number in range(2, 23)]
    assert "答12" in page and "别人说的" not in page
    assert console.client.get("/admin/questions/999").status_code == httpx.codes.NOT_FOUND


def test_hostile_text_stays_text_everywhere(console: Any) -> None:
    number = console.exchange(
        HOSTILE, "unsure", reply=HOSTILE, message="m", reason=HOSTILE, intent=HOSTILE, channel=HOSTILE, confidence=0.5
    )
    console.thumb("m", comment=HOSTILE)
    console.desk.operation.audit.log(HOSTILE, HOSTILE, HOSTILE)
    console.desk.operation.off_switch.turn_off(HOSTILE, HOSTILE)
    for path in ("", "/questions", f"/questions/{number}", "/unanswered", "/feedback", "/audit", "/pause"):
        page = console.page(path)
        assert "&lt;script&gt;" in page, path
        assert "<script>window" not in page and "<img" not in page, path
    found = console.page(f"/taught/new?asked={httpx.QueryParams({'a': HOSTILE})}&words={HOSTILE}")
    assert "<img" not in found


def exported(console: Any, query: str = "") -> list[list[str]]:
    answer = console.client.get(f"/admin/questions.csv?{query}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_holds_what_the_list_is_narrowed_to(console: Any) -> None:
    console.exchange("甲", "unsure", message="m1", intent="fee", confidence=0.4)
    console.exchange("乙")
    console.thumb("m1", comment="不对")
    head, row = exported(console, "status=unsure")
    assert dict(zip(head, row, strict=True)) | {"编号": "", "时间": ""} == {
        "编号": "",
        "时间": "",
        "会话代号": "anna",
        "渠道": "网页和接口",
        "问题": "甲",
        "回答": "答",
        "结果": "没听懂",
        "意图": "fee",
        "把握": "0.4",
        "评价": "差评",
        "评语": "不对",
    }
    assert console.log()[0][:2] == ("李工", "导出提问记录")
    assert len(exported(console)) == 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "\n=1", "＝1", "＋86"])
def test_no_cell_is_a_formula(console: Any, text: str) -> None:
    console.exchange(text, reply=text)
    row = exported(console)[1]
    assert row[4].startswith("'") and row[5].startswith("'")


def test_a_file_of_an_impossible_period_is_refused(console: Any) -> None:
    answer = console.client.get("/admin/questions.csv?first=2026-11-03&last=2026-11-01")
    assert answer.status_code == 422 and "起始日期晚于" in answer.text
