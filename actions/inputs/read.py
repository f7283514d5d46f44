"""Reading a message for the inputs of a scheme: roles for the figures, then one value for each input."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from actions.inputs import amounts, audited, chain, counts, portions, rates, terms, words
from actions.inputs.defaults import give_defaults
from actions.inputs.figures import Figure, figures_of
from actions.inputs.financed import financed
from actions.inputs.multiples import times_done, times_quantity
from actions.inputs.not_own import own_values
from actions.inputs.planned import plan_as_done, plan_less_excluded
from actions.inputs.progress import read_progress, read_share_of_total
from actions.inputs.reading import TAX, Excluded, InputReading
from actions.inputs.rents import RENTS, cost_of_rents, mark_rents
from actions.inputs.roles import OTHER, assign_roles
from actions.inputs.tax import contains_tax, settle_tax, tax_told
from actions.inputs.vocabulary import (
    CANTONESE,
    CORRECTION,
    LARGE,
    NEGATED,
    NOT_HERE,
    OWN_FUNDS,
    SUBSET,
    TOTAL,
    WORKING_CAPITAL_LOAN,
)
from actions.inputs.year_shares import SHARE, read_year_shares
from actions.inputs.yearly import read_years_of_sums
from knowledge.model import Scheme
from knowledge.money import FOREIGN_SUM, WAN, yuan_text

_FOREIGN = re.compile(FOREIGN_SUM)
_OWN_FUNDS = re.compile("自有资金|自筹|自己的钱")
_UNIT = re.compile(r"(?:单位(?:都)?(?:是|为|:|：)?\s*|[(（])(千元|万元|百万元|亿元|元)(?!\d)")
YEAR = re.compile(r"20[0-3]\d")
"""A bare number that is a year unless it is the whole answer: 钱都是2017和今年投的."""
LEAST_OF_A_TABLE = 10
_UNITS = {"元": Decimal(1), "千元": Decimal(1000), "万元": WAN, "百万元": 100 * WAN, "亿元": 10000 * WAN}
_NOT_INVESTMENT = frozenset({"loan_amount", "lease_amount", "financing_cost", "paid", "approved_total", TAX})


def read_inputs(
    scheme: Scheme, text: str, values: Iterable[Mapping[str, Any]], *, pending: str | None, today: dt.date
) -> InputReading:
    """What the message states of the scheme's inputs; `pending` is the input that was just asked for."""
    reading = InputReading()
    text = text.lower().translate(CANTONESE)
    values = list(values)
    own = own_values(scheme, text, values)
    reading.unread += [dict(item) for item in values if item not in own and item["entity"] == "amount"]
    figures = figures_of(text, own)
    _with_unit(figures, text)
    assign_roles(figures, scheme, pending)
    figures = _corrected(figures, text)
    portions.mark_repayments(figures, scheme)
    mark_rents(figures, scheme)
    audited.mark_differences(figures, scheme)
    audited.mark_plans(figures, scheme)
    rates.read_rates(figures, text, reading, scheme, pending)
    terms.read_years(figures, reading, scheme, pending)
    terms.read_dates(figures, reading, scheme, pending)
    read_progress(figures, text, reading, scheme, pending)
    if scheme.input("members"):
        told = counts.read_counts(figures, text, reading, pending)
        chain.read_members(figures, text, reading, asked=pending == "members")
    _read_amounts(figures, text, reading, scheme, pending, today)
    if scheme.input("members"):
        chain.complete_total(reading, told)
    portions.read_portions(figures, text, scheme, reading)
    if scheme.input("investment") and reading.excluded and all(item.why == NOT_HERE for item in reading.excluded):
        reading.inputs.setdefault("investment", Decimal(0))
    plan_as_done(figures, scheme, reading)
    plan_less_excluded(text, scheme, reading)
    cost_of_rents(figures, reading)
    words.read_choices(text, scheme, reading, pending)
    words.read_nothing(text, scheme, reading, pending)
    audited.read_same(text, scheme, reading, pending)
    audited.read_difference(figures, reading)
    if foreign := _FOREIGN.search(text):
        reading.notes.append(f"{foreign[0].strip()}不是人民币，没有计入，请折成人民币再告诉我")
    for figure in figures:
        ranged = isinstance(reading.inputs.get(figure.role), Mapping)
        if figure.extra.get("approx") and figure.role in reading.inputs and figure.kind == "amount" and not ranged:
            reading.notes.append(f"{figure.text}是约数，按{yuan_text(figure.number)}计")
        if figure.role in ("", OTHER) and figure.kind not in ("quantity", "date", "date_range", "complete"):
            reading.unread.append(figure.as_entity())
        if figure.kind == "amount" and not figure.role and reading.inputs:
            reading.notes.append(f"没看出{figure.text}是哪一项，没有计入")
    return reading


def _with_unit(figures: list[Figure], text: str) -> None:
    """Bare numbers are sums in the unit that the message states for its table: （万元，不含税）甲2750 乙1420."""
    stated = _UNIT.search(text)
    for figure in figures:
        if stated and figure.kind == "number" and figure.number >= LEAST_OF_A_TABLE:
            figure.value, figure.kind = figure.number * _UNITS[stated[1]], "amount"


