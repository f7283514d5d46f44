"""The arithmetic of kind chain, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CASES = ["industry_chain"]


def test_case(case: dict[str, Any], check: Callable[[dict[str, Any]], None]) -> None:
    check(case)
