"""What a message answers to the open question: figures of the scheme, or whether a condition holds."""

from __future__ import annotations

from decimal import Decimal

from actions.answers import read_condition
from actions.asking import asks
from actions.facts import read
from actions.increase import number
from actions.inputs import TAX, InputReading
from actions.subsidy import REFINE
from actions.turn import Turn
from knowledge.backward import main_input
from knowledge.model import Condition, Scheme

SURE = 0.5
"""Confidence from which a message that is no answer is taken as a question of its own."""

MOST_TAX = Decimal("0.18")
"""No tax that can be deducted is a larger part of an investment than this: value-added tax was at most 17 %."""


def read_answer(turn: Turn, scheme: Scheme, pending: str) -> InputReading:
    """What the message says of the scheme's inputs, taken as the answer to the open question where it can be one.

    A question (“600万呢”) is none to a question that only refines a result, nor is a figure that names no tax and is
    too large to be the tax in the sum: both say the sum anew.
    """
    item = scheme.input(pending)
    if item is None or item.required or turn.state.task != REFINE:
        return read(turn, scheme, pending)
    if asks(turn.text):
        return read(turn, scheme)
    reading = read(turn, scheme, pending)
    told, whole = reading.inputs.get(pending), number(turn.state.of(scheme.id).get(main_input(scheme, ())))
    if pending == TAX and "税" not in turn.text and whole and isinstance(told, Decimal) and told > whole * MOST_TAX:
        return read(turn, scheme)
    return reading


def also_pending(turn: Turn, scheme: Scheme, pending: str, reading: InputReading) -> None:
    """“固定资产计划总投资2.6亿，也就是项目总投资”: one figure that is given for the pending input as well."""
    item = scheme.input(pending)
    alike = [name for name in reading.inputs if (other := scheme.input(name)) and item and other.kind == item.kind]
    if item and pending not in reading.inputs and len(alike) == 1 and item.label.removeprefix("项目") in turn.text:
        reading.inputs[pending] = reading.inputs[alike[0]]


def verdict_of(turn: Turn, condition: Condition) -> str | None:
    """What the message answers to the condition's question, by its words or else by its intent."""
    verdict: str | None = read_condition(condition, turn.text)
    if verdict is None and turn.intent in ("affirm", "deny", "unsure") and turn.confidence >= SURE:
        said = {"affirm": True, "deny": False}.get(turn.intent)
        verdict = "unknown" if said is None else "yes" if said == condition.expected else "no"
    return verdict
