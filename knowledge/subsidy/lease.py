"""A subsidy on leased equipment: the amount financed, times a rate, times the years."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.money import percent_text, plain, yuan_text
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.kind import Kind
from knowledge.subsidy.portions import subsidy_of_leases
from knowledge.subsidy.result import Result
from knowledge.subsidy.working import Working
from knowledge.subsidy.years import counted_years


def calculate(guide: Guide, scheme: Scheme, inputs: Inputs, today: dt.date) -> Result:
    """Amount financed × rate × years (at most so many), at most the cap and the cost of the financing."""
    working = Working(guide, scheme, inputs)
    leases = inputs.portions("leases")
    if leases:
        working.quantities["lease_amount"] = sum((item.amount for item in leases), Decimal(0))
        subsidy = subsidy_of_leases(working, leases)
    else:
        subsidy = _of_one(working)
    working.reading("lease_amount")
    amount = working.capped(subsidy)
    cost = inputs.number("financing_cost")
    if cost is None:
        working.assume_default("financing_cost")
    else:
        amount = working.limited(amount, cost, "企业的融资成本", working.clause("rate"))
    start = inputs.day("start")
    if start and start > today:
        working.assume("起租时间尚未到来")
    return working.result(amount)


def _of_one(working: Working) -> Decimal:
    financed = working.inputs.known("lease_amount")
    working.quantities["lease_amount"] = financed
    years = counted_years(working, working.inputs.known("years"), "补贴年限")
    rate = working.parameter("rate")
    subsidy = financed * rate * years
    expression = f"{yuan_text(financed)} × {percent_text(rate)} × {plain(years)}年 = {yuan_text(subsidy)}"
    working.step("按公式计算", expression, yuan_text(subsidy), working.clause("rate"))
    return subsidy


def needed(inputs: Inputs) -> tuple[str, ...]:
    """The amount financed and the years."""
    if inputs.portions("leases"):
        return ()
    return tuple(name for name in ("lease_amount", "years") if not inputs.given(name))


KIND = Kind(calculate, needed)
