"""Sums that no words place: parts of a list that goes on, the answer to the question, or the first that is needed."""

from __future__ import annotations

import re

from actions.inputs.figures import Figure
from actions.inputs.reading import TAX, InputReading
from actions.inputs.roles import OTHER
from actions.inputs.vocabulary import EACH, GROSS, LIST_LINK, NET, PART_NAME, SUBSET, TOTAL
from knowledge.model import Scheme

_ORDINARY = re.compile("普票|普通发票|普通票|收据|没有专票|不是专票")
"""An invoice of which no tax can be deducted: its sum is invested in full."""
_BOUGHT = re.compile(r"(?:上|买|购|装|建|搞|加|换|配|添|投|花|做|砸)(?:了|进|的是)?[^,，。;；\d]{0,14}$")
_NOT_BOUGHT = re.compile("税|贷|租|借|拨|领|拿|首付|保证金|定金|尾款|欠|还了")


def give_defaults(sums: list[Figure], scheme: Scheme, pending: str | None, reading: InputReading) -> None:
    """A sum that no words place is the scheme's first required one that is still open."""
    taken = {figure.role for figure in sums}
    asked = scheme.input(pending) if pending else None
    for number, figure in enumerate(sums):
        if figure.role == TAX and _ORDINARY.search(figure.left + figure.right):
            figure.role = ""
        if figure.role:
            continue
        net, ordinary = NET.search(figure.left), _ORDINARY.search(figure.left + figure.right)
        before = [other for other in sums[:number] if not ((net or ordinary) and other.role == TAX)]
        earlier = before[-1] if before else None
        listed = (
            LIST_LINK.search(figure.before)
            or PART_NAME.search(figure.left)
            or EACH.search(figure.left)
            or TOTAL.search(figure.left)
            or net
            or GROSS.search(figure.left)
            or SUBSET.match(figure.left.strip())
            or _between_alike(sums, number)
            or (earlier and earlier.role == "investment" and _bought(figure))
        )
        if earlier and listed and earlier.role not in ("", OTHER, "members"):
            figure.role, figure.weak = earlier.role, earlier.weak
        elif asked and asked.kind == "amount" and asked.name not in taken:
            figure.role = asked.name
        elif pending is None or asked is None or asked.kind != "amount":
            required = [item.name for item in scheme.inputs if item.kind == "amount" and item.required]
            free = [name for name in required if name not in taken]
            if free:
                figure.role, figure.weak = free[0], True
        taken.add(figure.role)


def _between_alike(sums: list[Figure], number: int) -> bool:
    """Whether the sum stands between two of the same role, so that it is one of their list."""
    around = {sums[place].role for place in (number - 1, number + 1) if 0 <= place < len(sums)}
    return 0 < number < len(sums) - 1 and len(around) == 1 and around <= {"investment", "total_investment"}


def _bought(figure: Figure) -> bool:
    words = figure.left + figure.right[:6]
    bought = _BOUGHT.search(figure.left) or _ORDINARY.search(words)
    return bool(bought) and not _NOT_BOUGHT.search(words)
