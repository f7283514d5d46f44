"""What a calculation answers: the amount, how it came about, and which conditions are met, failed or open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from knowledge.money import to_fen

Verdict = Literal["meets", "fails", "unknown"]


@dataclass(frozen=True)
class Step:
    """One line of the calculation, as `3000万元 × 20% = 600万元`; `value` is what it comes to."""

    label: str
    expression: str
    value: str
    clause: str

    def as_json(self) -> dict[str, str]:
        """The line as plain data."""
        return {"label": self.label, "expression": self.expression, "value": self.value, "clause": self.clause}


@dataclass(frozen=True)
class Cap:
    """An upper limit; `applied` where it made the amount smaller."""

    label: str
    amount: Decimal
    clause: str
    applied: bool

    def as_json(self) -> dict[str, Any]:
        """The limit as plain data."""
        return {"label": self.label, "amount": amount_text(self.amount), "clause": self.clause, "applied": self.applied}


@dataclass(frozen=True)
class ConditionResult:
    """How one condition stands. `actual`, `threshold` and `gap` (how much is lacking) are texts with their units."""

    id: str
    statement: str
    verdict: Verdict
    actual: str
    threshold: str
    clause: str
    remedy: str = ""
    gap: str = ""

    def as_json(self) -> dict[str, str]:
        """The verdict as plain data."""
        return {
            "id": self.id,
            "verdict": self.verdict,
            "actual": self.actual,
            "threshold": self.threshold,
            "clause": self.clause,
        }

    def explained(self) -> dict[str, str]:
        """The verdict with its wording, what is lacking and what would mend it."""
        return {**self.as_json(), "statement": self.statement, "gap": self.gap, "remedy": self.remedy}


@dataclass(frozen=True)
class Result:
    """The answer of a calculation, in yuan.

    `eligible` is False (and the amount 0) where a condition fails, True where all are known to hold, else None.
    `lower` and `upper` differ from `amount` only where inputs are unknown or given as ranges; `amount` is then the
    lower one, which is certain. `missing` names the inputs that would narrow the amount or decide a condition.
    """

    scheme: str
    eligible: bool | None
    amount: Decimal
    lower: Decimal
    upper: Decimal
    steps: tuple[Step, ...] = ()
    caps: tuple[Cap, ...] = ()
    assumptions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    conditions: tuple[ConditionResult, ...] = ()
    quantities: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether one amount is known, not just its bounds."""
        return self.lower == self.upper

    def with_verdict(self, verdict: Verdict) -> tuple[ConditionResult, ...]:
        """The conditions that stand so."""
        return tuple(item for item in self.conditions if item.verdict == verdict)

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data; the bounds are added where they differ."""
        data: dict[str, Any] = {
            "scheme": self.scheme,
            "eligible": self.eligible,
            "amount": amount_text(self.amount),
            "steps": [step.as_json() for step in self.steps],
            "caps": [cap.as_json() for cap in self.caps],
            "assumptions": list(self.assumptions),
            "missing": list(self.missing),
            "conditions": [condition.as_json() for condition in self.conditions],
        }
        if not self.exact:
            data |= {"lower": amount_text(self.lower), "upper": amount_text(self.upper)}
        return data


def amount_text(amount: Decimal) -> str:
    """Yuan with two decimals, as JSON carries it.

    >>> amount_text(Decimal("6E+6"))
    '6000000.00'
    """
    return format(to_fen(amount), "f")


def eligibility(conditions: tuple[ConditionResult, ...]) -> bool | None:
    """False where one fails, True where all are met, None otherwise."""
    verdicts = {condition.verdict for condition in conditions}
    if "fails" in verdicts:
        return False
    return None if "unknown" in verdicts else True
