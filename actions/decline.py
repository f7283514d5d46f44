"""What lies outside the guide: said plainly, with the reason, the hotline and the nearest thing that is known."""

from __future__ import annotations

from dataclasses import dataclass

from actions.reply import Reply, choice
from actions.responders import answers
from actions.talk import STARTERS, phones
from actions.turn import Turn


@dataclass(frozen=True)
class Limit:
    """Why a kind of question is declined, whom to ask instead, and what record comes nearest.

    `{year}` and `{title}` in the reason are the guide's own.
    """

    reason: str
    instead: str = ""
    nearest: tuple[str, ...] = ()


LIMITS: dict[str, Limit] = {
    "oos_other_subsidy": Limit(
        "您问的是另一项扶持或补贴政策，不在本指南范围，我没有它的资料", "请向该政策的主管部门咨询", ("amount_of_kinds",)
    ),
    "oos_other_place": Limit(
        "我只了解深圳市这一项扶持计划，其他地方和上级的政策无法回答", "请向当地或该级主管部门咨询", ("registration",)
    ),
    "oos_other_year": Limit(
        "我只掌握{year}年度的申请指南（《{title}》），其他年度的条件、时间和金额这份指南没有写",
        "请留意主管部门发布的通知",
        ("window_all",),
    ),
    "oos_tax_accounting": Limit(
        "税务和会计处理不在本指南范围，指南没有规定", "请咨询税务机关或您的会计师", ("deductible_tax",)
    ),
    "oos_unpublished": Limit("指南里没有公布这方面的信息，我无法回答", "", ("process_all", "ask_quota")),
    "oos_after_submission": Limit("指南没有写这方面的具体规定，我无法回答", "", ("process_all", "processing_time")),
    "oos_permits": Limit("这项许可或手续不在本指南范围，我不掌握", "请向办理它的部门咨询", ("filing",)),
    "oos_private": Limit("这个问题不在我的服务范围，抱歉帮不上忙", "", ()),
    "oos_world": Limit("这个问题超出了我的回答范围，抱歉", "", ()),
    "oos_definition": Limit("指南没有给出这个定义或标准，我不能替主管部门解释", "", ("ask_quota", "filing")),
}


@answers(LIMITS)
def decline(turn: Turn) -> Reply:
    """Says that it is outside, and what is inside."""
    limit = LIMITS[turn.intent]
    general = turn.guide.general
    text = f"{limit.reason.format(year=general.year, title=general.title)}。"
    if turn.intent not in ("oos_private", "oos_world"):
        first = f"{limit.instead}，或" if limit.instead else "请"
        text += f"{first}拨打咨询电话{phones(turn)}（{general.contact.hours}）核实。"
    text += f"我能解答的是{general.programme}的申报条件、材料、流程、时间地点和补贴测算。"
    near = [turn.guide.records[name] for name in limit.nearest if name in turn.guide.records]
    steps = tuple(choice(record.question) for record in near) or STARTERS[:3]
    return Reply(text, choices=steps, status="declined", extra={"reason": turn.intent})
