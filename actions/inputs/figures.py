"""The figures of a message with the words around them, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from actions.inputs.vocabulary import CLAUSE_END

KINDS = frozenset(
    {"amount", "percent", "fraction", "complete", "years", "date", "date_range", "count", "quantity", "number"}
)
_FAMILIES = {"number": "amount", "fraction": "percent", "complete": "percent", "date_range": "date"}
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@dataclass
class Figure:
    """A value with its surroundings.

    `left` and `right` are the words beside it in its own clause, up to the next figure of its family; `before` and
    `after` reach over clauses to the neighbouring figures of the family; `followed` tells whether the next of them
    stands in the same clause.
    """

    kind: str
    value: Decimal | str
    start: int
    end: int
    text: str
    extra: dict[str, Any] = field(default_factory=dict)
    left: str = ""
    right: str = ""
    before: str = ""
    after: str = ""
    followed: bool = False
    role: str = ""
    cue: str = ""
    weak: bool = False
    year: int | None = None

    @property
    def number(self) -> Decimal:
        """The value as a number."""
        assert isinstance(self.value, Decimal)
        return self.value

    @property
    def family(self) -> str:
        """Kinds that compete for the same words: bare numbers go with amounts, fractions with percentages."""
        return _FAMILIES.get(self.kind, self.kind)

    def as_entity(self) -> dict[str, Any]:
        """The figure as it came in, for what could not be read."""
        return {"entity": self.kind, "value": str(self.value), "start": self.start, "end": self.end, "text": self.text}


def figures_of(text: str, values: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """The values among the entities as figures with their surroundings, in the order of the text."""
    figures = []
    for item in values:
        kind = str(item.get("entity", ""))
        if kind not in KINDS:
            continue
        start, end = int(item.get("start", 0)), int(item.get("end", 0))
        value: Decimal | str = str(item["value"])
        if kind not in ("date", "date_range", "complete"):
            try:
                value = Decimal(str(item["value"]))
            except InvalidOperation:
                continue
        found = str(item.get("text") or text[start:end])
        figures.append(Figure(kind, value, start, end, found, dict(item.get("extra") or {})))
    figures.sort(key=lambda figure: figure.start)
    for figure in figures:
        _surround(figure, figures, text)
    return figures


def _surround(figure: Figure, figures: list[Figure], text: str) -> None:
    kin = [other for other in figures if other is not figure and other.family == figure.family]
    low = max((other.end for other in kin if other.end <= figure.start), default=0)
    high = min((other.start for other in kin if other.start >= figure.end), default=len(text))
    figure.before, figure.after = text[low : figure.start], text[figure.end : high]
    inside = [(other.start, other.end) for other in figures]
    inside += [
        match.span()
        for match in _BRACKETS.finditer(text)
        if not any(match.start() < start < match.end() for start, _ in inside)
    ]
    ends = [m.end() for m in CLAUSE_END.finditer(text) if not any(a <= m.start() < b for a, b in inside)]
    clause_start = max((end for end in ends if end <= figure.start), default=0)
    clause_end = min((end - 1 for end in ends if end > figure.end), default=len(text))
    figure.left = text[max(low, clause_start) : figure.start]
    figure.right = text[figure.end : min(high, clause_end)]
    figure.followed = high < min(clause_end, len(text))


def clause_of(figure: Figure) -> str:
    """The words of the figure's clause, without the figure."""
    return re.sub(r"\s+", "", figure.left + "|" + figure.right)
