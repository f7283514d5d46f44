"""The central bank's table: rates by date and term, splitting, and files that cannot be used."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.benchmark import Period, Term, load_benchmark, term_of
from knowledge.errors import GuideError, InputError

TABLE = [
    (dt.date(2014, 11, 22), "0.0560", "0.0600", "0.0615"),
    (dt.date(2015, 3, 1), "0.0535", "0.0575", "0.0590"),
    (dt.date(2015, 5, 11), "0.0510", "0.0550", "0.0565"),
    (dt.date(2015, 6, 28), "0.0485", "0.0525", "0.0540"),
    (dt.date(2015, 8, 26), "0.0460", "0.0500", "0.0515"),
    (dt.date(2015, 10, 24), "0.0435", "0.0475", "0.0490"),
]
TERMS: tuple[Term, ...] = ("up_to_1_year", "up_to_5_years", "over_5_years")


@pytest.mark.parametrize(("day", "short", "middle", "long"), TABLE)
def test_rates_on_the_day_they_begin(day: dt.date, short: str, middle: str, long: str) -> None:
    rates = tuple(load_benchmark().rate_on(day, term) for term in TERMS)
    assert rates == (Decimal(short), Decimal(middle), Decimal(long))


@pytest.mark.parametrize("place", range(1, len(TABLE)))
def test_the_day_before_has_the_earlier_rates(place: int) -> None:
    day = TABLE[place][0] - dt.timedelta(days=1)
    rates = tuple(str(load_benchmark().rate_on(day, term)) for term in TERMS)
    assert rates == tuple(str(Decimal(rate).normalize()) for rate in TABLE[place - 1][1:])


def test_the_last_rates_go_on() -> None:
    assert load_benchmark().rate_on(dt.date(2019, 1, 1), "up_to_5_years") == Decimal("0.0475")


def test_before_the_table_there_is_no_rate() -> None:
    with pytest.raises(InputError) as caught:
        load_benchmark().rate_on(dt.date(2014, 11, 21), "up_to_1_year")
    assert caught.value.field == "start"
    assert caught.value.reason == "基准利率表从2014年11月22日起，更早的贷款请直接填写同期基准利率（benchmark_rate）"


def test_split_where_the_rate_changed() -> None:
    start, end = dt.date(2015, 8, 26), dt.date(2016, 1, 1)
    change = dt.date(2015, 10, 24)
    assert load_benchmark().split(start, end, "up_to_1_year") == [
        Period(start, change, Decimal("0.046")),
        Period(change, end, Decimal("0.0435")),
    ]
    assert load_benchmark().split(start, change, "over_5_years") == [Period(start, change, Decimal("0.0515"))]


@pytest.mark.parametrize(
    ("start", "end", "term"),
    [
        ((2016, 3, 1), (2016, 3, 2), "up_to_1_year"),
        ((2016, 3, 1), (2017, 3, 1), "up_to_1_year"),
        ((2016, 3, 1), (2017, 3, 2), "up_to_5_years"),
        ((2016, 3, 1), (2021, 3, 1), "up_to_5_years"),
        ((2016, 3, 1), (2021, 3, 2), "over_5_years"),
        ((2016, 2, 29), (2017, 2, 28), "up_to_1_year"),
        ((2016, 2, 29), (2017, 3, 1), "up_to_5_years"),
        ((2016, 2, 29), (2021, 2, 28), "up_to_5_years"),
    ],
)
def test_class_by_the_whole_term(start: tuple[int, int, int], end: tuple[int, int, int], term: str) -> None:
    assert term_of(dt.date(*start), dt.date(*end)) == term


GOOD = "{start: 2015-03-01, up_to_1_year: 5.35, up_to_5_years: 5.75, over_5_years: 5.90}"


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("rates: []", "rates", ""),
        (f"rates: [{GOOD}, {GOOD}]", "", "the rates from 2015-03-01 come after those from 2015-03-01"),
        (f"rates: [{GOOD}]\nsource: x", "source", ""),
        (f"rates: [{GOOD.replace('5.35', '0')}]", "rates.0.up_to_1_year", ""),
        (f"rates: [{GOOD.replace('5.90', '25')}]", "rates.0.over_5_years", ""),
        (f"rates: [{GOOD.replace('2015', '1915')}]", "rates.0.start", ""),
        (f"rates: [{GOOD.replace(', over_5_years: 5.90', '')}]", "rates.0.over_5_years", ""),
    ],
)
def test_a_faulty_table_names_file_key_and_reason(tmp_path: Path, text: str, key: str, reason: str) -> None:
    path = tmp_path / "rates.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        load_benchmark(path)
    assert (caught.value.file, caught.value.key) == (str(path), key)
    assert caught.value.reason
    assert reason in caught.value.reason
