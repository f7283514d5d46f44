"""Inputs told in words: a choice among options, 没有 for nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.inputs.reading import InputReading
from actions.inputs.vocabulary import NEVER_PAID, NO_TAX, NOTHING
from knowledge.model import Input, Scheme

_DENIED = re.compile(r"(?:不是|并非|不属于|不算|没有?在|没有|未在|没上|没|并无|无|非)\s*(?:在|新建的?|国内)?\s*$")
_LIST_OF_PROJECTS = re.compile("^(?:名录|项目库|库)")


def read_choices(text: str, scheme: Scheme, reading: InputReading, pending: str | None) -> None:
    """Every choice that the text decides; words that are denied do not count, longer ones come first.

    Words for none of the options proper outweigh a bare label: 主板（港交所） is not the main board meant.
    """
    for item in scheme.inputs:
        if item.kind == "choice":
            value = _choice(text, item, asked=pending == item.name)
            if value:
                reading.inputs[item.name] = value


def _choice(text: str, item: Input, *, asked: bool) -> str | None:
    words = sorted(
        ((word.lower(), option.value) for option in item.options for word in (option.label, *option.words)),
        key=lambda pair: -len(pair[0]),
    )
    covered = [False] * len(text)
    said: list[tuple[int, int, str]] = []
    denied: set[str] = set()
    for word, value in words:
        for match in re.finditer(re.escape(word), text):
            if any(covered[match.start() : match.end()]):
                continue
            covered[match.start() : match.end()] = [True] * len(word)
            if _LIST_OF_PROJECTS.match(text[match.end() :]):
                continue
            if _DENIED.search(text[: match.start()]):
                denied.add(value)
            else:
                said.append((match.start(), match.end(), value))
    starts = {start for start, _, _ in said}
    said = [item for item in said if item[1] not in starts]
    labels = {option.label.lower() for option in item.options}
    specific = [(start, end, value) for start, end, value in said if text[start:end] not in labels]
    if {value for _, _, value in specific} == {"other"}:
        said = specific
    values = {value for _, _, value in said}
    if len(values) == 1:
        return values.pop()
    if len(values) > 1:
        return max(said)[2] if re.search("不是|不对|说错|更正|其实|转板|转到", text) else None
    options = [option.value for option in item.options]
    if denied and asked and len(options) == 2 and len(denied) == 1:
        return next(value for value in options if value not in denied)
    return None


def read_nothing(text: str, scheme: Scheme, reading: InputReading, pending: str | None) -> None:
    """没有 as an answer to an optional sum is zero; 之前没拨过 is, whatever was asked."""
    asked = scheme.input(pending) if pending else None
    open_sum = asked and asked.kind == "amount" and not asked.required and asked.name not in reading.inputs
    if asked and open_sum and NOTHING.match(text.strip()):
        reading.inputs[asked.name] = Decimal(0)
    if scheme.input("deductible_tax") and "deductible_tax" not in reading.inputs and NO_TAX.search(text):
        reading.inputs["deductible_tax"], reading.gross = Decimal(0), False
    if scheme.input("paid") and "paid" not in reading.inputs and NEVER_PAID.search(text):
        reading.inputs["paid"] = Decimal(0)
        reading.notes.append("之前未拨付，按0计")


def is_range(value: Any) -> bool:
    """Whether the input was told as a range."""
    return isinstance(value, dict) and value.keys() == {"min", "max"}
