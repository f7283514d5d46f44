"""The clause that comes nearest to a question that no intent covers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from actions.turn import Turn
from knowledge.guide import Guide
from knowledge.search.index import SearchIndex, open_index
from knowledge.search.query import clarity, search


@dataclass(frozen=True)
class Found:
    """A hit as a reply needs it."""

    text: str
    clause: str
    question: str


_OPEN: dict[str, SearchIndex] = {}


def index_of(guide: Guide) -> SearchIndex:
    """The index of the guide, made if it is missing or stale."""
    return _OPEN.get(guide.folder) or renew_index(guide)


def renew_index(guide: Guide) -> SearchIndex:
    """The index of the guide as it is now."""
    place = Path(os.environ.get("JIGAI_DATA_DIR", ".jigai"))
    _OPEN[guide.folder] = open_index(place / f"search-{guide.folder}.sqlite", guide)
    return _OPEN[guide.folder]


def clear_hits(turn: Turn) -> tuple[str, list[Found]]:
    """How clear the best hit is (clear, choices, none), and the hits, best first."""
    hits = search(index_of(turn.guide), turn.text, limit=3)
    found = [Found(hit.entry.text, hit.entry.clause, hit.entry.question) for hit in hits]
    return clarity(hits), found
