"""Investment by year: only calendar years inside the look-back count."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from knowledge.money import yuan_text
from knowledge.subsidy.working import Working

TOLERANCE = Decimal(1)
"""Two statements of one amount may differ by a yuan before it is worth saying."""


def counted_years(working: Working) -> range:
    """From the earliest year that counts to the year of application."""
    year = working.guide.general.year
    return range(year - int(working.parameter("lookback_years")), year + 1)


def counted_investment(working: Working, today: dt.date) -> Decimal | None:
    """What was invested in the years that count, or None where it was not given by year."""
    by_year = working.inputs.by_year()
    if not by_year or "lookback_years" not in working.scheme.parameters:
        return None
    years = counted_years(working)
    counted = {year: amount for year, amount in sorted(by_year.items()) if year in years}
    total = sum(counted.values(), Decimal(0))
    terms = " + ".join(f"{year}年{yuan_text(amount)}" for year, amount in counted.items()) or yuan_text(total)
    clause = working.clause("lookback_years")
    working.step(f"{years[0]}年至{years[-1]}年的投资", f"{terms} = {yuan_text(total)}", yuan_text(total), clause)
    working.reading("lookback")
    if left_out := sorted(by_year.keys() - counted.keys()):
        working.assume(f"{'、'.join(str(year) for year in left_out)}年的投资不在可追溯的年度内，不计入")
    if later := [year for year in counted if year > today.year]:
        working.assume(f"{'、'.join(str(year) for year in later)}年尚未到来，所填投资按届时完成计")
    return total


def note_difference(working: Working, stated: Decimal | None, by_year: Decimal, label: str) -> None:
    """Say so where the sum of the years is not what was stated."""
    if stated is not None and abs(stated - by_year) >= TOLERANCE:
        working.assume(f"分年度投资合计{yuan_text(by_year)}，与填写的{label}{yuan_text(stated)}不一致，请核对")
