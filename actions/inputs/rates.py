"""Rates of a loan: the contract's and the benchmark, told apart, and a float or discount that links them."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from knowledge.model import Scheme
from knowledge.money import percent_text

_RATE_BEFORE = re.compile(r"(?:利率|年息|月息|利息|年化|基准|优惠|rate)[^,，。\d]{0,6}$")
_RATES = ("contract_rate", "benchmark_rate")
_FLOAT = re.compile("上浮|下浮|上调|下调|打折")
_DOWN = re.compile("下浮|下调")
_FLOATED = re.compile(
    r"\s*(?:利率)?(?:的)?(?:基础上|水平上)?(?:再|又)?(?:上浮|下浮|上调|下调|打?\s*[\d.一二三四五六七八九]{1,3}折)"
)
_MEASURED = re.compile(
    r"[\s(,的利率都也]*(?:没有?|未|不|并未)?(?:超过?|到|达到?|高[于过]|低[于过]|突破|大于|小于)[^,，。;]{0,4}基准"
)
"""A rate that is compared with the benchmark is the contract's: 4.35%没超基准."""
_DISCOUNT = re.compile(r"([\d.]{1,3}|[一二三四五六七八九]{1,2})\s*折")
_TENTH = "一二三四五六七八九"
_SAME_AS_BENCHMARK = re.compile(
    r"(?:就是|等于|即|按照?|照|执行|同|跟|和|与|正好是|是|为|平|=)(?:着|的)?(?:同期|当时|当年|央行|人行|人民银行)*(?:的)?基准(?!的?(?:上|下)浮|低|高|打)"
    r"|基准利率?(?:一样|相同|一致|执行|持平|水平|相等)|[(]\s*(?:同期|央行|人行)*基准(?:利率)?\s*[)]|没有?(?:上|下)?浮|不(?:上|下)?浮|基准(?:利率)?(?:也|都)是?(?:为)?(?:这个|这么多|这么高|同样|如此)?(?:数)?(?=[,。;]|$)"
)
_APART_FROM_BENCHMARK = re.compile(
    r"上浮|下浮|上调|下调|折|(?:低|高|大|小|少|多|优惠)于|(?:没有?|未|不)(?:超|到|达|高|低)|超过?|[<>≤≥]|以[上下内]|比"
)


def read_rates(figures: list[Figure], text: str, reading: InputReading, scheme: Scheme, pending: str | None) -> None:
    """Contract rate and benchmark; a float over the benchmark, or a discount on it, gives the other of the two."""
    if scheme.input("contract_rate") is None:
        return
    rates: dict[str, list[Decimal]] = {}
    discount = _DISCOUNT.search(text) if "基准" in text or "利率" in text else None
    floating = _discounted(discount[1]) if discount else None
    percents = [figure for figure in figures if figure.kind == "percent"]
    for figure in figures:
        if figure.kind == "number" and (
            _RATE_BEFORE.search(figure.left) or figure.role == pending in ("contract_rate", "benchmark_rate")
        ):
            if not 0 < figure.number < 30 or figure.right.lstrip().startswith("折"):
                continue
            fraction = figure.number if figure.number < Decimal("0.3") else figure.number / 100
            role = _rate_role(figure, pending)
        elif figure.kind == "percent":
            fraction = figure.number
            if _is_float(figure, percents):
                floating = -fraction if _DOWN.search(figure.left + figure.right[:4]) else fraction
                figure.role = "float"
                continue
            own = bool(figure.cue) and (figure.cue in figure.left or figure.cue in figure.right)
            own = own and not _MEASURED.match(figure.right)
            role = figure.role if own and figure.role in _RATES else _rate_role(figure, pending)
            if not role or fraction >= Decimal("0.3"):
                continue
        else:
            continue
        if "min" in figure.extra:
            continue
        if _FLOATED.match(figure.right):
            role = "benchmark_rate"
        if re.search(r"月(?:利率|息)", figure.left) and "厘" not in figure.text:
            fraction *= 12
            reading.notes.append(f"月利率折合年利率{percent_text(fraction)}")
        figure.role, figure.value = role, fraction
        rates.setdefault(role, []).append(fraction)
    _put_rates(rates, floating, text, figures, reading, pending)


def _is_float(figure: Figure, percents: list[Figure]) -> bool:
    """Whether the percentage is a float over the benchmark and not the rate that is floated."""
    if _FLOAT.search(figure.left[-4:]):
        return True
    follows = any(other.start > figure.start and _FLOAT.search(other.left[-4:]) for other in percents)
    return (
        not follows and not re.search("基准|利率|年息", figure.left) and bool(_FLOAT.match(figure.right.lstrip()[:4]))
    )


def _discounted(text: str) -> Decimal:
    """What a discount takes off, as a negative fraction: 九折 and 9折 take off a tenth, 95折 a twentieth."""
    digits = "".join(str(_TENTH.index(c) + 1) if c in _TENTH else c for c in text if c != ".")
    return Decimal(digits) / 10 ** len(digits) - 1


def _rate_role(figure: Figure, pending: str | None) -> str:
    if _MEASURED.match(figure.right):
        return "contract_rate"
    if re.search("基准", figure.left[-8:]) or re.match(r"\s*(?:的|是|就是)?(?:同期|央行|人行)*基准", figure.right):
        return "benchmark_rate"
    if figure.kind == "percent" and re.search("进度|占|完成|首付|税率|折扣|增长|资助|补贴|补", figure.left):
        return ""
    return pending if pending in ("contract_rate", "benchmark_rate") else "contract_rate"


def _put_rates(
    rates: dict[str, list[Decimal]],
    floating: Decimal | None,
    text: str,
    figures: list[Figure],
    reading: InputReading,
    pending: str | None,
) -> None:
    contract, benchmark = rates.get("contract_rate", []), rates.get("benchmark_rate", [])
    loans = [figure for figure in figures if figure.role == "loan_amount" and figure.kind == "amount"]
    if len(contract) > 1 and len(contract) == len(loans):
        whole = sum((loan.number for loan in loans), Decimal(0))
        mean = sum((loan.number * rate for loan, rate in zip(loans, contract, strict=True)), Decimal(0)) / whole
        contract = [mean.quantize(Decimal("0.000001"))]
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
    elif len({*contract, *benchmark}) == 1 and not (contract and benchmark):
        whole_told = bool(loans) and pending is None and "基准" in text and not _APART_FROM_BENCHMARK.search(text)
        if _SAME_AS_BENCHMARK.search(text) or (whole_told and bool(benchmark)):
            reading.inputs["contract_rate"] = reading.inputs["benchmark_rate"] = (contract or benchmark)[-1]
            reading.notes.append("合同利率与基准利率相同")
