"""How well questions are recognised: accuracy by theme and kind, confusions, calibration, wrong and sure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bot.evaluation.questions import OUT_OF_SCOPE, Question
from bot.evaluation.recognition import Recogniser, Recognition

BINS = 10
SURE = 0.7
"""A confidence from which the assistant answers without hedging."""


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    right: int
    total: int

    @property
    def rate(self) -> float:
        """Between 0 and 1; 1 where there was nothing to get wrong."""
        return self.right / self.total if self.total else 1.0


@dataclass(frozen=True)
class Outcome:
    """One question and what was made of it."""

    question: Question
    found: Recognition

    @property
    def right(self) -> bool:
        """The intent is one of those accepted."""
        return self.found.intent in self.question.accepted

    @property
    def both_found(self) -> bool:
        """Of a message with two questions: the parts name every intent that was asked."""
        return self.question.accepted <= {*self.found.parts, self.found.intent}


@dataclass(frozen=True)
class Bin:
    """The questions whose confidence lies from `low` to `high`."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def evaluate(recognise: Recogniser, questions: list[Question]) -> list[Outcome]:
    """Asks every question."""
    found = recognise([question.text for question in questions])
    return [Outcome(question, recognition) for question, recognition in zip(questions, found, strict=True)]


def accuracy(outcomes: Iterable[Outcome]) -> Share:
    """The share that was recognised."""
    verdicts = [outcome.right for outcome in outcomes]
    return Share(sum(verdicts), len(verdicts))


def in_first(outcomes: list[Outcome], places: int) -> Share:
    """The share whose intent stands among the first places of the ranking."""
    right = sum(bool(outcome.question.accepted & set(outcome.found.ranking[:places])) for outcome in outcomes)
    return Share(right, len(outcomes))


def by(outcomes: list[Outcome], key: Callable[[Outcome], str]) -> dict[str, Share]:
    """Accuracy for each value of `key`, the weakest first."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    shares = {name: accuracy(members) for name, members in groups.items()}
    return dict(sorted(shares.items(), key=lambda item: (item[1].rate, item[0])))


def scope(outcomes: list[Outcome], side: Literal["inside", "outside"]) -> Share:
    """The share kept on its side of the guide's limits, whatever the intent found."""
    outside = side == "outside"
    there = [outcome for outcome in outcomes if outcome.question.intent.startswith(OUT_OF_SCOPE) == outside]
    return Share(sum(outcome.found.intent.startswith(OUT_OF_SCOPE) == outside for outcome in there), len(there))


def both(outcomes: list[Outcome]) -> Share:
    """The share of messages with two questions of which both were found."""
    double = [outcome for outcome in outcomes if outcome.question.kind == "two"]
    return Share(sum(outcome.both_found for outcome in double), len(double))


def confusions(outcomes: list[Outcome]) -> list[tuple[str, str, int]]:
    """What was asked, what was found, how often; the most frequent first."""
    pairs = Counter((outcome.question.intent, outcome.found.intent) for outcome in outcomes if not outcome.right)
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [(asked, found, count) for (asked, found), count in ordered]


def calibration(outcomes: list[Outcome], bins: int = BINS) -> list[Bin]:
    """Confidence against accuracy, in equal steps of confidence; empty bins are left out."""
    table = []
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        members = [o for o in outcomes if min(int(o.found.confidence * bins), bins - 1) == number]
        if members:
            mean = sum(outcome.found.confidence for outcome in members) / len(members)
            table.append(Bin(low, high, len(members), mean, accuracy(members).rate))
    return table


def calibration_error(outcomes: list[Outcome]) -> float:
    """The expected calibration error: the mean gap between confidence and accuracy, weighted by the bins' sizes."""
    if not outcomes:
        return 0.0
    return sum(row.count * abs(row.confidence - row.accuracy) for row in calibration(outcomes)) / len(outcomes)


def wrong_and_sure(outcomes: list[Outcome], threshold: float = SURE) -> list[Outcome]:
    """The mistakes that would be answered without hedging, the surest first."""
    mistakes = [outcome for outcome in outcomes if not outcome.right and outcome.found.confidence >= threshold]
    return sorted(mistakes, key=lambda outcome: -outcome.found.confidence)
