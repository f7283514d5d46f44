"""A record: one thing that the guide says and that can be asked for, with its clause."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from knowledge.model.parameter import ClauseRef, Strict


class Record(Strict):
    """`answer` and `detail` restate the clause and are Jinja templates over the guide's data."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_.]*$")
    clause: ClauseRef
    heading: str
    question: str
    answer: str
    detail: str = ""
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    """Further clauses of the guide that this record restates."""
    asks_amount: bool = False
    """Who asks this often wants an amount computed; replies then offer it."""
    window: Literal["online", "paper", "both", ""] = ""
    """The window whose dates the answer states, so that a reply can add whether it is over."""


class RecordFile(Strict):
    """The shape of a file under `records/`."""

    records: tuple[Record, ...]
