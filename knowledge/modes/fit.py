"""The modes that what an enterprise has points to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from knowledge.guide import Guide
from knowledge.model import Element, Mode
from knowledge.modes.listing import modes
from knowledge.modes.wording import claims
from knowledge.yaml_file import read_mapping

TRADES = Path(__file__).with_name("trades.yml")


@dataclass(frozen=True)
class ElementMatch:
    """An element beside what was said: the systems named, those not named, and other words that point to it."""

    element: Element
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def status(self) -> Literal["met", "partial", "open"]:
        """`met`: every system of the element was named; `partial`: something was; `open`: nothing was."""
        if self.named and not self.unnamed:
            return "met"
        return "partial" if self.named or self.words else "open"


@dataclass(frozen=True)
class ModeMatch:
    """A mode with its elements as far as they were named; `trades` and `called` are further hints."""

    mode: Mode
    elements: tuple[ElementMatch, ...]
    trades: tuple[str, ...]
    called: bool
    score: float

    @cached_property
    def met(self) -> tuple[Element, ...]:
        """The elements of which every system was named."""
        return self._with("met")

    @cached_property
    def partial(self) -> tuple[Element, ...]:
        """The elements of which a part was named."""
        return self._with("partial")

    @cached_property
    def open(self) -> tuple[Element, ...]:
        """The elements of which nothing was named."""
        return self._with("open")

    def _with(self, status: str) -> tuple[Element, ...]:
        return tuple(match.element for match in self.elements if match.status == status)


def identify(guide: Guide, said: str | Iterable[str]) -> list[ModeMatch]:
    """The modes that what an enterprise has points to, best first; what it says it lacks does not count.

    `said` is a sentence, or names of systems. A word that several modes share counts less than one of a single mode.
    """
    text = said if isinstance(said, str) else "，".join(said)
    found = [_match(mode, text) for mode in modes(guide)]
    shared = [{word for match in elements for word in (*match.named, *match.words)} for elements, _, _ in found]
    ranked = []
    for mode, (elements, trades, called) in zip(modes(guide), found, strict=True):
        score = float(bool(trades)) + float(called)
        for match in elements:
            weights = [1 / sum(word in words for words in shared) for word in (*match.named, *match.words)]
            share = len(match.named) / len(match.element.systems) if match.element.systems else 0.0
            score += max(weights, default=0.0) * (1 + share) / 2
        ranked.append(ModeMatch(mode, elements, trades, called, round(score, 4)))
    return sorted((match for match in ranked if match.score), key=lambda match: (-match.score, match.mode.number))


@cache
def trades() -> Mapping[str, tuple[str, ...]]:
    """Trades commonly counted as one mode, by the mode's id. A hint only: the guide assigns no trade to a mode."""
    return {mode_id: tuple(words) for mode_id, words in read_mapping(TRADES).items()}


def _match(mode: Mode, text: str) -> tuple[tuple[ElementMatch, ...], tuple[str, ...], bool]:
    elements = []
    for element in mode.elements:
        said = {word for word in (*element.systems, *element.keywords) if claims(text, word)}
        named = tuple(system for system in element.systems if any(_stands_for(word, system, element) for word in said))
        words = tuple(word for word in element.keywords if word in said)
        unnamed = tuple(system for system in element.systems if system not in named)
        elements.append(ElementMatch(element, named, unnamed, words))
    named_trades = tuple(trade for trade in trades().get(mode.id, ()) if claims(text, trade))
    return tuple(elements), named_trades, any(claims(text, name) for name in (mode.name, *mode.aliases))


def _stands_for(word: str, system: str, element: Element) -> bool:
    """`word` is the system, a part of its name, or the Chinese name that the text gives before （system）."""
    return word in system or f"{word}（{system}）" in element.text
