"""A scheme: one kind of support, with its parameters, inputs, conditions, materials and answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from knowledge.model.condition import Condition
from knowledge.model.parameter import ClauseRef, Parameter, Strict


class Option(Strict):
    """A value that a choice may take, with the words that people use for it."""

    value: str
    label: str
    words: tuple[str, ...] = ()


class Input(Strict):
    """An input of the calculation or assessment, and how to ask for it.

    `unit` is the unit in which a bare number is read; `cues` are the words beside a value that give it this role.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    kind: Literal["amount", "percent", "years", "date", "choice", "count", "members", "amounts_by_year"]
    required: bool = False
    question: str = Field(min_length=4)
    example: str = ""
    unit: str = ""
    cues: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    assumption: str = ""
    """Said in the result where the input is not given."""
    covered_by: tuple[str, ...] = ()
    """Inputs any of which makes it unnecessary to ask for this one."""


class Material(Strict):
    """A document to hand in: its form (原件, 复印件, 打印件 …), seal, and whether it may be left out."""

    name: str
    form: str = ""
    seal: str = ""
    note: str = ""
    optional: bool = False
    attachment: str = ""
    clause: ClauseRef


class Facet(Strict):
    """What the guide says of one side of a scheme (amount, payment, look-back …), restated; a Jinja template."""

    clause: ClauseRef
    question: str
    answer: str
    detail: str = ""
    keywords: tuple[str, ...] = ()
    silent: bool = False
    """The guide says nothing of this side; the answer says so, and overviews leave it out."""


class Scheme(Strict):
    """One kind of support of the guide."""

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    ordinal: int = Field(ge=1)
    group: str = ""
    group_aliases: tuple[str, ...] = ()
    """Names that people use for the group; they mean all of its schemes."""
    name: str
    short: str
    aliases: tuple[str, ...]
    calculation: Literal["share", "instalments", "chain", "loan", "lease"]
    parameters: dict[str, Parameter]
    inputs: tuple[Input, ...]
    conditions: tuple[Condition, ...]
    materials: tuple[Material, ...]
    attachment: str = ""
    screening: str = ""
    """The question that finds out whether the scheme concerns an enterprise at all; answered by yes or no."""
    signs: tuple[str, ...] = ()
    """Words by which a clause about the enterprise shows that it speaks of this scheme's field."""
    facets: dict[str, Facet]

    def parameter(self, name: str) -> Parameter:
        """The parameter `name`; raises KeyError where the scheme has none."""
        return self.parameters[name]

    def input(self, name: str) -> Input | None:
        """The input `name`, or None."""
        return next((item for item in self.inputs if item.name == name), None)
