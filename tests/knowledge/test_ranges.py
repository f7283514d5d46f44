"""Bounds where inputs are ranges or unknown, and which inputs would narrow them."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from knowledge.subsidy.result import Result

Compute = Callable[..., Result]

MAJOR = {"project_kind": "technical", "actual_fixed_investment": 100_000_000}


def bounds(result: Result) -> tuple[int | Decimal, int | Decimal]:
    assert result.amount == result.lower
    return result.lower, result.upper


def test_a_range_above_the_threshold(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment={"min": 6_000_000, "max": 30_000_000})
    assert bounds(result) == (1_200_000, 6_000_000)
    assert result.missing == ("investment",)
    assert [step.expression for step in result.steps] == ["600万元 × 20% = 120万元", "3000万元 × 20% = 600万元"]
    assert [step.label for step in result.steps] == ["按最低计：按比例计算", "按最高计：按比例计算"]
    condition = result.conditions[-1]
    assert (condition.verdict, condition.actual, condition.remedy, condition.gap) == (
        "meets",
        "600万元至3000万元",
        "",
        "",
    )
    assert result.assumptions == ("按不含可抵扣税款的金额计算",)
    data = result.as_json()
    assert (data["amount"], data["lower"], data["upper"]) == ("1200000.00", "1200000.00", "6000000.00")
    assert result.quantities == {}


def test_a_range_across_the_threshold(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment={"min": 4_000_000, "max": 30_000_000})
    assert bounds(result) == (0, 6_000_000)
    assert result.eligible is None
    assert (result.conditions[-1].verdict, result.conditions[-1].remedy, result.conditions[-1].gap) == (
        "unknown",
        "",
        "",
    )


def test_a_range_below_the_threshold(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment={"min": 3_000_000, "max": 4_000_000})
    assert bounds(result) == (0, 0)
    assert result.eligible is False
    condition = result.conditions[-1]
    assert (condition.verdict, condition.actual, condition.gap) == ("fails", "300万元至400万元", "")
    assert condition.remedy
    assert result.missing == ()


def test_a_range_above_the_cap_needs_no_narrowing(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment={"min": 100_000_000, "max": 200_000_000})
    assert bounds(result) == (20_000_000, 20_000_000)
    assert result.missing == ()
    assert result.exact
    assert "lower" not in result.as_json()
    assert [cap.applied for cap in result.caps] == [True]


def test_a_range_of_one_value_is_that_value(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment={"min": 30_000_000, "max": 30_000_000})
    exact = compute("intelligent_upgrade", investment=30_000_000)
    assert (result.amount, result.steps, result.missing) == (exact.amount, exact.steps, ())
    assert result.quantities == exact.quantities == {"net_investment": 30_000_000}


def test_a_range_of_what_is_taken_off(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment=11_300_000, deductible_tax={"min": 0, "max": 1_300_000})
    assert bounds(result) == (2_000_000, 2_260_000)
    assert result.missing == ("deductible_tax",)


def test_two_ranges(compute: Compute) -> None:
    result = compute(
        "intelligent_upgrade",
        investment={"min": 10_000_000, "max": 20_000_000},
        deductible_tax={"min": 1_000_000, "max": 2_000_000},
    )
    assert bounds(result) == (1_600_000, 3_800_000)
    assert result.missing == ("investment", "deductible_tax")
    assert result.conditions[-1].actual == "800万元至1900万元"


def test_everything_unknown(compute: Compute) -> None:
    for scheme, cap, missing in (
        ("intelligent_upgrade", 20_000_000, ("investment",)),
        ("major_project", 50_000_000, ("total_investment", "project_kind", "actual_fixed_investment")),
        ("industry_chain", 15_000_000, ("total_investment", "member_count", "partner_count", "completed")),
        (
            "loan_interest",
            5_000_000,
            ("loan_amount", "contract_rate", "years", "fixed_investment", "period_start", "period_end"),
        ),
        ("finance_lease", 5_000_000, ("lease_amount", "years", "start")),
        ("listed_company", 50_000_000, ("investment", "board")),
    ):
        result = compute(scheme)
        assert bounds(result) == (0, cap)
        assert result.eligible is None
        assert result.missing == missing
        assert result.steps == ()
        assert not any(cap.applied for cap in result.caps)


def test_unknown_said_and_unsaid_are_the_same(compute: Compute) -> None:
    said, unsaid = (
        compute("finance_lease", lease_amount=24_000_000, years="unknown"),
        compute("finance_lease", lease_amount=24_000_000),
    )
    assert bounds(said) == bounds(unsaid) == (0, 3_600_000)
    assert said.missing == unsaid.missing == ("years", "start")


def test_an_open_end(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment={"min": 30_000_000})
    assert bounds(result) == (6_000_000, 20_000_000)
    assert result.steps == ()
    assert result.conditions[-1].verdict == "meets"
    assert result.conditions[-1].actual == ""
    assert not result.caps[0].applied


def test_an_optional_input_said_to_be_unknown_is_assumed_and_named(compute: Compute) -> None:
    result = compute("finance_lease", lease_amount=24_000_000, years=2, financing_cost="unknown", start="2016-01-01")
    assert bounds(result) == (2_400_000, 2_400_000)
    assert result.missing == ("financing_cost",)
    assert "按补贴不超过融资成本计" in result.assumptions


def test_a_failing_answer_settles_it_whatever_the_range(compute: Compute) -> None:
    result = compute("intelligent_upgrade", investment={"min": 6_000_000, "max": 30_000_000}, located=False)
    assert bounds(result) == (0, 0)
    assert result.eligible is False


def test_an_unknown_figure_with_a_plain_answer(compute: Compute) -> None:
    fails = compute("intelligent_upgrade", min_investment=False)
    assert bounds(fails) == (0, 0)
    assert (fails.eligible, str(fails.amount)) == (False, "0.00")
    assert (fails.conditions[-1].actual, fails.conditions[-1].threshold) == ("否", "500万元")
    assert fails.conditions[-1].remedy
    meets = compute("intelligent_upgrade", min_investment=True)
    assert (meets.conditions[-1].verdict, meets.conditions[-1].actual, meets.conditions[-1].remedy) == (
        "meets",
        "是",
        "",
    )
    figure_first = compute("intelligent_upgrade", investment={"min": 6_000_000, "max": 7_000_000}, min_investment=False)
    assert figure_first.conditions[-1].verdict == "meets"


def test_eligible_is_true_across_a_range(compute: Compute) -> None:
    answers = {
        "registered": True, "located": True, "industry": False, "private_funds": False, "filed": True,
        "compliant": True, "capable": True, "not_duplicated": False,
    }  # fmt: skip
    assert compute("intelligent_upgrade", investment={"min": 6e6, "max": 7e6}, **answers).eligible is True
    assert compute("intelligent_upgrade", investment={"min": 4e6, "max": 7e6}, **answers).eligible is None


def test_a_plan_of_unknown_size_is_looked_up_where_the_cap_begins_to_bind(compute: Compute) -> None:
    above = compute("major_project", total_investment={"min": 300_000_000, "max": 400_000_000}, **MAJOR)
    assert bounds(above) == (12_500_000, Decimal("16666666.66"))
    across = compute("major_project", total_investment={"min": 200_000_000, "max": 400_000_000}, **MAJOR)
    assert bounds(across) == (12_500_000, 20_000_000)
    below = compute("major_project", total_investment={"min": 150_000_000, "max": 400_000_000}, **MAJOR)
    assert bounds(below) == (0, 20_000_000)
    late = compute("major_project", total_investment={"min": 400_000_000, "max": 600_000_000}, **MAJOR)
    assert bounds(late) == (0, 12_500_000)
    assert late.missing == ("total_investment",)
    assert next(item for item in late.conditions if item.id == "min_progress").verdict == "unknown"
    assert next(item for item in late.conditions if item.id == "min_progress").actual == ""


def test_the_most_lies_between_the_ends(compute: Compute) -> None:
    """Less than 5000万 in all fails, more than 6000万 drops below 20% of progress: only between is anything paid."""
    result = compute("industry_chain", total_investment={"min": 40_000_000, "max": 90_000_000}, completed=12_000_000)
    assert bounds(result) == (0, 2_400_000)
    assert result.eligible is None
    assert result.missing == ("total_investment", "member_count", "partner_count")


def test_the_most_lies_between_the_ends_of_the_tax(compute: Compute) -> None:
    """Net total 4900万 to 7000万 with 1200万 completed: only 5000万 to 6000万 meets both conditions."""
    result = compute(
        "industry_chain",
        total_investment=70_000_000,
        completed=12_000_000,
        deductible_tax={"min": 0, "max": 21_000_000},
    )
    assert bounds(result) == (0, 2_400_000)


def test_the_most_with_an_exact_tax_beside_the_range(compute: Compute) -> None:
    result = compute(
        "industry_chain",
        total_investment={"min": 40_000_000, "max": 99_000_000},
        completed=12_000_000,
        deductible_tax=5_000_000,
    )
    assert bounds(result) == (0, 2_400_000)


def test_ranges_of_a_loan(compute: Compute) -> None:
    given: dict[str, Any] = {
        "loan_amount": 20_000_000,
        "fixed_investment": 40_000_000,
        "contract_rate": {"min": 0.04, "max": 0.06},
    }
    plain = compute("loan_interest", years={"min": 1, "max": 4}, benchmark_rate=0.05, **given)
    assert bounds(plain) == (800_000, 3_000_000)
    dated = compute("loan_interest", years=2, start="2016-01-01", **given)
    assert bounds(dated) == (1_600_000, 1_900_000)
    assert dated.missing == ("contract_rate", "period_start", "period_end")


def test_ranges_of_instalments_within(compute: Compute) -> None:
    result = compute(
        "major_project", project_kind="technical", total_investment=240_000_000,
        actual_fixed_investment={"min": 100_000_000, "max": 120_000_000}, paid={"min": 0, "max": 5_000_000},
    )  # fmt: skip
    assert bounds(result) == (15_000_000, 24_000_000)
    assert result.missing == ("actual_fixed_investment", "paid")
    assert result.quantities == {"total_investment": 240_000_000, "grant_total": 48_000_000}
    by_id = {item.id: item for item in result.conditions}
    assert by_id["min_progress"].actual == "41.66%至50%"


@pytest.mark.parametrize("scale", [1, 3])
def test_three_turning_ranges_stay_quick_and_sound(compute: Compute, scale: int) -> None:
    ranges = {
        "total_investment": {"min": 150_000_000, "max": 400_000_000 * scale},
        "planned_fixed_investment": {"min": 150_000_000, "max": 400_000_000 * scale},
        "deductible_tax": {"min": 1_000_000, "max": 20_000_000},
    }
    result = compute("major_project", **MAJOR, **ranges)
    for values in itertools.product(
        *([item["min"], (item["min"] + item["max"]) // 2, item["max"]] for item in ranges.values())
    ):
        exact = compute("major_project", **MAJOR, **dict(zip(ranges, values, strict=True)))
        assert result.lower <= exact.amount <= result.upper


PLAN = {"min": 100_000_000, "max": 600_000_000}
PART = {"project_kind": "technical", "total_investment": 700_000_000}


def test_the_most_lies_where_the_plan_is_just_carried_out(compute: Compute) -> None:
    """2.5亿 carried out earn 5000万 only if 2.5亿 were planned: less caps the grant, more delays it."""
    done = {"actual_fixed_investment": 250_000_000}
    by_year = {"investment_by_year": {"2016": 150_000_000, "2017": 100_000_000}}
    for given in (done, {"reported_fixed_investment": 250_000_000}, by_year):
        assert compute("major_project", planned_fixed_investment=PLAN, **PART, **given).upper == 50_000_000
    taxed = compute("major_project", planned_fixed_investment=PLAN, deductible_tax=10_000_000, **PART, **done)
    assert taxed.upper == 50_000_000
    tax = {"min": 0, "max": 90_000_000}
    planned = compute("major_project", planned_fixed_investment=280_000_000, deductible_tax=tax, **PART, **done)
    assert planned.upper == 50_000_000
    about = {"min": 100_000_000, "max": 250_000_000}
    both = compute("major_project", planned_fixed_investment=PLAN, actual_fixed_investment=about, **PART)
    assert both.upper == 50_000_000
    whole = compute("major_project", project_kind="technical", total_investment={**PLAN}, deductible_tax=tax, **done)
    assert whole.upper == 50_000_000


def test_a_range_of_the_whole_chain(compute: Compute) -> None:
    result = compute("industry_chain", total_investment={"min": 60_000_000, "max": 70_000_000})
    assert bounds(result) == (12_000_000, 14_000_000)


def test_every_value_fails_though_no_condition_fails_for_all(compute: Compute) -> None:
    """Up to 4500万 the total is too small, from there on the progress."""
    result = compute("industry_chain", total_investment={"min": 40_000_000, "max": 90_000_000}, completed=9_000_000)
    assert bounds(result) == (0, 0)
    assert result.eligible is False
    by_id = {item.id: item.verdict for item in result.conditions}
    assert (by_id["min_total"], by_id["min_progress"]) == ("unknown", "unknown")


def test_remarks_of_both_ends_are_kept(compute: Compute) -> None:
    result = compute("major_project", **MAJOR, total_investment=200_000_000, paid={"min": 0, "max": 30_000_000})
    assert bounds(result) == (0, 20_000_000)
    assert "已拨付的3000万元超过目前应得的2000万元，本次不再拨付" in result.assumptions
    assert "按此前未拨付计" not in result.assumptions


def test_what_fails_whatever_the_range_names_the_gap(compute: Compute) -> None:
    done = {"min": 100_000_000, "max": 120_000_000}
    result = compute(
        "major_project", project_kind="technical", total_investment=150_000_000, actual_fixed_investment=done
    )
    failed = result.with_verdict("fails")[0]
    assert (failed.id, failed.actual, failed.gap) == ("min_total", "1.5亿元", "5000万元")
    assert failed.remedy


def test_a_plain_no_to_what_figures_leave_open_has_a_remedy_of_its_own(compute: Compute) -> None:
    result = compute("industry_chain", member_count=3, min_progress=False)
    failed = result.with_verdict("fails")[0]
    assert (failed.id, failed.actual) == ("min_progress", "否")
    assert "XX" not in failed.remedy
    assert isinstance(failed.remedy, str)
