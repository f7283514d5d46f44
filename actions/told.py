"""Conditions that a message decides in passing: “就是没进名录，能拿多少” says that one of them fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from actions.answers import Verdict, says_that_it_holds, volunteered
from actions.facts import BASE
from actions.inputs import InputReading
from actions.inputs.vocabulary import ELSEWHERE, NOT_HERE, WORKING_CAPITAL_LOAN
from actions.turn import Turn
from knowledge.model import Condition, Scheme

_OPEN_QUESTION = re.compile(r"是不是|有没有|是否|会不会|要不要|能不能|算不算|在不在|进没进|签没签|(?:吗|呢|么)[?]?$")


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("<elsewhere>", f"(?:{ELSEWHERE})"))


def told_to_fail(condition: Condition, text: str) -> bool:
    """Whether the text says that the condition does not hold; a question whether it does says nothing."""
    for pattern in condition.told_failing:
        for match in _pattern(pattern).finditer(text):
            clause = re.split("[,。;]", text[: match.start()])[-1] + match[0]
            if not _OPEN_QUESTION.search(clause) and not re.match(r"(?:了)?(?:吗|没有?[?])", text[match.end() :]):
                return True
    return False


def said_of(condition: Condition, others: Sequence[Condition], text: str) -> Verdict | None:
    """What a message says of a condition that it was not asked about; None where it says nothing clear."""
    return volunteered(condition, others, text) or ("no" if told_to_fail(condition, text) else None)


def note_conditions(turn: Turn, scheme: Scheme, reading: InputReading) -> None:
    """Keeps which conditions the message says to fail; one that it now says to hold is no longer held against it.

    What only concerns a sum that is left out already does not count against the rest.
    """
    common = turn.guide.general.base_conditions
    reasons = {item.why for item in reading.excluded}
    settled = {"located": NOT_HERE in reasons, "purpose": WORKING_CAPITAL_LOAN in reasons}
    for condition in (*common, *scheme.conditions):
        facts = turn.state.of(BASE if condition in common else scheme.id)
        if condition.kind != "yes_no" or settled.get(condition.id):
            continue
        if told_to_fail(condition, turn.text):
            facts[condition.id] = not condition.expected
        elif facts.get(condition.id) == (not condition.expected) and says_that_it_holds(condition, turn.text):
            facts[condition.id] = condition.expected
