"""Backwards from the amount to the input: what must be invested, borrowed or leased, and how much room is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from knowledge.division import division
from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model.scheme import Input, Scheme
from knowledge.money import percent_text, plain, yuan_text
from knowledge.subsidy.calculate import calculate_typed, scheme_of
from knowledge.subsidy.inputs import all_conditions, validate
from knowledge.subsidy.result import ConditionResult, Result, Step, amount_text
from knowledge.subsidy.values import MOST, number

MAIN_INPUT = {
    "share": "investment",
    "instalments": "total_investment",
    "chain": "total_investment",
    "loan": "loan_amount",
    "lease": "lease_amount",
}
"""The input that is sought unless another is named, by kind of arithmetic."""

PROGRESS_INPUT = {"instalments": "actual_fixed_investment", "chain": "completed"}
"""What is sought instead where the plan is known: the part of it that has been carried out."""

FINEST = {"amount": Decimal("0.01"), "percent": Decimal("0.0001"), "years": Decimal("0.01"), "count": Decimal(1)}

Goal = Decimal | int | float | str | Literal["cap", "threshold"]


@dataclass(frozen=True)
class Requirement:
    """The least value of an input that reaches a goal, or the reason why none does.

    `amount` is what the scheme pays at that value; `steps` show it.
    """

    scheme: str
    input: str
    label: str
    value: Decimal | None
    amount: Decimal
    expression: str = ""
    reason: str = ""
    steps: tuple[Step, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The requirement as plain data."""
        return {
            "scheme": self.scheme,
            "input": self.input,
            "label": self.label,
            "value": None if self.value is None else plain(self.value),
            "amount": amount_text(self.amount),
            "expression": self.expression,
            "reason": self.reason,
            "steps": [step.as_json() for step in self.steps],
        }


@dataclass(frozen=True)
class Margin:
    """The value of an input up to which (`at_most`) or from which a condition holds; None where it never does."""

    condition: str
    input: str
    label: str
    value: Decimal | None
    at_most: bool
    text: str


def required_investment(
    guide: Guide, scheme_id: str, goal: Goal, inputs: Mapping[str, Any], today: dt.date, *, of: str = ""
) -> Requirement:
    """The least value of the main input (or of input `of`) that pays `goal` yuan, the `cap`, or meets the `threshold`.

    >>> from knowledge.loader import load_guide
    >>> found = required_investment(load_guide("2018"), "intelligent_upgrade", 6_000_000, {}, dt.date(2018, 8, 1))
    >>> found.value, found.expression
    (Decimal('30000000.00'), '600万元 ÷ 20% = 3000万元')
    """
    scheme = scheme_of(guide, scheme_id)
    known = validate(guide, scheme, inputs)
    sought = _sought(scheme, of or main_input(scheme, known.values))

    def at(value: Decimal) -> Result:
        return calculate_typed(guide, scheme, known.replaced({sought.name: value}), today)

    most = at(MOST[sought.kind])
    if goal == "threshold":
        return _threshold(guide, scheme, sought, at, most)
    target = _target(scheme, goal)
    if most.amount < target:
        return Requirement(scheme.id, sought.name, sought.label, None, most.amount, reason=_shortfall(scheme, most))
    value = _least(lambda value: at(value).amount >= target, sought.kind)
    found = at(value)
    reason = f"再少就达不到申报条件，此时可得{yuan_text(found.amount)}" if found.amount > target else ""
    expression = division(scheme, target, value, known)
    return Requirement(scheme.id, sought.name, sought.label, value, found.amount, expression, reason, found.steps)


def threshold_gaps(
    guide: Guide, scheme_id: str, inputs: Mapping[str, Any], today: dt.date
) -> tuple[ConditionResult, ...]:
    """How the scheme's thresholds stand; those that fail name what is lacking."""
    scheme = scheme_of(guide, scheme_id)
    result = calculate_typed(guide, scheme, validate(guide, scheme, inputs), today)
    return _thresholds(guide, scheme, result)


def margin(
    guide: Guide, scheme_id: str, condition_id: str, of: str, inputs: Mapping[str, Any], today: dt.date
) -> Margin:
    """How large input `of` may be (as deductible tax), or must be (as progress), for the condition to hold.

    >>> from knowledge.loader import load_guide
    >>> guide, given = load_guide("2018"), {"investment": 5_600_000}
    >>> margin(guide, "intelligent_upgrade", "min_investment", "deductible_tax", given, dt.date(2018, 8, 1)).text
    '可抵扣税款最多60万元'
    """
    scheme = scheme_of(guide, scheme_id)
    known = validate(guide, scheme, inputs)
    sought = _sought(scheme, of)

    def holds(value: Decimal) -> bool:
        result = calculate_typed(guide, scheme, known.replaced({of: value}), today)
        return next(item for item in result.conditions if item.id == condition_id).verdict == "meets"

    if condition_id not in {condition.id for condition in all_conditions(guide, scheme)}:
        raise InputError("condition", f"{scheme.short}没有这一条件：{condition_id}")
    low = holds(Decimal(0)) or holds(FINEST[sought.kind])
    high = holds(MOST[sought.kind])
    if low and high:
        return Margin(condition_id, of, sought.label, None, True, f"{sought.label}多少都符合")
    if low:
        value = _least(lambda value: not holds(value), sought.kind) - FINEST[sought.kind]
        return Margin(condition_id, of, sought.label, value, True, f"{sought.label}最多{_text(value, sought)}")
    if high:
        value = _least(holds, sought.kind)
        return Margin(condition_id, of, sought.label, value, False, f"{sought.label}至少{_text(value, sought)}")
    return Margin(condition_id, of, sought.label, None, False, f"只改变{sought.label}达不到这一条件")


