"""A loan or lease in portions: several contracts side by side, or stages of one loan one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from knowledge.errors import InputError
from knowledge.money import percent_text, plain, yuan_text
from knowledge.subsidy.apportion import apportion
from knowledge.subsidy.values import Portion
from knowledge.subsidy.working import Working
from knowledge.subsidy.years import counted_years


def interest_of_loans(working: Working, loans: Sequence[Portion], limit: Decimal | None) -> Decimal:
    """Interest in yuan of loans that run side by side; what may count of them together is divided among them."""
    amounts = [loan.amount for loan in loans]
    whole = sum(amounts, Decimal(0))
    if limit is not None and whole > limit:
        amounts = apportion(limit, amounts)
        working.assume("几笔贷款合计超过计息上限的，按各笔金额同比例计入")
    total = Decimal(0)
    for number, (amount, loan) in enumerate(zip(amounts, loans, strict=True), start=1):
        years = counted_years(working, loan.years, f"第{number}笔贷款的贴息年限")
        total += _interest(working, f"第{number}笔贷款的利息", amount, loan, years)
    return total


def interest_of_stages(working: Working, stages: Sequence[Portion], limit: Decimal | None) -> Decimal:
    """Interest in yuan of one loan of which principal or rates change; no more years count than for any loan."""
    left = counted_years(working, sum((stage.years for stage in stages), Decimal(0)), "贴息年限（各段合计）")
    total = Decimal(0)
    for number, stage in enumerate(stages, start=1):
        years = min(stage.years, left)
        left -= years
        if years:
            amount = stage.amount if limit is None else min(stage.amount, limit)
            total += _interest(working, f"第{number}段的利息", amount, stage, years)
    return total


def subsidy_of_leases(working: Working, leases: Sequence[Portion]) -> Decimal:
    """Amount financed × rate × years of each contract, in yuan, added up."""
    rate, clause, total = working.parameter("rate"), working.clause("rate"), Decimal(0)
    for number, lease in enumerate(leases, start=1):
        years = counted_years(working, lease.years, f"第{number}份租赁的补贴年限")
        subsidy = lease.amount * rate * years
        expression = f"{yuan_text(lease.amount)} × {percent_text(rate)} × {plain(years)}年 = {yuan_text(subsidy)}"
        working.step(f"第{number}份租赁", expression, yuan_text(subsidy), clause)
        total += subsidy
    working.step("合计", f"{len(leases)}份相加 = {yuan_text(total)}", yuan_text(total), clause)
    return total


def _interest(working: Working, label: str, amount: Decimal, portion: Portion, years: Decimal) -> Decimal:
    rates = [rate for rate in (portion.contract_rate, portion.benchmark_rate) if rate is not None]
    if not rates:
        raise InputError("contract_rate", "每一部分都要有合同利率或基准利率")
    if portion.benchmark_rate is None:
        working.assume_default("benchmark_rate")
    rate = min(rates)
    interest = amount * rate * years
    expression = f"{yuan_text(amount)} × {percent_text(rate)} × {plain(years)}年 = {yuan_text(interest)}"
    working.step(label, expression, yuan_text(interest), working.clause("cap"))
    return interest
