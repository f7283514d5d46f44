"""Conditions as sentences with their thresholds filled in, so that text and arithmetic rest on the same number."""

from __future__ import annotations

from knowledge.model import Condition, Parameter, Scheme
from knowledge.money import percent_text, plain, yuan_text
from knowledge.template import date_text


def parameter_text(parameter: Parameter) -> str:
    """The value with its unit, as people read it."""
    value = parameter.value
    if parameter.unit == "日期":
        return date_text(value)  # type: ignore[arg-type]
    if parameter.unit == "元":
        return yuan_text(value)  # type: ignore[arg-type]
    if parameter.unit == "比例":
        return percent_text(value)  # type: ignore[arg-type]
    return f"{plain(value)}{parameter.unit}"  # type: ignore[arg-type]


def condition_statement(scheme: Scheme, condition: Condition) -> str:
    """The statement, followed by the threshold or period where it has one.

    The options of a choice give their names where the threshold depends on one.
    """
    if condition.threshold:
        return f"{condition.statement}（{parameter_text(scheme.parameter(condition.threshold))}以上）"
    if condition.threshold_by:
        cases = []
        for name, by_value in condition.threshold_by.items():
            item = scheme.input(name)
            labels = {option.value: option.label for option in item.options} if item else {}
            cases += [
                f"{labels.get(value, value)}{parameter_text(scheme.parameter(parameter))}以上"
                for value, parameter in by_value.items()
            ]
        return f"{condition.statement}（{'，'.join(cases)}）"
    if condition.kind == "within":
        first, last = scheme.parameter(condition.first), scheme.parameter(condition.last)
        return f"{condition.statement}（{parameter_text(first)}至{parameter_text(last)}）"
    return condition.statement
