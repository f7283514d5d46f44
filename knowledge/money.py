"""Amounts of money: exact Decimal yuan inside, printed in digits with 万 or 亿 for people.

>>> yuan_text(Decimal("6000000"))
'600万元'
>>> yuan_text(Decimal("123456789.5"))
'1.23456789亿元（123456789.50元）'
>>> yuan_text(Decimal("2375000"))
'237.5万元'
>>> yuan_text(Decimal("980"))
'980元'
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

WAN = Decimal(10_000)
YI = Decimal(100_000_000)
FEN = Decimal("0.01")


FOREIGN = "美元|美金|美刀|港币|港元|港纸|港幣|欧元|日元|日币|英镑|台币|usd|hkd|eur|jpy"
"""Words for other currencies than the one in which the guide counts, as alternatives of a pattern."""
FOREIGN_SUM = rf"[\d.,零一二两三四五六七八九十百千万亿点半]++\s*[kw]?\s*(?:{FOREIGN})"
"""A pattern of a sum in another currency, with all its parts: 一亿两千万美元 is one sum."""


def to_fen(amount: Decimal) -> Decimal:
    """`amount` in yuan cut off below one fen: a grant is never rounded up."""
    return amount.quantize(FEN, rounding=ROUND_DOWN)


def plain(number: Decimal) -> str:
    """A number in digits, without exponent and without trailing zeros.

    >>> plain(Decimal("30.00")), plain(Decimal("0.5000")), plain(Decimal("1E+2"))
    ('30', '0.5', '100')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan_text(amount: Decimal) -> str:
    """The amount in 亿元, 万元 or 元, whichever is usual; odd fen are added in brackets."""
    amount = to_fen(amount)
    if abs(amount) >= YI:
        short, unit = (amount / YI).quantize(Decimal("0.00000001"), rounding=ROUND_DOWN), "亿元"
        exact = short * YI
    elif abs(amount) >= WAN:
        short, unit = (amount / WAN).quantize(Decimal("0.0001"), rounding=ROUND_DOWN), "万元"
        exact = short * WAN
    else:
        return f"{plain(amount)}元"
    if exact == amount:
        return f"{plain(short)}{unit}"
    return f"{plain(short)}{unit}（{amount}元）"


def percent_text(fraction: Decimal) -> str:
    """A fraction as a percentage.

    >>> percent_text(Decimal("0.2")), percent_text(Decimal("0.0475"))
    ('20%', '4.75%')
    """
    return f"{plain(fraction * 100)}%"
