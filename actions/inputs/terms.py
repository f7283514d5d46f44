"""Terms of a loan or lease: rates and their float, years, start and end, the period of the project."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from knowledge.model import Scheme
from knowledge.money import percent_text, plain

_RATE_BEFORE = re.compile(r"(?:利率|年息|月息|利息|年化|基准|优惠|rate)[^,，。\d]{0,6}$")
_RATES = ("contract_rate", "benchmark_rate")
_FLOAT = re.compile("上浮|下浮|上调|下调|打折")
_DOWN = re.compile("下浮|下调")
_SAME_AS_BENCHMARK = re.compile(
    r"(?:就是|等于|即|按照?|执行|同|跟|和|正好是|是)(?:的)?(?:同期|当时|央行|人行|人民银行)*(?:的)?基准|基准利率?(?:一样|相同|一致|执行)|没有?(?:上|下)?浮|不(?:上|下)?浮"
)
_NO_TERM_BEFORE = re.compile(
    r"(?:近|前|过去|未来|成立|每|连续|后|第|头|宽限期|免息|追溯|工期|建设期|实施期|建设周期)[^,，。]{0,3}$"
)
_PAID = re.compile("付息|付了|已付|还了|已经付|计息")
_END_WORDS = re.compile("到期|还清|还完|结清|还本|租到|截止|终止|结束|届满|租满")
_LOAN_WORDS = re.compile("贷|借|放款|期限|租|起租|到期|还")
_PERIOD_WORDS = re.compile("实施|工期|建设|改造|项目|开工|施工|完工|竣工|动工|开始|发票|做")


def read_rates(figures: list[Figure], text: str, reading: InputReading, scheme: Scheme, pending: str | None) -> None:
    """Contract rate and benchmark; a float over the benchmark gives the other of the two."""
    if scheme.input("contract_rate") is None:
        return
    rates: dict[str, list[Decimal]] = {}
    floating: Decimal | None = None
    for figure in figures:
        if figure.kind == "number" and (
            _RATE_BEFORE.search(figure.left) or figure.role == pending in ("contract_rate", "benchmark_rate")
        ):
            if not 0 < figure.number < 30:
                continue
            fraction = figure.number if figure.number < Decimal("0.3") else figure.number / 100
            role = _rate_role(figure, pending)
        elif figure.kind == "percent":
            fraction = figure.number
            if _FLOAT.search(figure.left[-4:]) or (
                not re.search("基准|利率|年息", figure.left) and _FLOAT.match(figure.right.lstrip()[:4])
            ):
                floating = -fraction if _DOWN.search(figure.left + figure.right[:4]) else fraction
                figure.role = "float"
                continue
            own = bool(figure.cue) and (figure.cue in figure.left or figure.cue in figure.right)
            role = figure.role if own and figure.role in _RATES else _rate_role(figure, pending)
            if not role or fraction >= Decimal("0.3"):
                continue
        else:
            continue
        if "min" in figure.extra:
            continue
        if re.search(r"月(?:利率|息)", figure.left) and "厘" not in figure.text:
            fraction *= 12
            reading.notes.append(f"月利率折合年利率{percent_text(fraction)}")
        figure.role = role
        rates.setdefault(role, []).append(fraction)
    _put_rates(rates, floating, text, figures, reading)


def _rate_role(figure: Figure, pending: str | None) -> str:
    if re.search("基准", figure.left[-8:]) or re.match(r"\s*(?:的|是|就是)?(?:同期|央行|人行)*基准", figure.right):
        return "benchmark_rate"
    if figure.kind == "percent" and re.search("进度|占|完成|首付|税率|折扣|增长|资助|补贴|补", figure.left):
        return ""
    return pending if pending in ("contract_rate", "benchmark_rate") else "contract_rate"


def _put_rates(
    rates: dict[str, list[Decimal]], floating: Decimal | None, text: str, figures: list[Figure], reading: InputReading
) -> None:
    contract, benchmark = rates.get("contract_rate", []), rates.get("benchmark_rate", [])
    loans = [figure for figure in figures if figure.role == "loan_amount" and figure.kind == "amount"]
    if len(contract) > 1 and len(contract) == len(loans):
        whole = sum((loan.number for loan in loans), Decimal(0))
        mean = sum((loan.number * rate for loan, rate in zip(loans, contract, strict=True)), Decimal(0)) / whole
        reading.notes.append(f"几笔贷款的利率按金额加权为{percent_text(mean.quantize(Decimal('0.000001')))}")
        contract = [mean.quantize(Decimal("0.000001"))]
    if len(set(contract)) > 1:
        reading.notes.append("说了几个利率，按最后一个计")
    if contract:
        reading.inputs["contract_rate"] = contract[-1]
    if benchmark:
        reading.inputs["benchmark_rate"] = benchmark[-1]
    if floating is not None and (contract or benchmark):
        if contract and not benchmark:
            reading.inputs["benchmark_rate"] = (contract[-1] / (1 + floating)).quantize(Decimal("0.000001"))
        elif benchmark and not contract:
            reading.inputs["contract_rate"] = (benchmark[-1] * (1 + floating)).quantize(Decimal("0.000001"))
        reading.notes.append(f"按在基准利率上{'上浮' if floating > 0 else '下浮'}{percent_text(abs(floating))}计")
    elif len(contract) + len(benchmark) == 1 and _SAME_AS_BENCHMARK.search(text):
        reading.inputs["contract_rate"] = reading.inputs["benchmark_rate"] = (contract or benchmark)[-1]
        reading.notes.append("合同利率与基准利率相同")


def read_years(figures: list[Figure], reading: InputReading, scheme: Scheme, pending: str | None) -> None:
    """The length of the loan or lease; what is said of interest already paid comes first."""
    if scheme.input("years") is None:
        return
    terms = [f for f in figures if f.kind == "years" and not _NO_TERM_BEFORE.search(f.left)]
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
    paid = [term for term in terms if _PAID.search(term.left) or _PAID.search(term.right[:4])]
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
            reading.inputs[last] = (
                figure.extra["to"] if period else str(figure.extra.get("to_first", figure.extra["to"]))
            )
            figure.role = first
        elif figure.kind == "date":
            _put_date(figure, names, reading, pending)
    _years_between(reading, scheme)


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
        last = figure.role == "period_end"
        reading.inputs[figure.role] = figure.extra["to"] if last else figure.extra["from"]


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
    years = months / 12 if last.day == first.day else Decimal((last - first).days) / 365
    reading.inputs["years"] = years.quantize(Decimal("0.0001"))
    reading.notes.append(f"{first}至{last}折合{plain(reading.inputs['years'])}年")
