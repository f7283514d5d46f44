"""Which loan counts in full: the fixed investment that it takes, or the loan that an investment allows."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from knowledge.backward import FINEST, Requirement
from knowledge.errors import InputError
from knowledge.guide import Guide
from knowledge.model.scheme import Scheme
from knowledge.money import percent_text, yuan_text
from knowledge.subsidy.calculate import scheme_of
from knowledge.subsidy.inputs import validate


def full_interest(guide: Guide, scheme_id: str, inputs: Mapping[str, Any]) -> Requirement:
    """How large the fixed investment must be for the whole loan to count, or the loan may be for a fixed investment.

    Where both are given, `reason` tells how much of the loan counts and what is lacking or left.

    >>> from knowledge.loader import load_guide
    >>> found = full_interest(load_guide("2018"), "loan_interest", {"loan_amount": 14_000_000})
    >>> found.value, found.expression
    (Decimal('20000000.00'), '1400万元 ÷ 70% = 2000万元')
    """
    scheme = scheme_of(guide, scheme_id)
    known = validate(guide, scheme, inputs)
    ratio, nothing = Decimal(str(scheme.parameter("loan_ratio").value)), Decimal(0)
    loan, fixed = known.number("loan_amount"), known.number("fixed_investment")
    tax = known.number("deductible_tax") or nothing
    if loan is not None and fixed is not None:
        limit = _counted(fixed - tax, ratio)
        value = (loan / ratio).quantize(FINEST["amount"], rounding=ROUND_UP) + tax
        expression = f"{yuan_text(fixed - tax)} × {percent_text(ratio)} = {yuan_text(limit)}"
        name = "fixed_investment"
        if loan > limit:
            reason = (
                f"固定资产投资额{yuan_text(fixed)}最多{yuan_text(limit)}贷款可以计息，"
                f"贷款{yuan_text(loan)}中有{yuan_text(loan - limit)}不计息；"
                f"要全部计息，固定资产投资额至少要{yuan_text(value)}，还差{yuan_text(value - fixed)}"
            )
        else:
            reason = (
                f"固定资产投资额{yuan_text(fixed)}最多{yuan_text(limit)}贷款可以计息，"
                f"贷款{yuan_text(loan)}可以全部计息，还可以增加{yuan_text(limit - loan)}"
            )
    elif loan is not None:
        value = (loan / ratio).quantize(FINEST["amount"], rounding=ROUND_UP) + tax
        added = f" + {yuan_text(tax)}" if tax else ""
        expression = f"{yuan_text(loan)} ÷ {percent_text(ratio)}{added} = {yuan_text(value)}"
        name, reason = "fixed_investment", f"贷款{yuan_text(loan)}要全部计息，固定资产投资额至少要{yuan_text(value)}"
    elif fixed is not None:
        value = _counted(fixed - tax, ratio)
        expression = f"{yuan_text(fixed - tax)} × {percent_text(ratio)} = {yuan_text(value)}"
        name, reason = "loan_amount", f"贷款最多{yuan_text(value)}可以全部计息"
    else:
        raise InputError("loan_amount", "请说明贷款金额或固定资产投资额")
    return Requirement(scheme.id, name, _label(scheme, name), value, nothing, expression, reason)


def _counted(net: Decimal, ratio: Decimal) -> Decimal:
    return (net * ratio).quantize(FINEST["amount"], rounding=ROUND_DOWN)


def _label(scheme: Scheme, name: str) -> str:
    item = scheme.input(name)
    return item.label if item else name
