"""The overview: counts by period, each share with what it is a share of."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.console.figures import figures
from bot.console.period import Period, WrongPeriodError, last_days, moment, period_of
from bot.sqlite_file import connected

TODAY = dt.date(2026, 11, 25)


def counted(console: Any, days: int = 7) -> Any:
    with connected(console.desk.journal.path) as database:
        return figures(database, last_days(days, console.desk.today()))


def test_shares_are_taken_of_questions_of_substance(console: Any) -> None:
    for status, times in {"answered": 5, "unsure": 2, "declined": 1, "handover": 1, "social": 3, "task": 4}.items():
        for number in range(times):
            console.exchange(f"{status}{number}", status)
    console.exchange("停", "paused")
    found = counted(console)
    assert (found.total, found.substantial, found.unanswered) == (17, 9, 3)
    page = console.page()
    assert "3 / 9条实质提问" in page and "33.3%" in page


def test_conversations_without_a_wish_for_a_person_are_deflected(console: Any) -> None:
    console.exchange("人工", "handover", sender="a")
    console.exchange("人工", "handover", sender="a")
    console.exchange("问", sender="b")
    console.exchange("问", sender="c")
    assert "2 / 3个会话没有要求转人工" in console.page()


def test_the_servers_own_messages_are_not_counted(console: Any) -> None:
    console.exchange("你好", channel="internal")
    assert counted(console).total == 0
    assert "这段时间没有提问" in console.page()


def test_the_last_thumb_on_an_answer_holds(console: Any) -> None:
    for value in ("up", "down", "up"):
        console.thumb("m1", value)
    console.thumb("m2", "down")
    assert (counted(console).up, counted(console).down) == (1, 1)


def test_days_are_china_s_days(console: Any) -> None:
    day = console.desk.today()
    console.exchange("午夜前", at=f"{day - dt.timedelta(days=1)}T15:59:59+00:00")
    console.exchange("午夜", "unsure", at=f"{day - dt.timedelta(days=1)}T16:00:00+00:00")
    by_day = {name: rest for name, *rest in counted(console).by_day}
    assert by_day[str(day)] == [1, 1]
    assert by_day[str(day - dt.timedelta(days=1))] == [1, 0]
    assert counted(console, 1).total == 1


def test_the_same_question_in_other_writing_counts_together(console: Any) -> None:
    for text in ("收費嗎？", "收费吗", "收费吗？？", "要交什么"):
        console.exchange(text)
    console.exchange("你好", "social")
    assert [(row["text"], row["times"]) for row in counted(console).frequent] == [("收费吗？？", 3), ("要交什么", 1)]


def test_channels_are_counted(console: Any) -> None:
    for channel in ("rest", "wechat", "wechat"):
        console.exchange("问", channel=channel)
    assert counted(console).by_channel == {"wechat": 2, "rest": 1}
    assert "公众号" in console.page()


def test_the_chart_has_a_bar_and_a_row_for_each_day(console: Any) -> None:
    console.exchange("问")
    page = console.page("?period=30")
    assert page.count('class="chart__all"') == 30
    assert page.count('<th scope="row">20') == 30


@pytest.mark.parametrize(("name", "days"), [("today", 1), ("7", 7), ("30", 30), ("nonsense", 7), ("", 7)])
def test_periods_end_today(name: str, days: int) -> None:
    period = period_of(name, "", "", TODAY)
    assert (period.last, len(period.days)) == (TODAY, days)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-01", "2026-11-03", (dt.date(2026, 11, 1), dt.date(2026, 11, 3))),
        ("2026-11-01", "", (dt.date(2026, 11, 1), TODAY)),
        ("", "2026-11-03", (dt.date(2026, 11, 3), dt.date(2026, 11, 3))),
    ],
)
def test_a_period_of_ones_own(first: str, last: str, expected: tuple[dt.date, dt.date]) -> None:
    assert period_of("custom", first, last, TODAY) == Period(*expected)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        ("2026-11-03", "2026-11-01", "起始日期晚于结束日期"),
        ("11月3日", "", "起始日期应写成"),
        ("", "2026-02-30", "结束日期应写成"),
        ("2025-11-24", "2026-11-25", "一次最多看366天"),
    ],
)
def test_an_impossible_period_is_refused_in_words(console: Any, first: str, last: str, reason: str) -> None:
    with pytest.raises(WrongPeriodError, match=reason):
        period_of("custom", first, last, TODAY)
    answer = console.client.get(f"/admin?period=custom&first={first}&last={last}")
    assert answer.status_code == 422 and reason in answer.text


def test_the_bounds_of_a_day_touch() -> None:
    assert Period(TODAY, TODAY).bounds == (moment(TODAY), moment(TODAY + dt.timedelta(days=1)))
