"""Sums told for one of several, or for one of several periods: 12台每台35万, 35台，一台86万, 每个月平均投310万."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from actions.inputs.vocabulary import EACH
from knowledge.money import yuan_text

_ONE_PIECE = re.compile(r"一[台套条件个把只辆部架组](?:是|要|花|就|才|价)*$")
_A_PERIOD = {
    12: re.compile(r"(?:每个?月|月均|一?个月|每月)[^,，。;；]{0,8}$"),
    4: re.compile(r"(?:每个?季度?|一个?季度|每季)[^,，。;；]{0,8}$"),
}
_WHOLE_YEAR = re.compile(
    "一年下来|全年|一整年|整年|一年到头|12个月|十二个月|1月(?:份)?到12月|一月(?:份)?到十二月|[四4]个?季度"
)
_PLANNED = re.compile("计划|预算|合同|总价|要投|总共|打算|原定|拟投")
_OVER = re.compile(r"(?:超支?|多花|多投|超出|超过)(?:了|预算|出|大概|大约|约)*$")
_DONE = re.compile(r"(?:完成|开|投|做|花|付|干|形成|转固|建)(?:了|到|出|的|掉|大概|大约|约)*$")


def times_quantity(figures: list[Figure], text: str, reading: InputReading) -> None:
    """A price for each is multiplied by the number before it, what was spent each month by the months of the year."""
    sums = [figure for figure in figures if figure.kind == "amount"]
    for number, figure in enumerate(figures):
        if figure.kind != "amount":
            continue
        if len(sums) == 1 and (times := _periods(figure, text)):
            reading.notes.append(f"每期{yuan_text(figure.number)}，{times}期按{yuan_text(figure.number * times)}计")
            figure.value = figure.number * times
            continue
        one = len(sums) == 1 and _ONE_PIECE.search(figure.left)
        if not one and not EACH.search(figure.left) and not re.search("每|单价", figure.left):
            continue
        if "分别" in figure.left and not re.search("每|各", figure.left):
            continue
        many = [f for f in figures[:number] if f.kind == "quantity" and f.number > 1]
        if many and not any(f.kind == "amount" and f.start > many[-1].start for f in figures[:number]):
            product = figure.number * many[-1].number
            reading.notes.append(f"{many[-1].text}、每份{yuan_text(figure.number)}，按{yuan_text(product)}计")
            figure.value = product


def _periods(figure: Figure, text: str) -> int | None:
    """How often in the year the sum was spent, where the text speaks of the whole year."""
    if not _WHOLE_YEAR.search(text):
        return None
    return next((times for times, pattern in _A_PERIOD.items() if pattern.search(figure.left)), None)


def times_done(figures: list[Figure], sums: list[Figure], role: str, reading: InputReading) -> None:
    """Of a plan or contract, the share that was done: 计划投8000万，去年完成了62%; 预算3000万，超了15%."""
    for figure in figures:
        if figure.kind not in ("percent", "fraction") or figure.role or not 0 < figure.number <= 1:
            continue
        before = [f for f in sums if f.end <= figure.start]
        if len(before) != 1 or not _PLANNED.search(before[0].left) or before[0].role not in ("", role):
            continue
        base, left = before[0], figure.left
        over, done = _OVER.search(left), _DONE.search(left)
        if not over and not done:
            continue
        share = 1 + figure.number if over else figure.number
        value = base.number * Decimal(share)
        reading.notes.append(f"{yuan_text(base.number)}按{'超出' if over else ''}{figure.text}，计{yuan_text(value)}")
        base.value, base.role, figure.role = value, role, "share"
        return
