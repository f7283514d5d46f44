"""What reading a message yields: inputs of the scheme, what does not count, and how things were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

AUDITED, REPORTED = "actual_fixed_investment", "reported_fixed_investment"
"""Two statements of one figure: said to be the same, the second follows the first when that is corrected."""
TAX = "deductible_tax"
SAME_AS_AUDIT = "same"
"""Value of `reported_fixed_investment` where a message only says that it equals the audited figure."""


@dataclass(frozen=True)
class Excluded:
    """A sum that does not count, and why; `deducted` where it was taken off the total that contained it."""

    amount: Decimal
    why: str
    text: str
    deducted: bool = False


@dataclass
class InputReading:
    """The inputs that a message states, by the scheme's names.

    Amounts are Decimal yuan (or `{"min", "max"}` for a range), rates and progress fractions of one, years Decimal,
    dates ISO days, choices their values, `members` a list of `{"role", "investment"}`, `investment_by_year`
    `{year: yuan}`. `gross` tells whether the sums contain deductible tax; None where the message does not say.
    """

    inputs: dict[str, Any] = field(default_factory=dict)
    excluded: list[Excluded] = field(default_factory=list)
    gross: bool | None = None
    notes: list[str] = field(default_factory=list)
    unread: list[dict[str, Any]] = field(default_factory=list)
