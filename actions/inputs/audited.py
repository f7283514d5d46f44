"""The audited investment and the one reported for statistics: the same, or so much more or less."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import AUDITED, REPORTED, SAME_AS_AUDIT, InputReading
from actions.inputs.roles import OTHER
from actions.inputs.vocabulary import SAME_AS
from knowledge.model import Scheme

DIFFERENCE = "difference"
"""Role of a sum by which one of the two differs from the other."""
_BY = re.compile(
    r"比(?P<other>审计|统计)[^,，。;]{0,8}?(?P<less>少|低|小)?(?P<more>多|高|大)?(?:报|出)?了?(?:大概|大约|约)?$"
)
_PLAN = re.compile(r"(?:预算|计划|打算|原定|批复|备案|立项|合同(?:金?额|总?价|总额)?(?:签|是|为)?了?)[^,，。;；]{0,6}$")
_DONE = re.compile("实际|完成|开票|付款|形成|入账|到位|真正")
_BOTH = re.compile("(?:审计.{0,6}统计|统计.{0,6}审计)[^,，。]{0,6}(?:都|均)")


def mark_differences(figures: list[Figure], scheme: Scheme) -> None:
    """Gives sums by which the two differ (统计数比审计少800万) a role of their own."""
    for figure in figures if scheme.input(REPORTED) else ():
        match = _BY.search(figure.left) if figure.kind == "amount" else None
        if match and (match["less"] or match["more"]):
            figure.role = DIFFERENCE


def mark_plans(figures: list[Figure], scheme: Scheme) -> None:
    """Leaves out a budget or contract sum beside the investment that was made: 预算6000万，实际完成4100万."""
    if scheme.input("investment") is None:
        return
    told = [figure for figure in figures if figure.kind == "amount" and figure.role in ("", "investment")]
    if not any(_DONE.search(figure.left) and not _PLAN.search(figure.left) for figure in told):
        return
    for figure in told:
        if _PLAN.search(figure.left) and not _DONE.search(figure.left):
            figure.role = OTHER


def read_difference(figures: list[Figure], reading: InputReading) -> None:
    """The one of the two that follows from the other and the difference."""
    for figure in figures:
        match = _BY.search(figure.left) if figure.role == DIFFERENCE else None
        if match is None:
            continue
        less = figure.number if match["less"] else -figure.number
        reported_above = less if match["other"] == "统计" else -less
        audited, reported = reading.inputs.get(AUDITED), reading.inputs.get(REPORTED)
        if isinstance(audited, Decimal) and reported is None:
            reading.inputs[REPORTED] = audited + reported_above
        elif isinstance(reported, Decimal) and audited is None:
            reading.inputs[AUDITED] = reported - reported_above


def read_same(text: str, scheme: Scheme, reading: InputReading, pending: str | None) -> None:
    """和审计一致: the figure for statistics equals the audited one."""
    name = REPORTED
    if scheme.input(name) is None:
        return
    if name in reading.inputs:
        if _BOTH.search(text):
            reading.inputs.setdefault(AUDITED, reading.inputs[name])
        return
    if _BOTH.search(text) and scheme.input(AUDITED) and AUDITED in reading.inputs:
        reading.inputs[name] = reading.inputs[AUDITED]
    about = pending == name or (re.search("统计", text) and re.search("审计|实际|审", text))
    different = re.search("不一致|不一样|不同|不符|对不上(?!了)|没对上", text)
    if about and not different and SAME_AS.search(text):
        reading.inputs[name] = reading.inputs.get(AUDITED, SAME_AS_AUDIT)
