"""Years told in a row, of which only the last has the word for it or none: 16、17两年, 2016和2017年度."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.values.numerals import parse_numeral
from bot.nlu.values.value import Value

_LONG = r"20[12]\d"
_SHORT = r"(?:1\d|20|一[一二三四五六七八九])"
_LINK = r"\s*年?\s*(?:[、,，和跟与及/&+\s]|还有|以及)\s*"
_HEAD = r"(?<![\d.一二三四五六七八九十百千万亿])(?<!\d,)"
_TAIL = r"\s*(?:这|那)?(?:[两二三四几]个?年度?|年度|年份|年)"
_SUM_AFTER = r"(?!\s*[\d.,十百千万亿元块w%]|\s*个?亿)"
_LISTS = (
    re.compile(rf"{_HEAD}{_LONG}(?:{_LINK}{_LONG})+(?:{_TAIL}|{_SUM_AFTER})"),
    re.compile(rf"{_HEAD}{_SHORT}(?:{_LINK}{_SHORT})+{_TAIL}"),
    re.compile(rf"{_HEAD}一[一二三四五六七八九](?:一[一二三四五六七八九])+\s*(?:这|那)?[两二三四]年"),
)
_YEAR = re.compile(rf"{_LONG}|{_SHORT}")
_EACH = re.compile(r"[^。;；?？]{0,20}(?:分别|各)")


def year_lists(text: str) -> list[Value]:
    """The years of each list: a range where they follow one another, a date for each where each has a sum of its own.

    >>> [(value.value, value.text) for value in year_lists("16、17两年投了3000万")]
    [('2016/2017', '16、17两年')]
    >>> [(value.value, value.text) for value in year_lists("16、17两年分别投了3000万、2000万")]
    [('2016', '16'), ('2017', '17两年')]
    """
    found: list[Value] = []
    for pattern in _LISTS:
        for match in pattern.finditer(text):
            found += _years(match)
    return sorted(found, key=lambda value: value.start)


def _years(match: re.Match[str]) -> Iterator[Value]:
    text = match.string
    years = list(_YEAR.finditer(text, match.start(), match.end()))
    numbers = [_number(year[0]) for year in years]
    first, last = numbers[0], numbers[-1]
    if numbers != sorted(set(numbers)):
        return
    if numbers == list(range(first, last + 1)) and not _EACH.match(text, match.end()):
        extra = {"precision": "year", "from": f"{first}-01-01", "to": f"{last}-12-31"}
        yield Value("date_range", f"{first}/{last}", match.start(), match.end(), match[0], extra)
        return
    for place, number in zip(years, numbers, strict=True):
        end = match.end() if place is years[-1] else place.end()
        extra = {"precision": "year", "from": f"{number}-01-01", "to": f"{number}-12-31"}
        yield Value("date", str(number), place.start(), end, text[place.start() : end], extra)


def _number(text: str) -> int:
    digits = text if text.isdigit() else str(parse_numeral(text[0])) + str(parse_numeral(text[1]))
    return int(digits) if len(digits) > 2 else 2000 + int(digits)
