"""A grant fixed on the planned investment and released in instalments as the investment is made: major projects."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.money import percent_text, yuan_text
from knowledge.subsidy.conditions import quantity_text
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.kind import Kind
from knowledge.subsidy.lookback import TOLERANCE, counted_investment, note_difference
from knowledge.subsidy.result import Result
from knowledge.subsidy.working import Working

NOTABLE_DIFFERENCE = Decimal("0.005")
"""Two statements of the progress that differ by less are taken to be the same figure, rounded."""


def calculate(guide: Guide, scheme: Scheme, inputs: Inputs, today: dt.date) -> Result:
    """What can be paid now: the grant so far in proportion to progress, less what was paid.

    Never more than the rate times the investment made in the years that count. Without any figure of what has been
    invested, the grant that can be fixed in total.
    """
    working = Working(guide, scheme, inputs)
    planned = _planned(working)
    grant = _grant(working, planned)
    actual = _actual(working, planned)
    progress = _progress(working, planned, actual)
    if progress is None:
        working.assume("未提供累计实际投资，所列金额是可核定的资助总额，不是当期可拨付的金额")
        return working.result(grant)
    working.reading("instalment")
    clause = working.clause("rate")
    if actual is not None and planned:
        reached = min(actual, planned)
        payable = grant * reached / planned
        expression = f"{yuan_text(grant)} × {yuan_text(reached)} ÷ {yuan_text(planned)} = {yuan_text(payable)}"
    else:
        payable = grant * progress
        expression = f"{yuan_text(grant)} × {percent_text(progress)} = {yuan_text(payable)}"
    working.step("累计可拨付", expression, yuan_text(payable), clause)
    if actual is not None:
        payable = _limited_to_investment(working, payable, actual, today)
    return working.result(working.less_paid(payable, clause))


def _planned(working: Working) -> Decimal | None:
    """The planned fixed investment net of tax; the whole investment stands in for it."""
    total, planned = working.inputs.number("total_investment"), working.inputs.number("planned_fixed_investment")
    net_total = None if total is None else working.net_of_tax(total, "项目总投资")
    if net_total is not None:
        working.quantities["total_investment"] = net_total
    if planned is None:
        working.assume_default("planned_fixed_investment")
        return net_total
    if net_total is not None and planned - (total or 0) >= TOLERANCE:
        working.assume(f"固定资产计划总投资{yuan_text(planned)}大于项目总投资，请核对")
    return working.net_of_tax(planned, "固定资产计划总投资")


def _grant(working: Working, planned: Decimal | None) -> Decimal:
    """The total grant: as approved, else the rate times the planned investment, at most the cap."""
    approved = working.inputs.number("approved_total")
    if approved is None:
        grant = working.capped(working.share_of(planned or Decimal(0), "资助总额"))
    else:
        clause = working.clause("rate")
        working.step("资助总额（已核定）", yuan_text(approved), yuan_text(approved), clause)
        grant = working.capped(approved)
        if planned is not None and approved > planned * working.parameter("rate"):
            working.assume("填写的已核定资助总额高于按计划总投资和资助比例计算的金额，请核对")
    working.quantities["grant_total"] = grant
    return grant


def _actual(working: Working, planned: Decimal | None) -> Decimal | None:
    """The cumulative investment: the lower of audited and reported, else the sum of the years, else from progress."""
    inputs = working.inputs
    audited, reported = inputs.number("actual_fixed_investment"), inputs.number("reported_fixed_investment")
    if inputs.by_year():
        total = sum(inputs.by_year().values(), Decimal(0))
        note_difference(working, audited, total, "累计实际投资")
        audited = total if audited is None else audited
    if audited is not None and reported is not None:
        actual = min(audited, reported)
        if audited != reported:
            expression = f"审计{yuan_text(audited)}与统计{yuan_text(reported)}就低，取{yuan_text(actual)}"
            working.step("实际投资", expression, yuan_text(actual), working.clause("rate"))
    elif audited is None and reported is None:
        stated = inputs.number("progress")
        if stated is None or planned is None:
            return None
        actual = (planned * stated).quantize(Decimal(1))
        expression = f"{yuan_text(planned)} × {percent_text(stated)} = {yuan_text(actual)}"
        working.step("累计实际投资（按进度推算）", expression, yuan_text(actual), working.clause("rate"))
    else:
        working.assume_default("reported_fixed_investment")
        actual = audited if audited is not None else reported or Decimal(0)
    working.quantities["actual_fixed_investment"] = actual
    return actual


def _progress(working: Working, planned: Decimal | None, actual: Decimal | None) -> Decimal | None:
    """Actual over planned investment, else as stated; a plan of nothing counts as carried out."""
    stated = working.inputs.number("progress")
    invested = any(working.inputs.given(name) for name in ("actual_fixed_investment", "reported_fixed_investment"))
    progress = stated
    if actual is not None and planned and (invested or working.inputs.by_year()):
        progress = actual / planned
        if stated is not None and abs(progress - stated) > NOTABLE_DIFFERENCE:
            working.assume("填写的投资进度与累计实际投资占计划总投资的比例不一致，按后者计算")
        parameter = working.scheme.parameter("rate")
        text = quantity_text(progress, parameter)
        working.step("投资进度", f"{yuan_text(actual)} ÷ {yuan_text(planned)} = {text}", text, working.clause("rate"))
        if actual > planned:
            working.assume("累计实际投资高于固定资产计划总投资，拨付以核定的资助总额为限")
    elif actual is not None and progress is None:
        progress = Decimal(1)
    if progress is not None:
        working.quantities["progress"] = progress
        working.reading("progress")
    return progress


def _limited_to_investment(working: Working, payable: Decimal, actual: Decimal, today: dt.date) -> Decimal:
    """At most the rate times what was invested in the years that count."""
    counted = counted_investment(working, today)
    if counted is None:
        working.assume("按累计实际投资都在可追溯的年度内计")
    base = actual if counted is None else min(actual, counted)
    rate = working.parameter("rate")
    limit = base * rate
    label = f"计入的实际投资的{percent_text(rate)}"
    return working.limited(payable, limit, label, working.clause("rate"))


def needed(inputs: Inputs) -> tuple[str, ...]:
    """The planned investment, or the approved grant where the progress is known or does not matter."""
    if inputs.given("total_investment") or inputs.given("planned_fixed_investment"):
        return ()
    invested = ("actual_fixed_investment", "reported_fixed_investment", "investment_by_year")
    if inputs.given("approved_total") and not any(inputs.given(name) for name in invested):
        return ()
    return ("total_investment",)


KIND = Kind(
    calculate,
    needed,
    falling=frozenset({"paid"}),
    mixed=frozenset({"total_investment", "planned_fixed_investment", "deductible_tax"}),
)
