"""Members of a chain told as shares of the total: 牵头占60%，另两家分剩下的."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.member import LEAD, OWN, PARTNER, Member, how_many
from actions.inputs.reading import InputReading
from actions.inputs.vocabulary import REST
from knowledge.money import yuan_text

_ONE = re.compile(f"{OWN.pattern}|他家|他们家|这家|那家|客户")
_WE_ARE = re.compile(r"(?:我们|我司|我)[^,。;]{0,8}(?:牵头|龙头|协作|配套)[^,。;]{0,6},占$")
_DIVIDED = re.compile(f"{REST.pattern}|平分|平摊|均分|对半分")


def with_shares(
    members: list[Member], figures: list[Figure], counts: list[Figure], reading: InputReading
) -> list[Member]:
    """The members with those that shares and the remainder of the total add."""
    total = next((f.number for f in figures if f.kind == "amount" and f.role == "total_investment"), None)
    shares = _shares(figures, bool(members))
    if total is None and shares and not members:
        open_sums = [f for f in figures if f.kind == "amount" and not f.role]
        total = open_sums[0].number if len(open_sums) == 1 else None
    if total is None and shares and len(members) == 1:
        total = members[0].investment / shares[0].number
        reading.inputs["total_investment"] = total
        reading.notes.append(f"{shares[0].text}为{yuan_text(members[0].investment)}，总额按{yuan_text(total)}计")
        shares.pop(0).role = "members"
    if total is None:
        return members
    for share in shares:
        share.role = "members"
        if REST.search(share.right):
            continue
        leads = (
            LEAD.search(share.left)
            or LEAD.search(_last_clauses(share))
            or (OWN.search(share.left) and not PARTNER.search(share.left))
        )
        added = Member("lead" if leads else "partner", total * share.number)
        members = [*members, *[added] * how_many(share, counts)]
    rest = total - sum((member.investment for member in members), Decimal(0))
    if members and rest > 0 and any(_DIVIDED.search(f.before + "|" + f.after) for f in figures):
        number = _number_of_partners(counts)
        role = "partner" if any(member.role == "lead" for member in members) else "lead"
        members = [*members, *[Member(role, rest / number)] * number]
        reading.notes.append("余下的投资按各协作单位平均计" if number > 1 else "余下的投资计在另一方")
    return members


def _shares(figures: list[Figure], after_members: bool) -> list[Figure]:
    """The percentages that speak of members, with those that 和 or 、 adds to them."""
    shares: list[Figure] = []
    for figure in figures:
        if figure.kind not in ("percent", "fraction"):
            continue
        named = LEAD.search(figure.left) or PARTNER.search(figure.left)
        one = _ONE.search(figure.left) or (figure.left.strip() == "占" and _WE_ARE.search(figure.before))
        owned = re.search("占|投", figure.left) and (after_members or shares or one)
        listed = shares and re.fullmatch(r"[\s和与及、]*", figure.before)
        if named or owned or listed:
            shares.append(figure)
    return shares


def _last_clauses(share: Figure) -> str:
    """The clause before that of a share which is told with 占 alone: 我们是牵头，占一半."""
    return share.before.rsplit(",", 2)[-2] if share.left.strip() == "占" and "," in share.before else ""


def _number_of_partners(counts: list[Figure]) -> int:
    partners = [
        count
        for count in counts
        if count.number > 0
        and (PARTNER.search(count.left[-6:] + count.text + count.right[:6]) or _DIVIDED.search(count.right))
    ]
    return int(partners[-1].number) if partners else 1
