"""The fixed assets of a plan, from its total less what forms none: 总投资2.8亿，其中铺底流动资金6800万."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import AUDITED, InputReading
from actions.inputs.vocabulary import REST, SUBSET
from knowledge.model import Scheme
from knowledge.money import yuan_text

_BOTH = re.compile("计划[^,。;]{0,6}(?:跟|和|与|、|同)[^,。;]{0,6}(?:实际|实投|完成)[^,。;]{0,6}(?:都|均|一样|相同)")
TOTAL, PLANNED = "total_investment", "planned_fixed_investment"


def plan_as_done(figures: list[Figure], scheme: Scheme, reading: InputReading) -> None:
    """计划跟实际都是2.2亿: one sum for both."""
    for figure in figures:
        if scheme.input(PLANNED) and figure.kind == "amount" and _BOTH.search(figure.left):
            reading.inputs.setdefault(PLANNED, figure.number)
            reading.inputs.setdefault(AUDITED, figure.number)


def plan_less_excluded(text: str, scheme: Scheme, reading: InputReading) -> None:
    """Puts the planned fixed assets into the reading where only the total and the parts that do not count are told."""
    total = reading.inputs.get(TOTAL)
    if scheme.input(PLANNED) is None or PLANNED in reading.inputs or not isinstance(total, Decimal):
        return
    parts = [item for item in reading.excluded if not item.deducted]
    left_out = sum((item.amount for item in parts), Decimal(0))
    if not 0 < left_out < total or not (SUBSET.search(text) or REST.search(text)):
        return
    reading.inputs[PLANNED] = total - left_out
    reading.notes.append(f"固定资产计划总投资按{yuan_text(total)}减{yuan_text(left_out)}计")
