"""Loans and leases in portions: several contracts side by side, and stages of one loan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from knowledge.errors import InputError
from knowledge.full_interest import full_interest
from knowledge.guide import Guide
from knowledge.subsidy.calculate import calculate

ENOUGH = {"fixed_investment": 100_000_000}
CASES: list[tuple[str, dict[str, Any], str]] = [
    (
        "loan_interest",
        {
            **ENOUGH,
            "loans": [
                {"amount": 9_000_000, "years": 1, "contract_rate": 0.0435},
                {"amount": 11_000_000, "years": 3, "contract_rate": 0.05, "benchmark_rate": 0.0475},
            ],
        },
        "1959000.00",
    ),
    (
        "loan_interest",
        {"fixed_investment": 10_000_000, "loans": [{"amount": 10_000_000, "years": 5, "contract_rate": 0.04}] * 2},
        "840000.00",
    ),
    (
        "loan_interest",
        {
            **ENOUGH,
            "stages": [
                {"amount": 30_000_000, "years": 2, "contract_rate": 0.04},
                {"amount": 20_000_000, "years": 2, "contract_rate": 0.04},
            ],
        },
        "3200000.00",
    ),
    (
        "loan_interest",
        {
            "fixed_investment": 40_000_000,
            "stages": [
                {"amount": 30_000_000, "years": 1, "benchmark_rate": 0.05},
                {"amount": 10_000_000, "years": 1, "benchmark_rate": 0.05},
            ],
        },
        "1900000.00",
    ),
    (
        "loan_interest",
        {**ENOUGH, "loans": [{"amount": 60_000_000, "years": 3, "contract_rate": 0.04}] * 2},
        "5000000.00",
    ),
    (
        "finance_lease",
        {"leases": [{"amount": 6_000_000, "years": 2}, {"amount": 12_000_000, "years": 4}]},
        "2400000.00",
    ),
    (
        "finance_lease",
        {"leases": [{"amount": 6_000_000, "years": 2}] * 2, "financing_cost": 1_000_000},
        "1000000.00",
    ),
]


@pytest.mark.parametrize(("scheme", "inputs", "amount"), CASES)
def test_amount(guide: Guide, today: dt.date, scheme: str, inputs: dict[str, Any], amount: str) -> None:
    result = calculate(guide, scheme, inputs, today)
    assert str(result.amount) == amount
    assert result.exact
    assert not {"loan_amount", "years", "lease_amount"} & set(result.missing)


def test_a_portion_needs_a_rate(guide: Guide, today: dt.date) -> None:
    with pytest.raises(InputError) as caught:
        calculate(guide, "loan_interest", {**ENOUGH, "loans": [{"amount": 1_000_000, "years": 1}]}, today)
    assert caught.value.field == "contract_rate"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"amount": 1, "years": 0}, "loans.0.years"),
        ({"amount": -1, "years": 1}, "loans.0.amount"),
        ({"amount": 1, "years": 1, "term": 1}, "loans.0"),
        ({"years": 1}, "loans.0.amount"),
    ],
)
def test_refused(guide: Guide, today: dt.date, entry: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        calculate(guide, "loan_interest", {**ENOUGH, "loans": [entry]}, today)
    assert caught.value.field == field


def test_full_interest(guide: Guide) -> None:
    taxed = full_interest(guide, "loan_interest", {"loan_amount": 14_000_000, "deductible_tax": 1_000_000})
    assert (taxed.input, taxed.value) == ("fixed_investment", Decimal("21000000.00"))
    allowed = full_interest(guide, "loan_interest", {"fixed_investment": 21_000_000, "deductible_tax": 1_000_000})
    assert (allowed.input, allowed.value) == ("loan_amount", Decimal("14000000.00"))
    with pytest.raises(InputError):
        full_interest(guide, "loan_interest", {})
