"""The guard: personal data is masked, figures are not, and nothing that goes on is a command or too long."""

from __future__ import annotations

import re
import time
import unicodedata
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import sqlite_utils
from hypothesis import example, given
from hypothesis import strategies as st

from bot.guard import MAX_TEXT, guarded, masked, too_long
from bot.nlu.normalise import normalise

PHONES = [
    *("13812345678", "138 1234 5678", "138-1234-5678", "+8613812345678", "86 13812345678", "１３８１２３４５６７８"),
    *("0755-86123456", "0755 86123456", "075586123456", "010-66881234"),
]
ID_NUMBERS = ["440301199001011234", "44030119900101123X", "44030119900101123x", "440301900101123"]
ACCOUNTS = ["6222021234567890123", "6222 0212 3456 7890 123", "6222-0212-3456-7890", "44201001234567890123"]
MAILS = ["zhang.san@example.com", "a_b+c@mail.example.com.cn", "CAIWU@EXAMPLE.CN", "zhang＠example.com"]
PERSONAL = [
    *((text, "手机号|电话号码") for text in PHONES),
    *((text, "身份证号|账号") for text in ID_NUMBERS),
    *((text, "账号") for text in ACCOUNTS),
    *((text, "邮箱") for text in MAILS),
]

AMOUNTS = [
    *("5000000元", "50000000", "1.2亿", "12345678901元", "13812345678万", "15000000000块", "26800000.55元"),
    *("1,234,567,890", "1,234,567,890,123.00元", "2500 万", "4.75%", "2016年3月1日到2018年2月28日", "0.755亿元"),
    *("2018年8月10日", "25110539", "深府办规〔2017〕9号", "3000万、2500万和1800万", "总投资24000.5万，累计11000万"),
]


@pytest.mark.parametrize(("text", "name"), PERSONAL)
@pytest.mark.parametrize("frame", ["{}", "我的是{}", "{}，请联系", "账户{}。投了5000000元", "（{}）"])
def test_personal_data_is_masked_wherever_it_stands(text: str, name: str, frame: str) -> None:
    found = masked(frame.format(text))
    assert re.search(f"〔(?:{name})〕", found)
    assert not re.search(r"\d{6}", found.replace("5000000元", ""))
    assert "@" not in found
    assert ("5000000元" in frame) == ("5000000元" in found)


@pytest.mark.parametrize("text", AMOUNTS)
@pytest.mark.parametrize("frame", ["{}", "投资{}能补多少", "{}，不含税"])
def test_figures_are_kept(text: str, frame: str) -> None:
    assert masked(frame.format(text)) == frame.format(text)


def test_words_around_an_address_are_kept() -> None:
    assert masked("邮箱a.b@example.com投了300万") == "邮箱〔邮箱〕投了300万"


@given(st.integers(0, 10**13), st.sampled_from(["元", "万", "万元", "亿", "亿元", " 元"]))
def test_no_sum_with_a_unit_is_masked(number: int, unit: str) -> None:
    assert masked(f"投资{number}{unit}") == f"投资{number}{unit}"


@given(st.integers(13_000_000_000, 19_999_999_999), st.text("，。;；！ 我是的call", max_size=6))
def test_every_mobile_number_is_masked(number: int, after: str) -> None:
    assert str(number) not in masked(f"电话{number}{after}")


@given(st.text())
@example("/\t/restart")
@example("\u200b/restart")
@example("🙏 ／restart")
@example("/13812345678")
@example("\ud800/x")
def test_nothing_that_goes_on_is_a_command(text: str) -> None:
    safe = guarded(text)
    assert not safe.startswith(("/", "／"))
    assert not normalise(safe).startswith("/")
    assert safe == safe.strip()
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in safe if character not in "\n\t")


@given(st.text('/／ \t\n\u200b\ufeff-_.\u0301🙏restart{}"', max_size=30))
def test_no_mixture_of_slashes_and_signs_is_a_command(text: str) -> None:
    assert not normalise(guarded(text)).startswith("/")


@given(st.text(min_size=1))
def test_guarding_twice_changes_nothing_more(text: str) -> None:
    assert guarded(guarded(text)) == guarded(text)


@given(st.text("深圳投资万元？，", min_size=1, max_size=40))
def test_ordinary_text_goes_on_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["1" * MAX_TEXT, "a@" * 1000, "1381234 " * 250, "a." * 1000 + "@", "+" * MAX_TEXT])
def test_no_text_keeps_the_guard_busy(text: str) -> None:
    began = time.perf_counter()
    guarded(text)
    assert time.perf_counter() - began < 0.2


def test_the_longest_text_is_read_and_one_more_is_not() -> None:
    assert not too_long("补" * MAX_TEXT)
    assert too_long("补" * (MAX_TEXT + 1))


# --- nothing personal is stored


def test_nothing_personal_is_stored(server: httpx.Client, say: Callable[[str, str], Any]) -> None:
    sender = uuid.uuid4().hex
    told = "我姓张，手机13812345678，身份证440301199001011234，账号6222021234567890123，邮箱zhang@example.com，"
    say(sender, told + "去年智能化投了5000000元，能补多少")
    say(sender, "电话0755-86123456，你们什么时候截止")
    server.post(
        "/api/v1/feedback",
        json={"sender": sender, "message_id": "1", "value": "down", "comment": "请回电13812345678"},
    ).raise_for_status()
    folder = server.config.data_dir  # type: ignore[attr-defined]
    journal = stored(folder / "journal.sqlite", "feedback", "请回电")
    conversation = stored(folder / "conversations.sqlite", "events", "0755|智能化投了|电话")
    for text in (journal, conversation):
        for secret in ("13812345678", "440301199001011234", "6222021234567890123", "zhang@", "86123456"):
            assert secret not in text
    assert "5000000元" in journal
    assert "5000000元" in conversation
    assert "〔手机号〕" in journal


def stored(path: Any, last: str, mark: str) -> str:
    """All rows of a database as text, once the last of them has been written."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        database = sqlite_utils.Database(path)
        text = "\n".join(str(row) for name in database.table_names() for row in database[name].rows)
        if last in database.table_names() and re.search(
            mark, unescaped("\n".join(str(row) for row in database[last].rows))
        ):
            return unescaped(text)
        time.sleep(0.05)
    pytest.fail(f"{path.name} holds no {last} with {mark}")


def unescaped(text: str) -> str:
    """Text in which JSON's escapes are resolved."""
    return re.sub(r"\\+u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
