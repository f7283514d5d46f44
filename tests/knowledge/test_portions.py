"""Loans and leases in portions: several contracts side by side, and stages of one loan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from knowledge.errors import InputError
from knowledge.full_interest import full_interest
from knowledge.guide import Guide
from knowledge.subsidy.calculate import KINDS, calculate
from knowledge.subsidy.inputs import validate

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


def steps(guide: Guide, today: dt.date, scheme: str, inputs: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    result = calculate(guide, scheme, inputs, today)
    return [(step.label, step.expression, step.value, step.clause) for step in result.steps]


def test_loans_side_by_side_are_worked_out_one_by_one(guide: Guide, today: dt.date) -> None:
    loans = [
        {"amount": 16_000_000, "years": 5, "contract_rate": 0.04},
        {"amount": 4_000_000, "years": 1, "contract_rate": 0.05, "benchmark_rate": 0.0435},
    ]
    limit, together, longest = (
        ("计息贷款上限", "2000万元 × 70% = 1400万元", "1400万元", "三（二）4（1）"),
        ("计息贷款", "贷款2000万元 > 1400万元，取1400万元", "1400万元", "三（二）4（1）"),
        ("第1笔贷款的贴息年限", "5年 > 3年，取3年", "3年", "三（二）4（1）"),
    )
    assert steps(guide, today, "loan_interest", {"fixed_investment": 20_000_000, "loans": loans}) == [
        limit,
        together,
        longest,
        ("第1笔贷款的利息", "1120万元 × 4% × 3年 = 134.4万元", "134.4万元", "三（二）4（1）"),
        ("第2笔贷款的利息", "280万元 × 4.35% × 1年 = 12.18万元", "12.18万元", "三（二）4（1）"),
    ]


SHARED = "几笔贷款合计超过计息上限的，按各笔金额同比例计入"
BELOW_BENCHMARK = "按合同利率不高于同期基准利率计"


@pytest.mark.parametrize(("fixed", "shared"), [(20_000_000, False), (19_999_999, True)])
def test_the_limit_is_shared_only_where_the_loans_exceed_it(
    guide: Guide, today: dt.date, fixed: int, shared: bool
) -> None:
    loans = [{"amount": 7_000_000, "years": 1, "contract_rate": 0.04, "benchmark_rate": 0.05}] * 2
    result = calculate(guide, "loan_interest", {"fixed_investment": fixed, "loans": loans}, today)
    assert (SHARED in result.assumptions) is shared
    assert BELOW_BENCHMARK not in result.assumptions


def test_without_a_benchmark_rate_the_contract_rate_is_assumed_not_above_it(guide: Guide, today: dt.date) -> None:
    inputs = {**ENOUGH, "loans": [{"amount": 7_000_000, "years": 1, "contract_rate": 0.04}]}
    assert BELOW_BENCHMARK in calculate(guide, "loan_interest", inputs, today).assumptions


def test_stages_share_the_years_that_count(guide: Guide, today: dt.date) -> None:
    stages = [
        {"amount": 30_000_000, "years": 2, "contract_rate": 0.04},
        {"amount": 20_000_000, "years": 1.5, "benchmark_rate": 0.05},
        {"amount": 10_000_000, "years": 1, "benchmark_rate": 0.05},
    ]
    assert steps(guide, today, "loan_interest", {"stages": stages}) == [
        ("贴息年限（各段合计）", "4.5年 > 3年，取3年", "3年", "三（二）4（1）"),
        ("第1段的利息", "3000万元 × 4% × 2年 = 240万元", "240万元", "三（二）4（1）"),
        ("第2段的利息", "2000万元 × 5% × 1年 = 100万元", "100万元", "三（二）4（1）"),
    ]


def test_leases_are_worked_out_one_by_one(guide: Guide, today: dt.date) -> None:
    leases = [{"amount": 6_000_000, "years": 2}, {"amount": 12_000_000, "years": 4}]
    assert steps(guide, today, "finance_lease", {"leases": leases}) == [
        ("第1份租赁", "600万元 × 5% × 2年 = 60万元", "60万元", "三（二）4（2）"),
        ("第2份租赁的补贴年限", "4年 > 3年，取3年", "3年", "三（二）4（2）"),
        ("第2份租赁", "1200万元 × 5% × 3年 = 180万元", "180万元", "三（二）4（2）"),
        ("合计", "2份相加 = 240万元", "240万元", "三（二）4（2）"),
    ]


def test_a_portion_needs_a_rate(guide: Guide, today: dt.date) -> None:
    with pytest.raises(InputError) as caught:
        calculate(guide, "loan_interest", {**ENOUGH, "loans": [{"amount": 1_000_000, "years": 1}]}, today)
    assert (caught.value.field, caught.value.reason) == ("contract_rate", "每一部分都要有合同利率或基准利率")


def test_a_rate_that_is_no_number_is_named(guide: Guide, today: dt.date) -> None:
    loan = {"amount": 1_000_000, "years": 1, "contract_rate": "高"}
    with pytest.raises(InputError) as caught:
        calculate(guide, "loan_interest", {**ENOUGH, "loans": [loan]}, today)
    assert caught.value.field == "loans.0.contract_rate"


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


def test_fixed_investment_that_lets_a_loan_count_in_full(guide: Guide) -> None:
    found = full_interest(guide, "loan_interest", {"loan_amount": 10_000_000})
    assert (found.scheme, found.input, found.label) == ("loan_interest", "fixed_investment", "项目固定资产投资额")
    assert (found.value, found.amount) == (Decimal("14285714.29"), Decimal(0))
    assert found.expression == "1000万元 ÷ 70% = 1428.5714万元（14285714.29元）"
    assert found.reason == "贷款1000万元要全部计息，固定资产投资额至少要1428.5714万元（14285714.29元）"


def test_fixed_investment_for_a_loan_is_rounded_up(guide: Guide) -> None:
    found = full_interest(guide, "loan_interest", {"loan_amount": 10_000_001})
    assert found.value == Decimal("14285715.72")


def test_deductible_tax_is_added_to_the_fixed_investment_needed(guide: Guide) -> None:
    found = full_interest(guide, "loan_interest", {"loan_amount": 14_000_000, "deductible_tax": 1_000_000})
    assert (found.value, found.expression) == (Decimal("21000000.00"), "1400万元 ÷ 70% + 100万元 = 2100万元")


def test_loan_that_a_fixed_investment_allows_is_rounded_down(guide: Guide) -> None:
    found = full_interest(guide, "loan_interest", {"fixed_investment": "21000000.37", "deductible_tax": "1000000.29"})
    assert (found.input, found.label, found.amount) == ("loan_amount", "贷款金额", Decimal(0))
    assert found.value == Decimal("14000000.05")
    assert found.expression == "2000万元（20000000.08元） × 70% = 1400万元（14000000.05元）"
    assert found.reason == "贷款最多1400万元（14000000.05元）可以全部计息"


@pytest.mark.parametrize(
    ("loan", "fixed", "tax", "reason"),
    [
        (
            35_000_000,
            46_000_000,
            0,
            "固定资产投资额4600万元最多3220万元贷款可以计息，贷款3500万元中有280万元不计息；要全部计息，固定资产投资额至少要5000万元，还差400万元",
        ),
        (
            32_200_000,
            46_000_000,
            0,
            "固定资产投资额4600万元最多3220万元贷款可以计息，贷款3220万元可以全部计息，还可以增加0元",
        ),
        (
            30_000_000,
            46_000_000,
            1_000_000,
            "固定资产投资额4600万元最多3150万元贷款可以计息，贷款3000万元可以全部计息，还可以增加150万元",
        ),
    ],
)
def test_loan_beside_its_investment_tells_what_counts_and_what_is_lacking_or_left(
    guide: Guide, loan: int, fixed: int, tax: int, reason: str
) -> None:
    given = {"loan_amount": loan, "fixed_investment": fixed, "deductible_tax": tax}
    assert full_interest(guide, "loan_interest", given).reason == reason


def test_full_interest_needs_a_loan_or_an_investment(guide: Guide) -> None:
    with pytest.raises(InputError) as caught:
        full_interest(guide, "loan_interest", {})
    assert (caught.value.field, caught.value.reason) == ("loan_amount", "请说明贷款金额或固定资产投资额")


@pytest.mark.parametrize("name", ["loans", "stages"])
def test_a_loan_in_portions_needs_nothing_else(guide: Guide, name: str) -> None:
    inputs = validate(guide, guide.scheme("loan_interest"), {name: [{"amount": 1, "years": 1, "contract_rate": 0.04}]})
    assert KINDS["loan"].needed(inputs) == ()


def test_leases_in_portions_need_nothing_else(guide: Guide) -> None:
    inputs = validate(guide, guide.scheme("finance_lease"), {"leases": [{"amount": 1, "years": 1}]})
    assert KINDS["lease"].needed(inputs) == ()


def test_quantities_of_portions(guide: Guide, today: dt.date) -> None:
    leases = [{"amount": 6_000_000, "years": 2}, {"amount": 1_000_000, "years": 1}]
    assert calculate(guide, "finance_lease", {"leases": leases}, today).quantities["lease_amount"] == 7_000_000
    loans = [{"amount": 6_000_000, "years": 2, "contract_rate": 0.04}] * 2
    assert calculate(guide, "loan_interest", {**ENOUGH, "loans": loans}, today).quantities["counted_loan"] == 12_000_000
    stages = [{"amount": 6_000_000, "years": 2, "contract_rate": 0.04}] * 2
    assert (
        calculate(guide, "loan_interest", {**ENOUGH, "stages": stages}, today).quantities["counted_loan"] == 6_000_000
    )
