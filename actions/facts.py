"""What the enterprise said, kept as plain data between messages and handed to the calculator."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from actions.increase import increased
from actions.inputs import AUDITED, REPORTED, SAME_AS_AUDIT, InputReading, read_inputs
from actions.state import State
from actions.turn import Turn
from knowledge.guide import Guide
from knowledge.model import Input, Scheme

BASE = "base"
GROSS = "gross"
SUM, BY_YEAR, TOTAL, MEMBERS = "investment", "investment_by_year", "total_investment", "members"
"""A sum and its parts: the one said last counts."""
_DENIED = re.compile(r"(?:不是|并非|而非|不应该是|不该是|不再是)[^\d,。;()（）]{0,3}$")

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
    values = not_taken_back(turn)
    reading = read_inputs(scheme, turn.text, values, pending=None, today=day)
    if pending is None or pending in reading.inputs or speaks_of_others(turn.text, scheme, pending, reading):
        return increased(turn, scheme, reading)
    return read_inputs(scheme, turn.text, values, pending=pending, today=day)


def speaks_of_others(text: str, scheme: Scheme, pending: str, reading: InputReading) -> bool:
    """Whether the message gives other inputs by their own words instead of the optional one that was asked for."""
    asked = scheme.input(pending)
    if asked is None or asked.required:
        return False
    text = text.lower()
    others = [item for item in scheme.inputs if item.name in reading.inputs]
    if any(item.kind in ("amounts_by_year", "members") for item in others):
        return True
    named = any(cue.lower() in text for item in others for cue in item.cues if len(cue) > 1)
    return named and not any(cue.lower() in text for cue in asked.cues)


def not_taken_back(turn: Turn) -> list[dict[str, Any]]:
    """The values of the message without those that it denies, as the second of “是4.4%，不是4.75%”."""
    denied = [item for item in turn.values if _DENIED.search(turn.text[: item.get("start", 0)])]
    rest = [item for item in turn.values if item not in denied]
    return [item for item in turn.values if item in rest or item["entity"] not in {other["entity"] for other in rest}]


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
    replace_other_form(facts, said)
    facts.update(said)
    if reading.gross is not None:
        state.of(GROSS)[scheme.id] = reading.gross


def replace_other_form(facts: dict[str, Any], said: dict[str, Any]) -> None:
    """Drops what was said in another form of the same thing: a sum by years or members, a last day beside years."""
    by_year = facts.get(BY_YEAR)
    if SUM in said and BY_YEAR not in said and by_year:
        facts.pop(BY_YEAR)
        if len(by_year) == 1:
            said[BY_YEAR] = dict.fromkeys(by_year, said[SUM])
    if BY_YEAR in said and SUM not in said:
        facts.pop(SUM, None)
    if TOTAL in said and MEMBERS not in said and MEMBERS in facts:
        parts = [Decimal(str(member.get("investment", 0))) for member in facts[MEMBERS]]
        if not isinstance(said[TOTAL], str) or sum(parts) != Decimal(said[TOTAL]):
            partners = sum(member.get("role") == "partner" for member in facts.pop(MEMBERS))
            facts.setdefault("member_count", str(len(parts)))
            facts.setdefault("partner_count", str(partners))
    if "years" in said and "end" not in said:
        facts.pop("end", None)


def reading_notes(reading: InputReading) -> list[str]:
    """How figures were read, and which do not count and why."""
    return [*reading.notes, *(f"{item.text}不计入：{item.why}" for item in reading.excluded)]


def option_label(item: Input, value: Any) -> str:
    """The label of a choice's value."""
    return next((option.label for option in item.options if option.value == value), str(value))
