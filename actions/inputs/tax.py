"""Deductible tax: told as a sum, as a part of the tax, or as a rate that can be deducted in full."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.inputs import amounts
from actions.inputs.figures import Figure
from actions.inputs.reading import AUDITED, TAX, InputReading
from actions.inputs.roles import OTHER
from actions.inputs.vocabulary import GROSS, NET
from knowledge.model import Scheme
from knowledge.money import percent_text, yuan_text

_LEAST_NET = Decimal("0.8")
"""A sum without tax is never a smaller share of the sum with tax than this."""
_CANNOT = re.compile("(?:抵(?:扣)?不(?:了|掉)|(?:不|没法|无法|不可以?|不能|不得|不予)(?:能|可以|可|得)?(?:抵扣|抵))")
_CAN = re.compile("(?<!不)(?<!无法)(?:可以|可|能|能够|准予|允许|实际)(?:抵扣|抵掉|抵)|(?<!不)抵扣得了")
_ALL_DEDUCTIBLE = re.compile(
    "(?:全额|全部|全|都|均|百分之百|100%)(?:可以|可|能|能够|是可以|予)*(?:抵扣|抵掉|抵)|(?:抵扣|抵掉|抵)(?:得了)?(?:全部|全额)"
)
_NOT_ALL = re.compile("不(?:能)?(?:全额|全部|都)|没(?:有)?(?:全额|全部)")
_TAX_RATE = re.compile("税|进项|按|抵")
_INVESTMENTS = ("investment", "total_investment", "planned_fixed_investment", "fixed_investment")
_HIGHEST_RATE = Decimal("0.25")
"""A larger share beside the word for tax is no rate of it."""


def tax_told(figures: list[Figure], sums: list[Figure], text: str, reading: InputReading) -> Any:
    """The deductible tax as a sum: of the tax told, only what can be deducted; None where no sum is told.

    Sums of tax that do not count get the role of other sums.
    """
    taxes = [figure for figure in sums if figure.role == TAX]
    if not taxes:
        return None
    cannot = [f for f in taxes if _CANNOT.search(f.right[:10]) or _CANNOT.search(f.left)]
    can = [f for f in taxes if f not in cannot and (_CAN.search(f.left) or _CAN.match(f.right.lstrip("是元都才")))]
    share = next((f for f in figures if f.kind in ("percent", "fraction") and _is_share(f, taxes)), None)
    if can and len(taxes) > 1:
        _leave_out([figure for figure in taxes if figure not in can])
    elif share and len(taxes) == 1:
        reading.notes.append(f"税款{yuan_text(taxes[0].number)}的{share.text}可以抵扣")
        taxes[0].value, share.role = taxes[0].number * share.number, "share"
    elif cannot and len(taxes) > len(cannot):
        whole = next(figure for figure in taxes if figure not in cannot)
        reading.notes.append(f"税款{yuan_text(whole.number)}中减去不能抵扣的部分")
        whole.value = whole.number - sum((figure.number for figure in cannot), Decimal(0))
        _leave_out(cannot)
    elif cannot:
        _leave_out(cannot)
        return None
    chosen = [figure for figure in taxes if figure.role == TAX]
    return amounts.resolve(chosen, InputReading(), []) if chosen else None


def _is_share(figure: Figure, taxes: list[Figure]) -> bool:
    near = figure.right[:6] + figure.left[-6:]
    return bool(_CAN.search(near)) and not _CANNOT.search(near) and figure.start > taxes[0].start


def _leave_out(figures: list[Figure]) -> None:
    for figure in figures:
        figure.role = OTHER


def contains_tax(text: str, tax: Any) -> bool | None:
    """Whether the sums contain deductible tax."""
    net = NET.search(text)
    if net and not (tax and GROSS.search(text)):
        return False
    if GROSS.search(text) and not net:
        return True
    if tax is not None and tax != 0:
        return True
    return False if net else None


def settle_tax(figures: list[Figure], sums: list[Figure], text: str, reading: InputReading, scheme: Scheme) -> None:
    """Sums without tax need none deducted; of a gross and a net sum the net one counts."""
    if scheme.input(TAX) is None:
        return
    for role in ("investment", "total_investment", "actual_fixed_investment"):
        chosen = amounts.latest([figure for figure in sums if figure.role == role])
        net = [f for f in chosen if NET.search(f.left)]
        gross = [f for f in chosen if GROSS.search(f.left)]
        tax = reading.inputs.get(TAX)
        if isinstance(tax, Decimal) and tax > 0 and amounts.gross_and_net(chosen, tax):
            reading.gross = True
        if len(net) == 1 and not gross and len(chosen) == 2:
            gross = [f for f in chosen if f is not net[0] and f.number * _LEAST_NET < net[0].number < f.number]
        if len(gross) == 1 and not net and len(chosen) == 2:
            net = [f for f in chosen if f is not gross[0] and gross[0].number * _LEAST_NET < f.number < gross[0].number]
        if len(net) == 1 and gross and len(chosen) == 2 and TAX not in reading.inputs:
            reading.inputs[role], reading.gross = net[0].number, False
            reading.notes.append(f"取不含税的{yuan_text(net[0].number)}")
    _net_plan(sums, reading)
    if reading.gross is not False and TAX not in reading.inputs:
        _by_rate(figures, text, reading, scheme)
    if reading.gross is False:
        if reading.inputs.get(TAX):
            reading.notes.append("金额已不含可抵扣税款，不再扣减")
        reading.inputs[TAX] = Decimal(0)
    elif reading.inputs.get(TAX) == 0:
        reading.gross = False


def _net_plan(sums: list[Figure], reading: InputReading) -> None:
    """A plan without tax beside what was spent with tax: the tax is in what was spent, and taken off it alone."""
    tax, spent = reading.inputs.get(TAX), reading.inputs.get(AUDITED)
    plans = [f for f in sums if f.role in ("planned_fixed_investment", "total_investment")]
    actual = [f for f in sums if f.role == AUDITED]
    if not (isinstance(tax, Decimal) and isinstance(spent, Decimal) and 0 < tax < spent and plans and actual):
        return
    net = all(NET.search(f.left) or NET.search(f.right[:14]) for f in plans)
    gross = any(GROSS.search(f.left) or GROSS.search(f.right[:8]) for f in actual)
    if net and gross:
        reading.inputs[AUDITED], reading.inputs[TAX] = spent - tax, Decimal(0)
        reading.notes.append(
            f"累计实际投入{yuan_text(spent)}扣除可抵扣税款{yuan_text(tax)}，按{yuan_text(spent - tax)}计"
        )
        reading.gross = False


def tax_rate(figures: list[Figure], text: str) -> Decimal | None:
    """The rate of a tax that the text says can be deducted in full; a rate alone says nothing of that."""
    if not _ALL_DEDUCTIBLE.search(text) or _NOT_ALL.search(text):
        return None
    rates = [
        f.number
        for f in figures
        if f.kind == "percent" and 0 < f.number <= _HIGHEST_RATE and _TAX_RATE.search(f.left[-8:] + "|" + f.right[:8])
    ]
    return rates[0] if len(set(rates)) == 1 else None


def _by_rate(figures: list[Figure], text: str, reading: InputReading, scheme: Scheme) -> None:
    """The tax within a sum that includes it, from its rate."""
    rate = tax_rate(figures, text)
    for item in scheme.inputs:
        gross = reading.inputs.get(item.name)
        if rate is None or item.name not in _INVESTMENTS or not isinstance(gross, Decimal):
            continue
        tax = (gross - gross / (1 + rate)).quantize(Decimal("0.01"))
        reading.inputs[TAX], reading.gross = tax, True
        reading.notes.append(f"税率{percent_text(rate)}、全部可抵扣，其中可抵扣税款{yuan_text(tax)}")
        return
