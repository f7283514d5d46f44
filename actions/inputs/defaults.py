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
_ASSET = re.compile(
    r"(?:设备|装备|改造|软件|硬件|系统|安装|厂房|车间|产线|工程|环境|基建|配套)(?:费|款|工程|投资|部分)?$"
)
"""Words right before a sum that name what was built or bought."""
_PART = re.compile(r"(?:[a-z甲乙丙丁]|第?[一二两三]|另)(?:一)?(?:[笔份批期条]|合同)(?:是|有)?$")
"""What names one of several contracts: A笔1200万……，B笔1050万……"""
_LISTED = frozenset({"investment", "total_investment", "fixed_investment", "planned_fixed_investment"})
_NAME = re.compile("[一-鿿a-z]{2,8}")
_NOT_A_THING = re.compile(
    "[税贷租借息贴补拨领付还投花做完欠收卖年月约共占比差另]|计划|预算|合同|产值|营收|收入|利润|注册|资本|进度|累计|实际|其中|自有|自筹|补助|资助|首付|上限|封顶"
)
_OF_THE_PROJECT = "fixed_investment"
_INVESTED = re.compile("投|设备|厂房|产线|车间")
"""Beside a loan, words for what the whole project costs."""
PARTS = 2
"""So many sums make up a total."""
_BOUGHT = re.compile(r"(?:上|买|购|装|建|搞|加|换|配|添|投|花|做|砸)(?:了|进|的是)?[^,，。;；\d]{0,14}$")
_NOT_BOUGHT = re.compile("税|贷|租|借|拨|领|拿|首付|保证金|定金|尾款|欠|还了")


def give_defaults(sums: list[Figure], scheme: Scheme, pending: str | None, reading: InputReading) -> None:
    """A sum that no words place is the scheme's first required one that is still open."""
    _add_up(sums, scheme)
    taken = {figure.role for figure in sums}
    asked = scheme.input(pending) if pending else None
    for number, figure in enumerate(sums):
        if figure.role == TAX and _ORDINARY.search(figure.left + figure.right):
            figure.role = ""
        if figure.role:
            continue
        net, ordinary = NET.search(figure.left), _ORDINARY.search(figure.left + figure.right)
        itself = net or ordinary or GROSS.search(figure.left)
        before = [other for other in sums[:number] if not (itself and other.role == TAX)]
        earlier = before[-1] if before else None
        listed = (
            LIST_LINK.search(figure.before)
            or PART_NAME.search(figure.left)
            or EACH.search(figure.left)
            or TOTAL.search(figure.left)
            or net
            or GROSS.search(figure.left)
            or SUBSET.match(figure.left.strip())
            or _ASSET.search(figure.left)
            or (earlier and earlier.role in _LISTED and _next_item(figure))
            or _between_alike(sums, number)
            or (earlier and earlier.role == "investment" and _bought(figure))
        )
        following = sums[number + 1] if number + 1 < len(sums) else None
        part = next((o for o in reversed(before) if _PART.search(o.left)), None) if _PART.search(figure.left) else None
        if part and part.role not in ("", OTHER, "members"):
            figure.role, figure.weak = part.role, part.weak
        elif _OF_THE_PROJECT in free_inputs(scheme, taken) and _INVESTED.search(figure.left):
            figure.role = _OF_THE_PROJECT
        elif earlier and listed and earlier.role not in ("", OTHER, "members"):
            figure.role, figure.weak = earlier.role, earlier.weak
        elif following and not earlier and following.role in _LISTED and _first_item(figure, following):
            figure.role, figure.weak = following.role, following.weak
        elif asked and asked.kind == "amount" and asked.name not in taken:
            figure.role = asked.name
        elif pending is None or asked is None or asked.kind != "amount":
            required = [item for item in scheme.inputs if item.kind == "amount" and item.required]
            free = [item.name for item in required if not {item.name, *item.covered_by} & taken]
            if free:
                figure.role, figure.weak = free[0], True
        taken.add(figure.role)


def free_inputs(scheme: Scheme, taken: set[str]) -> set[str]:
    """The scheme's inputs that no figure has been given to."""
    return {item.name for item in scheme.inputs} - taken


def _add_up(sums: list[Figure], scheme: Scheme) -> None:
    """Where one figure is asked for and a total is told with its sources or parts, all are of that figure."""
    required = [item.name for item in scheme.inputs if item.kind == "amount" and item.required]
    total = next((figure for figure in sums if TOTAL.search(figure.left) and figure.role in ("", *required)), None)
    parts = [figure for figure in sums if figure is not total and figure.role in ("", OTHER, *required)]
    if (
        total is None
        or len(required) != 1
        or not _LISTED.issuperset(required)
        or len(parts) < PARTS
        or sum(f.number for f in parts) != total.number
    ):
        return
    for figure in (total, *parts):
        figure.role, figure.weak = required[0], False


def _between_alike(sums: list[Figure], number: int) -> bool:
    """Whether the sum stands between two of the same role, so that it is one of their list."""
    around = {sums[place].role for place in (number - 1, number + 1) if 0 <= place < len(sums)}
    return 0 < number < len(sums) - 1 and len(around) == 1 and around <= {"investment", "total_investment"}


def _next_item(figure: Figure) -> bool:
    """Whether the sum has only a short name and follows another at once: 贴片线1285万，立库3200万，网关76万."""
    name = figure.before.lstrip("元块、,，;；")
    return bool(_NAME.fullmatch(name)) and not _NOT_A_THING.search(name)


def _first_item(figure: Figure, following: Figure) -> bool:
    """Whether the sum has only a short name and opens a list that goes on with `following`."""
    named = bool(_NAME.fullmatch(figure.left)) and not _NOT_A_THING.search(figure.left)
    return named and _next_item(following)


def _bought(figure: Figure) -> bool:
    words = figure.left + figure.right[:6]
    bought = _BOUGHT.search(figure.left) or _ORDINARY.search(words)
    return bool(bought) and not _NOT_BOUGHT.search(words)
