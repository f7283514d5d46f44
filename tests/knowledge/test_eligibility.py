"""Self-assessment: verdicts in three values, what failures name, and which question comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from knowledge.eligibility import Assessment, assess, own_question
from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model.condition import Condition
from knowledge.model.parameter import Parameter
from knowledge.subsidy.calculate import calculate
from knowledge.subsidy.result import ConditionResult

BASE = {
    "registered": True,
    "located": True,
    "industry": False,
    "private_funds": False,
    "filed": True,
    "compliant": True,
    "capable": True,
    "not_duplicated": False,
}

HOLDS: dict[str, dict[str, Any]] = {
    "intelligent_upgrade": {"investment": 5_000_000},
    "major_project": {
        "project_kind": "technical",
        "total_investment": 200_000_000,
        "actual_fixed_investment": 40_000_000,
        "statistics": True,
        "directory": True,
        "updated": True,
    },
    "industry_chain": {
        "total_investment": 50_000_000,
        "completed": 10_000_000,
        "member_count": 3,
        "partner_count": 2,
        "lead": True,
        "joint": True,
        "agreement": True,
    },
    "loan_interest": {
        "loan_amount": 20_000_000,
        "fixed_investment": 40_000_000,
        "contract_rate": 0.0475,
        "years": 2,
        "contract": True,
        "shenzhen_bank": True,
        "purpose": False,
        "period_start": "2015-01-01",
        "period_end": "2017-12-31",
    },
    "finance_lease": {
        "lease_amount": 24_000_000,
        "years": 2,
        "start": "2017-12-31",
        "contract": True,
        "lessor": True,
        "equipment": True,
    },
    "listed_company": {"investment": 120_000_000, "board": "sme", "same_entity": True, "fund_use": True},
}


@pytest.fixture
def ask(guide: Guide, today: dt.date) -> Callable[..., Assessment]:
    def run(scheme: str, **answers: Any) -> Assessment:
        return assess(guide, scheme, answers, today)

    return run


@pytest.mark.parametrize("scheme", HOLDS)
def test_all_conditions_met(ask: Callable[..., Assessment], scheme: str) -> None:
    assessment = ask(scheme, **BASE, **HOLDS[scheme])
    assert assessment.verdict == "meets"
    assert assessment.result.eligible is True
    assert assessment.result.amount > 0
    assert assessment.next_question is None
    assert (assessment.failed, assessment.open) == ((), ())


@pytest.mark.parametrize("scheme", HOLDS)
def test_each_yes_or_no_decides(ask: Callable[..., Assessment], guide: Guide, scheme: str) -> None:
    yes_no = [
        item for item in (*guide.general.base_conditions, *guide.scheme(scheme).conditions) if item.kind == "yes_no"
    ]
    for condition in yes_no:
        answers = {**BASE, **HOLDS[scheme]}
        failing = ask(scheme, **{**answers, condition.id: not condition.expected})
        assert failing.verdict == "fails"
        assert failing.result.amount == 0
        assert [item.id for item in failing.failed] == [condition.id]
        failed = failing.failed[0]
        assert failed.remedy == condition.remedy
        assert failed.clause == condition.clause
        assert failed.statement == condition.statement
        assert {failed.actual, failed.threshold} == {"是", "否"}
        assert failed.threshold == ("是" if condition.expected else "否")
        unknown = ask(scheme, **{**answers, condition.id: "unknown"})
        assert unknown.verdict == "unknown"
        assert unknown.result.amount > 0
        assert [item.id for item in unknown.open] == [condition.id]
        assert unknown.open[0].remedy == ""
        assert unknown.open[0].actual == ""
        del answers[condition.id]
        question = ask(scheme, **answers).next_question
        assert question is not None
        assert (question.condition, question.name, question.text) == (condition.id, condition.id, condition.question)
        assert question.clause == condition.clause


def test_a_figure_below_the_threshold_names_what_is_lacking(ask: Callable[..., Assessment], guide: Guide) -> None:
    failed = ask("intelligent_upgrade", investment=4_500_000).failed
    condition = guide.scheme("intelligent_upgrade").conditions[0]
    assert failed == (
        ConditionResult(
            id="min_investment",
            statement=condition.statement,
            verdict="fails",
            actual="450万元",
            threshold="500万元",
            clause="四专项（一）（1）",
            remedy=condition.remedy,
            gap="50万元",
        ),
    )


def test_what_is_met_names_no_remedy(ask: Callable[..., Assessment]) -> None:
    met = next(
        item for item in ask("intelligent_upgrade", investment=5_000_000).conditions if item.id == "min_investment"
    )
    assert (met.verdict, met.actual, met.threshold, met.gap, met.remedy) == ("meets", "500万元", "500万元", "", "")


def test_what_is_open_names_the_threshold(ask: Callable[..., Assessment]) -> None:
    by_id = {item.id: item for item in ask("major_project").conditions}
    assert by_id["min_progress"].threshold == "20%"
    assert by_id["min_progress"].actual == ""
    assert by_id["min_total"].threshold == "工业项目10亿元，技术改造项目2亿元"
    assert by_id["min_total"].actual == ""
    assert {item.gap for item in by_id.values()} == {""}
    lease = {item.id: item for item in ask("finance_lease").conditions}
    assert {item.gap for item in lease.values()} == {""}
    listed = {item.id: item for item in ask("listed_company").conditions}
    assert {item.gap for item in listed.values()} == {""}
    begun = {item.id: item for item in ask("finance_lease", start="2016-01-01").conditions}
    assert {item.gap for item in begun.values()} == {""}
    assert lease["start"].threshold == "2015年1月1日至2017年12月31日"
    assert lease["start"].actual == ""


def test_gap_of_a_percentage_is_rounded_up(ask: Callable[..., Assessment]) -> None:
    facts = {"project_kind": "technical", "total_investment": 300_000_000, "actual_fixed_investment": 50_000_000}
    failed = ask("major_project", **facts).failed[0]
    assert (failed.actual, failed.gap) == ("16.66%", "3.34个百分点")


def test_a_figure_comes_before_a_plain_yes(ask: Callable[..., Assessment]) -> None:
    assert ask("intelligent_upgrade", investment=4_000_000, min_investment=True).verdict == "fails"
    assert ask("listed_company", board=False).failed[0].actual == "否"
    said = ask("intelligent_upgrade", min_investment=False).failed[0]
    assert (said.verdict, said.actual, said.threshold, said.gap) == ("fails", "否", "500万元", "")
    assert ask("major_project", min_progress=True).conditions[-1].verdict == "meets"


def test_one_failure_outweighs_everything_unknown(ask: Callable[..., Assessment]) -> None:
    assert ask("major_project", directory=False).verdict == "fails"
    assert ask("major_project").verdict == "unknown"


@pytest.mark.parametrize(
    ("scheme", "order"),
    [
        (
            "major_project",
            ["statistics", "directory", "updated", "registered", "located", "industry", "private_funds",
             "not_duplicated", "filed", "compliant", "capable", "project_kind", "total_investment",
             "actual_fixed_investment"],
        ),
        (
            "listed_company",
            ["board", "same_entity", "fund_use", "registered", "located", "industry", "private_funds",
             "not_duplicated", "filed", "compliant", "capable"],
        ),
        (
            "loan_interest",
            ["contract", "shenzhen_bank", "purpose", "registered", "located", "industry", "private_funds",
             "not_duplicated", "filed", "compliant", "capable", "period_start", "period_end"],
        ),
        (
            "industry_chain",
            ["lead", "joint", "agreement", "registered", "located", "industry", "private_funds",
             "not_duplicated", "filed", "compliant", "capable", "member_count", "partner_count",
             "total_investment", "completed"],
        ),
        (
            "intelligent_upgrade",
            ["registered", "located", "industry", "private_funds", "not_duplicated", "filed", "compliant", "capable",
             "investment"],
        ),
    ],
)  # fmt: skip
def test_order_of_questions(ask: Callable[..., Assessment], scheme: str, order: list[str]) -> None:
    answers = {**BASE, **HOLDS[scheme]}
    known: dict[str, Any] = {}
    asked = []
    while (question := ask(scheme, **known).next_question) is not None:
        asked.append(question.name)
        known[question.name] = answers[question.name]
    assert asked == order


def test_what_was_said_to_be_unknown_is_not_asked_again(ask: Callable[..., Assessment]) -> None:
    known: dict[str, Any] = {}
    asked = []
    while (question := ask("industry_chain", **known).next_question) is not None:
        asked.append(question.name)
        known[question.name] = "unknown"
    assert len(asked) == len(set(asked)) == 15


def test_a_condition_said_to_be_unknown_is_not_asked_by_its_input(ask: Callable[..., Assessment]) -> None:
    answers = {**BASE, "min_investment": "unknown"}
    assert ask("intelligent_upgrade", **answers).next_question is None


def test_the_words_of_the_question(ask: Callable[..., Assessment], guide: Guide) -> None:
    board = ask("listed_company").next_question
    assert board is not None
    assert board.text == "贵公司在国内主板、中小板、创业板中的哪个板块上市？"
    assert board.as_json() == {"condition": "board", "name": "board", "text": board.text, "clause": "四专项（五）（1）"}
    lease = ask("finance_lease", **BASE, contract=True, lessor=True, equipment=True).next_question
    assert lease is not None
    assert (lease.condition, lease.name, lease.text) == ("start", "start", "是什么时候起租的？")


def test_as_data(ask: Callable[..., Assessment], guide: Guide) -> None:
    data = ask("intelligent_upgrade", investment=4_500_000).as_json()
    assert (data["scheme"], data["verdict"], data["eligible"]) == ("intelligent_upgrade", "fails", False)
    assert data["conditions"][-1] == {
        "id": "min_investment",
        "verdict": "fails",
        "actual": "450万元",
        "threshold": "500万元",
        "clause": "四专项（一）（1）",
        "statement": "上一年度完成的智能化改造投资额（不含可抵扣税款）达到门槛",
        "gap": "50万元",
        "remedy": guide.scheme("intelligent_upgrade").conditions[0].remedy,
    }
    assert data["next_question"]["name"] == "registered"
    assert ask("intelligent_upgrade", **BASE, **HOLDS["intelligent_upgrade"]).as_json()["next_question"] is None


def test_an_unknown_scheme_is_refused(ask: Callable[..., Assessment]) -> None:
    with pytest.raises(InputError) as caught:
        ask("green_factory")
    assert caught.value.field == "scheme"
    assert caught.value.reason == (
        "没有这一类；可选：finance_lease、industry_chain、intelligent_upgrade、listed_company、loan_interest、major_project"
    )


def with_conditions(guide: Guide, scheme_id: str, *conditions: Condition, **parameters: Parameter) -> Guide:
    """The guide with further conditions, as next year's files may hold them."""
    scheme = guide.scheme(scheme_id)
    changed = scheme.model_copy(
        update={"conditions": scheme.conditions + conditions, "parameters": {**scheme.parameters, **parameters}}
    )
    return replace(guide, schemes={**guide.schemes, scheme_id: changed})


