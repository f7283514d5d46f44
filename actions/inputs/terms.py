"""Terms of a loan or lease: years, start and end, the period of the project."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from knowledge.model import Scheme
from knowledge.money import plain

_NO_TERM_BEFORE = re.compile(
    r"(?:近|前(?!后)|过去|未来|成立|每|连续|(?<!前)后|第|头|宽限期|免息|追溯|工期|建设期|实施期|建设周期)[^,，。]{0,3}$"
)
_PAID = re.compile("付息|付了|已付|还了|已经付|计息")
_END_WORDS = re.compile("到期|还清|还完|结清|还本|租到|截止|终止|结束|届满|租满")
_OTHER_DATES = re.compile("申报|申请|成立|注册|付清|还清|到期|投产|验收|满|完工|截止|截至|前买|购入")
_LOAN_WORDS = re.compile("贷|借|放款|期限|租|起租|到期|还")
DAYS_OF_A_YEAR, DAYS_OF_A_MONTH = 365, 31
_PERIOD_WORDS = re.compile("实施|工期|建设|改造|项目|开工|施工|完工|竣工|动工|开始|发票|做")


def read_years(figures: list[Figure], reading: InputReading, scheme: Scheme, pending: str | None) -> None:
    """The length of the loan or lease; what is said of interest already paid comes first."""
    if scheme.input("years") is None:
        return
    terms = [f for f in figures if f.kind == "years" and not _NO_TERM_BEFORE.search(f.left) and not _a_moment(f)]
    if not terms and pending == "years":
        bare = [f for f in figures if f.kind == "number" and f.role in ("", "years") and 0 < f.number <= 60]
        if len(bare) == 1:
            bare[0].role = "years"
            months = bare[0].number >= 12
            reading.inputs["years"] = bare[0].number / 12 if months else bare[0].number
            if months:
                reading.notes.append(f"{plain(bare[0].number)}按月数计，折合{plain(reading.inputs['years'])}年")
        return
    if not terms:
        return
    told = [term for term in terms if re.search("合计|一共|总共|加起来|共", term.left[-5:])]
    paid = told or [term for term in terms if _PAID.search(term.left) or _PAID.search(term.right[:4])]
    strong = [term for term in terms if term.role == "years" and not term.weak]
    chosen = (paid or strong or terms)[0]
    chosen.role = "years"
    if "max" in chosen.extra:
        reading.inputs["years"] = {"min": Decimal(chosen.extra["min"]), "max": Decimal(chosen.extra["max"])}
    else:
        reading.inputs["years"] = chosen.number
    for term in terms:
        if term is not chosen and term.number == chosen.number:
            term.role = "years"


def _a_moment(figure: Figure) -> bool:
    """Whether the years tell when something happens or what a rate is for: 满一年那天还了900万, 一年就是5.04%."""
    if re.match(r"(?:就是|是|合|折合|相当于|等于)?[\d.]+%", figure.right):
        return True
    return bool(
        figure.left.endswith("满")
        and re.match("那天|时|的时候|后|之后|以后|就还|还了|整?(?:那|就|又|再)", figure.right)
    )


def read_dates(figures: list[Figure], reading: InputReading, scheme: Scheme, pending: str | None) -> None:
    """Start and end of the loan or lease, and the period of the project."""
    names = {item.name for item in scheme.inputs if item.kind == "date"}
    if not names:
        return
    for figure in figures:
        if figure.kind == "date_range":
            period = "period_start" in names and _is_period(figure, pending)
            first, last = ("period_start", "period_end") if period else ("start", "end")
            reading.inputs[first] = figure.extra["from"]
            whole = period or _closes_a_year(figure)
            reading.inputs[last] = figure.extra["to"] if whole else figure.extra.get("to_first", figure.extra["to"])
            figure.role = first
        elif figure.kind == "date":
            _put_date(figure, names, reading, pending)
    _only_date_is_the_start(figures, names, reading)
    _years_between(reading, scheme)
    _end_follows_from_years(figures, reading)
    if "end" not in names:
        reading.inputs.pop("end", None)


def _closes_a_year(figure: Figure) -> bool:
    """Whether a range of months ends with the month before the one in which it began: 2016年1月到2017年12月."""
    first, last = str(figure.extra["from"]), str(figure.extra["to"])
    return figure.extra["precision"] == "month" and int(last[5:7]) % 12 + 1 == int(first[5:7])


def _only_date_is_the_start(figures: list[Figure], names: set[str], reading: InputReading) -> None:
    """Where the scheme asks for one date only, the one date that is told is that, unless its words say otherwise."""
    dates = [figure for figure in figures if figure.kind == "date"]
    if len({str(date.value)[:4] for date in dates}) == 1:
        dates = sorted(dates, key=lambda date: -len(str(date.value)))[:1]
    if len(names) != 1 or names & reading.inputs.keys() or len(dates) != 1 or dates[0].role:
        return
    near = dates[0].left[-6:] + dates[0].right[:8]
    if not _OTHER_DATES.search(near):
        dates[0].role = next(iter(names))
        reading.inputs[dates[0].role] = dates[0].extra["from"]


def _is_period(figure: Figure, pending: str | None) -> bool:
    near = figure.left[-8:] + figure.right[:6]
    if _PERIOD_WORDS.search(near):
        return True
    if _LOAN_WORDS.search(near):
        return False
    return pending in ("period_start", "period_end") or (pending != "start" and bool(_PERIOD_WORDS.search(figure.left)))


def _put_date(figure: Figure, names: set[str], reading: InputReading, pending: str | None) -> None:
    near_end = _END_WORDS.search(figure.left[-5:]) or _END_WORDS.match(figure.right.lstrip("就才已经底份"))
    about_period = re.search("完工|竣工|项目|工程|实施|建成", figure.left[-6:] + figure.right[:4])
    if near_end and not (about_period and "period_end" in names):
        figure.role = "end"
    elif not figure.role and pending in names:
        figure.role = pending
    if figure.role in names or figure.role == "end":
        last = figure.role == "period_end" or (figure.role == "end" and "底" in str(figure.extra.get("part", "")))
        reading.inputs[figure.role] = figure.extra["to"] if last else figure.extra["from"]


def _end_follows_from_years(figures: list[Figure], reading: InputReading) -> None:
    """Leaves out an end told by its month only that fits start and length: 2016年1月放款、2017年12月到期，整两年."""
    start, end, years = (reading.inputs.get(name) for name in ("start", "end", "years"))
    ends = [f for f in figures if f.role in ("end", "start") and f.kind in ("date", "date_range")]
    by_month = any(f.extra["precision"] != "day" for f in ends)
    if not (by_month and start and end and isinstance(years, Decimal) and "years" in {f.kind for f in figures}):
        return
    first, last = dt.date.fromisoformat(str(start)), dt.date.fromisoformat(str(end))
    if abs((last - first).days - float(years) * DAYS_OF_A_YEAR) <= DAYS_OF_A_MONTH:
        del reading.inputs["end"]


def _years_between(reading: InputReading, scheme: Scheme) -> None:
    """Years from start to end, where they were not said; whole months count as twelfths."""
    start, end = reading.inputs.get("start"), reading.inputs.get("end")
    if scheme.input("years") is None or "years" in reading.inputs or not (start and end):
        return
    first, last = dt.date.fromisoformat(str(start)), dt.date.fromisoformat(str(end))
    closes_month = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if last.day == first.day - 1 or closes_month:
        last += dt.timedelta(days=1)
    if last <= first:
        return
    months = Decimal((last.year - first.year) * 12 + last.month - first.month)
    years = months / 12 if last.day == first.day else Decimal((last - first).days) / DAYS_OF_A_YEAR
    reading.inputs["years"] = years.quantize(Decimal("0.0001"))
    reading.notes.append(f"{first}至{last}折合{plain(reading.inputs['years'])}年")
