"""What accountants say about their figures, read into the inputs of the six schemes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.inputs import InputReading, read_inputs
from bot.nlu.normalise import normalise
from bot.nlu.values import extract_values
from knowledge.loader import load_guide

TODAY = dt.date(2018, 7, 25)
GUIDE = load_guide("2018")
MESSAGES: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(
    (Path(__file__).parent / "input_messages.yml").read_text(encoding="utf-8")
)
CASES = [
    pytest.param(scheme, case, id=f"{scheme}: {case['say']}") for scheme, cases in MESSAGES.items() for case in cases
]
WAN = Decimal(10_000)
CLOSE = Decimal("0.00001")


def read(scheme: str, text: str, pending: str | None = None) -> InputReading:
    """The reading of a message as it goes through the assistant."""
    text = normalise(text)
    values = [value.as_entity() for value in extract_values(text, TODAY)]
    return read_inputs(GUIDE.scheme(scheme), text, values, pending=pending, today=TODAY)


def written(kind: str, value: Any) -> Any:
    """An input as the table writes it: 万元, percent, ISO dates as text."""
    if isinstance(value, dict):
        return {key: written("amount", part) for key, part in value.items()}
    if isinstance(value, Decimal):
        scaled = {"amount": value / WAN, "percent": value * 100}.get(kind, value)
        return scaled if kind in ("amounts_by_year",) else scaled.quantize(CLOSE).normalize()
    return str(value)


def expected(value: Any) -> Any:
    """The table's value in the same form."""
    if isinstance(value, dict):
        return {key: expected(part) for key, part in value.items()}
    if isinstance(value, (int, float)):
        return Decimal(str(value)).quantize(CLOSE).normalize()
    return str(value)


@pytest.mark.parametrize(("scheme", "case"), CASES)
def test_message_is_read(scheme: str, case: dict[str, Any]) -> None:
    reading = read(scheme, case["say"], case.get("pending"))
    kinds = {item.name: item.kind for item in GUIDE.scheme(scheme).inputs}
    for name, value in case["expect"].items():
        if name in ("members", "partners"):
            sums = [written("amount", member["investment"]) for member in reading.inputs["members"]]
            assert sums == [expected(part) for part in value]
            assert [member["role"] for member in reading.inputs["members"]].count("lead") == (name == "members")
        else:
            assert name in reading.inputs, reading
            assert written(kinds.get(name, ""), reading.inputs[name]) == expected(value), reading
    if not case["expect"]:
        assert not reading.inputs
    for name in case.get("not", ()):
        assert name not in reading.inputs
    if "gross" in case:
        assert reading.gross is case["gross"]
    if "excluded" in case:
        assert [item.amount / WAN for item in reading.excluded] == case["excluded"]
        assert all(item.why for item in reading.excluded)


def test_approximate_sum_is_said_to_be_one() -> None:
    assert any("约数" in note for note in read("intelligent_upgrade", "大概3000多万").notes)


def test_deducted_part_is_marked() -> None:
    reading = read("intelligent_upgrade", "去年购设备1600万，其中120万是员工培训")
    assert [item.deducted for item in reading.excluded] == [True]
    assert not read("intelligent_upgrade", "智能装备2000万，另外培训费50万").excluded[0].deducted


def test_negative_sum_is_not_taken() -> None:
    reading = read("intelligent_upgrade", "-500万", "investment")
    assert "investment" not in reading.inputs
    assert reading.unread


def test_sum_about_something_else_stays_unread() -> None:
    reading = read("intelligent_upgrade", "去年产值2亿")
    assert not reading.inputs
    assert [item["text"] for item in reading.unread] == ["2亿"]


def test_message_without_figures_yields_nothing() -> None:
    assert read("loan_interest", "贷款贴息要什么材料") == InputReading()
