"""The members of a chain: their investment, what it adds up to, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from knowledge.subsidy.inputs import Inputs

TOLERANCE = Decimal(1)
"""Yuan by which members' investment may fall short of the total and still be all of it."""


@dataclass(frozen=True)
class Chain:
    """`weights` are the listed members' investment, `rest` what is left of the total for members not listed.

    The counts are known only where the list is complete.
    """

    total: Decimal | None
    weights: tuple[Decimal, ...] = ()
    rest: Decimal = Decimal(0)
    lead_count: int = 0
    member_count: Decimal | None = None
    partner_count: Decimal | None = None

    @property
    def listed(self) -> Decimal:
        """What the listed members invest together."""
        return sum(self.weights, Decimal(0))


def chain_of(inputs: Inputs) -> Chain:
    """The chain as far as the inputs tell: shares of the whole become amounts once the whole is known."""
    members = inputs.members()
    stated = inputs.number("total_investment")
    if not members:
        return Chain(stated)
    fixed = sum((member.investment for member in members if member.investment is not None), Decimal(0))
    shares = sum((member.share for member in members if member.share is not None), Decimal(0))
    leads = sum(member.role == "lead" for member in members)
    total = _total(stated, fixed, shares)
    if total is None:
        return Chain(None)
    weights = tuple(member.investment if member.share is None else member.share * total for member in members)
    known = tuple(weight for weight in weights if weight is not None)
    listed = sum(known, Decimal(0))
    complete = total - listed < TOLERANCE
    return Chain(
        total=listed if complete else total,
        weights=known,
        rest=Decimal(0) if complete else total - listed,
        lead_count=leads,
        member_count=Decimal(len(members)) if complete else None,
        partner_count=Decimal(len(members) - leads) if complete else None,
    )


def _total(stated: Decimal | None, fixed: Decimal, shares: Decimal) -> Decimal | None:
    """As stated; else what the amounts add up to, of which they make up all that the shares leave."""
    if stated is not None:
        return stated
    if not fixed or shares >= 1:
        return None
    return fixed / (1 - shares)
