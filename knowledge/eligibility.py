"""Self-assessment: which conditions are met, which fail, and what to ask next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.guide import Guide
from knowledge.model.condition import Condition
from knowledge.model.scheme import Scheme
from knowledge.subsidy.calculate import calculate
from knowledge.subsidy.conditions import deciding_inputs
from knowledge.subsidy.inputs import Inputs, all_conditions, validate
from knowledge.subsidy.result import ConditionResult, Result, Verdict

EFFORT = {"yes_no": 0, "one_of": 0, "within": 1, "at_least": 2}
"""What it takes to answer: a plain word, a date to look up, a figure to work out."""


@dataclass(frozen=True)
class Question:
    """What to ask next: the condition by id, or the input that decides it."""

    condition: str
    name: str
    text: str
    clause: str

    def as_json(self) -> dict[str, str]:
        """The question as plain data."""
        return {"condition": self.condition, "name": self.name, "text": self.text, "clause": self.clause}


@dataclass(frozen=True)
class Assessment:
    """How an enterprise stands with a scheme: `fails` where one condition fails, `meets` where all are met."""

    scheme: str
    verdict: Verdict
    conditions: tuple[ConditionResult, ...]
    next_question: Question | None
    result: Result

    @property
    def failed(self) -> tuple[ConditionResult, ...]:
        """The conditions that are not met."""
        return self.result.with_verdict("fails")

    @property
    def open(self) -> tuple[ConditionResult, ...]:
        """The conditions that are not decided yet."""
        return self.result.with_verdict("unknown")

    def as_json(self) -> dict[str, Any]:
        """The assessment as plain data."""
        return {
            "scheme": self.scheme,
            "verdict": self.verdict,
            "eligible": self.result.eligible,
            "conditions": [condition.explained() for condition in self.conditions],
            "next_question": self.next_question.as_json() if self.next_question else None,
        }


def assess(guide: Guide, scheme_id: str, answers: Mapping[str, Any], today: dt.date) -> Assessment:
    """How the answers (yes or no by condition id, inputs by name) stand against what the guide asks for.

    >>> from knowledge.loader import load_guide
    >>> assess(load_guide("2018"), "intelligent_upgrade", {"investment": 4_500_000}, dt.date(2018, 8, 1)).failed[0].gap
    '50万元'
    """
    result = calculate(guide, scheme_id, answers, today)
    verdicts: dict[bool | None, Verdict] = {True: "meets", False: "fails", None: "unknown"}
    scheme = guide.scheme(scheme_id)
    question = next_question(guide, scheme, validate(guide, scheme, answers), result)
    return Assessment(scheme_id, verdicts[result.eligible], result.conditions, question, result)


def own_question(guide: Guide, scheme_id: str, answers: Mapping[str, Any], result: Result) -> Question | None:
    """What decides a condition of the scheme's own that is still open; for someone who asked for the amount only."""
    scheme = guide.scheme(scheme_id)
    return next_question(guide, scheme, validate(guide, scheme, answers), result, own_only=True)


def next_question(
    guide: Guide, scheme: Scheme, inputs: Inputs, result: Result, *, own_only: bool = False
) -> Question | None:
    """The question that rules out soonest; None where nothing is left to ask.

    What takes a plain word comes before dates and figures; the scheme's own conditions before those of every scheme,
    which few enterprises fail; what nothing can mend before what time mends. What was answered with "unknown" is not
    asked again.
    """
    verdicts = {item.id: item.verdict for item in result.conditions}
    own = {condition.id for condition in scheme.conditions}
    every = scheme.conditions if own_only else all_conditions(guide, scheme)
    unknown = [item for item in every if verdicts[item.id] == "unknown"]
    unknown.sort(key=lambda item: (EFFORT[item.kind], item.id not in own, item.time_mends))
    for condition in unknown:
        if condition.id in inputs.unknown:
            continue
        question = _question(condition, scheme, inputs)
        if question:
            return question
    return None


def _question(condition: Condition, scheme: Scheme, inputs: Inputs) -> Question | None:
    if condition.kind == "yes_no":
        return Question(condition.id, condition.id, condition.question, condition.clause)
    for name in deciding_inputs(condition, scheme, inputs):
        item = scheme.input(name)
        if item and name not in inputs.unknown:
            return Question(condition.id, name, condition.question or item.question, condition.clause)
    return None
