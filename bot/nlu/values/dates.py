"""Dates as people tell them: 2016年3月1日, 2016.3, 16年5月, 去年, 2017年底, 2018年上半年, 2016年3月到2017年9月."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from typing import Any

from spacy.tokens import Span

from bot.nlu.values.numerals import parse_numeral
from bot.nlu.values.periods import is_calendar_year
from bot.nlu.values.value import Value

_RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "旧年": -1, "明年": 1, "后年": 2}
_PARTS = {
    **{"上半年": (1, 6), "下半年": (7, 12), "年底": (12, 12), "年末": (12, 12), "底": (12, 12), "年初": (1, 1)},
    **{"初": (1, 1), "年中": (6, 6)},
    **{
        f"{quarter}季度": (3 * n - 2, 3 * n)
        for n, pair in enumerate(("一1", "二2", "三3", "四4"), 1)
        for quarter in pair
    },
}
_FOUR_DIGITS = re.compile(r"20[0-3]\d")
_CONNECTOR = re.compile(
    r"\s*(?:起|开始|放款|起租|开工)?\s*(?:(?:干|做|建|租|贷|持续|实施|一直|进行)?(?:了)?到|至|-|~|～|—|–|--|直到)\s*"
)


def read_date(span: Span, today: dt.date, previous: Value | None) -> Value | None:
    """The date; a month without year takes the year of the date before it."""
    tokens = [(token.text, token.tag_) for token in span]
    if tokens[0][1] == "DATE":
        return _value(span, *_iso_parts(tokens[0][0]))
    year: int | None
    if tokens[0][1] == "YEAR_WORD":
        year = today.year + _RELATIVE.get(tokens[0][0].removesuffix("度"), 0)
        rest = tokens[1:]
    elif tokens[1][1] == "MONTH":
        year = int(str(previous.extra["from"])[:4]) if previous else None
        rest = tokens
    else:
        year = _calendar_year(span, with_month=any(tag == "MONTH" for _, tag in tokens))
        rest = tokens[2:] if tokens[1][1] == "YEAR" else tokens[1:]
        if tokens[1][1] == "PART" and not tokens[1][0].startswith("年") and not _FOUR_DIGITS.fullmatch(tokens[0][0]):
            return None
    if year is None:
        return None
    if len(rest) == 4 and rest[1][1] == "TO":
        return _months(span, year, rest[0][0], rest[2][0])
    return _value(span, year, *_month_day_part(rest))


def _months(span: Span, year: int, first: str, last: str) -> Value | None:
    """2018年1-6月: some months of one year."""
    low, high = (int(parse_numeral(text) or 0) for text in (first, last))
    if not 1 <= low < high <= 12:
        return None
    end = dt.date(year, high, calendar.monthrange(year, high)[1]).isoformat()
    extra = {"precision": "year", "part": f"{low}-{high}月", "from": f"{year}-{low:02d}-01", "to": end}
    return Value("date", str(year), span.start_char, span.end_char, span.text, extra)


def _calendar_year(span: Span, *, with_month: bool) -> int | None:
    text, number = span[0].text, parse_numeral(span[0].text)
    before, after = span.doc.text[: span.start_char], span.doc.text[span[1].idx + 1 :]
    if with_month and number is not None and 0 <= number <= 40 and number == int(number):
        return 2000 + int(number)
    if number is None or not is_calendar_year(text, number, before, after):
        return None
    return int(number) if number > 99 else 2000 + int(number)


def _month_day_part(tokens: list[tuple[str, str]]) -> tuple[int | None, int | None, str]:
    month = day = None
    part = ""
    for number, (text, tag) in enumerate(tokens):
        follows = tokens[number + 1][1] if number + 1 < len(tokens) else ""
        if tag == "NUM" and follows == "MONTH":
            month = int(parse_numeral(text) or 0)
        elif tag == "NUM" and month is not None:
            day = int(parse_numeral(text) or 0)
        elif tag == "PART":
            part = text
    return month, day, part


def _iso_parts(text: str) -> tuple[int, int | None, int | None, str]:
    year, month, *day = map(int, re.split(r"[-./]", text))
    return year, month, day[0] if day else None, ""


def _value(span: Span, year: int, month: int | None, day: int | None, part: str) -> Value | None:
    first, last = month or 1, month or 12
    extra: dict[str, Any] = {"precision": "day" if day else "month" if month else "year"}
    if part:
        extra["part"] = part
        if month is None:
            first, last = _PARTS.get(part, (1, 12))
            if first == last:
                extra["precision"], month = "month", first
    try:
        start = dt.date(year, first, day or 1)
        end = dt.date(year, last, day or calendar.monthrange(year, last)[1])
    except ValueError:
        return None
    extra |= {"from": start.isoformat(), "to": end.isoformat()}
    iso = start.isoformat()[: {"day": 10, "month": 7, "year": 4}[extra["precision"]]]
    return Value("date", iso, span.start_char, span.end_char, span.text, extra)


def read_year_range(span: Span) -> Value | None:
    """2016到2018年, 15-17年 as a range of years."""
    first, last = (parse_numeral(span[number].text) for number in (0, 2))
    if first is None or last is None or not _year_like(first) or not _year_like(last) or first >= last:
        return None
    low, high = (int(number) if number > 99 else 2000 + int(number) for number in (first, last))
    extra = {"precision": "year", "from": f"{low}-01-01", "to": f"{high}-12-31"}
    return Value("date_range", f"{low}/{high}", span.start_char, span.end_char, span.text, extra)


def _year_like(number: Decimal) -> bool:
    return 1990 <= number <= 2099 or 12 <= number <= 21


_SPENT = re.compile(
    r"\s*(?:全年度?|整年|一整年|至今|(?:就|又|再|也|共|一共|实际|陆续)?(?:投|花|买|完成|做|砸|支出|付|用|完工|起租|开工|放款|实施))"
)


_NAMED_YEAR = re.compile(r"(?:年份|年度|哪年|年)[是为]?[:：]\s*$")


def _is_year(value: Value, text: str) -> bool:
    return bool(_SPENT.match(text[value.end :]) or _NAMED_YEAR.search(text[: value.start]))


def years_by_verb(values: list[Value], text: str) -> list[Value]:
    """The values, with a bare 2015 before a word of spending read as the year: “2015投2000万” is no sum of 2015."""
    return [
        Value(
            "date",
            value.text,
            value.start,
            value.end,
            value.text,
            {"precision": "year", "from": f"{value.text}-01-01", "to": f"{value.text}-12-31"},
        )
        if value.kind == "number" and _FOUR_DIGITS.fullmatch(value.text) and _is_year(value, text)
        else value
        for value in values
    ]


def join_ranges(values: list[Value], text: str) -> list[Value]:
    """The values, with two dates that 到 or a dash connects made into one range."""
    joined: list[Value] = []
    for value in values:
        before = joined[-1] if joined else None
        if (
            before is not None
            and value.kind == before.kind == "date"
            and _CONNECTOR.fullmatch(text[before.end : value.start])
            and str(before.extra["from"]) <= str(value.extra["to"])
        ):
            extra = {
                "precision": value.extra["precision"],
                **{"from": before.extra["from"], "to": value.extra["to"], "to_first": value.extra["from"]},
            }
            whole = text[before.start : value.end]
            joined[-1] = Value("date_range", f"{before.value}/{value.value}", before.start, value.end, whole, extra)
        else:
            joined.append(value)
    return joined
