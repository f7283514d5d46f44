"""The inputs of a calculation, validated: names that the scheme knows, values that can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model.condition import Condition
from knowledge.model.scheme import Scheme
from knowledge.subsidy.values import Member, Outstanding, Portion, Range, is_unknown, parse, parse_range

STRUCTURED: Mapping[str, Mapping[str, str]] = {
    "loan": {"schedule": "schedule", "loans": "portions", "stages": "portions"},
    "lease": {"leases": "portions"},
}
"""Inputs beside those of the scheme's form, by kind of arithmetic: plans of repayment and contracts or stages with
terms of their own are not asked for."""

CONTAINED: tuple[tuple[str, str], ...] = (
    ("deductible_tax", "investment"),
    ("deductible_tax", "total_investment"),
    ("deductible_tax", "planned_fixed_investment"),
    ("deductible_tax", "fixed_investment"),
)
"""Pairs of which the first is a part of the second and cannot be larger."""

IN_ORDER: tuple[tuple[str, str], ...] = (("start", "end"), ("period_start", "period_end"))
"""Pairs of dates of which the second cannot come before the first."""


@dataclass(frozen=True)
class Inputs:
    """Typed inputs by name, yes/no answers by condition id, and what was said to be unknown."""

    values: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def number(self, name: str) -> Decimal | None:
        """An amount, fraction, number of years or count; None where it is not known exactly."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def known(self, name: str) -> Decimal:
        """The same where the calculation has made sure that it is known."""
        value = self.number(name)
        assert value is not None, f"{name} is not known"
        return value

    def day(self, name: str) -> dt.date | None:
        """A date, or None."""
        value = self.values.get(name)
        return value if isinstance(value, dt.date) else None

    def choice(self, name: str) -> str | None:
        """The value of a choice, or None."""
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def members(self) -> tuple[Member, ...]:
        """The members of a chain, or none."""
        members: tuple[Member, ...] = self.values.get("members", ())
        return members

    def by_year(self) -> Mapping[int, Decimal]:
        """Investment by calendar year, or an empty mapping."""
        amounts: Mapping[int, Decimal] = self.values.get("investment_by_year", {})
        return amounts

    def schedule(self) -> tuple[Outstanding, ...]:
        """The principal outstanding from each date on, or nothing."""
        schedule: tuple[Outstanding, ...] = self.values.get("schedule", ())
        return schedule

    def portions(self, name: str) -> tuple[Portion, ...]:
        """Contracts or stages with terms of their own, or nothing."""
        portions: tuple[Portion, ...] = self.values.get(name, ())
        return portions

    def ranges(self) -> dict[str, Range]:
        """The inputs that are known only as a range."""
        return {name: value for name, value in self.values.items() if isinstance(value, Range)}

    def given(self, name: str) -> bool:
        """Whether there is a value, be it a range."""
        return name in self.values

    def replaced(self, changes: Mapping[str, Any]) -> Inputs:
        """The same inputs with some values put in place of others."""
        return replace(self, values={**self.values, **changes})


def all_conditions(guide: Guide, scheme: Scheme) -> tuple[Condition, ...]:
    """What must hold for the scheme, in the guide's order: what holds for every scheme first."""
    return (*guide.general.base_conditions, *scheme.conditions)


def validate(guide: Guide, scheme: Scheme, raw: Mapping[str, Any]) -> Inputs:
    """The inputs as typed values; raises InputError that names the field and, in Chinese, the reason."""
    kinds = {item.name: item.kind for item in scheme.inputs} | dict(STRUCTURED.get(scheme.calculation, {}))
    conditions = {condition.id for condition in all_conditions(guide, scheme)}
    values: dict[str, Any] = {}
    answers: dict[str, bool] = {}
    unknown: list[str] = []
    for name, value in raw.items():
        if name not in kinds and name not in conditions:
            raise InputError(str(name)[:40], f"{scheme.short}没有这一项；可以填写的有：{'、'.join(kinds)}")
        if is_unknown(value):
            unknown.append(name)
        elif name in conditions and (isinstance(value, bool) or name not in kinds):
            answers[name] = _answer(name, value)
        elif isinstance(value, Mapping) and {"min", "max"} & value.keys():
            values[name] = parse_range(name, kinds[name], value)
        else:
            values[name] = parse(name, kinds[name], value, scheme.input(name))
    inputs = Inputs(values, answers, tuple(unknown))
    _check_together(scheme, inputs)
    return inputs


def _answer(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in {"true", "false"}:
        return value.strip().lower() == "true"
    raise InputError(name, '请回答 true（是）、false（否）或 "unknown"（不清楚）')


def _check_together(scheme: Scheme, inputs: Inputs) -> None:
    for part, whole in CONTAINED:
        least, most = _least(inputs.values.get(part)), _most(inputs.values.get(whole))
        if least is not None and most is not None and least > most:
            raise InputError(part, f"{_label(scheme, part)}不能大于{_label(scheme, whole)}")
    for first, last in IN_ORDER:
        start, end = inputs.day(first), inputs.day(last)
        if start and end and end < start:
            raise InputError(last, f"{_label(scheme, last)}（{end}）不能早于{_label(scheme, first)}（{start}）")
    tax, sums = _least(inputs.values.get("deductible_tax")), _sums(inputs)
    if tax is not None and sums is not None and tax > sums:
        raise InputError("deductible_tax", f"{_label(scheme, 'deductible_tax')}不能大于各项投资之和")
    if sum((member.share for member in inputs.members() if member.share is not None), Decimal(0)) > 1:
        raise InputError("members", "各成员占投资总额的比例之和不能超过100%")


def _sums(inputs: Inputs) -> Decimal | None:
    """What the years or the members add up to, where no total stands beside them."""
    if inputs.given("investment") or inputs.given("total_investment"):
        return None
    members = inputs.members()
    amounts = [*inputs.by_year().values(), *(member.investment for member in members if member.investment is not None)]
    return sum(amounts, Decimal(0)) if amounts and not any(member.share for member in members) else None


def _least(value: Any) -> Decimal | None:
    return value.low if isinstance(value, Range) else value


def _most(value: Any) -> Decimal | None:
    return value.high if isinstance(value, Range) else value


def _label(scheme: Scheme, name: str) -> str:
    item = scheme.input(name)
    return item.label if item else name
