"""Sums of money: 3000万, 三千万, 0.3亿, 1个亿, 500来万, 人民币壹亿零捌佰万元整, 3000到4000万, 15 million yuan."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from spacy.tokens import Doc, Span

from bot.nlu.values.numerals import has_magnitude, parse_numeral, parse_range
from bot.nlu.values.value import Value
from knowledge.money import WAN, YI, plain

MAGNITUDES = {
    **{"万": WAN, "萬": WAN, "w": WAN, "wan": WAN, "亿": YI, "億": YI, "千万": WAN * 1000, "百万": WAN * 100},
    **{"kw": WAN * 1000, "million": WAN * 100, "mn": WAN * 100, "billion": YI * 10},
}
_NO_MONEY_AFTER = re.compile(
    r"\s*(?:[台套件只吨片颗支粒辆瓦级]|平方|平米|平(?!均)|亩|千瓦|人(?!民)|户|家|股|次|度电|公里|米)"
)
_APPROX_BEFORE = re.compile(
    r"(?:大概|大约|约|近|差不多|将近|接近|超过|超|至少|不到|不足|小|估计|左右|几乎|也就|就|预计|总有|怕有)"
    r"(?:是|有|要|在|投了|花了|投|花|共|为)?\s*$"
)
_APPROX_AFTER = re.compile(r"\s*(?:元|块|块钱)?(?:左右|上下|出头|的样子|许|不到|以上|以内|多|来|这样子|好像)")
_EXACT_BEFORE = re.compile(r"(?:^|[^也])就$")


def approximate(text: str, start: int, end: int) -> bool:
    """Whether the words around say that the figure is rough."""
    before = text[max(0, start - 8) : start]
    return bool((_APPROX_BEFORE.search(before) and not _EXACT_BEFORE.search(before)) or _APPROX_AFTER.match(text, end))


def read_amount(span: Span) -> Value | None:
    """The amount that the tokens state, or None where they are no money."""
    tokens = list(span)
    negative = False
    if tokens[0].tag_ in ("MINUS", "TO"):
        if not _may_be_sign(span.doc, span.start):
            return None
        negative, tokens = True, tokens[1:]
    split = next((number for number, token in enumerate(tokens) if token.tag_ == "TO"), None)
    if split is None:
        found = _sum([(token.text, token.tag_) for token in tokens])
        if found is None or not found["money"]:
            return None
        low, high = found["low"], found["high"]
    else:
        first = _sum([(token.text, token.tag_) for token in tokens[:split]])
        found = _sum([(token.text, token.tag_) for token in tokens[split + 1 :]])
        if first is None or found is None or not found["money"]:
            return None
        low, high = first["low"] * (1 if first["money"] else found["scale"]), found["high"]
        if low >= high:
            return None
    if _NO_MONEY_AFTER.match(span.doc.text, span.end_char) and tokens[-1].tag_ not in ("YUAN", "CURRENCY"):
        return None
    extra: dict[str, Any] = {}
    if low != high:
        extra = {"min": plain(low), "max": plain(high)}
    start = tokens[0].idx if not negative else span.start_char
    if found["approx"] or approximate(span.doc.text, start, span.end_char):
        extra["approx"] = True
    if negative:
        extra["negative"] = True
        low = -low
    return Value("amount", low, span.start_char, span.end_char, span.text, extra)


def _may_be_sign(doc: Doc, index: int) -> bool:
    """A dash is a minus only where no word or figure stands before it; 负 always is."""
    if doc[index].text == "负" or index == 0:
        return True
    before = doc[index - 1]
    return before.tag_ == "PUNCT" or (before.tag_ == "HAN" and before.text in "是为亏")


def _sum(tokens: list[tuple[str, str]]) -> dict[str, Any] | None:
    """Number, unit and vagueness of one sum; `scale` is its 万 or 亿."""
    low: Decimal | None = None
    high: Decimal | None = None
    scale, money, approx, half = Decimal(1), False, False, False
    for text, tag in tokens:
        if tag == "NUM":
            both = parse_range(text)
            number = parse_numeral(text)
            low, high = both or (number, number)
            if low is None or high is None:
                return None
            approx = both is not None
            if has_magnitude(text):
                money = True
                scale = YI if text[-1] in "亿億" or (text[-1] not in "万萬" and "亿" in text) else WAN
        elif tag == "MAG":
            factor = MAGNITUDES[text.lower()]
            base = Decimal("0.5") if half else Decimal(0)
            low, high = ((low or 0) + base) * factor, ((high or 0) + base) * factor
            money, scale, half = True, factor, False
        elif tag == "HALF":
            half = True
        elif tag == "VAGUE":
            approx = True
        elif tag in ("YUAN", "CURRENCY"):
            money = True
    if low is None or high is None:
        return None
    if half:
        if scale == 1:
            return None
        low, high = low + scale / 2, high + scale / 2
    return {"low": low, "high": high, "scale": scale, "money": money, "approx": approx}
