"""The guide, a day, and cases from `cases/*.yml`: a module that sets CASES gets each of them as `case`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge.guide import Guide
from knowledge.loader import load_guide
from knowledge.subsidy.calculate import calculate
from knowledge.subsidy.result import Result

CASES = Path(__file__).parent / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every case of the files that the module names."""
    if "case" not in metafunc.fixturenames:
        return
    cases = []
    for name in metafunc.module.CASES:
        data = YAML(typ="safe", pure=True).load((CASES / f"{name}.yml").read_text(encoding="utf-8"))
        cases += [
            pytest.param({**case, "scheme": data["scheme"]}, id=f"{name}: {case['name']}") for case in data["cases"]
        ]
    metafunc.parametrize("case", cases)


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The guide of 2018."""
    return load_guide("2018")


@pytest.fixture(scope="session")
def today() -> dt.date:
    """A day inside the window."""
    return dt.date(2018, 8, 1)


@pytest.fixture(scope="session")
def compute(guide: Guide, today: dt.date) -> Callable[..., Result]:
    """The calculation on that day, with inputs as keywords."""

    def run(scheme: str, **inputs: Any) -> Result:
        return calculate(guide, scheme, inputs, today)

    return run


@pytest.fixture(scope="session")
def check(compute: Callable[..., Result]) -> Callable[[dict[str, Any]], None]:
    """Compares a case with what the calculation says."""

    def run(case: dict[str, Any]) -> None:
        result = compute(case["scheme"], **case["inputs"])
        data = result.as_json()
        assert data["amount"] == case["amount"]
        assert str(result.upper) == case.get("upper", case["amount"])
        assert result.lower == result.amount
        assert result.eligible is case.get("eligible")
        _check_texts(case, result)
        _check_conditions(case, result)
        caps = {cap.label: cap.applied for cap in result.caps}
        assert {label: caps[label] for label in case.get("caps", {})} == case.get("caps", {})
        for name, value in case.get("quantities", {}).items():
            assert result.quantities[name] == Decimal(str(value)), name
        if "missing" in case:
            assert list(result.missing) == case["missing"]

    return run


def _check_texts(case: dict[str, Any], result: Result) -> None:
    expressions = [step.expression for step in result.steps]
    for text in case.get("steps", []):
        assert any(text in expression for expression in expressions), (text, expressions)
    for text in case.get("not_steps", []):
        assert not any(text in expression for expression in expressions), (text, expressions)
    for text in case.get("assumptions", []):
        assert text in result.assumptions
    assert len(set(result.assumptions)) == len(result.assumptions)
    assert all(result.assumptions)
    if case.get("assumptions") == []:
        assert result.assumptions == ()
    for text in case.get("not_assumptions", []):
        assert not any(text in assumption for assumption in result.assumptions), (text, result.assumptions)
    labels = {step.label: step.clause for step in result.steps}
    for step in result.steps:
        assert step.value
        assert step.value in step.expression or step.value in step.label
        assert step.clause.startswith("三")
    assert set(case.get("labels", [])) <= labels.keys()
    for label, clause in case.get("clauses", {}).items():
        assert labels[label] == clause


def _check_conditions(case: dict[str, Any], result: Result) -> None:
    by_id = {condition.id: condition for condition in result.conditions}
    for verdict in ("meets", "fails", "unknown"):
        for name in case.get(verdict, []):
            assert by_id[name].verdict == verdict, by_id[name]
    failed = {condition.id for condition in result.with_verdict("fails")}
    assert failed == set(case["fails"]) if "fails" in case else True
    for key, attribute in (("gaps", "gap"), ("actuals", "actual"), ("thresholds", "threshold")):
        for name, text in case.get(key, {}).items():
            assert getattr(by_id[name], attribute) == text
