"""Sums told year by year: 2014年3000万、2017年9000万、2018年上半年2000万."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from itertools import pairwise

from actions.inputs.figures import Figure
from actions.inputs.reading import Excluded, InputReading
from actions.inputs.vocabulary import CUMULATIVE, SENTENCE_END, TOTAL
from knowledge.model import Input, Scheme

_INVESTMENTS = frozenset({"investment", "actual_fixed_investment", "investment_by_year", "total_investment"})
_PLANNED = frozenset({"planned_fixed_investment", "total_investment"})
_NOT_OF_THE_YEAR = re.compile("放款|起租|到账|上市|开工|备案|立项|成立|计划|总投资|总投")
_DATED_AFTER = re.compile(
    r"\s*(?:元|块)?(?:左右|多)?(?:[,，]?(?:不含税|净额|含税)?[,，](?:发票|票|全部|全都|全|都|均|基本)+)?(?:是|为|在|系|属于|都是|则是|却是|的票是|的发票是|开在|[(])+(?:到|等|拖到|跨到)?"
)
"""What stands between a sum and the date that it is told to be of: 600万是2018年3月开的票."""
_SPENDING = re.compile(
    "(?:年)?(?:一共|总共|共|就|又|再|也|已经?|到现在|实际)*(?:投|花|做|砸|完成)(?:了|入|进去|的(?:是|有)?)?"
)
_OF_THEN = re.compile("(?:才|再|又|刚)?(?:开|投|完成|到|付|发)")
_FINISHED = re.compile(
    "最后一(?:张|笔)(?:发票|款|票)?|(?:全部|就|已经?|便|都)*(?:完工|竣工|建成|投完|完成|投产|做完|建完|结束|完|收尾)|以前|之前|前(?:投|做|完)"
)
_LINK = 3
"""How many characters may stand between two years of a list."""
_LAST_YEAR = re.compile("上年度|上一年度")


def read_years_of_sums(
    figures: list[Figure], sums: list[Figure], scheme: Scheme, reading: InputReading, today: dt.date
) -> list[Figure]:
    """Puts `investment_by_year` into the reading, or keeps last year's sums where only they count."""
    yearly = scheme.input("investment_by_year") is not None
    first = today.year - int(str(scheme.parameters["lookback_years"].value)) if yearly else 0
    investments = [f for f in sums if f.role in _INVESTMENTS or (f.role == "" and f.kind == "amount")]
    if yearly:
        investments = [f for f in sums if f in investments or (f.kind == "amount" and _own_year(f, figures))]
    each = _listed_years(figures, investments)
    for figure in investments:
        figure.year = each.get(figure.start) or _year_of(figure, figures, investments, first)
    dated = [f for f in investments if f.year is not None]
    if dated and first:
        _by_ranges(figures, investments, first)
        dated = [f for f in investments if f.year is not None]
    if not dated and (finished := _finished_long_ago(figures, scheme, today)):
        for figure in investments:
            figure.year = finished
        dated = investments
    if not dated:
        return sums
    one_year = len({f.year for f in dated}) == 1 and (dated[0].year or 0) >= first > 0
    if one_year and (len(investments) > len(dated) or reading.excluded):
        return sums
    if yearly:
        if len(dated) > 1:
            for figure in dated:
                figure.role = "" if figure.role in _PLANNED else figure.role
        target = "investment" if scheme.input("investment") else "actual_fixed_investment"
        if any(f.role == target and f.year is None and TOTAL.search(f.left) for f in investments):
            sums = [f for f in sums if f not in dated]
        whole = sum((f.number for f in dated), Decimal(0))
        for figure in investments:
            if figure.year is None and figure.role == "" and figure.number == whole and TOTAL.search(figure.left):
                figure.role = "whole"
        sums = [f for f in sums if f.role != "whole"]
        by_year: dict[int, Decimal] = {}
        for figure in dated:
            if figure.role != "total_investment" or len(dated) > 1:
                by_year[figure.year or 0] = by_year.get(figure.year or 0, Decimal(0)) + figure.number
                figure.role = target
        if by_year:
            reading.inputs["investment_by_year"] = dict(sorted(by_year.items()))
        return sums
    main = scheme.input("investment")
    if main and counts_last_year(main):
        for figure in dated:
            figure.role = figure.role or "investment"
            if figure.role == "investment" and figure.year != today.year - 1:
                why = f"{figure.year}年的投资不是上一年度（{today.year - 1}年）完成的"
                reading.excluded.append(Excluded(figure.number, why, figure.text))
                figure.role = "excluded"
        _without_totals([f for f in investments if f.role == "investment"], [f for f in dated if f.role == "excluded"])
        if not any(figure.role == "investment" for figure in investments):
            reading.inputs["investment"] = Decimal(0)
        return [f for f in sums if f.role not in ("excluded", "whole")]
    return sums


