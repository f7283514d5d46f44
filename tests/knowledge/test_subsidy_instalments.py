"""The arithmetic of kind instalments, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CASES = ["major_project"]


def test_case(case: dict[str, Any], check: Callable[[dict[str, Any]], None]) -> None:
    check(case)
