"""Members of an industry chain: who leads, who takes part, how many they are, and what each invests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actions.inputs.figures import Figure
from actions.inputs.reading import InputReading
from actions.inputs.vocabulary import EACH, LARGE, REST, TOTAL
from knowledge.money import WAN

LEAD = re.compile("牵头|龙头|链主|主导|lead|母公司|总装厂|主机厂")
PARTNER = re.compile(
    "协作|配套|伙伴|partner|供应商|上游|下游|另外?[一二两三四五六七八九\\d]|另几家|其他|其余|别的|甲|乙|丙|丁|小厂|跟着"
)
_OWN = re.compile("我们|我司|本公司|我公司|自己|我方|我家|我厂|本厂")
_WE_LEAD = re.compile("(?:我们|我司|本公司|我公司|我方|我家|我厂)(?:公司|厂|这边)?(?:是|做|当|作为|来)?(?:牵头|龙头|链主)|由我们?牵头")
_WE_FOLLOW = re.compile("(?:我们|我司|本公司|我公司|我方|我家|我厂)(?:公司|厂|这边)?(?:是|做|当|作为|属于)(?:其中)?(?:的|一家|一个)?(?:协作|配套)")
_OTHER_ROLE = re.compile("拨|领过|拿过|抵扣|进项|税|进度|首期")
_DONE = re.compile("累计|已完成|目前完成|完成了|已经投|投进去|实际完成|已投|到位|现在完成")
_NAMED = re.compile(r"(?:[a-z甲乙丙丁戊]|[一-鿿]{1,4})(?:厂|公司|企业|单位|科技|电子|精密|光电|股份|集团)(?:投|出|是|花)?[了资入]*$")
_ENUMERATED = re.compile(r"\s*(?:投|出|是|花)?了?\s*(?:\d|[一二两三四五六七八九十])")


@dataclass
class _Member:
    role: str
    investment: Decimal


def read_members(figures: list[Figure], text: str, reading: InputReading, *, asked: bool) -> None:
    """Puts `members`, and where they are complete the total and the counts, into the reading."""
    sums = [figure for figure in figures if figure.kind in ("amount", "number") and figure.kind != "number" or asked_number(figure, asked)]
    counts = [figure for figure in figures if figure.kind == "count"]
    members: list[_Member] = []
    role, listing, undecided = "", False, False
    for figure in sums:
        if _OTHER_ROLE.search(figure.left) or figure.role in ("paid", "deductible_tax"):
            role, listing = "", False
            continue
        lead, partner = _last(LEAD, figure.left), _last(PARTNER, figure.left)
        right_lead, right_partner = LEAD.match(figure.right[:6].lstrip("是的元为")), PARTNER.match(figure.right[:6].lstrip("是的元为"))
        named = bool(_NAMED.search(figure.left))
        if (TOTAL.search(figure.left) or _DONE.search(figure.left)) and max(lead, partner) < 0 and not named:
            role = "" if not re.search("分别|各", figure.left) else role
            listing = False
            continue
        if max(lead, partner) >= 0:
            role = "lead" if lead > partner else "partner"
        elif right_lead or right_partner:
            role = "lead" if right_lead else "partner"
        elif _OWN.search(figure.left):
            role = "partner" if _WE_FOLLOW.search(text) else "lead"
            if not (_WE_LEAD.search(text) or _WE_FOLLOW.search(text)):
                undecided = True
        elif re.search("分别|各自|依次", figure.left) or named or asked:
            earlier = re.split(r"[,，。;；]", figure.before)
            context = figure.left + (earlier[-2] if len(earlier) > 1 else "")
            if not role:
                role = "partner" if PARTNER.search(context) else ("partner" if members else "lead")
                undecided = undecided or role == "lead"
            elif undecided and members:
                role = "partner"
            listing = True
        elif listing or (members and role):
            if role == "lead" and (undecided or listing):
                role = "partner"
            elif role == "lead":
                figure_is_more = re.search("分别|一家|一个|另", figure.left)
                if not figure_is_more:
                    continue
                role = "partner"
        elif context := _told_before(figure):
            role = context
        else:
            continue
        figure.role = "members"
        if figure.kind == "number":
            figure.value = figure.number * WAN if figure.number < LARGE else figure.number
        together = _together(figure, counts) if role == "partner" else 1
        times = _how_many(figure, counts, role) if together == 1 else together
        members += [_Member(role, figure.number / together)] * times
        if "分别" in figure.left or "依次" in figure.left:
            listing = True
    members = _with_shares(members, figures, counts, reading)
    if not members:
        return
    if undecided and any(member.role == "lead" for member in members):
        reading.notes.append("未说明哪家牵头，按第一家为牵头单位计")
    reading.inputs["members"] = [{"role": member.role, "investment": member.investment} for member in members]


def asked_number(figure: Figure, asked: bool) -> bool:
    """Bare numbers are sums of members only in answer to that question."""
    return figure.kind == "amount" or (asked and figure.kind == "number")


def complete_total(reading: InputReading, counts_known: bool) -> None:
    """The total and the counts that follow from a complete list of members."""
    members: list[dict[str, Any]] = reading.inputs.get("members", [])
    roles = [member["role"] for member in members]
    total = reading.inputs.get("total_investment")
    if len(members) == 1 and isinstance(total, Decimal) and total > members[0]["investment"]:
        other = "lead" if roles == ["partner"] else "partner"
        members.insert(0 if other == "lead" else 1, {"role": other, "investment": total - members[0]["investment"]})
        reading.notes.append("其他参链企业的投资合在一起计")
        return
    if "lead" not in roles or "partner" not in roles:
        return
    whole = sum((member["investment"] for member in members), Decimal(0))
    if "total_investment" not in reading.inputs:
        reading.inputs["total_investment"] = whole
        reading.notes.append("全链条投资总额按各家投资额之和计")
    if not counts_known:
        reading.inputs.setdefault("member_count", Decimal(len(members)))
        reading.inputs.setdefault("partner_count", Decimal(roles.count("partner")))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _how_many(figure: Figure, counts: list[Figure], role: str) -> int:
    """How many members the sum stands for: 四家配套每家一千万 is four."""
    if not EACH.search(figure.left) or "分别" in figure.left:
        return 1
    near = [count for count in counts if count.end <= figure.start and count.number > 1]
    return int(near[-1].number) if near and near[-1].number <= 50 else 1


def _told_before(figure: Figure) -> str:
    """The role that the clause before set: 我们是链主，投3500万."""
    clauses = re.split("[,，。;；]", figure.before)
    if len(clauses) < 2 or not re.match(r"(?:投|出|花|是|资|入|了|自己|大概|约|共|计划)*$", clauses[-1]):
        return ""
    lead, partner = _last(LEAD, clauses[-2]), _last(PARTNER, clauses[-2])
    return "" if lead == partner else "lead" if lead > partner else "partner"


def _together(figure: Figure, counts: list[Figure]) -> int:
    """How many share one sum: 另外两家合计2500万 is split evenly."""
    near = [count for count in counts if count.end <= figure.start and count.number > 1]
    return int(near[-1].number) if near and re.search("合计|一共|总共|共出|共投|加起来", figure.left) else 1


def _with_shares(
    members: list[_Member], figures: list[Figure], counts: list[Figure], reading: InputReading
) -> list[_Member]:
    """Members told as shares of the total (牵头占60%，另两家分剩下的)."""
    total = next((f for f in figures if f.kind == "amount" and f.role == "total_investment"), None)
    shares = [f for f in figures if f.kind in ("percent", "fraction") and (LEAD.search(f.left) or PARTNER.search(f.left) or (_OWN.search(f.left) and "占" in f.left) or (members and "占" in f.left))]
    if total is None:
        return members
    for share in shares:
        role = "lead" if LEAD.search(share.left) or (_OWN.search(share.left) and not PARTNER.search(share.left)) else "partner"
        times = _how_many(share, counts, role)
        members = [*members, *([_Member(role, total.number * share.number)] * times)]
        share.role = "members"
    rest = total.number - sum((member.investment for member in members), Decimal(0))
    tail = figures[-1].after if figures else ""
    divided = any(REST.search(f.before) or REST.search(f.after) for f in figures) or bool(REST.search(tail))
    if members and divided and rest > 0:
        partners = [c for c in counts if c.number > 0 and (PARTNER.search(c.left[-6:]) or PARTNER.search(c.right[:6]) or REST.search(c.left + c.right))]
        number = int(partners[-1].number) if partners else 1
        role = "partner" if any(member.role == "lead" for member in members) else "lead"
        members = [*members, *([_Member(role, rest / number)] * number)]
        reading.notes.append("余下的投资按各协作单位平均计" if number > 1 else "余下的投资计在另一方")
    return members


def read_counts(figures: list[Figure], text: str, reading: InputReading, pending: str | None) -> bool:
    """Puts `member_count` and `partner_count` into the reading; true where counts were told."""
    counts = [f for f in figures if f.kind == "count" or (f.kind in ("quantity", "number") and pending in ("member_count", "partner_count"))]
    total = lead = partners = None
    for figure in counts:
        near_right, near_left = figure.text + figure.right[:7], figure.left[-7:]
        if figure.number == 1 and _ENUMERATED.match(figure.right) and not LEAD.search(near_left):
            continue
        if LEAD.search(near_right) or (figure.number == 1 and LEAD.search(near_left)):
            lead = int(figure.number)
        elif PARTNER.search(near_right) or PARTNER.search(near_left) or re.search("另外?$", figure.left):
            partners = (partners or 0) + int(figure.number)
        elif figure.number > 1 or (pending and len(counts) == 1):
            total = int(figure.number)
        figure.role = "member_count"
    if total is not None and pending == "partner_count" and len(counts) == 1 and partners is None:
        partners, total = total, None
    if partners is None and total is not None and (lead or LEAD.search(text)) and not re.search("加(?:上)?我们|包括我们|连我们", text) and lead:
        partners = total - lead
    if total is not None and partners is None and re.search("含牵头|包括牵头|加上我们|连我们|包括我们|算上我们|共", text):
        partners = total - 1
    if total is None and partners is not None:
        total = partners + (lead or 1)
    if total is not None:
        reading.inputs["member_count"] = Decimal(total)
    if partners is not None and partners >= 0:
        reading.inputs["partner_count"] = Decimal(partners)
    return total is not None
