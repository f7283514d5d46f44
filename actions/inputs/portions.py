"""Several contracts with terms of their own, and stages of one loan: 甲1000万一年、乙1500万两年; 第一年…第二年…."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from knowledge.model import Scheme
from knowledge.money import percent_text

REPAID = "repaid"
"""Role of a sum of the principal that was paid back."""
RATES: tuple[str, ...] = ("contract_rate", "benchmark_rate")
Portion = dict[str, Decimal]

_REPAID = re.compile(
    r"(?:还掉|归还|还了|偿还|(?<!到期)还本|已还|提前还|收回|每年(?:末|底|终)?还|再还|又还|先还|后还|末还|底还|时还)[^,，。;:]{0,4}$"
)
_EVERY_YEAR = re.compile(r"(?:每|逐|按)年(?:末|底|终)?[^,，。;]{0,4}$")
_LEFT_OVER = re.compile("剩|余|降|本金|还有|只有|变成|在贷")
_TERM_OF_SOMETHING_ELSE = re.compile(r"(?:前|后|头|最后|第|宽限期|近|过去|成立|建设期|工期)[^,，。]{0,2}$")
_STAGE = re.compile(
    r"第(?P<nth>[一二三四五1-5])年|(?P<one>头一年|首年|次年|最后一年|头年)"
    r"|(?:前|头|后|最后)(?P<some>\d+|[一二两三四五六七八九十])(?P<unit>年|个月)"
)
_PAID_BACK_AT = re.compile(
    r"(?:第|满|到第)?(?P<nth>[一二两三四五])(?:年)(?:期?满|末|底|年末|年底|后|之后|以后|结束|到期|那天|那时|时|的时候|整|之际)[^,，。;]{0,6}$"
)
_DIGITS = {character: Decimal(value) for value, character in enumerate("零一二三四五六七八九十")} | {"两": Decimal(2)}
_NUMBERED = 2


def mark_repayments(figures: list[Figure], scheme: Scheme) -> None:
    """Takes the sums that were paid back out of what was borrowed."""
    if scheme.input("contract_rate") is None:
        return
    for figure in figures:
        if figure.kind == "amount" and _REPAID.search(figure.left) and not re.search("还(?:剩|有)", figure.left):
            figure.role = REPAID


def read_portions(figures: list[Figure], text: str, scheme: Scheme, reading: InputReading) -> None:
    """Puts `loans`, `stages` or `leases` into the reading where the parts differ in their terms."""
    if scheme.input("lease_amount"):
        _side_by_side(figures, "lease_amount", "leases", reading)
    if scheme.input("contract_rate") is None:
        return
    stages = _repayments(figures, reading) or _stages(figures, text, reading) or _yearly_repayment(figures, reading)
    if stages:
        reading.inputs["stages"] = stages
        reading.inputs["loan_amount"] = max(stage["amount"] for stage in stages)
        reading.inputs.setdefault("years", sum((stage["years"] for stage in stages), Decimal(0)))
        reading.notes.append(f"本金或利率有变化，分{len(stages)}段计息")
    elif not _side_by_side(figures, "loan_amount", "loans", reading):
        told = _rates(figures, "contract_rate")
        loans = [figure for figure in figures if figure.role == "loan_amount"]
        if len(set(told)) > 1 and len(told) == len(loans):
            reading.notes.append(f"几笔贷款的利率按金额加权为{percent_text(reading.inputs['contract_rate'])}")
        elif len(set(told)) > 1:
            reading.notes.append("说了几个利率，按最后一个计")


def _side_by_side(figures: list[Figure], main: str, name: str, reading: InputReading) -> bool:
    """Several contracts of which the years or rates differ; what is told once holds for all of them."""
    sums = [figure for figure in figures if figure.role == main and figure.kind == "amount"]
    whole = sum((figure.number for figure in sums), Decimal(0))
    if len(sums) < _NUMBERED or reading.inputs.get(main) != whole:
        return False
    columns: dict[str, list[Decimal]] = {
        "years": [f.number for f in figures if f.kind == "years" and not _TERM_OF_SOMETHING_ELSE.search(f.left)],
        "contract_rate": _rates(figures, "contract_rate"),
        "benchmark_rate": _rates(figures, "benchmark_rate"),
    }
    parts: list[Portion] = [{"amount": figure.number} for figure in sums]
    differ = False
    for key, told in columns.items():
        shared = reading.inputs.get(key)
        if len(told) == len(sums):
            differ = differ or len(set(told)) > 1
            for part, value in zip(parts, told, strict=True):
                part[key] = value
        elif isinstance(shared, Decimal):
            for part in parts:
                part[key] = shared
    if not differ or not all("years" in part for part in parts):
        return False
    if name == "loans" and not all({"contract_rate", "benchmark_rate"} & part.keys() for part in parts):
        return False
    reading.inputs[name] = parts
    reading.notes = [note for note in reading.notes if not note.startswith("各部分相加")]
    reading.notes.append(f"{len(parts)}份合同各按自己的条件计算")
    return True


def _rates(figures: list[Figure], role: str) -> list[Decimal]:
    return [figure.number for figure in figures if figure.role == role and figure.kind in ("percent", "number")]


def _stages(figures: list[Figure], text: str, reading: InputReading) -> list[Portion]:
    """Stages told one after the other; what a stage does not say is as for the whole loan, or as it was before."""
    marks = list(_STAGE.finditer(text))
    if len(marks) < _NUMBERED or not isinstance(reading.inputs.get("loan_amount"), Decimal):
        return []
    outside = [figure for figure in figures if figure.end <= marks[0].start()]
    current: dict[str, Any] = {"amount": reading.inputs["loan_amount"]}
    loans = [figure.number for figure in outside if figure.role == "loan_amount"]
    if loans:
        current["amount"] = sum(loans, Decimal(0))
    for role in RATES:
        told = _rates(outside, role) or _rates(figures, role)[:1]
        if told or role in reading.inputs:
            current[role] = told[-1] if told else reading.inputs[role]
    stages: list[Portion] = []
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        inside = [figure for figure in figures if mark.end() <= figure.start and figure.end <= end]
        for role in RATES:
            if told := _rates(inside, role):
                current[role] = told[0]
        current["amount"] = _principal(inside, current["amount"], first=number == 0)
        for figure in inside:
            figure.role = figure.role or ("loan_amount" if figure.kind == "amount" else "")
        stages.append({**current, "years": _length(mark)})
    total = reading.inputs.get("years")
    told_years = sum((stage["years"] for stage in stages), Decimal(0))
    if isinstance(total, Decimal) and total > told_years:
        stages[-1]["years"] += total - told_years
    terms = [{key: value for key, value in stage.items() if key != "years"} for stage in stages]
    return stages if any(term != terms[0] for term in terms) else []


def _principal(inside: list[Figure], before: Decimal, *, first: bool) -> Decimal:
    """What is outstanding in a stage: as told, else what is left after what was paid back."""
    loans = [figure for figure in inside if figure.role in ("loan_amount", "") and figure.kind == "amount"]
    left = [figure for figure in loans if _LEFT_OVER.search(figure.left)]
    if left or loans:
        return (left or loans)[-1].number
    repaid = sum((figure.number for figure in inside if figure.role == REPAID), Decimal(0))
    return before if first else max(before - repaid, Decimal(0))


def _repayments(figures: list[Figure], reading: InputReading) -> list[Portion]:
    """第一年末还了1200万: so much less of the principal from then on, at the same rates."""
    amount, years = reading.inputs.get("loan_amount"), reading.inputs.get("years")
    told = [(_PAID_BACK_AT.search(figure.left), figure.number) for figure in figures if figure.role == REPAID]
    events = [(_DIGITS[match["nth"]], repaid) for match, repaid in told if match]
    further = [f.number for f in figures if f.kind == "years" and re.search("(?:又|再|还)(?:用|续|贷|借)?了?$", f.left)]
    if events and further and isinstance(years, Decimal):
        years = reading.inputs["years"] = max(years, max(at for at, _ in events) + further[0])
    if not events or not isinstance(amount, Decimal) or not isinstance(years, Decimal):
        return []
    rates: Portion = {key: reading.inputs[key] for key in RATES if key in reading.inputs}
    stages: list[Portion] = []
    since = Decimal(0)
    for at, repaid in sorted(events):
        if since < at < years and amount > 0:
            stages.append({"amount": amount, "years": at - since, **rates})
            amount, since = amount - repaid, at
            _mark_left_over(figures, amount)
    return [*stages, {"amount": amount, "years": years - since, **rates}] if stages and amount > 0 and rates else []


def _mark_left_over(figures: list[Figure], amount: Decimal) -> None:
    """Takes the sum that only says what is left of the principal for what it is: 还了900万，就剩1500万."""
    for figure in figures:
        if figure.kind == "amount" and figure.number == amount and _LEFT_OVER.search(figure.left):
            figure.role = REPAID


def _yearly_repayment(figures: list[Figure], reading: InputReading) -> list[Portion]:
    """每年还1000万: a year less of that much each time."""
    yearly = [figure for figure in figures if figure.role == REPAID and _EVERY_YEAR.search(figure.left)]
    amount, years = reading.inputs.get("loan_amount"), reading.inputs.get("years")
    rates: Portion = {key: reading.inputs[key] for key in RATES if key in reading.inputs}
    if len(yearly) != 1 or not isinstance(amount, Decimal) or not isinstance(years, Decimal) or not rates:
        return []
    stages: list[Portion] = []
    while years > 0 and amount > 0:
        stages.append({"amount": amount, "years": min(years, Decimal(1)), **rates})
        amount, years = amount - yearly[0].number, years - 1
    return stages


def _length(mark: re.Match[str]) -> Decimal:
    some = mark["some"]
    if not some:
        return Decimal(1)
    number = _DIGITS[some] if some in _DIGITS else Decimal(some)
    return number if mark["unit"] == "年" else number / 12
