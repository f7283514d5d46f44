"""Results as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from knowledge.advice import Advice
from knowledge.eligibility import Assessment
from knowledge.guide import Guide
from knowledge.money import yuan_text
from knowledge.search.query import Hit
from knowledge.subsidy.result import ConditionResult, Result

VERDICTS = {"meets": "符合", "fails": "不符合", "unknown": "待确认"}
ELIGIBLE = {True: "符合条件", False: "不符合条件", None: "条件待确认"}


def conditions_table(conditions: Sequence[ConditionResult]) -> Table:
    """The conditions with their verdicts."""
    table = Table("条件", "结论", "实际", "要求", "条款")
    for item in conditions:
        table.add_row(item.statement, VERDICTS[item.verdict], item.actual, item.threshold, item.clause)
    return table


def result_table(guide: Guide, result: Result) -> RenderableType:
    """A calculation: amount, steps, conditions that are decided, assumptions."""
    bounds = "" if result.exact else f"（{yuan_text(result.lower)}至{yuan_text(result.upper)}）"
    title = f"{guide.scheme(result.scheme).name}：{yuan_text(result.amount)}{bounds}，{ELIGIBLE[result.eligible]}"
    steps = Table("步骤", "算式", "条款", title=title)
    for step in result.steps:
        steps.add_row(step.label, step.expression, step.clause)
    decided = [item for item in result.conditions if item.verdict != "unknown"]
    parts: list[RenderableType] = [steps]
    if decided:
        parts.append(conditions_table(decided))
    if result.assumptions:
        parts.append("说明：" + "；".join(result.assumptions))
    if result.missing:
        parts.append("补充后更准确：" + "、".join(result.missing))
    return Group(*parts)


def assessment_table(guide: Guide, found: Assessment) -> RenderableType:
    """A self-assessment: verdict, every condition, the next question."""
    head = f"{guide.scheme(found.scheme).name}：{VERDICTS[found.verdict]}"
    parts: list[RenderableType] = [head, conditions_table(found.conditions)]
    if found.next_question:
        parts.append(f"接下来：{found.next_question.text}（{found.next_question.name}）")
    return Group(*parts)


def advice_table(found: Advice) -> RenderableType:
    """The schemes ranked."""
    table = Table("类别", "结论", "金额", "理由")
    for option in found.options:
        table.add_row(option.name, VERDICTS[option.verdict], yuan_text(option.result.amount), "；".join(option.reasons))
    return Group(table, f"{found.rule.text}（{found.rule.clause}）")


def hits_table(hits: Sequence[Hit]) -> Table:
    """Clauses found."""
    table = Table("条款", "标题", "内容", "得分")
    for hit in hits:
        table.add_row(hit.entry.clause, hit.entry.heading, hit.entry.text[:80], f"{hit.score:.2f}")
    return table
