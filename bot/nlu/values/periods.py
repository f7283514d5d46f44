"""Lengths of time in years: 2年, 两年半, 18个月, 一年零三个月, 三年期, 36期."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from spacy.tokens import Span

from bot.nlu.values.money import approximate
from bot.nlu.values.numerals import parse_numeral, parse_range
from bot.nlu.values.value import Value
from knowledge.money import plain

_INSTALMENTS = frozenset(map(Decimal, (12, 18, 24, 30, 36, 48, 60)))
_CALENDAR_YEARS = range(12, 22)
_LASTS = re.compile(r"(?:租|贷|期限|为期|期|共|满|付息|借|期是|长达|超过|不到)(?:了|是|为|款|期|有|满)*\s*$")
_MONTH = Decimal(12)


def is_calendar_year(text: str, number: Decimal | None, before: str, after: str) -> bool:
    """Whether the figure before 年 names a year (2016年, 16年, 一六年) and not a length (3年, 15年期)."""
    if number is None or number != int(number):
        return False
    if len(text) == 4 and 1990 <= number <= 2099:
        return True
    if after[:1] in ("期", "半", "多", "内") and after[:1]:
        return False
    two_digits = len(text) == 2 and "十" not in text and int(number) in _CALENDAR_YEARS
    return two_digits and not _LASTS.search(before)


def read_years(span: Span) -> Value | None:
    """The length of time in years, or None where the figure names a calendar year."""
    doc, tokens = span.doc, list(span)
    texts, tags = [token.text for token in tokens], [token.tag_ for token in tokens]
    extra: dict[str, Any] = {}
    if tags[0] == "HALF":
        return _years(span, Decimal("0.5"), extra)
    number = parse_numeral(texts[0])
    both = parse_range(texts[0])
    unit = _MONTH if tags[-1] == "MONTHS" and "YEAR" not in tags else Decimal(1)
    if texts[-1] == "期":
        return _years(span, number / 12, {"unit": "期"}) if number in _INSTALMENTS else None
    if both is None and "TO" in tags:
        high = parse_numeral(texts[2])
        both = (number, high) if number is not None and high is not None and number < high < 100 else None
        if both is None:
            return None
    if both:
        low, top = both[0] / unit, both[1] / unit
        return _years(span, low, {"min": plain(low), "max": plain(top)})
    if number is None or number <= 0:
        return None
    if unit == 1 and is_calendar_year(texts[0], number, doc.text[: span.start_char], doc.text[tokens[1].idx + 1 :]):
        return None
    if "VAGUE" in tags:
        extra["approx"] = True
    years = number / unit
    if tags[-1] == "HALF":
        years += Decimal("0.5")
    elif tags[-1] == "MONTHS" and "YEAR" in tags:
        if len(tags) == 5 and texts[2] not in "零又加和":
            return None
        months = parse_numeral(texts[-2])
        if months is None or months >= 24:
            return None
        years += months / _MONTH
    return _years(span, years, extra) if years <= 50 else None


def _years(span: Span, years: Decimal, extra: dict[str, Any]) -> Value:
    if approximate(span.doc.text, span.start_char, span.end_char):
        extra = {**extra, "approx": True}
    rounded = years if years == years.quantize(Decimal("0.0001")) else years.quantize(Decimal("0.000001"))
    return Value("years", rounded, span.start_char, span.end_char, span.text, extra)
