"""Backwards: from an amount, the cap or the threshold to the input that reaches it."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from knowledge.backward import Margin, Requirement, margin, required_investment, threshold_gaps
from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model.condition import Condition
from knowledge.model.parameter import Parameter
from knowledge.subsidy.calculate import calculate

Find = Callable[..., Requirement]


@pytest.fixture
def find(guide: Guide, today: dt.date) -> Find:
    def run(scheme: str, goal: Any, of: str = "", **inputs: Any) -> Requirement:
        return required_investment(guide, scheme, goal, inputs, today, of=of)

    return run


FOUND: list[tuple[str, Any, dict[str, Any], str, str, str]] = [
    ("intelligent_upgrade", 6_000_000, {}, "investment", "30000000.00", "600万元 ÷ 20% = 3000万元"),
    ("intelligent_upgrade", "cap", {}, "investment", "100000000.00", "2000万元 ÷ 20% = 1亿元"),
    ("intelligent_upgrade", "1000000", {}, "investment", "5000000.00", "100万元 ÷ 20% = 500万元"),
    (
        "intelligent_upgrade",
        6_000_000,
        {"deductible_tax": 4_000_000},
        "investment",
        "34000000.00",
        "600万元 ÷ 20% + 400万元 = 3400万元",
    ),
    ("intelligent_upgrade", 6_000_000, {"investment": 1}, "investment", "30000000.00", "600万元 ÷ 20% = 3000万元"),
    ("listed_company", "cap", {}, "investment", "250000000.00", "5000万元 ÷ 20% = 2.5亿元"),
    ("listed_company", "0.01", {}, "investment", "0.05", "0.01元 ÷ 20% = 0.05元"),
    ("major_project", 44_000_000, {}, "total_investment", "220000000.00", "4400万元 ÷ 20% = 2.2亿元"),
    (
        "major_project",
        "cap",
        {"project_kind": "technical"},
        "total_investment",
        "250000000.00",
        "5000万元 ÷ 20% = 2.5亿元",
    ),
    ("major_project", "cap", {"project_kind": "industrial"}, "total_investment", "1000000000.00", ""),
    (
        "major_project",
        20_000_000,
        {"total_investment": 240_000_000},
        "actual_fixed_investment",
        "100000000.00",
        "2000万元 ÷ 20% = 1亿元",
    ),
    (
        "major_project",
        20_000_000,
        {"planned_fixed_investment": 500_000_000},
        "actual_fixed_investment",
        "200000000.00",
        "",
    ),
    ("industry_chain", "cap", {}, "total_investment", "75000000.00", "1500万元 ÷ 20% = 7500万元"),
    ("industry_chain", 4_000_000, {"total_investment": 72_000_000, "paid": 5_000_000}, "completed", "45000000.00", ""),
    (
        "industry_chain",
        6_000_000,
        {
            "members": [
                {"role": "lead", "investment": 30_000_000},
                {"role": "partner", "investment": 15_000_000},
                {"role": "partner", "investment": 15_000_000},
            ]
        },
        "completed",
        "30000000.00",
        "600万元 ÷ 20% = 3000万元",
    ),
    (
        "loan_interest",
        1_900_000,
        {"contract_rate": 0.0475, "years": 2},
        "loan_amount",
        "20000000.00",
        "190万元 ÷ 4.75% ÷ 2年 = 2000万元",
    ),
    (
        "loan_interest",
        "cap",
        {"contract_rate": 0.0475, "years": 3, "fixed_investment": 60_000_000},
        "loan_amount",
        "35087719.30",
        "500万元 ÷ 4.75% ÷ 3年 = 3508.7719万元（35087719.30元）",
    ),
    ("finance_lease", "cap", {"years": 2}, "lease_amount", "50000000.00", "500万元 ÷ （5% × 2年） = 5000万元"),
    ("finance_lease", 3_600_000, {"years": 5}, "lease_amount", "24000000.00", "360万元 ÷ （5% × 3年） = 2400万元"),
]


@pytest.mark.parametrize(("scheme", "goal", "inputs", "name", "value", "expression"), FOUND)
def test_found(
    find: Find,
    guide: Guide,
    today: dt.date,
    scheme: str,
    goal: Any,
    inputs: dict[str, Any],
    name: str,
    value: str,
    expression: str,
) -> None:
    found = find(scheme, goal, **inputs)
    assert (found.scheme, found.input, str(found.value), found.expression) == (scheme, name, value, expression)
    item = guide.scheme(scheme).input(name)
    assert item is not None
    assert found.label == item.label
    assert found.value is not None
    target = Decimal(str(guide.scheme(scheme).parameter("cap").value if goal == "cap" else goal))
    there = calculate(guide, scheme, {**inputs, name: found.value}, today)
    short = calculate(guide, scheme, {**inputs, name: found.value - Decimal("0.01")}, today)
    assert found.amount == there.amount >= target > short.amount
    assert found.steps == there.steps
    assert bool(found.reason) == (found.amount > target)


def test_a_division_that_does_not_come_out_even_is_rounded_up(find: Find) -> None:
    found = find("finance_lease", 2, years=3)
    assert (found.value, found.expression) == (Decimal("13.34"), "2元 ÷ （5% × 3年） = 13.34元")


@pytest.mark.parametrize(
    ("rates", "value", "expression"),
    [
        (
            {"contract_rate": 0.05, "benchmark_rate": 0.0475},
            "10526315.79",
            "100万元 ÷ 4.75% ÷ 2年 = 1052.6315万元（10526315.79元）",
        ),
        ({"benchmark_rate": 0.0475}, "10526315.79", "100万元 ÷ 4.75% ÷ 2年 = 1052.6315万元（10526315.79元）"),
        ({"contract_rate": 0.0435}, "11494252.88", "100万元 ÷ 4.35% ÷ 2年 = 1149.4252万元（11494252.88元）"),
        ({"contract_rate": 0.05}, "10000000.00", "100万元 ÷ 5% ÷ 2年 = 1000万元"),
    ],
)
def test_the_loan_that_reaches_an_amount(find: Find, rates: dict[str, Any], value: str, expression: str) -> None:
    found = find("loan_interest", 1_000_000, of="loan_amount", years=2, **rates)
    assert (str(found.value), found.expression) == (value, expression)


def test_a_loan_limited_by_the_investment_is_no_plain_division(find: Find) -> None:
    found = find("loan_interest", 1_000_000, of="fixed_investment", years=2, contract_rate=0.05, loan_amount=20_000_000)
    assert found.value is not None
    assert found.expression == ""


def test_below_the_threshold_the_threshold_decides(find: Find) -> None:
    found = find("intelligent_upgrade", 600_000)
    assert (found.value, found.amount, found.expression) == (5_000_000, 1_000_000, "")
    assert found.reason == "再少就达不到申报条件，此时可得100万元"


UNREACHABLE: list[tuple[str, Any, dict[str, Any], str]] = [
    ("intelligent_upgrade", "20000000.01", {}, "最多只能得到2000万元：单个企业年度资助上限2000万元（三（二）1）"),
    (
        "finance_lease",
        4_000_000,
        {"years": 2, "financing_cost": 3_000_000},
        "最多只能得到300万元：单个项目资助上限500万元（三（二）4（2））；企业的融资成本300万元（三（二）4（2））",
    ),
    (
        "loan_interest",
        4_000_000,
        {"contract_rate": 0.05, "years": 2, "fixed_investment": 50_000_000},
        "最多只能得到350万元",
    ),
    ("loan_interest", 4_000_000, {"fixed_investment": 50_000_000}, "还需要知道：合同年利率、贷款年限"),
    ("finance_lease", 4_000_000, {}, "还需要知道：租期"),
    (
        "loan_interest",
        6_000_000,
        {"benchmark_rate": 0.05, "years": 2, "fixed_investment": 100_000_000},
        "最多只能得到500万元：单个项目贴息上限500万元（三（二）4（1））",
    ),
    (
        "finance_lease",
        4_000_000,
        {"years": 2, "financing_cost": {"min": 1_000_000, "max": 3_000_000}},
        "最多只能得到100万元：单个项目资助上限500万元（三（二）4（2））；企业的融资成本300万元（三（二）4（2））",
    ),
    ("intelligent_upgrade", 4_000_000, {"located": False}, "不符合：申报项目的实施地在深圳市（四基础（二））"),
    (
        "listed_company",
        "cap",
        {"board": "other", "located": False},
        "不符合：申报项目的实施地在深圳市（四基础（二））；申报单位在国内主板、中小板或创业板上市（四专项（五）（1））",
    ),
    ("industry_chain", 14_000_000, {"total_investment": 60_000_000}, "最多只能得到1200万元"),
]


@pytest.mark.parametrize(("scheme", "goal", "inputs", "reason"), UNREACHABLE)
def test_unreachable(find: Find, scheme: str, goal: Any, inputs: dict[str, Any], reason: str) -> None:
    found = find(scheme, goal, **inputs)
    assert found.value is None
    assert found.reason == reason
    assert (found.expression, found.steps) == ("", ())


def test_unreachable_names_the_most(find: Find) -> None:
    found = find("industry_chain", 14_000_000, total_investment=60_000_000)
    assert (found.scheme, found.amount) == ("industry_chain", 12_000_000)
    assert (found.input, found.label) == ("completed", "累计完成投资")
    assert found.as_json()["value"] is None


def test_another_input_may_be_sought(find: Find) -> None:
    years = find("finance_lease", 2_400_000, of="years", lease_amount=24_000_000)
    assert (years.value, years.label, years.expression) == (2, "租期", "")
    rate = find("loan_interest", 1_900_000, of="contract_rate", loan_amount=20_000_000, years=2)
    assert rate.value == Decimal("0.0475")
    planned = find("major_project", 44_000_000, of="planned_fixed_investment", total_investment=300_000_000)
    assert planned.value == 220_000_000


@pytest.mark.parametrize("of", ["start", "investment", "contract"])
def test_what_cannot_be_sought(find: Find, of: str) -> None:
    with pytest.raises(InputError) as caught:
        find("finance_lease", 1, of=of)
    assert caught.value.field == "of"
    assert caught.value.reason == "融资租赁补贴不能反推这一项；可选：lease_amount、years、financing_cost"


@pytest.mark.parametrize(
    ("goal", "reason"),
    [
        (0, "目标金额应大于0"),
        ("0.00", "目标金额应大于0"),
        (-5, "不能是负数"),
        ("很多", "应是数字，不带文字；金额以元为单位"),
        (float("nan"), "应是有限的数字"),
    ],
)
def test_a_goal_must_be_an_amount(find: Find, goal: Any, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        find("intelligent_upgrade", goal)
    assert (caught.value.field, caught.value.reason) == ("target", reason)


def test_inputs_are_validated(find: Find) -> None:
    with pytest.raises(InputError) as caught:
        find("intelligent_upgrade", 1, years=2)
    assert caught.value.field == "years"
    with pytest.raises(InputError):
        find("green_factory", 1)


@pytest.mark.parametrize(
    ("scheme", "inputs", "name", "value", "amount"),
    [
        ("intelligent_upgrade", {}, "investment", 5_000_000, 1_000_000),
        ("intelligent_upgrade", {"deductible_tax": 600_000}, "investment", 5_600_000, 1_000_000),
        ("major_project", {"project_kind": "technical"}, "total_investment", 200_000_000, 40_000_000),
        ("major_project", {"project_kind": "industrial"}, "total_investment", 1_000_000_000, 50_000_000),
        (
            "major_project",
            {"project_kind": "technical", "total_investment": 300_000_000},
            "actual_fixed_investment",
            60_000_000,
            10_000_000,
        ),
        ("industry_chain", {}, "total_investment", 50_000_000, 10_000_000),
        ("industry_chain", {"total_investment": 60_000_000}, "completed", 12_000_000, 2_400_000),
    ],
)
def test_the_threshold(
    find: Find, guide: Guide, scheme: str, inputs: dict[str, Any], name: str, value: int, amount: int
) -> None:
    found = find(scheme, "threshold", **inputs)
    assert (found.scheme, found.input, found.value, found.amount, found.reason) == (scheme, name, value, amount, "")
    item = guide.scheme(scheme).input(name)
    assert item is not None
    assert found.label == item.label
    assert found.steps


def test_a_threshold_that_is_none(find: Find) -> None:
    found = find("listed_company", "threshold")
    assert (found.scheme, found.input, found.label) == ("listed_company", "investment", "实际完成的固定资产投资额")
    assert (found.value, found.amount) == (None, 0)
    assert found.reason == "指南没有为上市公司本地改造规定实际完成的固定资产投资额的下限"


def test_a_threshold_that_depends(find: Find) -> None:
    found = find("major_project", "threshold")
    assert (found.scheme, found.input, found.label) == ("major_project", "total_investment", "项目总投资")
    assert (found.value, found.amount) == (None, 40_000_000)
    assert found.reason == "项目总投资额达到门槛：工业项目10亿元，技术改造项目2亿元（四专项（二）（1））"


def test_a_grant_is_reached_only_above_the_least_threshold(find: Find) -> None:
    found = find("major_project", 5_000_000)
    assert (found.value, found.amount) == (200_000_000, 40_000_000)
    assert found.reason == "再少就达不到申报条件，此时可得4000万元"


def test_a_threshold_that_stays_out_of_reach(find: Find) -> None:
    found = find("major_project", "threshold", project_kind="technical", total_investment=100_000_000)
    assert (found.scheme, found.input, found.label) == (
        "major_project",
        "actual_fixed_investment",
        "累计实际完成的固定资产投资",
    )
    assert (found.value, found.amount) == (None, 0)
    assert found.reason == "不符合：项目总投资额达到门槛（四专项（二）（1））"


def test_gaps(guide: Guide, today: dt.date) -> None:
    facts = {
        "project_kind": "technical",
        "total_investment": 180_000_000,
        "actual_fixed_investment": 27_000_000,
        "located": False,
    }
    gaps = threshold_gaps(guide, "major_project", facts, today)
    assert [(item.id, item.verdict, item.gap) for item in gaps] == [
        ("min_total", "fails", "2000万元"),
        ("min_progress", "fails", "5个百分点"),
    ]
    assert threshold_gaps(guide, "listed_company", {"investment": 1}, today) == ()


def test_room_for_tax(guide: Guide, today: dt.date) -> None:
    assert margin(
        guide, "intelligent_upgrade", "min_investment", "deductible_tax", {"investment": 5_600_000}, today
    ) == Margin("min_investment", "deductible_tax", "可抵扣税款", Decimal(600_000), True, "可抵扣税款最多60万元")
    none = margin(guide, "intelligent_upgrade", "min_investment", "deductible_tax", {"investment": 5_000_000}, today)
    assert (none.value, none.text) == (0, "可抵扣税款最多0元")
    never = margin(guide, "intelligent_upgrade", "min_investment", "deductible_tax", {"investment": 4_999_999}, today)
    assert never == Margin(
        "min_investment", "deductible_tax", "可抵扣税款", None, False, "只改变可抵扣税款达不到这一条件"
    )
    chain = margin(guide, "industry_chain", "min_total", "deductible_tax", {"total_investment": "50000000.01"}, today)
    assert chain.value == Decimal("0.01")


def test_progress_that_is_enough(guide: Guide, today: dt.date) -> None:
    facts = {"project_kind": "technical", "total_investment": 300_000_000}
    assert margin(guide, "major_project", "min_progress", "progress", facts, today) == Margin(
        "min_progress", "progress", "投资进度", Decimal("0.2"), False, "投资进度至少20%"
    )
    actual = margin(guide, "major_project", "min_progress", "actual_fixed_investment", facts, today)
    assert actual.text == "累计实际完成的固定资产投资至少6000万元"
    known = {**facts, "actual_fixed_investment": 50_000_000}
    planned = margin(guide, "major_project", "min_progress", "planned_fixed_investment", known, today)
    assert (planned.at_most, planned.value, planned.text) == (True, 250_000_000, "固定资产计划总投资最多2.5亿元")


def test_units_of_what_is_sought(guide: Guide, today: dt.date) -> None:
    least = Parameter(label="最短租期", value=Decimal("1.5"), unit="年", clause="四")
    condition = Condition(
        id="min_years", clause="四", statement="租期够长", kind="at_least", of="years", threshold="least"
    )
    scheme = guide.scheme("finance_lease")
    update = {"conditions": (*scheme.conditions, condition), "parameters": {**scheme.parameters, "least": least}}
    changed = replace(guide, schemes={**guide.schemes, scheme.id: scheme.model_copy(update=update)})
    found = margin(changed, "finance_lease", "min_years", "years", {"lease_amount": 1}, today)
    assert (found.value, found.text) == (Decimal("1.5"), "租期至少1.5年")


def test_thresholds_that_depend_are_listed(guide: Guide, today: dt.date) -> None:
    """Two thresholds that both depend on a choice are both named."""
    scheme = guide.scheme("major_project")
    again = scheme.conditions[0].model_copy(update={"id": "again", "statement": "另一门槛"})
    update = {"conditions": (*scheme.conditions, again)}
    changed = replace(guide, schemes={**guide.schemes, scheme.id: scheme.model_copy(update=update)})
    found = required_investment(changed, "major_project", "threshold", {}, today)
    limits = "工业项目10亿元，技术改造项目2亿元（四专项（二）（1））"
    assert found.reason == f"项目总投资额达到门槛：{limits}；另一门槛：{limits}"


def test_the_day_is_passed_on(guide: Guide) -> None:
    """Which day it is shows only in remarks: here, that a year lies ahead."""
    early, years = dt.date(2017, 5, 1), {"2018": 60_000_000}
    facts = {"project_kind": "technical", "total_investment": 300_000_000, "investment_by_year": years}
    assert threshold_gaps(guide, "major_project", facts, early)
    assert margin(guide, "major_project", "min_progress", "paid", facts, early).text == "已拨付的资助多少都符合"
    found = required_investment(guide, "major_project", 5_000_000, facts, early, of="approved_total")
    assert found.value == 25_000_000


def test_counts_that_are_enough(guide: Guide, today: dt.date) -> None:
    found = margin(guide, "industry_chain", "min_members", "member_count", {"total_investment": 60_000_000}, today)
    assert (found.value, found.text) == (3, "参链企业数至少3家")


def test_a_condition_that_the_input_does_not_touch(guide: Guide, today: dt.date) -> None:
    facts = {"investment": 5_000_000, "located": True}
    held = margin(guide, "intelligent_upgrade", "located", "deductible_tax", facts, today)
    assert held == Margin("located", "deductible_tax", "可抵扣税款", None, True, "可抵扣税款多少都符合")
    with pytest.raises(InputError) as caught:
        margin(guide, "intelligent_upgrade", "min_progress", "deductible_tax", facts, today)
    assert (caught.value.field, caught.value.reason) == ("condition", "智能化提升没有这一条件：min_progress")
    with pytest.raises(InputError):
        margin(guide, "intelligent_upgrade", "located", "years", facts, today)


def test_as_data(find: Find) -> None:
    data = find("intelligent_upgrade", 6_000_000).as_json()
    assert data == {
        "scheme": "intelligent_upgrade",
        "input": "investment",
        "label": "上年度智能化改造投资额",
        "value": "30000000",
        "amount": "6000000.00",
        "expression": "600万元 ÷ 20% = 3000万元",
        "reason": "",
        "steps": [
            {"label": "按比例计算", "expression": "3000万元 × 20% = 600万元", "value": "600万元", "clause": "三（二）1"}
        ],
    }
