"""How many enterprises a chain has: 1家牵头4家协作, 5家企业参加一家牵头, 俩协作单位."""

from __future__ import annotations

import re
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.member import LEAD, LETTERS, PARTNER, first_role
from actions.inputs.reading import InputReading

_ENUMERATED = re.compile(r"\s*(?:投|出|是|花)?了?\s*(?:\d|[一二两三四五六七八九十])")
_ANY_ONE = re.compile("追加|增加|增资|加了|加投|退出|改了|换了|变了")
"""What some one member does, as 有一家追加了投资: no number of members."""
_LEAD_AND_OTHERS = re.compile(r"(?<!\d)1\s*[+＋加]\s*(\d{1,2})\s*(?:家|个|的?模式)")
"""One that leads and so many that take part: 1+3家."""
_LEAD_AND_PARTNERS = re.compile("牵头(?:企业|单位)?(?:加|和|与|带|连|跟)上?(?:协作|配套)")
_WITH_LEAD = re.compile("含牵头|包括牵头|连牵头|加上我们|连我们|包括我们|算上我们|共")


def read_counts(figures: list[Figure], text: str, reading: InputReading, pending: str | None) -> bool:
    """Puts `member_count` and `partner_count` into the reading; true where the number of members was told."""
    asked = pending in ("member_count", "partner_count")
    if match := _LEAD_AND_OTHERS.search(text):
        reading.inputs["member_count"] = Decimal(match[1]) + 1
        reading.inputs["partner_count"] = Decimal(match[1])
        return True
    counts = [f for f in figures if f.kind == "count" or (asked and f.kind in ("quantity", "number"))]
    total: int | None = None
    lead: int | None = None
    partners: int | None = None
    for figure in counts:
        right, left = figure.text + figure.right[:7], LETTERS.sub("", figure.left)[-7:]
        listed = _ENUMERATED.match(figure.right) or _ANY_ONE.search(figure.right)
        if figure.number == 1 and listed and not LEAD.search(left):
            figure.role = "enumeration"
            continue
        role = first_role(right) or ("lead" if figure.number == 1 and LEAD.search(left) else "")
        if figure.number > 1 and _LEAD_AND_PARTNERS.search(figure.left[-12:]):
            total, lead = int(figure.number), lead or 1
        elif partners and not role and figure.number == partners + (lead or 1):
            total = int(figure.number)
        elif role == "lead":
            lead = int(figure.number)
        elif role == "partner" or PARTNER.search(left) or re.search("另外?$", figure.left):
            partners = (partners or 0) + int(figure.number)
        elif figure.number > 1 or (pending and len(counts) == 1):
            total = int(figure.number)
        figure.role = "member_count"
    if total is not None and partners is None:
        if pending == "partner_count" and len(counts) == 1:
            total, partners = None, total
        elif lead or _WITH_LEAD.search(text):
            partners = total - (lead or 1)
    if total is None and partners is not None:
        total = partners + (lead or 1)
    if total is not None:
        reading.inputs["member_count"] = Decimal(total)
    if partners is not None and partners >= 0:
        reading.inputs["partner_count"] = Decimal(partners)
    return total is not None