def test_conditions_added_to_the_guide_need_no_code(guide: Guide, today: dt.date) -> None:
    least = Parameter(label="最短租期", value=Decimal(2), unit="年", clause="四专项（四）（9）")
    longest = Condition(
        id="min_years",
        clause="四专项（四）（9）",
        statement="租期不少于规定年限",
        kind="at_least",
        of="years",
        threshold="min_years",
        remedy="延长租期。",
    )
    insured = Condition(id="insured", clause="四专项（四）（10）", statement="设备已投保", question="设备投保了吗？")
    changed = with_conditions(guide, "finance_lease", longest, insured, min_years=least)
    short = assess(changed, "finance_lease", {"lease_amount": 1_000_000, "years": 1.5}, today)
    assert [(item.id, item.actual, item.threshold, item.gap) for item in short.failed] == [
        ("min_years", "1.5年", "2年", "0.5年")
    ]
    enough = assess(changed, "finance_lease", {"lease_amount": 1_000_000, "years": 2, "insured": False}, today)
    assert [item.id for item in enough.failed] == ["insured"]


def test_conditions_of_every_scheme_may_compare_figures_too(guide: Guide, today: dt.date) -> None:
    least = Parameter(label="最低投资额", value=Decimal(1_000_000), unit="元", clause="四基础（九）")
    floor = Condition(
        id="floor",
        clause="四基础（九）",
        statement="投资额达到最低限",
        kind="at_least",
        of="investment",
        threshold="floor",
    )
    general = guide.general.model_copy(
        update={
            "base_conditions": (*guide.general.base_conditions, floor),
            "parameters": {**guide.general.parameters, "floor": least},
        }
    )
    changed = replace(guide, general=general)
    assert [item.id for item in assess(changed, "listed_company", {"investment": 999_999}, today).failed] == ["floor"]
    assert assess(changed, "listed_company", {"investment": 1_000_000}, today).failed == ()
    assert "floor" in [item.id for item in assess(changed, "finance_lease", {}, today).open]


