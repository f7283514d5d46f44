"""What holds for every input: monotone, capped, exact in sum, and the same forwards and backwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knowledge.backward import required_investment
from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.subsidy.apportion import apportion
from knowledge.subsidy.result import Result

Compute = Callable[..., Result]

QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def yuan(least: int = 0, most: int = 2_000_000_000) -> st.SearchStrategy[Decimal]:
    return st.integers(least * 100, most * 100).map(lambda fen: Decimal(fen) / 100)


RATE = Decimal("0.2")
CAPS = {"intelligent_upgrade": 20_000_000, "listed_company": 50_000_000, "industry_chain": 15_000_000}
MAIN = {"intelligent_upgrade": "investment", "listed_company": "investment", "industry_chain": "total_investment"}


@pytest.mark.parametrize("scheme", CAPS)
@given(one=yuan(), other=yuan())
@QUICK
def test_more_investment_never_pays_less(compute: Compute, scheme: str, one: Decimal, other: Decimal) -> None:
    low, high = (compute(scheme, **{MAIN[scheme]: value}).amount for value in sorted((one, other)))
    assert low <= high


@pytest.mark.parametrize("scheme", CAPS)
@given(investment=yuan())
@QUICK
def test_never_above_the_cap_nor_the_rate(compute: Compute, scheme: str, investment: Decimal) -> None:
    amount = compute(scheme, **{MAIN[scheme]: investment}).amount
    assert 0 <= amount <= min(Decimal(CAPS[scheme]), investment * RATE)
    assert amount == amount.quantize(Decimal("0.01"))


@given(investment=yuan(), tax=yuan())
@QUICK
def test_tax_never_helps(compute: Compute, investment: Decimal, tax: Decimal) -> None:
    assume(tax <= investment)
    with_tax = compute("intelligent_upgrade", investment=investment, deductible_tax=tax)
    assert with_tax.amount <= compute("intelligent_upgrade", investment=investment).amount
    assert with_tax.amount == compute("intelligent_upgrade", investment=investment - tax).amount


@given(planned=yuan(1), done=st.lists(yuan(0, 200_000_000), min_size=1, max_size=6))
@QUICK
def test_instalments_never_sum_to_more_than_the_grant(compute: Compute, planned: Decimal, done: list[Decimal]) -> None:
    actual = paid = Decimal(0)
    for more in done:
        actual += more
        result = compute("major_project", planned_fixed_investment=planned, actual_fixed_investment=actual, paid=paid)
        assert result.amount >= 0
        paid += result.amount
        assert paid <= min(result.quantities["grant_total"], Decimal(50_000_000), planned * RATE, actual * RATE)


@given(planned=yuan(), actual=yuan(), approved=yuan(0, 90_000_000), paid=yuan(0, 60_000_000))
@QUICK
def test_an_approved_grant_is_held_to_the_same_limits(
    compute: Compute, planned: Decimal, actual: Decimal, approved: Decimal, paid: Decimal
) -> None:
    given = {"planned_fixed_investment": planned, "actual_fixed_investment": actual, "approved_total": approved}
    amount = compute("major_project", paid=paid, **given).amount
    assert 0 <= amount <= max(min(Decimal(50_000_000), approved, actual * RATE) - paid, Decimal(0))


@given(planned=yuan(1, 250_000_000), part=st.integers(20, 100))
@QUICK
def test_below_the_cap_the_instalments_are_the_rate_of_the_actual_investment(
    compute: Compute, planned: Decimal, part: int
) -> None:
    actual = (planned * part / 100).quantize(Decimal("0.01"), rounding="ROUND_UP")
    result = compute("major_project", planned_fixed_investment=planned, actual_fixed_investment=actual)
    assert abs(result.amount - actual * RATE) <= Decimal("0.01")


@given(planned=yuan(1), actual=yuan(), reported=yuan())
@QUICK
def test_the_lower_of_audited_and_reported(
    compute: Compute, planned: Decimal, actual: Decimal, reported: Decimal
) -> None:
    def amount(**given: Decimal) -> Decimal:
        return compute("major_project", planned_fixed_investment=planned, **given).amount

    both = amount(actual_fixed_investment=actual, reported_fixed_investment=reported)
    assert both == amount(actual_fixed_investment=min(actual, reported))


@given(st.lists(yuan(0, 100_000_000), min_size=1, max_size=12), yuan(0, 30_000_000))
@QUICK
def test_members_shares_sum_to_the_whole(compute: Compute, investments: list[Decimal], paid: Decimal) -> None:
    assume(sum(investments) > 0)
    members = [{"role": "partner" if place else "lead", "investment": value} for place, value in enumerate(investments)]
    answers: dict[str, Any] = {"member_count": 3, "partner_count": 2}
    result = compute("industry_chain", members=members, paid=paid, **answers)
    shares = [result.quantities[f"member_{number}"] for number in range(1, len(members) + 1)]
    whole = max(min(sum(investments) * RATE - paid, Decimal(15_000_000)), Decimal(0))
    assert sum(shares) == whole.quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    for share, investment in zip(shares, investments, strict=True):
        assert abs(share - sum(shares) * investment / sum(investments)) < Decimal("0.01")


@given(amount=yuan(0, 15_000_000), weights=st.lists(yuan(0, 10_000_000), min_size=1, max_size=20))
@QUICK
def test_parts_sum_to_the_whole(amount: Decimal, weights: list[Decimal]) -> None:
    assume(sum(weights) > 0)
    parts = apportion(amount, weights)
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)


RATES = st.integers(1, 1500).map(lambda points: Decimal(points) / 10_000)


@given(loan=yuan(), fixed=yuan(), contract=RATES, benchmark=RATES, years=st.integers(1, 50))
@QUICK
def test_interest_is_bounded(
    compute: Compute, loan: Decimal, fixed: Decimal, contract: Decimal, benchmark: Decimal, years: int
) -> None:
    given = {"loan_amount": loan, "fixed_investment": fixed, "contract_rate": contract, "benchmark_rate": benchmark}
    amount = compute("loan_interest", years=years, **given).amount
    principal = min(loan, fixed * Decimal("0.7"))
    exact = min(principal * min(contract, benchmark) * min(years, 3), Decimal(5_000_000))
    assert amount == exact.quantize(Decimal("0.01"), rounding="ROUND_DOWN")


@given(
    loan=yuan(1_000, 30_000_000),
    contract=RATES,
    start=st.dates(dt.date(2014, 11, 22), dt.date(2017, 12, 31)),
    days=st.integers(1, 2500),
)
@QUICK
def test_interest_by_dates_lies_between_the_rates(
    compute: Compute, loan: Decimal, contract: Decimal, start: dt.date, days: int
) -> None:
    given = {"loan_amount": loan, "contract_rate": contract, "start": start, "end": start + dt.timedelta(days=days)}
    years = min(Decimal(days) / 365, Decimal(3)) + Decimal("0.01")
    amount = compute("loan_interest", **given).amount
    assert amount <= loan * min(contract, Decimal("0.0615")) * years
    least = loan * min(contract, Decimal("0.0435")) * (min(Decimal(days) / 366, Decimal(3)) - Decimal("0.01"))
    assert amount >= min(least, Decimal(5_000_000)) - Decimal("0.01")


@given(
    loan=yuan(1_000, 30_000_000),
    contract=RATES,
    start=st.dates(dt.date(2014, 11, 22), dt.date(2018, 7, 31)),
    years=st.integers(1, 6),
)
@QUICK
def test_dates_agree_with_plain_years_where_the_contract_rate_is_low(
    compute: Compute, loan: Decimal, contract: Decimal, start: dt.date, years: int
) -> None:
    assume(contract <= Decimal("0.0435"))
    dated = compute("loan_interest", loan_amount=loan, contract_rate=contract, start=start, years=years)
    plain = compute("loan_interest", loan_amount=loan, contract_rate=contract, years=years)
    assert dated.amount == plain.amount


@given(amount=yuan(), years=st.integers(1, 50), cost=yuan())
@QUICK
def test_lease_is_bounded(compute: Compute, amount: Decimal, years: int, cost: Decimal) -> None:
    paid = compute("finance_lease", lease_amount=amount, years=years, financing_cost=cost).amount
    exact = min(amount * Decimal("0.05") * min(years, 3), Decimal(5_000_000), cost)
    assert paid == exact.quantize(Decimal("0.01"), rounding="ROUND_DOWN")


SEARCHED: list[tuple[str, dict[str, Any]]] = [
    ("intelligent_upgrade", {}),
    ("intelligent_upgrade", {"deductible_tax": "123456.78"}),
    ("listed_company", {}),
    ("major_project", {"planned_fixed_investment": 300_000_000}),
    ("industry_chain", {"total_investment": 90_000_000, "paid": 1_234_567}),
    ("loan_interest", {"contract_rate": "0.0475", "years": 2}),
    ("finance_lease", {"years": 3}),
]


@pytest.mark.parametrize(("scheme", "known"), SEARCHED)
@given(target=yuan(1, 60_000_000))
@settings(QUICK, max_examples=20)
def test_backward_inverts_forward(
    compute: Compute, guide: Guide, today: dt.date, scheme: str, known: dict[str, Any], target: Decimal
) -> None:
    found = required_investment(guide, scheme, target, known, today)
    if found.value is None:
        assert found.amount < target
        return
    assert compute(scheme, **{**known, found.input: found.value}).amount == found.amount >= target
    assert compute(scheme, **{**known, found.input: found.value - Decimal("0.01")}).amount < target


@st.composite
def ends(draw: st.DrawFn, least: int, most: int) -> dict[str, Decimal]:
    low, high = sorted(draw(st.tuples(yuan(least, most), yuan(least, most))))
    return {"min": low, "max": high}


BOUNDED: dict[str, dict[str, tuple[int, int]]] = {
    "intelligent_upgrade": {"investment": (1_000_000, 150_000_000), "deductible_tax": (0, 900_000)},
    "major_project": {
        "total_investment": (100_000_000, 2_000_000_000),
        "planned_fixed_investment": (100_000_000, 900_000_000),
        "actual_fixed_investment": (10_000_000, 400_000_000),
        "paid": (0, 20_000_000),
    },
    "industry_chain": {
        "total_investment": (30_000_000, 200_000_000),
        "deductible_tax": (0, 20_000_000),
        "completed": (1_000_000, 100_000_000),
    },
    "loan_interest": {"loan_amount": (1, 80_000_000), "fixed_investment": (1, 80_000_000)},
    "finance_lease": {"lease_amount": (1, 80_000_000), "financing_cost": (0, 8_000_000)},
}
FIXED: dict[str, dict[str, Any]] = {
    "major_project": {"project_kind": "technical"},
    "loan_interest": {"contract_rate": "0.0475", "years": 2},
    "finance_lease": {"years": 3},
}


@pytest.mark.parametrize("scheme", BOUNDED)
@given(data=st.data())
@QUICK
def test_no_value_in_a_range_lies_outside_the_bounds(compute: Compute, scheme: str, data: st.DataObject) -> None:
    fixed = FIXED.get(scheme, {})
    ranges = {name: data.draw(ends(*limits), label=name) for name, limits in BOUNDED[scheme].items()}
    result = compute(scheme, **fixed, **ranges)
    within = {name: data.draw(yuan_between(item), label=name) for name, item in ranges.items()}
    exact = compute(scheme, **fixed, **within)
    assert result.lower <= exact.amount <= result.upper
    assert result.eligible in (None, exact.eligible)


def yuan_between(item: dict[str, Decimal]) -> st.SearchStrategy[Decimal]:
    return st.integers(int(item["min"] * 100), int(item["max"] * 100)).map(lambda fen: Decimal(fen) / 100)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["unknown", "2016-03-01"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["min", "max", "role", "investment", "share", "date", "outstanding", "2017"]), inner
        )
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    "scheme",
    ["intelligent_upgrade", "major_project", "industry_chain", "loan_interest", "finance_lease", "listed_company"],
)
@given(data=st.data())
@settings(QUICK, max_examples=100)
def test_whatever_is_sent_gives_a_result_or_is_refused(
    compute: Compute, guide: Guide, scheme: str, data: st.DataObject
) -> None:
    names = [item.name for item in guide.scheme(scheme).inputs] + ["schedule", "registered", "min_total", "nothing"]
    inputs = data.draw(st.dictionaries(st.sampled_from(names), JSON | yuan(), max_size=6))
    try:
        result = compute(scheme, **inputs)
    except InputError:
        return
    assert 0 <= result.lower == result.amount <= result.upper
    assert result.as_json()["scheme"] == scheme
