"""The central bank's benchmark rates for loans, by date and term."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge.errors import InputError
from knowledge.model.parameter import Day, Strict
from knowledge.template import date_text
from knowledge.yaml_file import read_model

TABLE = Path(__file__).parent / "rates" / "pboc_benchmark.yml"

Percent = Annotated[Decimal, Field(gt=0, lt=25)]
Term = Literal["up_to_1_year", "up_to_5_years", "over_5_years"]


class Rates(Strict):
    """The rates in percent a year that hold from `start` on, until the next ones."""

    start: Day
    up_to_1_year: Percent
    up_to_5_years: Percent
    over_5_years: Percent

    def fraction(self, term: Term) -> Decimal:
        """The rate of the term as a fraction, 0.0475 for 4.75 %."""
        percent: Decimal = getattr(self, term)
        return percent / 100


@dataclass(frozen=True)
class Period:
    """From `start` to the day before `end`, one rate holds."""

    start: dt.date
    end: dt.date
    rate: Decimal


class BenchmarkTable(Strict):
    """All rates, from the earliest to the latest."""

    rates: tuple[Rates, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> BenchmarkTable:
        for earlier, later in pairwise(self.rates):
            if later.start <= earlier.start:
                raise ValueError(f"the rates from {later.start} come after those from {earlier.start}")
        return self

    def rate_on(self, day: dt.date, term: Term) -> Decimal:
        """The rate that holds on the day; raises InputError for a day before the table begins."""
        holding = [rates for rates in self.rates if rates.start <= day]
        if not holding:
            first = date_text(self.rates[0].start)
            raise InputError("start", f"基准利率表从{first}起，更早的贷款请直接填写同期基准利率（benchmark_rate）")
        return holding[-1].fraction(term)

    def split(self, start: dt.date, end: dt.date, term: Term) -> list[Period]:
        """The time from `start` to `end` cut where the rate changed."""
        changes = [rates.start for rates in self.rates if start < rates.start < end]
        return [Period(since, until, self.rate_on(since, term)) for since, until in pairwise([start, *changes, end])]


def term_of(start: dt.date, end: dt.date) -> Term:
    """The class into which a loan falls by its whole term; a year or five years themselves are in the lower class.

    >>> term_of(dt.date(2016, 3, 1), dt.date(2017, 3, 1)), term_of(dt.date(2016, 3, 1), dt.date(2017, 3, 2))
    ('up_to_1_year', 'up_to_5_years')
    """
    if end <= _years_on(start, 1):
        return "up_to_1_year"
    return "up_to_5_years" if end <= _years_on(start, 5) else "over_5_years"


def _years_on(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@lru_cache
def load_benchmark(path: Path = TABLE) -> BenchmarkTable:
    """The table, read strictly; raises GuideError that names file, key and reason."""
    return read_model(path, BenchmarkTable)
