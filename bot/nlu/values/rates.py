"""Shares and rates: 20%, 百分之二十, 4.75个点, 两成, 4成半, 六厘; and fractions: 一半, 三分之一."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from spacy.tokens import Span

from bot.nlu.values.money import approximate
from bot.nlu.values.numerals import parse_numeral, parse_range
from bot.nlu.values.value import Value
from knowledge.money import plain

_NO_TENTHS_AFTER = frozenset("立本果员型品色套分功交熟")


def read_percent(span: Span) -> Value | None:
    """The percentage as a fraction of one."""
    doc, texts, tags = span.doc, [token.text for token in span], [token.tag_ for token in span]
    extra: dict[str, Any] = {}
    if "TO" in tags:
        low, high = (parse_numeral(text) for text, tag in zip(texts, tags, strict=True) if tag == "NUM")
        if low is None or high is None or low >= high:
            return None
        return _percent(span, low / 100, {"min": plain(low / 100), "max": plain(high / 100)})
    if tags[0] in ("PCT_BEFORE", "MILLE_BEFORE"):
        per = 100 if tags[0] == "PCT_BEFORE" else 1000
        both = parse_range(texts[1])
        number = Decimal(100) if texts[1] == "百" else parse_numeral(texts[1]) if tags[1] == "NUM" else None
        if both:
            return _percent(span, both[0] / per, {"min": plain(both[0] / per), "max": plain(both[1] / per)})
    elif "TENTHS" in tags:
        if span.end < len(doc) and doc[span.end].text in _NO_TENTHS_AFTER:
            return None
        number, per = parse_numeral(texts[0]), 10
        if both := parse_range(texts[0] + "十"):
            return _percent(span, both[0] / 100, {"min": plain(both[0] / 100), "max": plain(both[1] / 100)})
        if number is not None and len(texts) == 3:
            part = Decimal("0.5") if tags[2] == "HALF" else (parse_numeral(texts[2]) or Decimal(10)) / 10
            if part >= 1:
                return None
            number += part
    else:
        number, per = parse_numeral(texts[0]), 100
        if tags[1] == "LI" and re.search(r"月(?:息|利率)?\D{0,3}$", doc.text[: span.start_char]):
            number = number * Decimal("1.2") if number is not None else None
    return None if number is None else _percent(span, number / per, extra)


def _percent(span: Span, value: Decimal, extra: dict[str, Any]) -> Value:
    if approximate(span.doc.text, span.start_char, span.end_char):
        extra = {**extra, "approx": True}
    return Value("percent", value, span.start_char, span.end_char, span.text, extra)


def read_fraction(span: Span) -> Value | None:
    """一半 or 三分之一 as a fraction of one."""
    texts = [token.text for token in span]
    if len(texts) == 2:
        follows = span.doc[span.end].tag_ if span.end < len(span.doc) else ""
        if texts[0] not in ("一", "1") or follows in ("YEAR", "YEARS", "MONTHS", "MAG"):
            return None
        value = Decimal("0.5")
    else:
        whole, part = parse_numeral(texts[0]), parse_numeral(texts[2])
        if not whole or part is None or part > whole:
            return None
        value = part / whole
    extra = {"approx": True} if approximate(span.doc.text, span.start_char, span.end_char) else {}
    return Value("fraction", value, span.start_char, span.end_char, span.text, extra)