def counts_last_year(item: Input) -> bool:
    """Whether the input is what was invested in the year before the application, which alone counts."""
    return bool(_LAST_YEAR.search(item.label))


def _own_year(figure: Figure, figures: list[Figure]) -> bool:
    """Whether a year stands right before a sum that its list gave another role: 计划2.6亿，15年3000万、16年4000万."""
    dated = any(other.kind == "date" and 0 <= figure.start - other.end <= 1 for other in figures)
    return dated and figure.role in _PLANNED


def _without_totals(counted: list[Figure], earlier: list[Figure]) -> None:
    """Takes sums that contain those of other years out of what counts, or what is of other years out of them."""
    for figure in counted:
        others = [other for other in counted if other is not figure]
        whole = sum((other.number for other in (*others, *earlier)), Decimal(0))
        if not earlier or not (figure.number == whole or (figure.year is None and TOTAL.search(figure.left))):
            continue
        if others:
            figure.role = "whole"
        elif (rest := figure.number - whole) > 0:
            figure.value = rest
        return


def _finished_long_ago(figures: list[Figure], scheme: Scheme, today: dt.date) -> int | None:
    """The year in which all was finished, where it is before the years that count: no sum is of a later one."""
    lookback = scheme.parameters.get("lookback_years")
    years = int(str(lookback.value)) if lookback else 1
    for figure in figures:
        if figure.kind not in ("date", "date_range"):
            continue
        last = int(str(figure.extra["to"])[:4])
        ends = (
            figure.kind == "date_range"
            or _FINISHED.match(figure.right.lstrip("底末年就"))
            or _FINISHED.search(figure.left[-6:])
        )
        later = [
            f for f in figures if f.kind in ("date", "date_range") and int(str(f.extra["to"])[:4]) >= today.year - years
        ]
        others = [f for f in later if not re.search("申报|申请|来报|再报", f.right)]
        if ends and last < today.year - years and not others:
            return last
    return None


def _year_of(figure: Figure, figures: list[Figure], investments: list[Figure], first: int) -> int | None:
    """The year that governs the sum: the nearest date before it with no sum between, or that of the list it is in."""
    said_before = _date_right_before(figure, figures, first)
    if said_before is not None:
        return said_before
    after = next((f for f in figures if f.start >= figure.end and f.kind in ("date", "date_range")), None)
    between = (figure.after or "")[: after.start - figure.end] if after else ""
    dated_before = any(f.kind in ("date", "date_range") for f in figures if _beside(f, figure))
    if (
        after
        and not (dated_before and between.startswith((",", "，")))
        and (_DATED_AFTER.fullmatch(between) or (not between.strip() and _OF_THEN.match(after.right)))
    ):
        return _year_that_counts(after, first)
    dates = [f for f in figures if f.end <= figure.start and (f.kind == "date" or _within_a_year(f))]
    before = [f for f in investments if f.end <= figure.start]
    if dates and (not before or dates[-1].start >= before[-1].end):
        date = dates[-1]
        between = _between(date, figure)
        if SENTENCE_END.search(between) or _NOT_OF_THE_YEAR.search(between) or ("," in between and len(between) > 8):
            return None
        if CUMULATIVE.search(date.left) and not re.search("^(?:年)?(?:到|至)", between):
            return None
        if re.search("累计|一共|总共|为止", between):
            return None
        year = int(str(date.value)[:4])
        return year - 1 if re.match("(?:年)?(?:以前|之前|前)", between) else year
    own = any(
        f.kind in ("date", "date_range") and f.start >= before[-1].end for f in figures if before and _beside(f, figure)
    )
    if (
        before
        and before[-1].year
        and not own
        and re.fullmatch(r".{0,6}(?:[、和及与加].{0,8}|[,，]?下半年\D{0,4})", figure.before)
    ):
        return before[-1].year
    return None


