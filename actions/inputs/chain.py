"""Members of an industry chain: who leads, who takes part, and what each invests."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.inputs.figures import Figure
from actions.inputs.member import (
    LETTERS,
    OWN,
    PARTNER,
    WE_FOLLOW,
    WE_LEAD,
    Member,
    first_role,
    how_many,
    nearest_count,
    told_role,
)
from actions.inputs.reading import TAX, InputReading
from actions.inputs.roles import OTHER
from actions.inputs.shares import with_shares
from actions.inputs.vocabulary import EACH, LARGE, TOTAL
from knowledge.money import WAN

_OTHER_ROLE = re.compile("拨|领过|拿过|抵扣|进项|(?<![含价完掉过去])税|进度|首期")
_DONE = re.compile("累计|已完成|目前完成|完成了|已经投|投进去|实际完成|已投|到位|现在完成")
_TOGETHER = re.compile("合计|一共|总共|共出|共投|加起来")
_ONE_BY_ONE = re.compile("分别|各自|依次")
_GOES_ON = re.compile("分别|一家|一个|另")
_FIRM_NAME = re.compile(
    r"(?:[a-z甲乙丙丁戊]|[一-鿿]{1,4})(?:厂|公司|企业|单位|科技|电子|精密|光电|股份|集团)(?:投|出|是|花)?[了资入]*\s*$"
)
_HEADING = re.compile(r"[(][^()]*[)]|.*[:：]")
"""What stands in brackets or before a colon speaks of the whole list: 各家投资（不含税、均完成）：牵头……"""
_BEFORE_LIST = re.compile(r"\s*(?:元|整|左右)*\s*[:：]")
"""After a total: the colon before the list of what each member invests."""
_LETTER = re.compile("[a-h甲乙丙丁戊]")
_LETTER_ORDER = "甲乙丙丁戊"
_LETTER_LEADS = re.compile(r"([甲乙丙丁戊])(?:公司|厂|方|家)?(?:是|为|来|做|当)?(?:牵头|龙头|链主)(?![^,，。]{0,3}\d)")
_OF_THE_WHOLE = re.compile("全链条|整条链|全链|总投资|投资总额")
_LEFT_THE_CHAIN = re.compile(
    r"\s*元?[^,，。;\d]{0,4}(?:没有?|未|不)(?:参加|加入|参与|在链|算进|列入|一起报)|\s*元?[^,，。;\d]{0,4}(?:退出|不参加)"
)
"""Words after the sum of a firm that is no member."""
_OF_ALL = re.compile("产业链|整合|全链|整条链|项目")
"""Words of a clause that speaks of the chain, not of one of its members."""
MOST_MEMBERS = 50
MEMBER_TAX = "member_tax"
"""Role of the deductible tax in what one member invests."""
_VERB_ONLY = re.compile(r"(?:投|出|花|是|资|入|了|自己|大概|约|共|计划|每|各|家|个|都|均)*$")


def read_members(figures: list[Figure], text: str, reading: InputReading, *, asked: bool) -> None:
    """Puts `members` into the reading; `asked` where they were the question, so that bare numbers are sums too."""
    counts = [figure for figure in figures if figure.kind == "count"]
    members: list[Member] = []
    role, listing, undecided = "", False, False
    for figure in figures:
        if figure.kind != "amount" and not (asked and figure.kind == "number"):
            continue
        if members and _own_tax(figure, text):
            members[-1].investment -= figure.number
            figure.role, reading.inputs[TAX] = MEMBER_TAX, Decimal(0)
            continue
        if figure.role in ("paid", "completed", "deductible_tax") or _OTHER_ROLE.search(_HEADING.sub("", figure.left)):
            role, listing = "", False
            continue
        if _LEFT_THE_CHAIN.match(figure.right):
            figure.role = OTHER
            continue
        if members and re.match(r"\s*(?:的)?(?:那|这)(?:一)?(?:家|个|方)", figure.right):
            figure.role = "members"
            continue
        whole = figure.role == "total_investment" and not figure.weak and bool(_BEFORE_LIST.match(figure.right))
        told = told_role(_after_total(figure)) or ("" if whole else told_role(figure.right[:6]))
        if not told and _is_total(figure):
            role, listing = role if _ONE_BY_ONE.search(figure.left) else "", False
            figure.role = "total_investment" if figure.role == "members" else figure.role
            continue
        one_by_one = bool(_ONE_BY_ONE.search(figure.left))
        if told:
            role = told
        elif OWN.search(figure.left):
            role = "partner" if WE_FOLLOW.search(text) else "lead"
            undecided = undecided or not (WE_LEAD.search(text) or WE_FOLLOW.search(text))
        elif not members and (number := _alike(figure, counts)):
            figure.role, undecided = "members", not WE_LEAD.search(text)
            members = [Member("partner" if place else "lead", figure.number) for place in range(number)]
            role, listing = "", False
            continue
        elif one_by_one or asked or _FIRM_NAME.search(figure.left):
            first = not role and not members and not PARTNER.search(LETTERS.sub("", _clauses_before(figure, 1)))
            undecided = undecided or first
            role, listing = "lead" if first else "partner", True
        elif (
            members
            and role
            and (listing or _LETTER.fullmatch(figure.left.strip()) or role == "partner" or _GOES_ON.search(figure.left))
        ):
            role = "partner"
        elif context := _told_before(figure):
            role = context
        else:
            figure.role = "" if figure.role == "members" else figure.role
            continue
        figure.role = "members"
        listing = listing or one_by_one
        members += _of_figure(figure, role, counts)
    _lead_named_after(members, text)
    members = with_shares(members, figures, counts, reading)
    if not members:
        return
    if undecided and any(member.role == "lead" for member in members):
        reading.notes.append("未说明哪家牵头，按第一家为牵头单位计")
    reading.inputs["members"] = [{"role": member.role, "investment": member.investment} for member in members]


def _after_total(figure: Figure) -> str:
    """What stands before the sum, of a total only from the words for it on: 带了四家配套全链条总投资八千万."""
    words = list(_OF_THE_WHOLE.finditer(figure.left)) if figure.role == "total_investment" else []
    return figure.left[words[-1].end() :] if words else figure.left


def _own_tax(figure: Figure, text: str) -> bool:
    """Whether the sum is the deductible tax of the member before it, in brackets: 协作甲1755万（可抵扣255万）."""
    return figure.role == TAX and bool(re.search(r"\d[^,。;(]{0,4}[(][^()]*$", text[: figure.start]))


def _lead_named_after(members: list[Member], text: str) -> None:
    """甲乙丙分别……，乙牵头: the one that is named leads."""
    named = _LETTER_LEADS.search(text)
    place = _LETTER_ORDER.find(named[1]) if named else -1
    if 0 <= place < len(members) and len(members) > 1 and "lead" not in {m.role for m in members[1:]}:
        for number, member in enumerate(members):
            member.role = "lead" if number == place else "partner"


def _alike(figure: Figure, counts: list[Figure]) -> int:
    """How many invest as much each, where it is told of all members alike: 三家各投2800万, 每家1700万、一共四家."""
    if not EACH.search(figure.left) or re.search("分别|协作|配套|另|他们", figure.left):
        return 0
    roles = {first_role(count.right[:4]): int(count.number) for count in counts if count.end <= figure.start}
    if {"lead", "partner"} <= roles.keys():
        return roles["lead"] + roles["partner"]
    many = [count for count in counts if 1 < count.number <= MOST_MEMBERS]
    before = [count for count in many if count.end <= figure.start]
    told = before[-1:] or (many if len(many) == 1 else [])
    if not told or PARTNER.search(told[0].left[-4:] + told[0].right[:4]):
        return 0
    return int(told[0].number)


def _is_total(figure: Figure) -> bool:
    planned = figure.role == "total_investment" and "计划" in figure.left and not told_role(figure.left)
    return planned or bool(
        (TOTAL.search(figure.left) or _DONE.search(figure.left)) and not _FIRM_NAME.search(figure.left)
    )


def _of_figure(figure: Figure, role: str, counts: list[Figure]) -> list[Member]:
    """The members that one sum tells of: 每家1000万 repeats it, 两家合计2500万 divides it."""
    if figure.kind == "number":
        figure.value = figure.number * WAN if figure.number < LARGE else figure.number
    if role == "partner" and _TOGETHER.search(figure.left):
        number = nearest_count(figure, counts)
        return [Member(role, figure.number / number)] * number
    return [Member(role, figure.number)] * how_many(figure, counts)


def _clauses_before(figure: Figure, number: int) -> str:
    """The figure's clause with `number` clauses before it."""
    return "".join(re.split("[,，。;；]", figure.before)[-number - 1 :])


def _told_before(figure: Figure) -> str:
    """The role that the clause before set: 我们是链主，投3500万."""
    clauses = re.split("[,，。;；]", figure.before)
    if len(clauses) < 2 or not _VERB_ONLY.match(clauses[-1]) or _OF_ALL.search(clauses[-2]):
        return ""
    return told_role(clauses[-2])


def complete_total(reading: InputReading, counts_known: bool) -> None:
    """The total and the counts that follow from a complete list of members."""
    members: list[dict[str, Any]] = reading.inputs.get("members", [])
    roles = [member["role"] for member in members]
    if "lead" not in roles or "partner" not in roles:
        return
    whole = sum((member["investment"] for member in members), Decimal(0))
    if "total_investment" not in reading.inputs:
        reading.inputs["total_investment"] = whole
        reading.notes.append("全链条投资总额按各家投资额之和计")
    counts_known = counts_known and len(members) <= reading.inputs.get("member_count", 0)
    if not counts_known and whole >= reading.inputs["total_investment"]:
        for name, number in (("member_count", len(members)), ("partner_count", roles.count("partner"))):
            reading.inputs[name] = max(Decimal(number), reading.inputs.get(name, Decimal(0)))
