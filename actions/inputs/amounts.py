"""From the sums that were said for one input to the one that counts: totals, parts, shares, corrections, tax."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.inputs.figures import Figure
from actions.inputs.reading import AUDITED, Excluded, InputReading
from actions.inputs.vocabulary import (
    DRAWN,
    EXCLUDED,
    GROWN,
    INCLUDED,
    NOT_EXCLUDED,
    REST,
    STRONG_SUBSET,
    SUBSET,
    TOTAL,
)
from knowledge.money import yuan_text

_TOLERANCE = Decimal("0.01")
_COUNTS = {"一": 1, "1": 1, "两": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
_LAST_ONES = re.compile(r"后(?:面|边)?(?P<many>[一两三四1234])[项笔个块种样](?P<why>[^。;；\d]{2,24})")
_BESIDES = re.compile("另|还有|以外|之外|此外|外加|再加")
_SAID_OF_IT = re.compile(r"\s*元?(?:左右|多)?(?:是|为|属|的|用|拿|做|花|给|作|搞|付|发|买|没|不|未)")
"""How words go on that say what the sum before them was for."""
_BOOKED = re.compile("账上|账面|账里|自报|自己报|自己算|自己统计|我们报")
"""Words before the enterprise's own figure, which an audited one replaces."""
_ADDED_UP = re.compile("加起来|加一起|合起来|合计|一共|总共|共计")
_RUNNING = re.compile("累计|至今|截至|截止")
_FROM = re.compile(r"(?:从|由|原来|本来|之前是)[^,。;]{0,4}$")
"""Words before a cumulative sum, and before what a sum was."""


def reason_not_counted(figure: Figure) -> str:
    """Why the sum does not count by the words beside it; empty where it counts."""
    whole = bool(INCLUDED.search(figure.left)) and not SUBSET.match(figure.left)
    for pattern, why in EXCLUDED:
        if whole:
            break
        for side in (figure.left, figure.right):
            match = pattern.search(side)
            if match and not NOT_EXCLUDED.search(side[: match.start()]):
                if side is figure.right and (match.start() > 8 or _labels_next(figure, match.end())):
                    continue
                return why
    return ""


def last_ones_not_counted(sums: list[Figure], text: str) -> list[Figure]:
    """The last sums of a list that are said not to count: 讲课45万、外训60万，后两项都没进固定资产."""
    match = _LAST_ONES.search(text)
    if match is None or not any(pattern.search(match["why"]) for pattern, _ in EXCLUDED):
        return []
    before = [figure for figure in sums if figure.end <= match.start()]
    return before[-_COUNTS[match["many"]] :]


def _labels_next(figure: Figure, end: int) -> bool:
    """Whether the words after the figure lead up to the next one: 安装95 培训60, 37万都不含税流动资金备了800万."""
    if figure.followed and not _SAID_OF_IT.match(figure.right):
        return True
    listed = len(figure.after) == len(figure.right) and bool(figure.left.strip())
    return listed and not figure.right[end:].strip() and figure.right[:1] in (" ", "、", ",", "，")


def resolve(figures: list[Figure], reading: InputReading, left_out: list[Figure], tax: Decimal | None = None) -> Any:
    """The sum that the figures of one role come to; `left_out` are excluded sums, perhaps within the total."""
    years = [figure.year for figure in figures]
    if len(figures) > 1 and None not in years and len(set(years)) > 1:
        return _sum(figures, reading)
    figures = latest(_refined(_without_repeats(figures)))
    drawn = [figure for figure in figures if DRAWN.search(figure.left)]
    figures = drawn or figures
    if len(figures) == 1:
        only = figures[0]
        if "min" in only.extra and "max" in only.extra:
            return {"min": Decimal(only.extra["min"]), "max": Decimal(only.extra["max"])}
        return _less_excluded(only, reading, left_out)
    if tax is not None and (pair := gross_and_net(figures, tax)):
        reading.notes.append(
            f"{yuan_text(pair[0].number)}扣除可抵扣税款{yuan_text(tax)}后为{yuan_text(pair[1].number)}"
        )
        return pair[0].number
    total = _total(figures, left_out)
    if total is not None:
        parts = [figure for figure in figures if figure is not total]
        subset = _strong_subset(total, parts)
        if subset:
            value = sum((figure.number for figure in subset), Decimal(0))
            reading.notes.append(f"{yuan_text(total.number)}中只取{yuan_text(value)}（{_words(subset[0])}）")
            return value
        if _adds_up(total.number, [*parts, *left_out]) and left_out and not _adds_up(total.number, parts):
            return sum((part.number for part in parts), Decimal(0))
        return _less_excluded(total, reading, left_out)
    return _sum(figures, reading)


def _sum(figures: list[Figure], reading: InputReading) -> Decimal:
    value = sum((figure.number for figure in figures), Decimal(0))
    reading.notes.append("各部分相加：" + "＋".join(yuan_text(f.number) for f in figures) + f"＝{yuan_text(value)}")
    return value


