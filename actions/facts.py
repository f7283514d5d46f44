"""What the enterprise said, kept as plain data between messages and handed to the calculator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.inputs import SAME_AS_AUDIT, InputReading, read_inputs
from actions.state import State
from actions.turn import Turn
from knowledge.guide import Guide
from knowledge.model import Input, Scheme

BASE = "base"
GROSS = "gross"
AUDITED, REPORTED = "actual_fixed_investment", "reported_fixed_investment"
"""Two statements of one figure: said to be the same, the second follows the first when that is corrected."""

PORTIONS = ("loans", "stages", "leases")
"""Terms of each contract or stage; they no longer hold once one term is told for the whole."""


def plain(value: Any) -> Any:
    """The value as JSON carries it: amounts and rates as strings, dates as ISO text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def known(guide: Guide, state: State, scheme_id: str) -> dict[str, Any]:
    """All that is known for a scheme: its inputs, its conditions and the common conditions.

    A figure that was only said to be the same as the audited one is left out: the calculator takes it to be.
    """
    every = {**state.facts.get(BASE, {}), **state.facts.get(scheme_id, {})}
    return {name: value for name, value in every.items() if value != SAME_AS_AUDIT}


def read(turn: Turn, scheme: Scheme, pending: str | None = None) -> InputReading:
    """What the message says about the scheme's inputs.

    A value that its own words give to the pending input comes before one that is only taken for the answer.
    """
    day = guide_day(turn)
    reading = read_inputs(scheme, turn.text, turn.values, pending=None, today=day)
    if pending is None or pending in reading.inputs:
        return reading
    return read_inputs(scheme, turn.text, turn.values, pending=pending, today=day)


def guide_day(turn: Turn) -> dt.date:
    """The day from which 去年 and 今年 are reckoned."""
    return turn.guide.reckoning_day(turn.today)


def remember(state: State, scheme: Scheme, reading: InputReading) -> None:
    """Adds what was read to the facts of the scheme; what is said later replaces what was said before."""
    state.asides = 0
    facts = state.of(scheme.id)
    said = {name: plain(value) for name, value in reading.inputs.items()}
    if REPORTED in said and said[REPORTED] == said.get(AUDITED):
        said[REPORTED] = SAME_AS_AUDIT
    for name in PORTIONS:
        if name not in said and {"loan_amount", "lease_amount", "contract_rate", "years"} & said.keys():
            facts.pop(name, None)
    facts.update(said)
    if reading.gross is not None:
        state.of(GROSS)[scheme.id] = reading.gross


def reading_notes(reading: InputReading) -> list[str]:
    """How figures were read, and which do not count and why."""
    return [*reading.notes, *(f"{item.text}不计入：{item.why}" for item in reading.excluded)]


def option_label(item: Input, value: Any) -> str:
    """The label of a choice's value."""
    return next((option.label for option in item.options if option.value == value), str(value))
