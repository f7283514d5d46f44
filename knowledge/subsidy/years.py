"""Years of a subsidy: how many count, and time between dates in years."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from fractions import Fraction

from knowledge.money import plain
from knowledge.subsidy.working import Working

MONTHS = 12
DAYS_OF_MONTH = 30


def counted_years(working: Working, years: Decimal, label: str) -> Decimal:
    """The years, at most as many as the scheme counts; a step says so where they are more."""
    most = working.parameter("max_years")
    if years > most:
        expression = f"{plain(years)}年 > {plain(most)}年，取{plain(most)}年"
        working.step(label, expression, f"{plain(most)}年", working.clause("max_years"))
    return min(years, most)


def add_years(day: dt.date, years: Decimal | int) -> dt.date:
    """The same day of the month so many years on: whole months count as months, what is left as days of 30 a month.

    >>> add_years(dt.date(2016, 2, 29), 1), add_years(dt.date(2016, 3, 1), Decimal("1.5"))
    (datetime.date(2017, 2, 28), datetime.date(2017, 9, 1))
    """
    months, rest = divmod(Decimal(years) * MONTHS, 1)
    year, month = divmod(day.year * MONTHS + day.month - 1 + int(months), MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)) + dt.timedelta(days=round(rest * DAYS_OF_MONTH))


def years_since(start: dt.date, day: dt.date) -> Fraction:
    """Years from `start` to `day`: whole years by the calendar, the days left as a part of the year they lie in.

    >>> years_since(dt.date(2015, 7, 1), dt.date(2017, 7, 1))
    Fraction(2, 1)
    >>> years_since(dt.date(2015, 7, 1), dt.date(2015, 7, 31))
    Fraction(5, 61)
    """
    whole = day.year - start.year
    if add_years(start, whole) > day:
        whole -= 1
    before, after = add_years(start, whole), add_years(start, whole + 1)
    return whole + Fraction((day - before).days, (after - before).days)
