"""The division that leads back from a grant to what must be invested, borrowed or leased for it."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

from knowledge.model.scheme import Scheme
from knowledge.money import FEN, percent_text, plain, yuan_text
from knowledge.subsidy.inputs import Inputs


def division(scheme: Scheme, target: Decimal, value: Decimal, known: Inputs) -> str:
    """The division that leads back to the value, where it is one."""
    if "rate" not in scheme.parameters:
        return _loan_expression(scheme, target, value, known)
    rate = Decimal(str(scheme.parameter("rate").value))
    tax = known.number("deductible_tax") or Decimal(0)
    years = Decimal(1)
    divisor = percent_text(rate)
    if "max_years" in scheme.parameters and (stated := known.number("years")):
        years = min(stated, Decimal(str(scheme.parameter("max_years").value)))
        divisor = f"（{divisor} × {plain(years)}年）"
    if (target / (rate * years)).quantize(FEN, rounding=ROUND_UP) + tax != value:
        return ""
    added = f" + {yuan_text(tax)}" if tax else ""
    return f"{yuan_text(target)} ÷ {divisor}{added} = {yuan_text(value)}"


def _loan_expression(scheme: Scheme, target: Decimal, value: Decimal, known: Inputs) -> str:
    rates = [rate for name in ("contract_rate", "benchmark_rate") if (rate := known.number(name))]
    stated = known.number("years")
    if not rates or stated is None:
        return ""
    years = min(stated, Decimal(str(scheme.parameter("max_years").value)))
    if (target / min(rates) / years).quantize(FEN, rounding=ROUND_UP) != value:
        return ""
    return f"{yuan_text(target)} ÷ {percent_text(min(rates))} ÷ {plain(years)}年 = {yuan_text(value)}"
