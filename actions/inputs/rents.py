"""Rents of a lease: never the amount financed, and the cost of the financing only where none is told."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from knowledge.model import Scheme
from knowledge.money import yuan_text

RENTS = "rents"
"""Role of a sum of rents."""
_BEFORE = re.compile(
    r"(?<!不含)(?<!不算)(?<!除)(?:租金|租费|付租|交租|月租|年租|季租|还租|本息)(?!以外|之外|除外)(?:[^,，。;；]|(?<=金)[,，]){0,10}$"
)
_AFTER = re.compile(r"\s*元?(?:的|是|为|作为|当)*(?:总|全部)?租金")
_ANOTHER = re.compile("融资额|融资金额|融资成本|本金|设备|利息|手续费|保证金|首付")
_PER_YEAR = {
    1: re.compile(r"每年|一年|年租|年付|逐年|按年|/年"),
    4: re.compile(r"每季|一季|季租|季付|按季|/季"),
    12: re.compile(r"每月|每个月|一个?月|月租|月付|按月|/月"),
}
_IN_ALL = re.compile("合计|总额|总共|一共|共|总计|加起来|全部|总")


def mark_rents(figures: list[Figure], scheme: Scheme) -> None:
    """Gives sums of rents a role of their own."""
    if scheme.input("lease_amount") is None:
        return
    for figure in figures:
        if figure.kind != "amount":
            continue
        match = _BEFORE.search(figure.left)
        if (match and not _ANOTHER.search(match[0])) or (
            _AFTER.match(figure.right) and not _ANOTHER.search(figure.left)
        ):
            figure.role, figure.weak = RENTS, False


def cost_of_rents(figures: list[Figure], reading: InputReading) -> None:
    """Without a cost, all rents less the amount financed stand in for it; said so."""
    financed, years = reading.inputs.get("lease_amount"), reading.inputs.get("years")
    rents = [figure for figure in figures if figure.role == RENTS]
    if len(rents) != 1 or not isinstance(financed, Decimal) or "financing_cost" in reading.inputs:
        return
    total = rents[0].number
    words = rents[0].left + rents[0].right[:3]
    times = next((number for number, pattern in _PER_YEAR.items() if pattern.search(words)), 0)
    if times and not _IN_ALL.search(rents[0].left):
        if not isinstance(years, Decimal):
            return
        total *= times * years
    if total > financed:
        cost = reading.inputs["financing_cost"] = total - financed
        rest = f"租金总额{yuan_text(total)}减融资额{yuan_text(financed)}"
        reading.notes.append(f"没有说融资成本，假定为{rest}，即{yuan_text(cost)}")
