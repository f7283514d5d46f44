"""Synonyms in both directions: every group of words has a mark, which stands in for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge.errors import GuideError
from knowledge.guide import Guide
from knowledge.search.normal import normal
from knowledge.yaml_file import read_mapping

GROUPS = Path(__file__).with_name("synonyms.yml")


@dataclass(frozen=True)
class Synonyms:
    """Groups of words; a word may stand in several."""

    groups: tuple[tuple[str, ...], ...]

    def marks(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a word of a group stands in `text` (already normal) and the group's mark; longest words first.

        >>> list(Synonyms((("封顶", "上限"),)).marks("封顶多少"))
        [(0, 2, 'syn0')]
        """
        position = 0
        while self.groups and (found := self._pattern.search(text, position)):
            for mark in self._marks[found[0]]:
                yield found.start(), found.end(), mark
            position = found.end()

    @cached_property
    def _marks(self) -> dict[str, list[str]]:
        marks: dict[str, list[str]] = {}
        for number, group in enumerate(self.groups):
            for word in dict.fromkeys(map(normal, group)):
                marks.setdefault(word, []).append(f"syn{number}")
        return marks

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted(self._marks, key=lambda word: (-len(word), word))
        return re.compile("|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words))


def load_synonyms(guide: Guide, path: Path = GROUPS) -> Synonyms:
    """The groups of the file, and one for the names of each scheme and mode of the guide."""
    own = [(scheme.name, scheme.short, *scheme.aliases) for scheme in guide.ordered_schemes()]
    own += [(mode.name, *mode.aliases) for attachment in guide.attachments.values() for mode in attachment.modes]
    return Synonyms((*read_groups(path), *own))


def read_groups(path: Path) -> Sequence[tuple[str, ...]]:
    """The groups of a synonym file; raises GuideError for one that is no list of at least two words."""
    groups = read_mapping(path).get("groups")
    if not isinstance(groups, list):
        raise GuideError(str(path), "groups", "a list of groups is expected")
    for number, group in enumerate(groups):
        if not isinstance(group, list) or len(group) < 2 or not all(isinstance(word, str) and word for word in group):
            raise GuideError(str(path), f"groups.{number}", "at least two words are expected")
        if len(set(group)) < len(group):
            raise GuideError(str(path), f"groups.{number}", "a word is given twice")
    return [tuple(group) for group in groups]