def test_a_choice_that_the_scheme_does_not_offer_is_named_by_its_value(guide: Guide, today: dt.date) -> None:
    board = Condition(
        id="board",
        clause="四基础（九）",
        statement="申报单位已上市",
        kind="one_of",
        of="board",
        allowed=("main", "sme"),
    )
    general = guide.general.model_copy(update={"base_conditions": (board,)})
    assessment = assess(replace(guide, general=general), "finance_lease", {}, today)
    assert assessment.conditions[0].threshold == "main、sme"
    assert assessment.conditions[0].verdict == "unknown"
    assert assessment.conditions[0].gap == ""


def test_a_threshold_that_depends_on_a_choice_not_offered(guide: Guide, today: dt.date) -> None:
    cap = Parameter(label="某数", value=Decimal(3), unit="年", clause="四")
    depends = Condition(
        id="depends",
        clause="四",
        statement="年限足够",
        kind="at_least",
        of="years",
        threshold_by={"board": {"main": "least"}, "kind": {"new": "least"}},
    )
    changed = with_conditions(guide, "finance_lease", depends, least=cap)
    found = assess(changed, "finance_lease", {"lease_amount": 1, "years": 4}, today).conditions[-1]
    assert (found.verdict, found.threshold, found.actual) == ("unknown", "main3年，new3年", "4年")


