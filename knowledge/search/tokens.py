"""Words for the index and for a query: jieba's search-mode cut, marks of synonym groups, and pinyin."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from knowledge.search.normal import LONGEST, normal
from knowledge.search.pinyin import pairs, spelt, syllables
from knowledge.search.synonyms import Synonyms
from knowledge.words import segmenter
from knowledge.yaml_file import read_mapping

STOP_WORDS = frozenset(map(str, read_mapping(Path(__file__).with_name("stop_words.yml"))["words"]))
_WORD = re.compile(r"[\w.%-]*\w[\w.%-]*")
_LATIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True)
class Unit:
    """A word of the query, with all that may stand for it in an entry."""

    word: str
    parts: tuple[str, ...] = ()
    """Shorter words inside it."""
    marks: tuple[str, ...] = ()
    """Synonym groups that it, or a phrase over it, belongs to."""
    sounds: tuple[str, ...] = ()
    """Pairs of syllables that touch it."""

    def tokens(self) -> tuple[str, ...]:
        """Everything to look for in the index."""
        return (self.word, *self.parts, *self.marks, *self.sounds)


def index_words(text: str, synonyms: Synonyms) -> list[str]:
    """The words of a text as they go into the index, then the marks of the synonym groups that they belong to."""
    text = normal(text)
    words = [word for word in segmenter().cut_for_search(text) if _WORD.fullmatch(word)]
    return words + [mark for _, _, mark in synonyms.marks(text)]


def query_units(text: str, synonyms: Synonyms, known_words: Set[str], known_syllables: Set[str]) -> list[Unit]:
    """The words of a query that carry meaning."""
    text = normal(text[:LONGEST])
    units: list[Unit] = []
    position = 0
    for run in _LATIN.finditer(text):
        spelling = None if run[0] in known_words else spelt(run[0].replace(" ", ""), known_syllables)
        if spelling and len(spelling) > 1:
            units += _units(text, position, run.start(), synonyms, known_words)
            units += _spelt_units(spelling)
            position = run.end()
    return units + _units(text, position, len(text), synonyms, known_words)


def _spelt_units(spelling: list[str]) -> list[Unit]:
    return [Unit(word=pair, sounds=(pair,)) for pair in pairs(spelling)]


def _units(text: str, start: int, end: int, synonyms: Synonyms, known_words: Set[str]) -> list[Unit]:
    text = text[start:end]
    marks = list(synonyms.marks(text))
    sounds = _sounds(text)
    units = []
    for words, first, last in _phrases(_joined(list(segmenter().tokenize(text)), known_words), marks):
        word = text[first:last]
        own = tuple(dict.fromkeys(mark for left, right, mark in marks if left < last and first < right))
        if not _WORD.search(word) or (word in STOP_WORDS and not own):
            continue
        touching = tuple(pair for left, pair in sounds if left < last and first < left + 2)
        pieces = (*words, *segmenter().cut_for_search(word))
        parts = tuple(part for part in dict.fromkeys(pieces) if part != word and part not in STOP_WORDS)
        units.append(Unit(word, parts, own, touching))
    return units


def _phrases(cut: list[tuple[str, int, int]], marks: list[tuple[int, int, str]]) -> list[tuple[list[str], int, int]]:
    """Words that one synonym reaches over become one phrase."""
    phrases: list[tuple[list[str], int, int]] = []
    for word, first, last in cut:
        if phrases and any(left < phrases[-1][2] and first < right and left < first for left, right, _ in marks):
            words, begin, _ = phrases.pop()
            phrases.append(([*words, word], begin, last))
        else:
            phrases.append(([word], first, last))
    return phrases


def _joined(cut: list[tuple[str, int, int]], known_words: Set[str]) -> list[tuple[str, int, int]]:
    """Neighbouring single characters that the index does not know become one word: they may be a misspelt one."""
    joined: list[tuple[str, int, int]] = []
    for word, first, last in cut:
        loose = last - first == 1 and _HAN.match(word) and word not in STOP_WORDS
        if loose and joined and joined[-1][2] == first and joined[-1][0] not in known_words and _single(joined[-1][0]):
            before = joined.pop()
            joined.append((before[0] + word, before[1], last))
        else:
            joined.append((word, first, last))
    return joined


def _single(word: str) -> bool:
    return len(word) < 3 and word not in STOP_WORDS and bool(_HAN.match(word))


def _sounds(text: str) -> list[tuple[int, str]]:
    found = []
    for run in re.finditer(r"[一-鿿]+", text):
        found += [(run.start() + offset, pair) for offset, pair in enumerate(pairs(syllables(run[0])))]
    return found
