"""Remarks and clauses of a calculation, also with guides that say less or on other days."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from knowledge.guide import Guide
from knowledge.subsidy.calculate import calculate


@pytest.mark.parametrize(
    ("day", "remark"),
    [
        (dt.date(2018, 1, 1), None),
        (dt.date(2017, 12, 31), "2018年尚未到来，所填投资按届时完成计"),
        (dt.date(2016, 5, 1), "2017、2018年尚未到来，所填投资按届时完成计"),
    ],
)
def test_years_that_lie_ahead(guide: Guide, day: dt.date, remark: str | None) -> None:
    years = {"2016": 1_000_000, "2017": 1_000_000, "2018": 1_000_000}
    result = calculate(guide, "listed_company", {"investment_by_year": years}, day)
    assert result.amount == 600_000
    assert [text for text in result.assumptions if "尚未到来" in text] == ([remark] if remark else [])


def test_a_guide_without_readings_says_nothing_of_them(guide: Guide, today: dt.date) -> None:
    silent = replace(guide, general=guide.general.model_copy(update={"readings": {}}))
    facts = {"total_investment": 240_000_000, "actual_fixed_investment": 110_000_000}
    result = calculate(silent, "major_project", facts, today)
    assert result.amount == 22_000_000
    assert result.assumptions == (
        "按不含可抵扣税款的金额计算",
        "固定资产计划总投资按项目总投资计",
        "按审计数与统计数一致计",
        "按累计实际投资都在可追溯的年度内计",
        "按此前未拨付计",
        "项目类别未说明，总投资门槛请按技术改造项目或工业项目分别核对",
    )


def test_a_guide_without_a_record_of_the_tax_names_the_clause_of_the_amount(guide: Guide, today: dt.date) -> None:
    bare = replace(guide, records={})
    facts = {"investment": 5_600_000, "deductible_tax": 600_000}
    assert calculate(bare, "intelligent_upgrade", facts, today).steps[0].clause == "三（二）1"
    assert calculate(guide, "intelligent_upgrade", facts, today).steps[0].clause == "三备注②"


def test_tax_that_exceeds_what_counts_leaves_nothing(guide: Guide, today: dt.date) -> None:
    facts = {"investment_by_year": {"2014": 9_000_000, "2017": 1_000_000}, "deductible_tax": 2_000_000}
    result = calculate(guide, "listed_company", facts, today)
    assert (result.amount, result.quantities["net_investment"]) == (0, 0)


def test_an_assumption_of_the_scheme_is_said(guide: Guide, today: dt.date) -> None:
    scheme = guide.scheme("intelligent_upgrade")
    inputs = tuple(
        item.model_copy(update={"assumption": "按净额计"}) if item.name == "deductible_tax" else item
        for item in scheme.inputs
    )
    changed = replace(guide, schemes={**guide.schemes, scheme.id: scheme.model_copy(update={"inputs": inputs})})
    assert calculate(changed, scheme.id, {"investment": 5_000_000}, today).assumptions == ("按净额计",)
