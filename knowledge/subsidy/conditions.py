"""Judging one condition: met, failed or still open, with the figures that decide it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from knowledge.model.condition import Condition
from knowledge.model.parameter import Parameter
from knowledge.model.scheme import Scheme
from knowledge.money import percent_text, plain, yuan_text
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.requirements import QUANTITIES
from knowledge.subsidy.result import ConditionResult, Verdict
from knowledge.template import date_text

BASIS_POINT = Decimal("0.0001")


def judge(
    condition: Condition,
    scheme: Scheme,
    parameters: Mapping[str, Parameter],
    inputs: Inputs,
    quantities: Mapping[str, Decimal],
) -> ConditionResult:
    """How the condition stands. A figure that was given counts before a plain yes or no."""
    if condition.kind == "at_least":
        verdict, actual, threshold, gap = _at_least(condition, scheme, parameters, inputs, quantities)
    elif condition.kind == "within":
        verdict, actual, threshold, gap = _within(condition, parameters, inputs)
    elif condition.kind == "one_of":
        verdict, actual, threshold, gap = _one_of(condition, scheme, inputs)
    else:
        verdict, actual, threshold, gap = "unknown", "", "是" if condition.expected else "否", ""
    answer = inputs.answers.get(condition.id)
    if verdict == "unknown" and answer is not None:
        holds = answer == condition.expected if condition.kind == "yes_no" else answer
        verdict, actual = "meets" if holds else "fails", "是" if answer else "否"
    remedy = condition.remedy if verdict == "fails" else ""
    return ConditionResult(condition.id, condition.statement, verdict, actual, threshold, condition.clause, remedy, gap)


Judgement = tuple[Verdict, str, str, str]
"""Verdict, actual value, threshold and gap."""


def _at_least(
    condition: Condition,
    scheme: Scheme,
    parameters: Mapping[str, Parameter],
    inputs: Inputs,
    quantities: Mapping[str, Decimal],
) -> Judgement:
    name = str(condition.of)
    actual = quantities.get(name, inputs.number(name))
    threshold = _threshold(condition, parameters, inputs)
    if threshold is None:
        cases = _cases(condition, scheme, parameters)
        if actual is None:
            return "unknown", "", _cases_text(cases), ""
        least = min((case for _, case in cases), key=lambda case: Decimal(str(case.value)))
        lacking = Decimal(str(least.value)) - actual
        if lacking > 0:
            return "fails", quantity_text(actual, least), _cases_text(cases), _gap_text(lacking, least)
        return "unknown", quantity_text(actual, least), _cases_text(cases), ""
    limit = Decimal(str(threshold.value))
    limit_text = quantity_text(limit, threshold)
    if actual is None:
        return "unknown", "", limit_text, ""
    if actual >= limit:
        return "meets", quantity_text(actual, threshold), limit_text, ""
    return "fails", quantity_text(actual, threshold), limit_text, _gap_text(limit - actual, threshold)


def _threshold(condition: Condition, parameters: Mapping[str, Parameter], inputs: Inputs) -> Parameter | None:
    if condition.threshold:
        return parameters[condition.threshold]
    for name, cases in condition.threshold_by.items():
        chosen = inputs.choice(name)
        if chosen in cases:
            return parameters[cases[chosen]]
    return None


def _cases(condition: Condition, scheme: Scheme, parameters: Mapping[str, Parameter]) -> list[tuple[str, Parameter]]:
    """The thresholds that could apply, each with the label of the choice that brings it about."""
    return [
        (_label(scheme, name, value), parameters[parameter])
        for name, cases in condition.threshold_by.items()
        for value, parameter in cases.items()
    ]


def _label(scheme: Scheme, name: str, value: str) -> str:
    """The words for a value of a choice; the value itself where the scheme does not offer the choice."""
    item = scheme.input(name)
    labels = {option.value: option.label for option in item.options} if item else {}
    return labels.get(value, value)


def _cases_text(cases: list[tuple[str, Parameter]]) -> str:
    return "，".join(f"{label}{quantity_text(Decimal(str(case.value)), case)}" for label, case in cases)


def _within(condition: Condition, parameters: Mapping[str, Parameter], inputs: Inputs) -> Judgement:
    names = (condition.of,) if isinstance(condition.of, str) else condition.of
    days = [inputs.day(name) for name in names]
    first, last = parameters[condition.first].value, parameters[condition.last].value
    assert isinstance(first, dt.date)
    assert isinstance(last, dt.date)
    limits = f"{date_text(first)}至{date_text(last)}"
    known = [day for day in days if day is not None]
    actual = "至".join(date_text(day) for day in known)
    if any(not first <= day <= last for day in known):
        return "fails", actual, limits, ""
    return ("meets" if len(known) == len(days) else "unknown"), actual, limits, ""


def _one_of(condition: Condition, scheme: Scheme, inputs: Inputs) -> Judgement:
    name = str(condition.of)
    allowed = "、".join(_label(scheme, name, value) for value in condition.allowed)
    chosen = inputs.choice(name)
    if chosen is None:
        return "unknown", "", allowed, ""
    return ("meets" if chosen in condition.allowed else "fails"), _label(scheme, name, chosen), allowed, ""


def quantity_text(value: Decimal, parameter: Parameter) -> str:
    """A quantity in the unit of the parameter that it is compared with; percentages are cut, not rounded up."""
    if parameter.unit == "元":
        return yuan_text(value)
    if parameter.unit == "比例":
        return percent_text(value.quantize(BASIS_POINT, rounding=ROUND_DOWN))
    return f"{plain(value)}{parameter.unit}"


def _gap_text(gap: Decimal, parameter: Parameter) -> str:
    if parameter.unit == "比例":
        return f"{plain(gap.quantize(BASIS_POINT, rounding=ROUND_UP) * 100)}个百分点"
    return quantity_text(gap, parameter)


def deciding_inputs(condition: Condition, scheme: Scheme, inputs: Inputs) -> tuple[str, ...]:
    """The inputs that are still to be asked for to decide the condition; none for a plain yes or no."""
    names: list[str] = list(condition.threshold_by)
    for name in (condition.of,) if isinstance(condition.of, str) else condition.of:
        asked = QUANTITIES[scheme.calculation].get(name, (name,))
        names += [item for item in asked if scheme.input(item)]
    return tuple(name for name in names if not _known(inputs, name))


def _known(inputs: Inputs, name: str) -> bool:
    return inputs.given(name) and name not in inputs.ranges()
