"""The arithmetic of kind share, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CASES = ["intelligent_upgrade", "listed_company"]


def test_case(case: dict[str, Any], check: Callable[[dict[str, Any]], None]) -> None:
    check(case)
