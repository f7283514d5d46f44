"""Searching: the best clauses for a question, each with a score that tells a hit from noise.

BM25 over the weighted fields finds the candidates. It is multiplied by the share of the question that the entry covers,
each word counting by how rare it is: a question about something else has words that no entry, or not this one, holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.search.citation import cited
from knowledge.search.entries import Entry
from knowledge.search.index import Row, SearchIndex
from knowledge.search.synonyms import Synonyms
from knowledge.search.tokens import Unit, query_units

CANDIDATES = 40
"""Entries that BM25 puts first and that are looked at more closely."""
EXACT, SYNONYM, PART, SOUND = 1.0, 0.9, 0.7, 0.6
"""How well a word is covered by itself, by a synonym, by words inside it, and by what sounds alike."""
SINGLE = 0.5
"""How much a single character counts beside a longer word."""
CORE = 0.3
"""The part of the coverage that looks only at heading, question and keywords."""
HALF = 50.0
"""The BM25 at which a fully covered question scores one half."""
SECONDARY = 0.9
"""Lists of documents, plans and modes, and what the guide is silent on, come after a record that fits as well."""

CLEAR, CHOICES, MARGIN = 0.29, 0.1, 0.03
"""From which score on the best hit is an answer, or worth offering, and how far it must be ahead to be the answer."""

Clarity = Literal["clear", "choices", "none"]


@dataclass(frozen=True)
class Hit:
    """An entry that was found, with its score between 0 (noise) and 1."""

    entry: Entry
    score: float

    @property
    def clause(self) -> str:
        """The clause that the entry restates."""
        return self.entry.clause


def search(
    index: SearchIndex,
    text: str,
    limit: int = 5,
    scheme: str | None = None,
    *,
    synonyms: bool = True,
    pinyin: bool = True,
) -> list[Hit]:
    """The entries that answer `text`, best first; with `scheme`, those of other schemes are left out."""
    citation = [entry for entry in cited(text, index.entries) if entry.concerns(scheme)]
    if citation:
        return [Hit(entry, 1.0) for entry in citation[:limit]]
    groups = index.synonyms if synonyms else Synonyms(())
    units = query_units(text, groups, index.words, index.known_syllables if pinyin else frozenset())
    if not pinyin:
        units = [replace(unit, sounds=()) for unit in units]
    tokens = sorted({token for unit in units for token in unit.tokens() if index.holds(token)})
    if not tokens:
        return []
    weights = [_weight(index, unit) for unit in units]
    hits = []
    for position, strength in index.ranked(" OR ".join(f'"{token}"' for token in tokens), CANDIDATES):
        row = index.rows[position]
        if row.entry.concerns(scheme):
            hits.append(Hit(row.entry, round(_score(index, row, strength, units, weights), 4)))
    return sorted(hits, key=lambda hit: -hit.score)[:limit]


def clarity(hits: Sequence[Hit]) -> Clarity:
    """`clear`: the first hit is the answer; `choices`: it is one of two or three to offer; `none`: nothing answers."""
    if not hits or hits[0].score < CHOICES:
        return "none"
    other = next((hit for hit in hits[1:] if hit.clause != hits[0].clause), None)
    ahead = hits[0].score - other.score if other else hits[0].score
    return "clear" if hits[0].score >= CLEAR and ahead >= MARGIN else "choices"


def _score(index: SearchIndex, row: Row, strength: float, units: Sequence[Unit], weights: Sequence[float]) -> float:
    everywhere = core = 0.0
    for unit, weight in zip(units, weights, strict=True):
        everywhere += weight * _quality(index, unit, row.words, row.sounds)
        core += weight * _quality(index, unit, row.core, row.sounds)
    coverage = ((1 - CORE) * everywhere + CORE * core) / sum(weights)
    prior = SECONDARY if row.entry.silent or row.entry.kind != "record" else 1.0
    return coverage * strength / (strength + HALF) * prior


def _weight(index: SearchIndex, unit: Unit) -> float:
    """How much a word of the question tells: its rarity, that of its synonyms where they are more common."""
    weight = index.rarity(unit.word)
    if unit.marks:
        weight = min(weight, *map(index.rarity, unit.marks))
    elif not index.holds(unit.word):
        known = [index.rarity(part) for part in unit.parts if index.holds(part)]
        weight = (weight + max(known)) / 2 if known else weight
    return weight * SINGLE if len(unit.word) == 1 else weight


def _quality(index: SearchIndex, unit: Unit, words: frozenset[str], sounds: frozenset[str]) -> float:
    """How well an entry covers a word of the question, from 0 to 1."""
    if unit.word in words:
        return EXACT
    marked = SYNONYM * sum(mark in words for mark in unit.marks) / len(unit.marks) if unit.marks else 0.0
    whole = sum(map(index.rarity, unit.parts))
    parts = PART * sum(index.rarity(part) for part in unit.parts if part in words) / whole if whole else 0.0
    heard = SOUND * sum(pair in sounds for pair in unit.sounds) / len(unit.sounds) if unit.sounds else 0.0
    return max(marked, parts, heard)
