"""Which scheme to choose: all of them ranked by what they would pay, with verdicts and reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from knowledge.eligibility import Assessment, assess
from knowledge.guide import Guide
from knowledge.money import yuan_text
from knowledge.subsidy.calculate import scheme_of
from knowledge.subsidy.result import ConditionResult, Result, Verdict


@dataclass(frozen=True)
class Option:
    """One scheme as a choice: what it would pay, how its conditions stand, and the reasons in words."""

    scheme: str
    name: str
    verdict: Verdict
    result: Result
    reasons: tuple[str, ...]
    given: bool
    """Whether anything was said that bears on this scheme."""

    def as_json(self) -> dict[str, Any]:
        """The choice as plain data."""
        return {
            "name": self.name,
            "verdict": self.verdict,
            "reasons": list(self.reasons),
            **self.result.as_json(),
        }


@dataclass(frozen=True)
class ChoiceRule:
    """How many schemes an enterprise may choose, and what may be added."""

    text: str
    clause: str


@dataclass(frozen=True)
class Advice:
    """All schemes, the most rewarding first; those of which a condition fails come last."""

    options: tuple[Option, ...]
    rule: ChoiceRule

    @property
    def best(self) -> Option | None:
        """The most rewarding scheme that can still be chosen and of which the amount is known."""
        return next((item for item in self.options if item.verdict != "fails" and item.result.amount > 0), None)

    def as_json(self) -> dict[str, Any]:
        """The advice as plain data."""
        return {
            "best": self.best.scheme if self.best else None,
            "options": [option.as_json() for option in self.options],
            "rule": {"text": self.rule.text, "clause": self.rule.clause},
        }


def choice_rule(guide: Guide) -> ChoiceRule:
    """The rule that an enterprise chooses one scheme for one project, and what may be combined with it."""
    general = guide.general
    text = f"同一企业只能选择其中一类申报一个项目；{general.combinable}可以就同一项目在同一年度叠加申报"
    return ChoiceRule(text, general.choose_one)


def advise(guide: Guide, facts: Mapping[str, Mapping[str, Any]], base: Mapping[str, Any], today: dt.date) -> Advice:
    """All schemes ranked by amount for what is known: inputs by scheme, and answers that hold for every scheme.

    >>> from knowledge.loader import load_guide
    >>> facts = {"intelligent_upgrade": {"investment": 30_000_000}, "finance_lease": {"lease_amount": 1e7, "years": 2}}
    >>> [option.scheme for option in advise(load_guide("2018"), facts, {}, dt.date(2018, 8, 1)).options][:2]
    ['intelligent_upgrade', 'finance_lease']
    """
    for scheme_id in facts:
        scheme_of(guide, scheme_id)
    options = []
    for scheme in guide.ordered_schemes():
        known = facts.get(scheme.id, {})
        assessment = assess(guide, scheme.id, {**base, **known}, today)
        options.append(_option(scheme.id, scheme.short, assessment, given=bool(known)))
    return Advice(tuple(sorted(options, key=_rank)), choice_rule(guide))


def _rank(option: Option) -> tuple[bool, bool, Decimal, Decimal]:
    """Open and met before failed; known amounts before unknown ones; then the larger amount; ties as in the guide."""
    result = option.result
    return option.verdict == "fails", not result.amount, -result.amount, -result.upper


def _option(scheme_id: str, name: str, assessment: Assessment, *, given: bool) -> Option:
    result = assessment.result
    reasons = [_failure(condition) for condition in assessment.failed]
    if not reasons:
        reasons.append(_amount_reason(result))
        reasons += [f"受{cap.label}{yuan_text(cap.amount)}限制（{cap.clause}）" for cap in result.caps if cap.applied]
        if assessment.open:
            reasons.append(f"还有{len(assessment.open)}项条件待确认")
    return Option(scheme_id, name, assessment.verdict, result, tuple(reasons), given)


def _amount_reason(result: Result) -> str:
    if result.exact:
        return f"可得{yuan_text(result.amount)}"
    if result.lower:
        return f"可得{yuan_text(result.lower)}至{yuan_text(result.upper)}"
    return f"资料不足，最高{yuan_text(result.upper)}"


def _failure(condition: ConditionResult) -> str:
    parts = [f"不符合：{condition.statement}"]
    if condition.threshold:
        parts.append(f"要求{condition.threshold}")
    if condition.actual:
        parts.append(f"实际{condition.actual}")
    if condition.gap:
        parts.append(f"还差{condition.gap}")
    return f"{'，'.join(parts)}（{condition.clause}）"
