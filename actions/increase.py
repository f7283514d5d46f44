"""“明年再投2亿呢”: a sum on top of the one that was told before, not instead of it."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs import REPORTED, InputReading
from actions.state import State
from actions.turn import Turn
from knowledge.backward import PROGRESS_INPUT, main_input
from knowledge.model import Scheme
from knowledge.money import yuan_text

_ON_TOP = re.compile(
    r"(?:再|又|另外?|继续|还要?|后续|追加|增加|加|多)(?:追加|增加|加|多)?(?:投入?|完成|做|花|砸|搞)?(?:资|了|进去|上|个|约|大概)*$"
)
_ADDS = re.compile("投|追加|增加|加|花|完成|砸")


def increased(turn: Turn, scheme: Scheme, reading: InputReading) -> InputReading:
    """The reading with a sum that comes on top added to what was told before of the investment made so far."""
    more, name = sum_on_top(turn), grown_input(turn.state, scheme)
    if name is None or more is None:
        return reading
    facts = turn.state.of(scheme.id)
    kept = {key: value for key, value in reading.inputs.items() if value != more}
    for grown in (name, REPORTED):
        known = number(facts.get(grown))
        if known is not None:
            kept[grown] = known + more
    reading.inputs = kept
    reading.notes.append(f"在原来的{yuan_text(kept[name] - more)}上加{yuan_text(more)}，按{yuan_text(kept[name])}计")
    return reading


def sum_on_top(turn: Turn) -> Decimal | None:
    """The one sum of the message where its words say that it is added; None otherwise."""
    amounts = [item for item in turn.values if item["entity"] == "amount"]
    if len(amounts) != 1:
        return None
    [added] = amounts
    match = _ON_TOP.search(turn.text[max(0, added["start"] - 8) : added["start"]])
    return Decimal(str(added["value"])) if match and _ADDS.search(match[0]) else None


def grown_input(state: State, scheme: Scheme) -> str | None:
    """The input of the investment made so far, where it was told; None where it was not."""
    facts = state.facts.get(scheme.id, {})
    name = PROGRESS_INPUT.get(scheme.calculation) or main_input(scheme, facts)
    return name if number(facts.get(name)) is not None else None


def number(value: object) -> Decimal | None:
    """A single sum as it is kept; None for a range, for parts or for what is not known."""
    return Decimal(value) if isinstance(value, str) and re.fullmatch(r"\d+(?:\.\d+)?", value) else None
