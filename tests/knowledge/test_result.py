"""The shape in which a result goes out as data."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from knowledge.subsidy.result import Cap, ConditionResult, Result, Step, amount_text, eligibility

MEETS = ConditionResult("one", "甲", "meets", "5", "4", "四")
FAILS = ConditionResult("two", "乙", "fails", "3", "4", "四", remedy="补足", gap="1")
OPEN = ConditionResult("three", "丙", "unknown", "", "4", "四")


def test_a_calculation_as_data(compute: Callable[..., Result]) -> None:
    data = compute("intelligent_upgrade", investment="31130000", deductible_tax=1_130_000, located=True).as_json()
    conditions = data.pop("conditions")
    assert data == {
        "scheme": "intelligent_upgrade",
        "eligible": None,
        "amount": "6000000.00",
        "steps": [
            {
                "label": "计入的投资额（扣除可抵扣税款）",
                "expression": "3113万元 − 113万元 = 3000万元",
                "value": "3000万元",
                "clause": "三备注②",
            },
            {
                "label": "按比例计算",
                "expression": "3000万元 × 20% = 600万元",
                "value": "600万元",
                "clause": "三（二）1",
            },
        ],
        "caps": [{"label": "单个企业年度资助上限", "amount": "20000000.00", "clause": "三（二）1", "applied": False}],
        "assumptions": [],
        "missing": [],
    }
    assert [item["id"] for item in conditions[:3]] == ["registered", "located", "industry"]
    assert conditions[1] == {
        "id": "located",
        "verdict": "meets",
        "actual": "是",
        "threshold": "是",
        "clause": "四基础（二）",
    }
    assert conditions[-1] == {
        "id": "min_investment",
        "verdict": "meets",
        "actual": "3000万元",
        "threshold": "500万元",
        "clause": "四专项（一）（1）",
    }


def test_assumptions_and_missing_as_data(compute: Callable[..., Result]) -> None:
    data = compute("finance_lease", lease_amount=1_000_000, years=1).as_json()
    assert data["assumptions"][0] == "融资租赁额度按融资金额计，不是租金总额；补贴年限取租期与年限上限中较短的"
    assert data["missing"] == ["start"]


def test_bounds_are_added_where_they_differ() -> None:
    fixed = Result("x", None, Decimal(5), Decimal(5), Decimal(5))
    assert fixed.exact
    assert not fixed.as_json().keys() & {"lower", "upper"}
    loose = Result("x", None, Decimal(5), Decimal(5), Decimal("7.5"))
    assert not loose.exact
    assert (loose.as_json()["lower"], loose.as_json()["upper"]) == ("5.00", "7.50")


def test_conditions_by_verdict_and_explained() -> None:
    result = Result("x", None, Decimal(0), Decimal(0), Decimal(0), conditions=(MEETS, FAILS, OPEN))
    assert result.with_verdict("meets") == (MEETS,)
    assert result.with_verdict("fails") == (FAILS,)
    assert FAILS.explained() == {
        "id": "two",
        "verdict": "fails",
        "actual": "3",
        "threshold": "4",
        "clause": "四",
        "statement": "乙",
        "gap": "1",
        "remedy": "补足",
    }
    assert (MEETS.remedy, MEETS.gap) == ("", "")


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ((), True),
        ((MEETS,), True),
        ((MEETS, OPEN), None),
        ((OPEN,), None),
        ((MEETS, OPEN, FAILS), False),
        ((FAILS,), False),
    ],
)
def test_eligibility(conditions: tuple[ConditionResult, ...], expected: bool | None) -> None:
    assert eligibility(conditions) is expected


@pytest.mark.parametrize(
    ("amount", "text"), [("0", "0.00"), ("1E+7", "10000000.00"), ("0.999", "0.99"), ("0.0000000001", "0.00")]
)
def test_amounts_as_text(amount: str, text: str) -> None:
    assert amount_text(Decimal(amount)) == text


def test_a_step_and_a_cap_as_data() -> None:
    assert Step("a", "b", "c", "d").as_json() == {"label": "a", "expression": "b", "value": "c", "clause": "d"}
    cap = Cap("a", Decimal(1), "b", True)
    assert cap.as_json() == {"label": "a", "amount": "1.00", "clause": "b", "applied": True}