def _without_repeats(figures: list[Figure]) -> list[Figure]:
    """The same sum said again (3000万，就是3000万) counts once, unless it is one of a list of parts."""
    kept: list[Figure] = []
    for figure in figures:
        again = [other for other in kept if other.number == figure.number]
        said_again = re.search("就是|也就是|即|等于|还是|按|这|那|刚才|上述|要让|想让|[让使把]$", figure.left)
        if again and (said_again or re.match("元?(?:全部|全都|都能|都要)", figure.right)):
            continue
        kept.append(figure)
    return kept


def _refined(figures: list[Figure]) -> list[Figure]:
    """不到500万，480万左右: a rough sum that is told more closely at once."""
    closer = {
        number
        for number in range(1, len(figures))
        if not figures[number].left.strip("是就也") and figures[number - 1].extra.get("approx")
        if abs(figures[number].number / figures[number - 1].number - 1) < Decimal("0.15")
    }
    return [figure for number, figure in enumerate(figures) if number + 1 not in closer]


def latest(figures: list[Figure]) -> list[Figure]:
    """Of sums told as cumulative, or as having changed from one to the other, only the last: 累计从6500万涨到1.2亿."""
    audited = [figure for figure in figures if figure.role == AUDITED and "审" in figure.left]
    if len(figures) > 1 and len(audited) == 1 and _BOOKED.search(figures[0].left):
        return audited
    last = figures[-1] if figures else None
    grown = last is not None and (_RUNNING.search(last.left) or GROWN.search(last.left))
    before = [figure for figure in figures[:-1] if _RUNNING.search(figure.left) or _FROM.search(figure.left)]
    return [figure for figure in figures if figure not in before] if grown else figures


def gross_and_net(figures: list[Figure], tax: Decimal) -> tuple[Figure, Figure] | None:
    """A sum with tax and one without that differ by just the tax."""
    for gross in figures:
        for net in figures:
            if net is not gross and abs(gross.number - tax - net.number) <= gross.number * _TOLERANCE / 10:
                return gross, net
    return None


def _total(figures: list[Figure], left_out: list[Figure]) -> Figure | None:
    """The figure that contains the others: said to be a total, split up afterwards, or equal to their sum."""
    for figure in figures:
        rest = [other for other in figures if other is not figure]
        if len(rest) > 1 and _adds_up(figure.number, rest):
            return figure
    first, last = figures[0], figures[-1]
    for figure in (first, last):
        rest = [other for other in figures if other is not figure]
        named = TOTAL.search(figure.left) and not SUBSET.search(figure.left)
        if named and _adds_up(figure.number, [*rest, *left_out]):
            return figure
    parts_sum = sum((figure.number for figure in figures[1:]), Decimal(0))
    if TOTAL.search(first.left) and parts_sum <= first.number:
        return first
    if TOTAL.search(last.left) and last.number >= first.number and not re.search("另|再|还|又", last.left):
        return last
    if SUBSET.search(figures[1].before) and parts_sum <= first.number:
        return first
    if REST.search(last.after) and parts_sum < first.number:
        return first
    return None


def _strong_subset(total: Figure, parts: list[Figure]) -> list[Figure]:
    """Parts that are what the scheme counts, out of a total that is more."""
    if STRONG_SUBSET.search(total.left) or not total.start < parts[0].start:
        return []
    return [part for part in parts if STRONG_SUBSET.search(part.left) or STRONG_SUBSET.search(part.right[:8])]


def _less_excluded(total: Figure, reading: InputReading, left_out: list[Figure]) -> Decimal:
    """The total without the excluded sums that it is said to contain."""
    value, besides = total.number, False
    for figure in left_out:
        besides = besides or bool(_BESIDES.search(figure.before))
        contained = (
            SUBSET.search(figure.before)
            or re.match(r"[,，\s]*有", figure.before)
            or REST.search(figure.after)
            or TOTAL.search(total.left)
        )
        added_up = figure.start < total.start and _ADDED_UP.search(total.left)
        inside = (added_up or (contained and figure.start > total.start)) and figure.number < value
        if inside and not besides:
            value -= figure.number
            for number, item in enumerate(reading.excluded):
                if item.amount == figure.number and item.text == figure.text:
                    reading.excluded[number] = Excluded(item.amount, item.why, item.text, deducted=True)
            reading.notes.append(f"已从{yuan_text(total.number)}中减去{yuan_text(figure.number)}")
    return value


def _adds_up(total: Decimal, parts: list[Figure]) -> bool:
    whole = sum((part.number for part in parts), Decimal(0))
    return abs(whole - total) <= total * _TOLERANCE / 2


def _words(figure: Figure) -> str:
    return re.sub(r"[\s,，]", "", figure.left)[-8:] or figure.cue