def _corrected(figures: list[Figure], text: str) -> list[Figure]:
    """Without the figures that the message itself takes back."""
    kept: list[Figure] = []
    denied_role = ""
    marks = [match.start() for match in CORRECTION.finditer(text)]
    for number, figure in enumerate(figures):
        following = [other for other in figures[number + 1 :] if other.family == figure.family]
        if NEGATED.search(figure.left) and following:
            denied_role = figure.role
            continue
        if denied_role and (not figure.role or figure.weak) and figure.family == "amount":
            figure.role = denied_role
        taken_back = [mark for mark in marks if figure.end <= mark]
        after = [other for other in following if taken_back and other.start >= taken_back[0]]
        if any(other.role == figure.role or not other.role or other.weak for other in after):
            for other in after:
                other.role = other.role if other.role and not other.weak else figure.role
            continue
        kept.append(figure)
    return kept


def _read_amounts(
    figures: list[Figure], text: str, reading: InputReading, scheme: Scheme, pending: str | None, today: dt.date
) -> None:
    times_quantity(figures, text, reading)
    told = [figure for figure in figures if figure.role not in (portions.REPAID, audited.DIFFERENCE, RENTS)]
    sums = [f for f in told if f.kind == "amount" or (f.kind == "number" and _is_sum(f, scheme, pending))]
    for figure in sums:
        if figure.kind == "number":
            figure.value = figure.number * WAN if abs(figure.number) < LARGE else figure.number
            figure.kind = "amount"
    left_out: list[Figure] = []
    loans = [figure for figure in sums if figure.role == "loan_amount"]
    last_ones = amounts.last_ones_not_counted(sums, text)
    own_funds = any(condition.id == "fund_use" for condition in scheme.conditions)
    for figure in list(sums):
        if figure.number < 0:
            reading.unread.append(figure.as_entity())
            reading.notes.append(f"{figure.text}小于零，没有采用")
            figure.role = "negative"
            sums.remove(figure)
        elif figure in loans and len(loans) > 1 and re.search("流动资金|流贷|周转", figure.left + figure.right):
            reading.excluded.append(Excluded(figure.number, WORKING_CAPITAL_LOAN, figure.text))
            figure.role = "excluded"
            sums.remove(figure)
        elif earmarked(figure, sums, loans):
            reading.excluded.append(Excluded(figure.number, WORKING_CAPITAL_LOAN, figure.text, deducted=True))
            figure.role = "excluded"
            sums.remove(figure)
        elif own_funds and len(sums) > 1 and _from_own_funds(figure, sums):
            reading.excluded.append(Excluded(figure.number, OWN_FUNDS, figure.text))
            figure.role = "excluded"
            left_out.append(figure)
            sums.remove(figure)
        elif figure in last_ones:
            reading.excluded.append(Excluded(figure.number, "已说明不计入", figure.text))
            figure.role = "excluded"
            left_out.append(figure)
            sums.remove(figure)
        elif figure.role not in _NOT_INVESTMENT and (why := amounts.reason_not_counted(figure)):
            reading.excluded.append(Excluded(figure.number, why, figure.text))
            figure.role = "excluded"
            left_out.append(figure)
            sums.remove(figure)
    give_defaults(sums, scheme, pending, reading)
    financed(figures, sums, scheme, reading)
    if scheme.input("investment") and not scheme.input("progress"):
        times_done(figures, sums, "investment", reading)
    read_share_of_total(figures, sums, scheme, reading)
    read_year_shares(figures, sums, scheme, reading, today)
    figures = [figure for figure in figures if figure.role != SHARE]
    sums = read_years_of_sums(figures, sums, scheme, reading, today)
    if len(reading.inputs.get("members", [])) > 1:
        sums = [f for f in sums if f.role != "total_investment" or not f.weak or TOTAL.search(f.left)]
    tax = tax_told(figures, sums, text, reading)
    reading.gross = contains_tax(text, tax)
    for role in dict.fromkeys(figure.role for figure in sums):
        item = scheme.input(role)
        if item is None or item.kind != "amount" or role in reading.inputs:
            continue
        told_tax = tax if isinstance(tax, Decimal) else None
        whole = role == "total_investment" and scheme.input("planned_fixed_investment") is not None
        relevant = [] if role in _NOT_INVESTMENT or whole else left_out
        reading.inputs[role] = amounts.resolve([f for f in sums if f.role == role], reading, relevant, told_tax)
    settle_tax(figures, sums, text, reading, scheme)


def _from_own_funds(figure: Figure, sums: list[Figure]) -> bool:
    """Whether a listed firm paid the sum itself; words between two sums speak of the one that they lead up to."""
    if _OWN_FUNDS.search(figure.left):
        return True
    follows = any(other.start > figure.end and _OWN_FUNDS.search(other.left) for other in sums)
    return bool(_OWN_FUNDS.search(figure.right[:10])) and not follows


def earmarked(figure: Figure, sums: list[Figure], loans: list[Figure]) -> bool:
    """Takes the part of a loan that is for working capital off it: 贷了3000万，其中1000万只能做流动资金."""
    before = [other for other in sums if other.end <= figure.start]
    loan = next((other for other in reversed(before) if other in loans), None)
    words = figure.left + figure.right
    if (
        loan is None
        or not re.search("流动资金|流贷|周转|(?:不得|不能|不可)用于固", words)
        or figure.number >= loan.number
    ):
        return False
    parts = [other for other in before if other.start > loan.start]
    if not SUBSET.search((parts[0] if parts else figure).before):
        return False
    for part in parts:
        part.role = OTHER
    loan.value = loan.number - figure.number
    return True


def _is_sum(figure: Figure, scheme: Scheme, pending: str | None) -> bool:
    item = scheme.input(figure.role)
    if YEAR.fullmatch(figure.text) and (figure.before + figure.after).strip():
        return False
    return (
        item is not None
        and item.kind in ("amount", "amounts_by_year")
        and (pending == figure.role or figure.number >= 10 or (figure.number == 0 and figure.role == TAX))
    )