def main_input(scheme: Scheme, given: Container[str]) -> str:
    """The input that is sought unless another is named, by what is given already."""
    planned = any(name in given for name in ("total_investment", "planned_fixed_investment", "members"))
    if planned and scheme.calculation in PROGRESS_INPUT:
        return PROGRESS_INPUT[scheme.calculation]
    return MAIN_INPUT[scheme.calculation]


def _sought(scheme: Scheme, name: str) -> Input:
    item = scheme.input(name)
    if item is None or item.kind not in FINEST:
        numeric = "、".join(item.name for item in scheme.inputs if item.kind in FINEST)
        raise InputError("of", f"{scheme.short}不能反推这一项；可选：{numeric}")
    return item


def _target(scheme: Scheme, goal: Goal) -> Decimal:
    if goal == "cap":
        return Decimal(str(scheme.parameter("cap").value))
    target = number("target", "amount", goal)
    if not target:
        raise InputError("target", "目标金额应大于0")
    return target


def _least(holds: Callable[[Decimal], bool], kind: str) -> Decimal:
    """The least value for which `holds`, which is false below it and true from it on."""
    finest = FINEST[kind]
    low, high = 0, int(MOST[kind] / finest)
    while low < high:
        middle = (low + high) // 2
        if holds(middle * finest):
            high = middle
        else:
            low = middle + 1
    return low * finest


def _thresholds(guide: Guide, scheme: Scheme, result: Result) -> tuple[ConditionResult, ...]:
    ids = {condition.id for condition in all_conditions(guide, scheme) if condition.kind == "at_least"}
    return tuple(item for item in result.conditions if item.id in ids)


def _threshold(
    guide: Guide, scheme: Scheme, sought: Input, at: Callable[[Decimal], Result], most: Result
) -> Requirement:
    """The least value with which every threshold that can be judged is met."""

    def met(result: Result) -> bool:
        return all(item.verdict != "fails" for item in _thresholds(guide, scheme, result))

    nothing = at(Decimal(0))
    if met(nothing):
        reason = _undecided(most) or f"指南没有为{scheme.short}规定{sought.label}的下限"
        return Requirement(scheme.id, sought.name, sought.label, None, nothing.amount, reason=reason)
    if not met(most):
        return Requirement(scheme.id, sought.name, sought.label, None, most.amount, reason=_shortfall(scheme, most))
    value = _least(lambda value: met(at(value)), sought.kind)
    found = at(value)
    failing = {item.id for item in _thresholds(guide, scheme, nothing) if item.verdict == "fails"}
    if any(item.id in failing and item.verdict == "unknown" for item in found.conditions):
        return Requirement(scheme.id, sought.name, sought.label, None, found.amount, reason=_undecided(found))
    return Requirement(scheme.id, sought.name, sought.label, value, found.amount, steps=found.steps)


def _undecided(result: Result) -> str:
    open_thresholds = [item for item in result.with_verdict("unknown") if item.threshold and item.actual]
    return "；".join(f"{item.statement}：{item.threshold}（{item.clause}）" for item in open_thresholds)


def _shortfall(scheme: Scheme, most: Result) -> str:
    """Why even the largest value does not reach the goal."""
    if failed := most.with_verdict("fails"):
        return f"不符合：{'；'.join(f'{item.statement}（{item.clause}）' for item in failed)}"
    labels = [item.label for item in scheme.inputs if item.name in most.missing and item.required]
    if labels and not most.exact:
        return f"还需要知道：{'、'.join(labels)}"
    limits = "；".join(f"{cap.label}{yuan_text(cap.amount)}（{cap.clause}）" for cap in most.caps if cap.applied)
    return f"最多只能得到{yuan_text(most.amount)}" + (f"：{limits}" if limits else "")


def _text(value: Decimal, item: Input) -> str:
    if item.kind == "amount":
        return yuan_text(value)
    if item.kind == "percent":
        return percent_text(value)
    return f"{plain(value)}{'年' if item.kind == 'years' else item.unit}"
