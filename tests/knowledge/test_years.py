"""Time in years, and dividing exactly to the fen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from knowledge.subsidy.apportion import apportion
from knowledge.subsidy.years import add_years, years_since

DAY = dt.date(2016, 1, 31)


@pytest.mark.parametrize(
    ("start", "years", "expected"),
    [
        (DAY, "0", DAY),
        (DAY, "1", dt.date(2017, 1, 31)),
        (DAY, "3", dt.date(2019, 1, 31)),
        (DAY, "0.083334", dt.date(2016, 2, 29)),
        (DAY, "0.916667", dt.date(2016, 12, 31)),
        (DAY, "1.5", dt.date(2017, 7, 31)),
        (dt.date(2016, 2, 29), "1", dt.date(2017, 2, 28)),
        (dt.date(2016, 2, 29), "4", dt.date(2020, 2, 29)),
        (dt.date(2016, 12, 15), "1", dt.date(2017, 12, 15)),
        (dt.date(2016, 3, 1), "0.125", dt.date(2016, 4, 16)),
        (dt.date(2016, 3, 1), "-1", dt.date(2015, 3, 1)),
    ],
)
def test_years_on(start: dt.date, years: str, expected: dt.date) -> None:
    assert add_years(start, Decimal(years)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (dt.date(2016, 3, 1), dt.date(2016, 3, 1), Fraction(0)),
        (dt.date(2016, 3, 1), dt.date(2017, 2, 28), Fraction(364, 365)),
        (dt.date(2016, 3, 1), dt.date(2017, 3, 1), Fraction(1)),
        (dt.date(2016, 3, 1), dt.date(2018, 9, 1), 2 + Fraction(184, 365)),
        (dt.date(2015, 3, 1), dt.date(2016, 2, 29), Fraction(365, 366)),
        (dt.date(2016, 2, 29), dt.date(2017, 2, 28), Fraction(1)),
        (dt.date(2015, 12, 31), dt.date(2016, 1, 1), Fraction(1, 366)),
    ],
)
def test_years_between(start: dt.date, end: dt.date, expected: Fraction) -> None:
    assert years_since(start, end) == expected


@pytest.mark.parametrize(
    ("amount", "weights", "expected"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.05", [1, 1, 1], ["0.02", "0.02", "0.01"]),
        ("0.01", [1, 2], ["0.00", "0.01"]),
        ("10.00", [3, 0, 7], ["3.00", "0.00", "7.00"]),
        ("10.00", [0, 0], ["0.00", "0.00"]),
        ("0.00", [1, 2], ["0.00", "0.00"]),
        ("7.77", [5], ["7.77"]),
        ("1.00", [], []),
    ],
)
def test_apportion(amount: str, weights: list[int], expected: list[str]) -> None:
    assert [str(part) for part in apportion(Decimal(amount), [Decimal(weight) for weight in weights])] == expected
