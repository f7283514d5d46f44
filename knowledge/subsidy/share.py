"""A share of the investment made, up to a cap: intelligent upgrades and listed companies' projects."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.kind import Kind
from knowledge.subsidy.lookback import counted_investment, note_difference
from knowledge.subsidy.result import Result
from knowledge.subsidy.working import Working


def calculate(guide: Guide, scheme: Scheme, inputs: Inputs, today: dt.date) -> Result:
    """Investment inside the years that count, net of deductible tax, times the rate, at most the cap."""
    working = Working(guide, scheme, inputs)
    counted = counted_investment(working, today)
    stated = inputs.number("investment")
    if counted is None:
        working.assume_default("investment_by_year")
        gross = inputs.known("investment")
    else:
        note_difference(working, stated, sum(inputs.by_year().values(), Decimal(0)), "投资额")
        gross = counted
    net = working.net_of_tax(gross, "计入的投资额")
    working.quantities["net_investment"] = net
    return working.result(working.capped(working.share_of(net, "按比例计算")))


def needed(inputs: Inputs) -> tuple[str, ...]:
    """The investment, in one sum or by year."""
    return () if inputs.given("investment") or inputs.by_year() else ("investment",)


KIND = Kind(calculate, needed, falling=frozenset({"deductible_tax"}))
