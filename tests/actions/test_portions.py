"""Several loans or leases on terms of their own, and loans of which principal or rate change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.actions.test_inputs import WAN, read

LOANS = [
    pytest.param(
        "中行贷款900万、1年、4.35%（基准4.35%），招行贷款1100万、3年、4.75%（基准4.75%），固投4000万",
        "loans",
        [(900, 1, "0.0435", "0.0435"), (1100, 3, "0.0475", "0.0475")],
        id="two loans, each with its rates and term",
    ),
    pytest.param(
        "两笔贷款900万两年、1100万三年，利率都是4.75%等于基准，固投4000万",
        "loans",
        [(900, 2, "0.0475", "0.0475"), (1100, 3, "0.0475", "0.0475")],
        id="two loans at one rate",
    ),
    pytest.param(
        "贷款2500万两年，第一年基准5.25%，第二年基准4.75%，合同一直是5%，固投5000万",
        "stages",
        [(2500, 1, "0.05", "0.0525"), (2500, 1, "0.05", "0.0475")],
        id="the benchmark falls",
    ),
    pytest.param(
        "本金4000万，第一年没还，第二年还了1500万，利率4.75%就是基准，两年期，固投7000万",
        "stages",
        [(4000, 1, "0.0475", "0.0475"), (2500, 1, "0.0475", "0.0475")],
        id="a part is paid back in the second year",
    ),
    pytest.param(
        "贷款3000万三年，第二年末还了1200万，利率4.75%平基准，固投6000万",
        "stages",
        [(3000, 2, "0.0475", "0.0475"), (1800, 1, "0.0475", "0.0475")],
        id="a part is paid back at the end of the second year",
    ),
    pytest.param(
        "贷款2400万三年，每年末还800万，利率4.75%和基准一样，固投5000万",
        "stages",
        [(2400, 1, "0.0475", "0.0475"), (1600, 1, "0.0475", "0.0475"), (800, 1, "0.0475", "0.0475")],
        id="as much is paid back every year",
    ),
]


def rows(portions: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Amount in 万元, years and rates of each portion."""
    return [
        (part["amount"] / WAN, part["years"], str(part.get("contract_rate")), str(part.get("benchmark_rate")))
        for part in portions
    ]


@pytest.mark.parametrize(("text", "name", "expected"), LOANS)
def test_loan(text: str, name: str, expected: list[tuple[Any, ...]]) -> None:
    assert rows(read("loan_interest", text).inputs[name]) == expected


def test_leases() -> None:
    reading = read("finance_lease", "第一批600万租两年，第二批1200万租三年，都是2017年起租，成本一共300万")
    parts = [(part["amount"] / WAN, part["years"]) for part in reading.inputs["leases"]]
    assert parts == [(600, 2), (1200, 3)]
    assert reading.inputs["lease_amount"] == 1800 * WAN


@pytest.mark.parametrize("text", ["贷款2000万两年，4.75%", "两笔贷款，800万和1200万，都是两年，都是4.75%"])
def test_loans_on_the_same_terms_are_one(text: str) -> None:
    inputs = read("loan_interest", text).inputs
    assert not {"loans", "stages"} & inputs.keys()
    assert inputs["loan_amount"] == Decimal(2000) * WAN
