"""The clause that comes nearest to a question that no intent covers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from actions.turn import Turn
from knowledge.search.index import SearchIndex, open_index
from knowledge.search.query import clarity, search


@dataclass(frozen=True)
class Found:
    """A hit as a reply needs it."""

    text: str
    clause: str
    question: str


@lru_cache(maxsize=4)
def index_of(folder: str) -> SearchIndex:
    """The index of the guide in that folder of `guides/`, made if it is missing or stale."""
    from knowledge.loader import load_guide

    place = Path(os.environ.get("JIGAI_DATA_DIR", ".jigai"))
    return open_index(place / f"search-{folder}.sqlite", load_guide(folder))


def clear_hits(turn: Turn) -> tuple[str, list[Found]]:
    """How clear the best hit is (clear, choices, none), and the hits, best first."""
    hits = search(index_of(turn.guide.folder), turn.text, limit=3)
    found = [Found(hit.entry.text, hit.entry.clause, hit.entry.question) for hit in hits]
    return clarity(hits), found
