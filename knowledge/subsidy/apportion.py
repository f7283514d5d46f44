"""Dividing an amount in proportion, exact to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from knowledge.money import FEN


def apportion(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Parts in proportion to the weights that sum exactly to the amount, by the largest remainder.

    >>> apportion(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
    """
    fen = int(amount / FEN)
    total = sum(map(Fraction, weights), Fraction(0))
    if not total:
        return [Decimal(0) * FEN for _ in weights]
    exact = [fen * Fraction(weight) / total for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: fen - sum(parts)]:
        parts[place] += 1
    return [part * FEN for part in parts]