def _date_right_before(figure: Figure, figures: list[Figure], first: int) -> int | None:
    """The year of the date that only a word of spending parts from the sum: 去年投了5000万前年投了3000万.

    Of a range of years that all count (from `first` on) it is the first, of one before them the last.
    """
    dates = [f for f in figures if f.end <= figure.start and f.kind in ("date", "date_range")]
    if not dates or not _SPENDING.fullmatch(_between(dates[-1], figure)):
        return None
    return _year_that_counts(dates[-1], first)


def _beside(date: Figure, figure: Figure) -> bool:
    """Whether the date stands before the sum in its own clause."""
    return figure.start - len(figure.left) <= date.start and date.end <= figure.start


def _year_that_counts(date: Figure, first: int) -> int | None:
    """The year of a date; of a range that all counts its first, of one before `first` its last, else None."""
    if date.kind == "date" or _within_a_year(date):
        return int(str(date.value)[:4])
    low, high = (int(str(date.extra[end])[:4]) for end in ("from", "to"))
    return low if low >= first > 0 else high if high < first else None


def _by_ranges(figures: list[Figure], investments: list[Figure], first: int) -> None:
    """Beside sums of single years, one told for a range of years that all count goes with the last of them."""
    for figure in investments:
        before = [
            f for f in figures if f.end <= figure.start and (f.kind in ("date", "date_range") or f in investments)
        ]
        if figure.year is None and before and before[-1].kind == "date_range":
            low, high = (int(str(before[-1].extra[end])[:4]) for end in ("from", "to"))
            if low >= first and not SENTENCE_END.search(_between(before[-1], figure)):
                figure.year = high


def _one_each(span: Figure, investments: list[Figure]) -> dict[int, int]:
    """The years of a range for as many sums that 分别 tells one by one: 2015到2017年分别花了1500万、2200万、2800万."""
    sums = [f for f in investments if f.start >= span.end]
    years = list(range(int(str(span.extra["from"])[:4]), int(str(span.extra["to"])[:4]) + 1))
    told = len(sums) == len(years) > 1 and re.search("分别|依次|各年", sums[0].before)
    return dict(zip((f.start for f in sums), years, strict=True)) if told else {}


def _listed_years(figures: list[Figure], investments: list[Figure]) -> dict[int, int]:
    """The year of each sum by its place, where as many sums follow a list of years: 15、16年分别投3000万、4000万."""
    ranges = [f for f in figures if f.kind == "date_range"]
    if len(ranges) == 1 and (each := _one_each(ranges[0], investments)):
        return each
    dates = [f for f in figures if f.kind == "date"]
    sums = [f for f in investments if dates and f.start > dates[-1].end]
    listed = len(dates) > 1 and len(dates) == len(sums)
    together = all(a.end <= b.start <= a.end + _LINK for a, b in pairwise(dates))
    years = [int(str(date.value)[:4]) for date in dates]
    return dict(zip((f.start for f in sums), years, strict=True)) if listed and together else {}


def _within_a_year(figure: Figure) -> bool:
    return figure.kind == "date_range" and str(figure.extra["from"])[:4] == str(figure.extra["to"])[:4]


def _between(date: Figure, figure: Figure) -> str:
    return (figure.before or "")[-(figure.start - date.end) :] if figure.start > date.end else ""
