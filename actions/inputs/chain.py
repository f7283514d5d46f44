"""Members of an industry chain: who leads, who takes part, and what each invests."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from actions.inputs.figures import Figure
from actions.inputs.member import OWN, PARTNER, WE_FOLLOW, WE_LEAD, Member, how_many, nearest_count, told_role
from actions.inputs.reading import InputReading
from actions.inputs.shares import with_shares
from actions.inputs.vocabulary import LARGE, TOTAL
from knowledge.money import WAN

_OTHER_ROLE = re.compile("拨|领过|拿过|抵扣|进项|税|进度|首期")
_DONE = re.compile("累计|已完成|目前完成|完成了|已经投|投进去|实际完成|已投|到位|现在完成")
_TOGETHER = re.compile("合计|一共|总共|共出|共投|加起来")
_ONE_BY_ONE = re.compile("分别|各自|依次")
_GOES_ON = re.compile("分别|一家|一个|另")
_FIRM_NAME = re.compile(
    r"(?:[a-z甲乙丙丁戊]|[一-鿿]{1,4})(?:厂|公司|企业|单位|科技|电子|精密|光电|股份|集团)(?:投|出|是|花)?[了资入]*$"
)
_VERB_ONLY = re.compile(r"(?:投|出|花|是|资|入|了|自己|大概|约|共|计划|每|各|家|个|都|均)*$")


def read_members(figures: list[Figure], text: str, reading: InputReading, *, asked: bool) -> None:
    """Puts `members` into the reading; `asked` where they were the question, so that bare numbers are sums too."""
    counts = [figure for figure in figures if figure.kind == "count"]
    members: list[Member] = []
    role, listing, undecided = "", False, False
    for figure in figures:
        if figure.kind != "amount" and not (asked and figure.kind == "number"):
            continue
        if figure.role in ("paid", "deductible_tax") or _OTHER_ROLE.search(figure.left):
            role, listing = "", False
            continue
        told = told_role(figure.left) or told_role(figure.right[:6])
        if not told and _is_total(figure):
            role, listing = role if _ONE_BY_ONE.search(figure.left) else "", False
            continue
        one_by_one = bool(_ONE_BY_ONE.search(figure.left))
        if told:
            role = told
        elif OWN.search(figure.left):
            role = "partner" if WE_FOLLOW.search(text) else "lead"
            undecided = undecided or not (WE_LEAD.search(text) or WE_FOLLOW.search(text))
        elif one_by_one or asked or _FIRM_NAME.search(figure.left):
            first = not role and not members and not PARTNER.search(_clauses_before(figure, 1))
            undecided = undecided or first
            role, listing = "lead" if first else "partner", True
        elif members and role and (listing or role == "partner" or _GOES_ON.search(figure.left)):
            role = "partner"
        elif context := _told_before(figure):
            role = context
        else:
            continue
        figure.role = "members"
        listing = listing or one_by_one
        members += _of_figure(figure, role, counts)
    members = with_shares(members, figures, counts, reading)
    if not members:
        return
    if undecided and any(member.role == "lead" for member in members):
        reading.notes.append("未说明哪家牵头，按第一家为牵头单位计")
    reading.inputs["members"] = [{"role": member.role, "investment": member.investment} for member in members]


def _is_total(figure: Figure) -> bool:
    return bool((TOTAL.search(figure.left) or _DONE.search(figure.left)) and not _FIRM_NAME.search(figure.left))


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
    return told_role(clauses[-2]) if len(clauses) > 1 and _VERB_ONLY.match(clauses[-1]) else ""


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
    if not counts_known and whole >= reading.inputs["total_investment"]:
        reading.inputs.setdefault("member_count", Decimal(len(members)))
        reading.inputs.setdefault("partner_count", Decimal(roles.count("partner")))
