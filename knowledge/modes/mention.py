"""Which mode mentions a system, a figure or a phrase."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.guide import Guide
from knowledge.model import Element, Mode
from knowledge.modes.listing import modes
from knowledge.modes.wording import longest_common, normal, positions

SMALLEST_ECHO = 3
"""A stretch of characters that a question and a text share says something from this length on."""


@dataclass(frozen=True)
class Mention:
    """A place that mentions what was asked for: an element, or the mode's goal (`element` is None)."""

    mode: Mode
    element: Element | None
    words: tuple[str, ...]

    @property
    def clause(self) -> str:
        """The clause of the element, or of the mode."""
        return self.element.clause if self.element else self.mode.clause


def find_elements(guide: Guide, text: str) -> list[Mention]:
    """Where the modes mention what `text` asks for, in the guide's order.

    A shorter word inside a longer one found in the same place does not count (互联互通 in 互联互通网络架构), nor does
    an element that has only a part of the words that another one has. Where the question shares a longer stretch with
    an element's text or a goal than any known word, that stretch decides.
    """
    text = normal(text)
    places = [
        (mode, element, {word: positions(text, word) for word in (*element.systems, *element.keywords)})
        for mode in modes(guide)
        for element in mode.elements
    ]
    spans = {span for _, _, words in places for found in words.values() for span in found}
    outer = {span for span in spans if not any(_inside(span, other) for other in spans)}
    longest = max((end - start for start, end in outer), default=0)
    echoes = _echoes(guide, text)
    if echoes and len(echoes[0].words[0]) > longest:
        return echoes
    hits = [
        (mode, element, {word: outer.intersection(found) for word, found in words.items()})
        for mode, element, words in places
    ]
    covered = [frozenset[tuple[int, int]]().union(*words.values()) for _, _, words in hits]
    return [
        Mention(mode, element, tuple(word for word, found in words.items() if found))
        for (mode, element, words), own in zip(hits, covered, strict=True)
        if own and not any(own < other for other in covered)
    ]


def modes_without(guide: Guide, text: str) -> list[Mode]:
    """The modes no element of which mentions what `text` asks for; empty where nothing in `text` is known."""
    having = {mention.mode.id for mention in find_elements(guide, text)}
    return [mode for mode in modes(guide) if mode.id not in having] if having else []


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _echoes(guide: Guide, text: str) -> list[Mention]:
    """The elements and goals that share the longest stretch of characters with `text` (already normal)."""
    shared = [
        (mode, element, longest_common(text, normal(element.text if element else mode.goal)))
        for mode in modes(guide)
        for element in (*mode.elements, None)
    ]
    longest = max((len(stretch) for _, _, stretch in shared), default=0)
    if longest < SMALLEST_ECHO:
        return []
    return [Mention(mode, element, (stretch,)) for mode, element, stretch in shared if len(stretch) == longest]
