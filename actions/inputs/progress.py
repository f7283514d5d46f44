"""Progress and shares: 进度35%, 投进去一半, 全部完成, 智能化占四成."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from actions.inputs.vocabulary import SUBSET, TOTAL
from knowledge.model import Scheme
from knowledge.money import yuan_text

_PROGRESS = re.compile(
    "占(?:了)?(?:计划|总投|固投|固定|应投)|进度|完成|投进去|投了|投入|已投|做了|建了|干了|花了|实施了|推进|形象"
)
_SHARE = re.compile("占|其中|里面|有关|部分|属于|只有|大概有|里|中")
_CHANGE = re.compile(r"从[^,，。]{0,6}$")


def read_progress(figures: list[Figure], reading: InputReading, scheme: Scheme, pending: str | None) -> None:
    """Progress as a fraction; 从30%到65% is the latter."""
    if scheme.input("progress") is None:
        return
    for figure in figures:
        if figure.kind == "complete":
            reading.inputs["progress"] = Decimal(1)
            figure.role = "progress"
            reading.notes.append("按投资已全部完成计")
        elif figure.kind in ("percent", "fraction"):
            asked = pending in ("progress", "completed", "actual_fixed_investment")
            near = _PROGRESS.search(figure.left) or _PROGRESS.match(figure.right.lstrip("的了")[:6])
            if figure.role == "progress" or near or asked:
                if (
                    re.search("占(?!计划|总|固|应投|全部)|首付|利率|补|资助", figure.left[-6:])
                    and not near
                    and figure.role != "progress"
                ):
                    continue
                fraction = Decimal(figure.extra["max"]) if "max" in figure.extra else figure.number
                if "max" in figure.extra and not _CHANGE.search(figure.left):
                    fraction = figure.number
                if fraction <= 1:
                    reading.inputs["progress"] = fraction
                    figure.role = "progress"
        elif _is_bare_answer(figure, pending):
            reading.inputs["progress"] = figure.number if figure.number <= 1 else figure.number / 100
            figure.role = "progress"


def _is_bare_answer(figure: Figure, pending: str | None) -> bool:
    asked = pending == "progress" and figure.kind == "number" and figure.role in ("", "progress")
    return asked and 0 <= figure.number <= 100


def read_share_of_total(figures: list[Figure], sums: list[Figure], scheme: Scheme, reading: InputReading) -> None:
    """全厂1.5亿，智能化占四成: the counted sum is the share of the sum before it."""
    item = scheme.input("investment") or scheme.input("fixed_investment")
    if item is None:
        return
    for figure in figures:
        if figure.kind not in ("percent", "fraction") or figure.role not in ("", item.name):
            continue
        if not _SHARE.search(figure.left) or re.search("首付|税|利率|补|资助|增长", figure.left):
            continue
        earlier = [f for f in sums if f.end <= figure.start and f.role != "deductible_tax"]
        base = next((f for f in reversed(earlier) if TOTAL.search(f.left)), earlier[-1] if earlier else None)
        named = any(cue in figure.left for cue in item.cues) or SUBSET.search(figure.left)
        if base is None or not named:
            continue
        share = base.number * figure.number
        reading.notes.append(f"{yuan_text(base.number)}的{figure.text}，按{yuan_text(share)}计")
        base.value, base.role, figure.role = share, item.name, "share"
        return
