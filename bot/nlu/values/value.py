"""What a message says in figures: one value with its kind, its place in the text and how exact it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from knowledge.money import plain

Kind = Literal[
    "amount", "percent", "fraction", "complete", "years", "date", "date_range", "count", "quantity", "number"
]


@dataclass(frozen=True)
class Value:
    """A value read from a text.

    `amount` is in yuan, `percent` and `fraction` are fractions of one, `years` may be broken, `date` is ISO as far as
    it is known (`2016`, `2016-03`, `2016-03-01`), `date_range` two of them with a slash, `count` counts enterprises,
    `quantity` anything else, `number` has no unit. `extra` may hold `approx`, `negative`, `min` and `max`, `unit`,
    and for dates `precision`, `part`, `from` and `to` (first and last day).
    """

    kind: Kind
    value: Decimal | str
    start: int
    end: int
    text: str
    extra: dict[str, Any] = field(default_factory=dict)

    def as_entity(self) -> dict[str, Any]:
        """The value as a Rasa entity that can be stored as JSON."""
        value = plain(self.value) if isinstance(self.value, Decimal) else self.value
        entity = {"entity": self.kind, "value": value, "start": self.start, "end": self.end, "text": self.text}
        return {**entity, "extra": dict(self.extra)} if self.extra else entity
