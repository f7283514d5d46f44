"""All values of a text: match the shapes, read each span, keep the longest, join ranges."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc, Span

from bot.nlu.values.dates import join_ranges, read_date, read_year_range, years_by_verb
from bot.nlu.values.ignored import ignored_spans
from bot.nlu.values.money import YI, approximate, read_amount
from bot.nlu.values.numerals import parse_numeral
from bot.nlu.values.patterns import COMPLETE, MATCHER
from bot.nlu.values.periods import read_years
from bot.nlu.values.rates import read_fraction, read_percent
from bot.nlu.values.tokens import tokenise
from bot.nlu.values.value import Kind, Value
from bot.nlu.values.year_lists import year_lists

_ORDER = ("amount", "percent", "date_range", "date", "fraction", "years", "count", "quantity", "number")
"""Which reading is tried first where two of the same length compete."""
_SMALL_WORDS = re.compile(r"[零〇一二两三四五六七八九十]")
_ANSWER_ONLY = re.compile(
    r"(?:大概|大约|约|是|有|就|共|一共|嗯|呃|差不多)*\s*[零〇一二两三四五六七八九十]\s*(?:吧|啊|了|呀|的)?[。.!]?"
)
_NOT_YET = re.compile(r"(?:没|未|不|尚|还差|快|何时|才能|之前|以前|等|如果|是否|需要|要等|怎么算)[^,，。;；]{0,4}$")
_COMPLETE_THEN_SUM = re.compile(r"[^,，。;；、]{0,12}?(?:\d|[一二三四五六七八九两][十百千万亿成])")


def extract_values(text: str, today: dt.date) -> list[Value]:
    """The values of `text` in their order."""
    doc = tokenise(text)
    listed = year_lists(text)
    ignored = ignored_spans(text) + [(year.start, year.end) for year in listed]
    spans: list[Span] = [
        span
        for span in MATCHER(doc, as_spans=True)
        if not any(start < span.end_char and span.start_char < end for start, end in ignored)
    ]
    spans.sort(key=lambda span: (-(span.end - span.start), _ORDER.index(span.label_), span.start))
    taken: list[bool] = [False] * len(doc)
    found: list[Value] = []
    months: list[Span] = []
    for span in spans:
        if any(taken[span.start : span.end]):
            continue
        if span.label_ == "date" and span[0].tag_ == "NUM" and span[1].tag_ == "MONTH":
            months.append(span)
            continue
        value = _read(span, today, None)
        if value is not None:
            found.append(value)
            taken[span.start : span.end] = [True] * (span.end - span.start)
    found.sort(key=lambda value: value.start)
    found = _with_months(found, months, today)
    found += listed + _complete(doc, found + listed)
    found.sort(key=lambda value: value.start)
    return join_ranges(years_by_verb(_joined_sums(found), text), text)


def _joined_sums(found: list[Value]) -> list[Value]:
    """The values, with a sum of 亿 and one below it right behind it made one: 一个亿七千五百万."""
    joined: list[Value] = []
    for value in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.kind == value.kind == "amount"
            and last.end == value.start
            and last.text.endswith("亿")
            and isinstance(last.value, Decimal)
            and isinstance(value.value, Decimal)
            and not last.extra
            and 0 < value.value < YI
        ):
            joined[-1] = replace(
                last, value=last.value + value.value, end=value.end, text=last.text + value.text, extra=value.extra
            )
            continue
        joined.append(value)
    return joined


def _with_months(found: list[Value], months: list[Span], today: dt.date) -> list[Value]:
    """Months without year, read by the nearest date before them; they replace bare numbers."""
    for span in sorted(months, key=lambda item: (item.start, -item.end)):
        before = [value for value in found if value.kind == "date" and value.end <= span.start_char]
        value = read_date(span, today, before[-1] if before else None)
        overlapping = [other for other in found if other.start < span.end_char and span.start_char < other.end]
        if value is not None and all(other.kind == "number" for other in overlapping):
            found = [other for other in found if other not in overlapping] + [value]
        elif value is None:
            found = [other for other in found if other not in overlapping or other.kind != "number"]
        found.sort(key=lambda item: item.start)
    return found


def _read(span: Span, today: dt.date, previous: Value | None) -> Value | None:
    match span.label_:
        case "amount":
            return read_amount(span)
        case "percent":
            return read_percent(span)
        case "fraction":
            return read_fraction(span)
        case "years":
            return read_years(span)
        case "date":
            return read_date(span, today, previous)
        case "date_range":
            return read_year_range(span)
        case "count" | "quantity":
            return _read_count(span)
        case _:
            return _read_number(span)


def _read_count(span: Span) -> Value | None:
    """A number of enterprises, or of anything else."""
    number, unit = parse_numeral(span[0].text), span[1].text
    after = span.doc.text[span.end_char : span.end_char + 1]
    if number is None or number != int(number) or (unit == "方" and after in ("面", "案", "便", "式", "向")):
        return None
    if span[1].tag_ == "HAN":
        return Value("count", number, span.start_char, span.end_char - 1, span[0].text, {"unit": "家"})
    kind: Kind = "quantity" if span[1].tag_ in ("PIECE", "GE") else "count"
    return Value(kind, number, span.start_char, span.end_char, span.text, {"unit": unit})


def _read_number(span: Span) -> Value | None:
    """A bare number; a single Chinese digit counts only where it is the whole answer."""
    text = span.doc.text
    if len(span) == 2 and span.start > 0 and span.doc[span.start - 1].tag_ != "PUNCT":
        return None
    number = parse_numeral(span[-1].text)
    if number is None or (_SMALL_WORDS.fullmatch(span[-1].text) and not _ANSWER_ONLY.fullmatch(text)):
        return None
    extra: dict[str, bool] = {"approx": True} if approximate(text, span.start_char, span.end_char) else {}
    if len(span) == 2:
        return Value("number", -number, span.start_char, span.end_char, span.text, {**extra, "negative": True})
    return Value("number", Decimal(number), span.start_char, span.end_char, span.text, extra)


def _complete(doc: Doc, found: list[Value]) -> list[Value]:
    """Words that say that everything is done, unless denied or followed by a figure (已完成8000万)."""
    spans = sorted(COMPLETE(doc, as_spans=True), key=lambda span: span.start - span.end)
    chosen: list[Value] = []
    for span in spans:
        taken = any(value.start < span.end_char and span.start_char < value.end for value in (*found, *chosen))
        denied = _NOT_YET.search(doc.text[: span.start_char])
        if taken or denied or _COMPLETE_THEN_SUM.match(doc.text, span.end_char):
            continue
        if span.text in ("全部", "已全部", "已经全部", "竣工", "已完成", "完成了", "已经完成") and len(doc) > 12:
            continue
        chosen.append(Value("complete", "all", span.start_char, span.end_char, span.text))
    return chosen
