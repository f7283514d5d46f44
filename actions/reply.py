"""A reply, built once as data; channels render it.

The text answers first, then the detail, then the clause it rests on; at most three next steps are offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from rasa_sdk.executor import CollectingDispatcher

Status = Literal["answered", "declined", "unsure", "task", "handover", "social"]
MOST_CHOICES = 8
NUMBER = {"expects": "number"}
"""Tells a channel with numbered choices to letter them instead."""


@dataclass(frozen=True)
class Choice:
    """A next step: what is shown and what is sent when it is chosen."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """What the assistant says to one message."""

    text: str
    choices: tuple[Choice, ...] = ()
    card: Mapping[str, Any] | None = None
    clauses: tuple[str, ...] = ()
    documents: tuple[Mapping[str, str], ...] = ()
    status: Status = "answered"
    extra: Mapping[str, Any] = field(default_factory=dict)
    question: str = ""
    """Asked after the answer, as a message of its own that carries the choices."""
    expects_number: bool = False
    """The open question wants a number, so that a typed 2 is an answer and not the second choice."""

    def with_choices(self, choices: Iterable[Choice]) -> Reply:
        """The same reply with other next steps."""
        return replace(self, choices=tuple(choices))

    def custom(self) -> dict[str, Any]:
        """What a rich channel may show beside the text; empty for a bare question, so that the question stays last."""
        if self.status == "task":
            return dict(NUMBER) if self.expects_number and not self.question else {}
        custom: dict[str, Any] = {"status": self.status}
        if self.clauses:
            custom["citations"] = list(self.clauses)
        if self.documents:
            custom["documents"] = [dict(document) for document in self.documents]
        if self.card:
            custom["card"] = dict(self.card)
        return {**custom, **self.extra}


def choice(title: str, payload: str = "") -> Choice:
    """A next step whose payload is its title unless given."""
    return Choice(title, payload or title)


def citation(title: str, clauses: Iterable[str]) -> str:
    """The line that names the clauses; empty without any.

    >>> citation("申请指南", ["三（二）1"])
    '依据：《申请指南》三（二）1'
    """
    named = "、".join(dict.fromkeys(clauses))
    return f"依据：《{title}》{named}" if named else ""


def joined(first: Reply, second: Reply) -> Reply:
    """Two replies in one message: both texts, the next steps of the second."""
    return replace(
        second,
        text=f"{first.text}\n\n{second.text}",
        question=second.question or first.question,
        card=second.card or first.card,
        clauses=tuple(dict.fromkeys((*first.clauses, *second.clauses))),
        documents=(*first.documents, *second.documents),
        choices=second.choices or first.choices,
    )


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Hands the reply to Rasa: text and buttons, the custom part where there is any, then a question that follows."""
    buttons = [{"title": step.title, "payload": step.payload} for step in reply.choices[:MOST_CHOICES]]
    dispatcher.utter_message(text=reply.text, buttons=[] if reply.question else buttons)
    if custom := reply.custom():
        dispatcher.utter_message(json_message=custom)
    if reply.question:
        dispatcher.utter_message(text=reply.question, buttons=buttons)
        if reply.expects_number:
            dispatcher.utter_message(json_message=dict(NUMBER))
