"""What an answer says beside what was asked: 签了，2016年5月起租，租赁公司有资质."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.assessment import note_volunteered
from actions.facts import read, remember
from actions.turn import Turn
from knowledge.model import Input, Scheme


def take_besides(turn: Turn, scheme: Scheme, pending: str) -> bool:
    """Keeps what an answer says beside what was asked: figures that are not known yet, and other conditions."""
    facts = turn.state.of(scheme.id)
    reading = read(turn, scheme, unplaced_day(turn, scheme, facts))
    chosen = {item.name for item in scheme.inputs if item.kind == "choice" and not labelled(item, turn.text)}
    new = {name: value for name, value in reading.inputs.items() if name not in facts and name not in chosen}
    if new:
        remember(turn.state, scheme, replace(reading, inputs=new))
    return note_volunteered(turn, scheme, asked=pending) or bool(new)


def labelled(item: Input, text: str) -> bool:
    """Whether the text has the full name of an option; a shorter word may be about something else."""
    return any(option.label in text for option in item.options)


def unplaced_day(turn: Turn, scheme: Scheme, facts: dict[str, Any]) -> str | None:
    """The first date that is still open, for a message that gives nothing but a day."""
    if {item["entity"] for item in turn.values} != {"date"}:
        return None
    return next((item.name for item in scheme.inputs if item.kind == "date" and item.name not in facts), None)
