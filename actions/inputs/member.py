"""A member of an industry chain, and the words that tell who leads and who takes part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from actions.inputs.figures import Figure
from actions.inputs.vocabulary import EACH

LEAD = re.compile("牵头|龙头|链主|主导|lead|母公司|总装厂|主机厂")
PARTNER = re.compile(
    "协作|配套|伙伴|partner|供应商|上游|下游|另外?[一二两三四五六七八九\\d]|另几家|其他|其余|别的|甲|乙|丙|丁|小厂|跟着|他们|对方"
)
LETTERS = re.compile("[甲乙丙丁戊a-e][、和]?[甲乙丙丁戊a-e](?:[、和]?[甲乙丙丁戊a-e])*")
"""Letters that name several members at once: 甲乙丙三家."""
OWN = re.compile("我们|我司|本公司|我公司|自己|我方|我家|我厂|本厂")
_US = "(?:我们|我司|本公司|我公司|我方|我家|我厂)(?:公司|厂|这边)?"
WE_LEAD = re.compile(f"{_US}(?:是|做|当|作为|来)?(?:牵头|龙头|链主)|由我们?牵头")
WE_FOLLOW = re.compile(f"(?:{_US}|我)(?:是|做|当|作为|属于)(?:其中|链上|链里)?(?:的|一家|一个)*(?:协作|配套)")


@dataclass
class Member:
    """Its role and its investment in yuan."""

    role: str
    investment: Decimal


def told_role(text: str) -> str:
    """The role that the last such word of the text names, or nothing."""
    lead, partner = (max((m.start() for m in words.finditer(text)), default=-1) for words in (LEAD, PARTNER))
    return "" if lead == partner else "lead" if lead > partner else "partner"


def first_role(text: str) -> str:
    """The role that the first such word of the text names, or nothing."""
    lead, partner = (match.start() if (match := words.search(text)) else len(text) for words in (LEAD, PARTNER))
    return "" if lead == partner else "lead" if lead < partner else "partner"


def how_many(figure: Figure, counts: list[Figure]) -> int:
    """How many members the figure stands for: 四家配套每家一千万 is four."""
    if not EACH.search(figure.left) or "分别" in figure.left:
        return 1
    return nearest_count(figure, counts)


def nearest_count(figure: Figure, counts: list[Figure]) -> int:
    """The number of enterprises told last before the figure, at least one."""
    near = [count for count in counts if count.end <= figure.start and count.number > 1]
    return int(near[-1].number) if near and near[-1].number <= 50 else 1
