"""A condition of eligibility: what must hold, how to ask for it, and what would mend a failure."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from knowledge.model.parameter import ClauseRef, Strict


class Condition(Strict):
    """One condition of the guide.

    `yes_no`: the answer to `question` must be `expected`.
    `at_least`: the quantity `of` must reach the parameter `threshold` (the number itself counts as reached);
    `threshold_by` picks the parameter by the value of a choice, as `{"project_kind": {"industrial": "..."}}`.
    `within`: the dates `of` (one name, or start and end) lie from parameter `first` to parameter `last`.
    `one_of`: the choice `of` is one of `allowed`.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    clause: ClauseRef
    statement: str = Field(min_length=4)
    kind: Literal["yes_no", "at_least", "within", "one_of"] = "yes_no"
    question: str = ""
    expected: bool = True
    of: str | tuple[str, str] = ""
    threshold: str = ""
    threshold_by: dict[str, dict[str, str]] = Field(default_factory=dict)
    first: str = ""
    last: str = ""
    allowed: tuple[str, ...] = ()
    meets_when: tuple[str, ...] = ()
    """Phrases in a free answer that say that the condition holds, whatever its yes or no."""
    fails_when: tuple[str, ...] = ()
    """Phrases in a free answer that say that it does not hold; they are looked for first."""
    told_failing: tuple[str, ...] = ()
    """Regular expressions for what says in passing, in a message about something else, that it does not hold.

    `<elsewhere>` stands for any place outside the region.
    """
    remedy: str = ""
    time_mends: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Condition:
        needed = {
            "yes_no": ("question",),
            "at_least": ("of",),
            "within": ("of", "first", "last"),
            "one_of": ("of", "allowed"),
        }[self.kind]
        for name in needed:
            if not getattr(self, name):
                raise ValueError(f"a condition of kind {self.kind} needs `{name}`")
        if self.kind == "at_least" and bool(self.threshold) == bool(self.threshold_by):
            raise ValueError("a condition of kind at_least needs either `threshold` or `threshold_by`")
        for pattern in self.told_failing:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"told_failing: {pattern} is no regular expression ({error})") from None
        return self
