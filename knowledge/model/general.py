"""The guide's general part: window, place, phones, authorities, process and what holds for every scheme."""

from __future__ import annotations

from pydantic import Field, model_validator

from knowledge.model.condition import Condition
from knowledge.model.parameter import ClauseRef, Day, Parameter, Strict
from knowledge.model.scheme import Material


class Window(Strict):
    """First and last day on which something is accepted; `until` is the hour on the last day, in words."""

    start: Day
    end: Day
    until: str = ""
    hours: str = ""
    clause: ClauseRef

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.end < self.start:
            raise ValueError(f"the window ends ({self.end}) before it starts ({self.start})")
        return self


class Windows(Strict):
    """The two ways of handing in have windows of their own."""

    online: Window
    paper: Window


class Contact(Strict):
    """The hotline."""

    phones: tuple[str, ...] = Field(min_length=1)
    hours: str
    clause: ClauseRef


class Place(Strict):
    """Where papers are handed in."""

    address: str
    counter: str
    clause: ClauseRef


class Authority(Strict):
    """Who accepts and who decides."""

    name: str
    short: str
    decides_with: str
    accept_clause: ClauseRef
    decide_clause: ClauseRef


class Website(Strict):
    """Where the application is filled in."""

    system: str
    url: str
    clause: ClauseRef


class Policy(Strict):
    """A document on which the guide rests."""

    title: str
    number: str
    clause: ClauseRef


class Step(Strict):
    """A step of the process; `words` are what people call it, `waived_for` names schemes that skip it."""

    name: str
    actor: str = ""
    words: tuple[str, ...] = ()
    waived_for: tuple[str, ...] = ()


class General(Strict):
    """What `guide.yml` holds."""

    year: int = Field(ge=2000, le=2100)
    title: str
    short_title: str
    programme: str
    region: str
    windows: Windows
    contact: Contact
    place: Place
    authority: Authority
    website: Website
    basis: tuple[Policy, ...]
    process: tuple[Step, ...]
    process_clause: ClauseRef
    choose_one: ClauseRef
    """Clause of the rule that one enterprise chooses one scheme for one project."""
    combinable: str
    """Name of the other subsidy that may be combined with any scheme."""
    parameters: dict[str, Parameter]
    base_conditions: tuple[Condition, ...]
    base_materials: tuple[Material, ...]
    format_rules: tuple[Material, ...]
    readings: dict[str, str] = Field(default_factory=dict)
    """Readings of points that the guide leaves open, by short name."""
