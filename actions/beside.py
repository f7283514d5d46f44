"""What an answer says beside what was asked: 签了，2016年5月起租，租赁公司有资质."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.asking import asks
from actions.assessment import note_volunteered
from actions.facts import BASE, read, remember
from actions.told import said_of
from actions.turn import Turn
from knowledge.model import Condition, Input, Scheme


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


def note_common(turn: Turn) -> list[Condition]:
    """Keeps what the message says of the conditions that all schemes share: where the firm and the project are, …"""
    if asks(turn.text):
        return []
    every = turn.guide.general.base_conditions
    told = {condition.id: said_of(condition, every, turn.text) for condition in every}
    decided = [condition for condition in every if told[condition.id] in ("yes", "no")]
    for condition in decided:
        turn.state.of(BASE)[condition.id] = (told[condition.id] == "yes") == condition.expected
    return decided


def noted(turn: Turn, conditions: list[Condition]) -> str:
    """Says of conditions just told that they are noted; of one that fails, what is asked for and what would mend it."""
    failed = [item for item in conditions if turn.state.of(BASE)[item.id] != item.expected]
    if not failed:
        return "记下了。"
    return "\n".join(f"请注意：{item.statement}（{item.clause}）。{item.remedy}" for item in failed)
