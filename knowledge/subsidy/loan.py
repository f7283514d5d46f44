"""Interest on a loan: the counted principal, at no more than the benchmark rate, for at most so many years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from knowledge.benchmark import Period, load_benchmark, term_of
from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.money import FEN, percent_text, plain, yuan_text
from knowledge.subsidy.inputs import Inputs
from knowledge.subsidy.kind import Kind
from knowledge.subsidy.portions import interest_of_loans, interest_of_stages
from knowledge.subsidy.result import Result
from knowledge.subsidy.values import Outstanding
from knowledge.subsidy.working import Working
from knowledge.subsidy.years import add_years, counted_years, years_since
from knowledge.template import date_text

NOTABLE_DIFFERENCE = Decimal("0.1")
"""Years by which a stated term may differ from the dates before it is worth saying."""


@dataclass(frozen=True)
class Segment:
    """A time in which principal and rate stay the same."""

    start: dt.date
    end: dt.date
    principal: Decimal
    rate: Decimal


def calculate(guide: Guide, scheme: Scheme, inputs: Inputs, today: dt.date) -> Result:
    """Counted principal × the lower of contract and benchmark rate × years, at most the cap.

    Several loans, or stages of one, count each on its own terms.
    With dates and no stated benchmark rate, each time between two changes of the benchmark counts at its own rate.
    """
    working = Working(guide, scheme, inputs)
    limit = _principal_limit(working)
    loans, stages = inputs.portions("loans"), inputs.portions("stages")
    loan = _principal(inputs)
    counted = loan if limit is None else min(loan, limit)
    if limit is not None and loan > limit:
        expression = f"贷款{yuan_text(loan)} > {yuan_text(limit)}，取{yuan_text(limit)}"
        working.step("计息贷款", expression, yuan_text(limit), working.clause("loan_ratio"))
    working.quantities["counted_loan"] = counted
    if loans:
        interest = interest_of_loans(working, loans, limit)
    elif stages:
        interest = interest_of_stages(working, stages, limit)
    elif (dates := _dates(working)) is not None:
        interest = _by_dates(working, loan, limit, *dates, today)
    else:
        interest = _by_years(working, counted)
    working.reading("loan_whole")
    return working.result(working.capped(interest))


def _principal(inputs: Inputs) -> Decimal:
    """The loans together, or the most that was outstanding of one."""
    if inputs.portions("loans"):
        return sum((item.amount for item in inputs.portions("loans")), Decimal(0))
    if inputs.portions("stages"):
        return max(item.amount for item in inputs.portions("stages"))
    return inputs.known("loan_amount")


def _principal_limit(working: Working) -> Decimal | None:
    """The part of the fixed investment up to which the loan counts."""
    fixed = working.inputs.number("fixed_investment")
    if fixed is None:
        working.assume(f"按贷款不超过固定资产投资额的{percent_text(working.parameter('loan_ratio'))}计")
        working.ask("fixed_investment")
        return None
    net = working.net_of_tax(fixed, "固定资产投资额")
    working.quantities["net_fixed_investment"] = net
    ratio = working.parameter("loan_ratio")
    limit = net * ratio
    expression = f"{yuan_text(net)} × {percent_text(ratio)} = {yuan_text(limit)}"
    working.step("计息贷款上限", expression, yuan_text(limit), working.clause("loan_ratio"))
    return limit


def _dates(working: Working) -> tuple[dt.date, dt.date] | None:
    """First and last day of the loan, where they are known or follow from the term or the plan of repayment."""
    inputs = working.inputs
    schedule, years = inputs.schedule(), inputs.number("years")
    start = inputs.day("start") or (schedule[0].date if schedule else None)
    if start is None:
        return None
    end = inputs.day("end")
    if end is None and years is None and schedule and not schedule[-1].outstanding:
        end = schedule[-1].date
    if end is not None:
        end = _inclusive(start, end)
    if end is None:
        return start, add_years(start, inputs.known("years"))
    if years is not None and abs(Fraction(years) - years_since(start, end)) > NOTABLE_DIFFERENCE:
        working.assume(f"填写的贷款年限{plain(years)}年与起止日期不一致，按起止日期计算")
    if schedule and schedule[0].date > end:
        raise InputError("schedule", "还款计划的日期都在贷款到期之后")
    return start, end


def _inclusive(start: dt.date, end: dt.date) -> dt.date:
    """The end, or the next day where that completes a year: 2016-01-01 to 2017-12-31 are two whole years."""
    after = end + dt.timedelta(days=1)
    return after if after == add_years(start, after.year - start.year) else end


def _by_years(working: Working, counted: Decimal) -> Decimal:
    inputs = working.inputs
    years = counted_years(working, inputs.known("years"), "贴息年限")
    benchmark = inputs.number("benchmark_rate")
    rate = _lower_rate(working, benchmark)
    if benchmark is None:
        working.assume_default("benchmark_rate")
    elif inputs.number("contract_rate") is not None:
        expression = _rates_text(inputs.known("contract_rate"), benchmark)
        working.step("贴息利率", expression, percent_text(rate), working.clause("cap"))
    interest = counted * rate * years
    expression = f"{yuan_text(counted)} × {percent_text(rate)} × {plain(years)}年 = {yuan_text(interest)}"
    working.step("利息", expression, yuan_text(interest), working.clause("cap"))
    working.reading("loan_outstanding")
    return interest


def _lower_rate(working: Working, benchmark: Decimal | None) -> Decimal:
    """The lower of contract and benchmark rate, of those that are known."""
    contract = working.inputs.number("contract_rate")
    if contract is None:
        working.assume("按合同利率不低于同期基准利率计")
        working.ask("contract_rate")
    return min(rate for rate in (contract, benchmark) if rate is not None)


def _rates_text(contract: Decimal, benchmark: Decimal) -> str:
    sign = ">" if contract > benchmark else "≤"
    lower = percent_text(min(contract, benchmark))
    return f"合同利率{percent_text(contract)} {sign} 基准利率{percent_text(benchmark)}，按{lower}计"


def _by_dates(
    working: Working, loan: Decimal, limit: Decimal | None, start: dt.date, end: dt.date, today: dt.date
) -> Decimal:
    last = add_years(start, working.parameter("max_years"))
    if end > last:
        years = f"{plain(working.parameter('max_years'))}年"
        expression = f"{date_text(start)}至{date_text(end)}，只计{years}，到{date_text(last)}"
        working.step("贴息年限", expression, years, working.clause("max_years"))
    if min(end, last) > today:
        working.assume("贷款尚未到期，按付息到期计算，实际以已付利息为准")
    segments = _segments(working, loan, limit, start, end, min(end, last))
    total, contract = Fraction(0), working.inputs.number("contract_rate")
    for segment in segments:
        time = years_since(start, segment.end) - years_since(start, segment.start)
        interest = Fraction(segment.principal) * Fraction(segment.rate) * time
        total += interest
        span = f"{date_text(segment.start)}至{date_text(segment.end)}"
        length = f"{time}年" if time.denominator == 1 else f"{(segment.end - segment.start).days}天"
        value = yuan_text(_fen(interest))
        expression = f"{yuan_text(segment.principal)} × {percent_text(segment.rate)} × {length} = {value}"
        basis = "按合同利率" if segment.rate == contract else "按基准利率"
        working.step(f"{span}的利息（{basis}）", expression, value, working.clause("cap"))
    working.assume("满一年的按年计，不满一年的天数按占当年天数的比例计")
    if not working.inputs.schedule():
        working.reading("loan_outstanding")
    return _fen(total)


def _fen(amount: Fraction) -> Decimal:
    return int(amount / Fraction(FEN)) * FEN


def _segments(
    working: Working, loan: Decimal, limit: Decimal | None, start: dt.date, end: dt.date, last: dt.date
) -> list[Segment]:
    """The time from `start` to `last` cut where the benchmark or the principal changed, like neighbours joined."""
    stated = working.inputs.number("benchmark_rate")
    if stated is None:
        periods = load_benchmark().split(start, last, term_of(start, end))
        working.reading("loan_benchmark")
    else:
        periods = [Period(start, last, stated)]
    schedule = working.inputs.schedule()
    segments: list[Segment] = []
    for period in periods:
        rate = _lower_rate(working, period.rate)
        changes = [line.date for line in schedule if period.start < line.date < period.end]
        for since, until in pairwise([period.start, *changes, period.end]):
            principal = _outstanding(schedule, since, loan)
            principal = principal if limit is None else min(principal, limit)
            segment = Segment(since, until, principal, rate)
            if segments and (segments[-1].principal, segments[-1].rate) == (principal, rate):
                segment = Segment(segments.pop().start, until, principal, rate)
            segments.append(segment)
    return segments


def _outstanding(schedule: tuple[Outstanding, ...], day: dt.date, loan: Decimal) -> Decimal:
    """What the plan of repayment says of the day, at most the loan; the loan itself before the plan begins."""
    amounts = [line.outstanding for line in schedule if line.date <= day]
    return min(amounts[-1], loan) if amounts else loan


def needed(inputs: Inputs) -> tuple[str, ...]:
    """The loan, a rate (the contract's, or a benchmark that bounds it) and the time."""
    if inputs.portions("loans") or inputs.portions("stages"):
        return ()
    names = [] if inputs.given("loan_amount") else ["loan_amount"]
    dated = inputs.given("start") or bool(inputs.schedule())
    if not (inputs.given("contract_rate") or inputs.given("benchmark_rate") or dated):
        names.append("contract_rate")
    schedule = inputs.schedule()
    repaid = bool(schedule) and not schedule[-1].outstanding
    if not (inputs.given("years") or (dated and inputs.given("end")) or repaid):
        names.append("years")
    return tuple(names)


KIND = Kind(calculate, needed, falling=frozenset({"deductible_tax"}))
