"""An attachment: the outline of a plan (1-1 to 1-4), or the intelligent-manufacturing modes (1-5)."""

from __future__ import annotations

from pydantic import Field

from knowledge.model.parameter import ClauseRef, Parameter, Strict


class Section(Strict):
    """A chapter of the outline: points that it must cover, and data and evidence to bring."""

    id: str
    number: str
    title: str
    points: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    clause: ClauseRef
    sections: tuple[Section, ...] = ()


class Element(Strict):
    """One element of a mode, restated; `question` asks whether an enterprise has it."""

    number: int = Field(ge=1)
    title: str
    text: str
    question: str
    systems: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    clause: ClauseRef


class Mode(Strict):
    """An intelligent-manufacturing mode with its elements in the guide's order."""

    id: str
    number: int
    name: str
    aliases: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    elements: tuple[Element, ...]
    goal: str
    clause: ClauseRef


class Attachment(Strict):
    """`1-1` to `1-4` have sections, `1-5` has modes."""

    id: str = Field(pattern=r"^\d+(-\d+)?$")
    title: str
    purpose: str
    schemes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    modes: tuple[Mode, ...] = ()
