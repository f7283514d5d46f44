"""What is refused, each by its field and its words, and what is accepted although it is unusual."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.subsidy.inputs import Inputs, all_conditions, validate
from knowledge.subsidy.result import Result
from knowledge.subsidy.values import Member, Outstanding, Range

NOT_A_NUMBER = "应是数字，不带文字；金额以元为单位"
TOO_MUCH = "金额过大，请确认单位是元（不能超过10万亿元）"
FRACTION = "请用0到1之间的小数表示比例，例如4.75%写作0.0475"
YEARS = "年数应大于0、不超过50"
DATE = "应是日期，例如2016-03-01"
FOUR_DIGITS = "年度应是四位数字，例如2017"
LEAD = {"role": "lead", "investment": 1}


def read(guide: Guide, scheme: str, **inputs: Any) -> Inputs:
    return validate(guide, guide.scheme(scheme), inputs)


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("intelligent_upgrade", {"investment": -1}, "investment", "不能是负数"),
    ("intelligent_upgrade", {"investment": "-0.01"}, "investment", "不能是负数"),
    ("intelligent_upgrade", {"investment": float("nan")}, "investment", "应是有限的数字"),
    ("intelligent_upgrade", {"investment": "NaN"}, "investment", "应是有限的数字"),
    ("intelligent_upgrade", {"investment": float("inf")}, "investment", "应是有限的数字"),
    ("intelligent_upgrade", {"investment": Decimal("-Infinity")}, "investment", "应是有限的数字"),
    ("intelligent_upgrade", {"investment": "3000万"}, "investment", NOT_A_NUMBER),
    ("intelligent_upgrade", {"investment": ""}, "investment", NOT_A_NUMBER),
    ("intelligent_upgrade", {"investment": True}, "investment", NOT_A_NUMBER),
    ("intelligent_upgrade", {"investment": [1]}, "investment", NOT_A_NUMBER),
    ("intelligent_upgrade", {"investment": "1" * 41}, "investment", "数字过长"),
    ("intelligent_upgrade", {"investment": "10000000000000.01"}, "investment", TOO_MUCH),
    ("intelligent_upgrade", {"investment": 10**400}, "investment", TOO_MUCH),
    ("intelligent_upgrade", {"investment": 10**5000}, "investment", TOO_MUCH),
    ("intelligent_upgrade", {"investment": "1e999"}, "investment", TOO_MUCH),
    ("finance_lease", {"years": 0}, "years", YEARS),
    ("finance_lease", {"years": 50.01}, "years", YEARS),
    ("finance_lease", {"years": -1}, "years", "不能是负数"),
    ("loan_interest", {"contract_rate": 4.75}, "contract_rate", FRACTION),
    ("loan_interest", {"contract_rate": 1.0001}, "contract_rate", FRACTION),
    ("loan_interest", {"contract_rate": -0.01}, "contract_rate", "不能是负数"),
    ("major_project", {"progress": 35}, "progress", FRACTION),
    ("industry_chain", {"member_count": 2.5}, "member_count", "应是0到1000之间的整数"),
    ("industry_chain", {"member_count": 1001}, "member_count", "应是0到1000之间的整数"),
    (
        "finance_lease",
        {"investment": 1},
        "investment",
        "融资租赁补贴没有这一项；可以填写的有：lease_amount、years、financing_cost、start、leases",
    ),
    (
        "major_project",
        {"project_kind": "其他"},
        "project_kind",
        "只能是：technical（技术改造项目）、industrial（工业项目）",
    ),
    ("major_project", {"project_kind": 1}, "project_kind", "只能是：technical（技术改造项目）、industrial（工业项目）"),
    ("finance_lease", {"start": "2016年5月"}, "start", DATE),
    ("finance_lease", {"start": 2016}, "start", DATE),
    ("finance_lease", {"start": "2016-02-30"}, "start", DATE),
    ("finance_lease", {"start": "1989-12-31"}, "start", "年份应在1990到2100之间"),
    ("finance_lease", {"start": "2101-01-01"}, "start", "年份应在1990到2100之间"),
    (
        "loan_interest",
        {"start": "2016-03-01", "end": "2016-02-29"},
        "end",
        "贷款到期日（2016-02-29）不能早于放款日期（2016-03-01）",
    ),
    (
        "loan_interest",
        {"period_start": "2016-03-01", "period_end": "2015-03-01"},
        "period_end",
        "项目实施结束时间（2015-03-01）不能早于项目实施开始时间（2016-03-01）",
    ),
    (
        "intelligent_upgrade",
        {"registered": "也许"},
        "registered",
        '请回答 true（是）、false（否）或 "unknown"（不清楚）',
    ),
    ("intelligent_upgrade", {"registered": 1}, "registered", '请回答 true（是）、false（否）或 "unknown"（不清楚）'),
    (
        "intelligent_upgrade",
        {"investment": 100, "deductible_tax": 101},
        "deductible_tax",
        "可抵扣税款不能大于上年度智能化改造投资额",
    ),
    (
        "major_project",
        {"total_investment": 100, "deductible_tax": 101},
        "deductible_tax",
        "可抵扣税款不能大于项目总投资",
    ),
    (
        "major_project",
        {"planned_fixed_investment": 100, "deductible_tax": 101},
        "deductible_tax",
        "可抵扣税款不能大于固定资产计划总投资",
    ),
    (
        "loan_interest",
        {"fixed_investment": 100, "deductible_tax": 101},
        "deductible_tax",
        "可抵扣税款不能大于项目固定资产投资额",
    ),
    (
        "intelligent_upgrade",
        {"investment": {"min": 1, "max": 100}, "deductible_tax": {"min": 101}},
        "deductible_tax",
        "可抵扣税款不能大于上年度智能化改造投资额",
    ),
    ("industry_chain", {"members": [LEAD], "deductible_tax": 2}, "deductible_tax", "可抵扣税款不能大于各项投资之和"),
    (
        "listed_company",
        {"investment_by_year": {"2016": 1, "2017": 1}, "deductible_tax": 3},
        "deductible_tax",
        "可抵扣税款不能大于各项投资之和",
    ),
    ("industry_chain", {"members": []}, "members", "应是不空的列表"),
    ("industry_chain", {"members": "三家"}, "members", "应是不空的列表"),
    ("industry_chain", {"members": [LEAD] * 101}, "members", "最多100项"),
    ("industry_chain", {"members": [LEAD, 3]}, "members.1", "应有这些字段：investment、name、role、share"),
    ("industry_chain", {"members": [{**LEAD, "size": 1}]}, "members.0", "没有字段 size"),
    (
        "industry_chain",
        {"members": [{"role": "boss", "investment": 1}]},
        "members.0.role",
        "只能是：lead（牵头单位）、partner（协作单位）",
    ),
    (
        "industry_chain",
        {"members": [{"role": "lead"}]},
        "members.0",
        "投资额（investment）和占投资总额的比例（share）填一项",
    ),
    (
        "industry_chain",
        {"members": [{**LEAD, "share": 0.5}]},
        "members.0",
        "投资额（investment）和占投资总额的比例（share）填一项",
    ),
    ("industry_chain", {"members": [{"role": "lead", "investment": -1}]}, "members.0.investment", "不能是负数"),
    ("industry_chain", {"members": [{"role": "lead", "share": 50}]}, "members.0.share", FRACTION),
    (
        "industry_chain",
        {"members": [{"role": "lead", "share": 0.6}, {"role": "partner", "share": 0.41}]},
        "members",
        "各成员占投资总额的比例之和不能超过100%",
    ),
    (
        "listed_company",
        {"investment_by_year": {}},
        "investment_by_year",
        '应按年度填写，例如 {"2016": 30000000, "2017": 50000000}',
    ),
    (
        "listed_company",
        {"investment_by_year": 5},
        "investment_by_year",
        '应按年度填写，例如 {"2016": 30000000, "2017": 50000000}',
    ),
    ("listed_company", {"investment_by_year": {"去年": 1}}, "investment_by_year.去年", FOUR_DIGITS),
    ("listed_company", {"investment_by_year": {"216": 1}}, "investment_by_year.216", FOUR_DIGITS),
    ("listed_company", {"investment_by_year": {"1989": 1}}, "investment_by_year.1989", "年份应在1990到2100之间"),
    ("listed_company", {"investment_by_year": {"2101": 1}}, "investment_by_year.2101", "年份应在1990到2100之间"),
    ("listed_company", {"investment_by_year": {"2016": -1}}, "investment_by_year.2016", "不能是负数"),
    ("listed_company", {"investment_by_year": {"2016": 1, 2016: 2}}, "investment_by_year.2016", "同一年度填了两次"),
    ("loan_interest", {"schedule": []}, "schedule", "应是不空的列表"),
    ("loan_interest", {"schedule": [{"date": "2016-01-01"}]}, "schedule.0.outstanding", NOT_A_NUMBER),
    ("loan_interest", {"schedule": [{"outstanding": 1}]}, "schedule.0.date", DATE),
    ("loan_interest", {"schedule": [5]}, "schedule.0", "应有这些字段：date、outstanding"),
    ("loan_interest", {"schedule": [{"due": 5, "bank": 1}]}, "schedule.0", "没有字段 bank、due"),
    (
        "loan_interest",
        {"schedule": [{"date": "2016-01-01", "outstanding": 2}, {"date": "2016-01-01", "outstanding": 1}]},
        "schedule.1.date",
        "日期应从早到晚，不能重复",
    ),
    ("intelligent_upgrade", {"investment": {"min": 2, "max": 1}}, "investment", "区间的上限不能小于下限"),
    ("intelligent_upgrade", {"investment": {"min": -2}}, "investment.min", "不能是负数"),
    ("intelligent_upgrade", {"investment": {"max": "x"}}, "investment.max", NOT_A_NUMBER),
    ("intelligent_upgrade", {"investment": {"min": 2, "mid": 3}}, "investment", "区间只有 min 和 max，没有 mid"),
    ("finance_lease", {"start": {"min": "2016-01-01"}}, "start", "这一项不能填区间"),
]


@pytest.mark.parametrize(("scheme", "inputs", "field", "reason"), REFUSED)
def test_refused(guide: Guide, scheme: str, inputs: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read(guide, scheme, **inputs)
    assert (caught.value.field, caught.value.reason) == (field, reason)


def test_a_plan_after_the_end_of_the_loan(compute: Callable[..., Result]) -> None:
    with pytest.raises(InputError) as caught:
        compute(
            "loan_interest",
            loan_amount=1,
            contract_rate=0.04,
            start="2016-01-01",
            end="2017-01-01",
            schedule=[{"date": "2017-01-02", "outstanding": 1}],
        )
    assert (caught.value.field, caught.value.reason) == ("schedule", "还款计划的日期都在贷款到期之后")


def test_a_long_unknown_name_is_cut(guide: Guide) -> None:
    with pytest.raises(InputError) as caught:
        read(guide, "finance_lease", **{"x" * 500: 1})
    assert caught.value.field == "x" * 40


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (30_000_000, "30000000.00"),
        ("30000000", "30000000.00"),
        (" 30,000,000.50 ", "30000000.50"),
        (81360000.00000001, "81360000.00"),
        (0.125, "0.13"),
        (1.005, "1.01"),
        ("3e7", "30000000.00"),
        (Decimal("1.005"), "1.01"),
        ("-0", "0.00"),
        (10**13, "10000000000000.00"),
        ("1" + "0" * 12 + "." + "0" * 26, "1000000000000.00"),
    ],
)
def test_an_amount_is_read_to_the_fen(guide: Guide, value: Any, expected: str) -> None:
    assert str(read(guide, "intelligent_upgrade", investment=value).number("investment")) == expected


def test_numbers_at_their_bounds(guide: Guide) -> None:
    loan = read(guide, "loan_interest", contract_rate=1, benchmark_rate=0, years=50)
    assert (loan.number("contract_rate"), loan.number("benchmark_rate"), loan.number("years")) == (1, 0, 50)
    assert read(guide, "finance_lease", years="0.000001").number("years") == Decimal("0.000001")
    chain = read(guide, "industry_chain", member_count=0, partner_count="1000")
    assert (chain.number("member_count"), chain.number("partner_count")) == (0, 1000)
    assert read(guide, "loan_interest", contract_rate="0.04350000001").number("contract_rate") == Decimal("0.0435")
    assert read(guide, "loan_interest", contract_rate="0.0000000001").number("contract_rate") == Decimal("1E-10")


def test_dates(guide: Guide) -> None:
    expected = dt.date(2016, 5, 1)
    for value in (" 2016-05-01 ", expected, dt.datetime(2016, 5, 1, 9, 30)):
        assert read(guide, "finance_lease", start=value).day("start") == expected
    assert read(guide, "finance_lease", start="1990-01-01").day("start") == dt.date(1990, 1, 1)
    assert read(guide, "finance_lease", start="2100-12-31").day("start") == dt.date(2100, 12, 31)
    same_day = read(guide, "loan_interest", start="2016-05-01", end="2016-05-01")
    assert same_day.day("end") == expected


def test_structured_inputs(guide: Guide) -> None:
    chain = read(
        guide,
        "industry_chain",
        members=({"role": "lead", "share": 0.6, "name": "甲" * 50}, {"role": "partner", "investment": 5}),
    )
    assert chain.members() == (Member("lead", None, Decimal("0.6"), "甲" * 40), Member("partner", Decimal(5), None, ""))
    listed = read(guide, "listed_company", investment_by_year={2016: 5, " 2017 ": "6"})
    assert listed.by_year() == {2016: 5, 2017: 6}
    bounds = read(guide, "listed_company", investment_by_year={1990: 5, 2100: "6"})
    assert bounds.by_year() == {1990: 5, 2100: 6}
    loan = read(guide, "loan_interest", schedule=[{"date": "2016-01-01", "outstanding": "2"}])
    assert loan.schedule() == (Outstanding(dt.date(2016, 1, 1), Decimal(2)),)
    whole = read(guide, "industry_chain", members=[{"role": "lead", "share": 0.6}, {"role": "partner", "share": 0.4}])
    assert len(whole.members()) == 2
    assert len(read(guide, "industry_chain", members=[LEAD] * 100).members()) == 100


def test_nothing_given_is_nothing_known(guide: Guide) -> None:
    inputs = read(guide, "loan_interest")
    assert inputs == Inputs()
    assert (inputs.number("years"), inputs.day("start"), inputs.choice("board")) == (None, None, None)
    assert (inputs.members(), inputs.by_year(), inputs.schedule(), inputs.ranges()) == ((), {}, (), {})
    assert not inputs.given("years")


def test_unknown_is_kept_apart(guide: Guide) -> None:
    inputs = read(guide, "listed_company", investment=None, board="unknown", registered=" Unknown ", located=True)
    assert inputs.unknown == ("investment", "board", "registered")
    assert inputs.values == {}
    assert inputs.answers == {"located": True}


def test_answers(guide: Guide) -> None:
    inputs = read(guide, "finance_lease", registered=True, located="false", filed=" True ", start=False)
    assert inputs.answers == {"registered": True, "located": False, "filed": True, "start": False}
    assert inputs.values == {}


def test_a_date_under_the_name_of_a_condition_is_an_input(guide: Guide) -> None:
    inputs = read(guide, "finance_lease", start="2016-05-01")
    assert inputs.answers == {}
    assert inputs.given("start")


def test_ranges(guide: Guide) -> None:
    inputs = read(
        guide, "loan_interest", loan_amount={"min": 1, "max": 2}, years={"min": 2}, contract_rate={"max": 0.05}
    )
    assert inputs.ranges() == {
        "loan_amount": Range(Decimal(1), Decimal(2)),
        "years": Range(Decimal(2), Decimal(50), stated=False),
        "contract_rate": Range(Decimal(0), Decimal("0.05")),
    }
    assert inputs.number("loan_amount") is None
    assert read(guide, "loan_interest", years={"min": 2, "max": 2}).ranges() == {"years": Range(Decimal(2), Decimal(2))}
    open_end = read(guide, "loan_interest", loan_amount={"min": "unknown", "max": None})
    assert open_end.ranges() == {"loan_amount": Range(Decimal(0), Decimal(10) ** 13, stated=False)}


def test_possible_contradictions_are_not_refused(guide: Guide) -> None:
    read(guide, "major_project", total_investment=1, planned_fixed_investment=2, actual_fixed_investment=3, paid=4)
    read(guide, "industry_chain", total_investment=1, completed=2, members=[LEAD, LEAD], member_count=9)
    read(guide, "intelligent_upgrade", investment=100, deductible_tax=100)
    read(guide, "intelligent_upgrade", investment={"min": 1, "max": 100}, deductible_tax={"min": 100, "max": 200})
    read(guide, "listed_company", investment=5, investment_by_year={"2016": 1}, deductible_tax=3)
    read(guide, "industry_chain", members=[LEAD, {"role": "partner", "share": 0.5}], deductible_tax=2)
    read(guide, "industry_chain", members=[LEAD], deductible_tax=1)
    read(guide, "industry_chain", total_investment=5, members=[LEAD], deductible_tax=3)


def test_replaced_keeps_the_rest(guide: Guide) -> None:
    inputs = read(guide, "finance_lease", lease_amount=5, years=2, contract=True, financing_cost=None)
    changed = inputs.replaced({"years": Decimal(3)})
    assert (changed.number("years"), changed.number("lease_amount")) == (3, 5)
    assert (changed.answers, changed.unknown) == (inputs.answers, inputs.unknown)
    assert inputs.number("years") == 2


@pytest.mark.parametrize(
    "scheme_id",
    ["intelligent_upgrade", "major_project", "industry_chain", "loan_interest", "finance_lease", "listed_company"],
)
def test_no_condition_is_named_twice(guide: Guide, scheme_id: str) -> None:
    ids = [condition.id for condition in all_conditions(guide, guide.scheme(scheme_id))]
    assert len(ids) == len(set(ids))
    assert ids[: len(guide.general.base_conditions)] == [condition.id for condition in guide.general.base_conditions]
