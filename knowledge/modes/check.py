"""An enterprise beside one mode, element by element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.model import Element, Mode


@dataclass(frozen=True)
class ModeCheck:
    """A mode's elements sorted by the answers: there, missing, not known."""

    mode: Mode
    met: tuple[Element, ...]
    missing: tuple[Element, ...]
    unknown: tuple[Element, ...]

    @property
    def complete(self) -> bool:
        """Every element is there."""
        return len(self.met) == len(self.mode.elements)


def check_mode(mode: Mode, answers: Mapping[int, bool | None]) -> ModeCheck:
    """What is there and what is missing, from answers by element number (None or absent: not known).

    Raises KeyError for a number that the mode does not have.
    """
    numbers = {element.number for element in mode.elements}
    for number in answers:
        if number not in numbers:
            raise KeyError(f"{mode.id} has no element {number}")

    def answered(value: bool | None) -> tuple[Element, ...]:
        return tuple(element for element in mode.elements if answers.get(element.number) is value)

    return ModeCheck(mode, met=answered(True), missing=answered(False), unknown=answered(None))