def test_a_date_condition_with_one_date_outside_fails_at_once(ask: Callable[..., Assessment]) -> None:
    early = ask("loan_interest", period_start="2014-12-31").failed
    assert [(item.id, item.actual, item.gap) for item in early] == [("period", "2014年12月31日", "")]
    late = ask("loan_interest", period_start="2015-01-01", period_end="2018-01-01").failed
    assert [(item.id, item.actual) for item in late] == [("period", "2015年1月1日至2018年1月1日")]


LOAN = {"loan_amount": 1_000_000, "contract_rate": 0.04, "years": 1, "fixed_investment": 5_000_000}


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({}, "contract"),
        ({"contract": True}, "shenzhen_bank"),
        ({"contract": True, "shenzhen_bank": "unknown"}, "purpose"),
        ({"contract": True, "shenzhen_bank": True, "purpose": False}, "period_start"),
        ({"contract": True, "shenzhen_bank": True, "purpose": False, "period_start": "2016-01-01"}, "period_end"),
    ],
)
def test_who_asks_for_the_amount_is_asked_for_the_schemes_own_conditions(
    guide: Guide, today: dt.date, told: dict[str, Any], asked: str
) -> None:
    facts = {**LOAN, **told}
    found = own_question(guide, "loan_interest", facts, calculate(guide, "loan_interest", facts, today))
    assert found is not None
    assert found.name == asked
    assert found.clause.startswith("四专项（四）")


def test_conditions_of_every_scheme_are_not_asked_of_who_asks_for_the_amount(guide: Guide, today: dt.date) -> None:
    own = {**HOLDS["loan_interest"]}
    result = calculate(guide, "loan_interest", own, today)
    assert own_question(guide, "loan_interest", own, result) is None
    question = assess(guide, "loan_interest", own, today).next_question
    assert question is not None
    assert question.name in BASE


@pytest.mark.parametrize(
    ("total", "verdict"), [(199_999_999, "fails"), (200_000_000, "unknown"), (999_999_999, "unknown")]
)
def test_below_every_threshold_that_could_apply_the_condition_fails(
    guide: Guide, today: dt.date, total: int, verdict: str
) -> None:
    result = calculate(guide, "major_project", {"total_investment": total}, today)
    [condition] = [item for item in result.conditions if item.id == "min_total"]
    assert condition.verdict == verdict
    assert condition.threshold == "工业项目10亿元，技术改造项目2亿元"
    assert condition.gap == ("1元" if verdict == "fails" else "")
