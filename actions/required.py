"""Backwards: what must be invested to receive an amount, to reach the cap or to pass the threshold."""

from __future__ import annotations

import re

from actions.facts import guide_day, known, read, remember
from actions.reply import Reply, choice, citation
from actions.responders import answers
from actions.subsidy import compute
from actions.topics import scheme_choices
from actions.turn import Turn
from knowledge.backward import Goal, Requirement, required_investment, threshold_gaps
from knowledge.errors import InputError
from knowledge.model import Scheme
from knowledge.money import yuan_text

_THRESHOLD = re.compile(r"门槛|起点|资格线|够|达标|条件线|最低|至少|起码|要求")
_CAP = re.compile(r"拿满|封顶|顶格|上限|最高|顶到|满额|拉满|cap")
_TARGET = re.compile(r"拿|补|得|领|资助|奖补|贴息|申请到|到手|目标|顶到|核到")
_LACK = re.compile(r"还差|差多少|缺|还要投")


@answers(["required_investment"])
def required(turn: Turn) -> Reply:
    """The least figure that reaches what the message aims at."""
    scheme_id = turn.scheme_in_context
    if scheme_id is None:
        turn.state.task = "subsidy"
        turn.state.ask("scheme")
        return Reply("请问按哪一类反推？", choices=scheme_choices(turn.guide), status="task")
    turn.state.scheme, turn.state.topic = scheme_id, "required_investment"
    scheme = turn.guide.scheme(scheme_id)
    goal = None if _LACK.search(turn.text) else goal_of(turn)
    if goal is None and (_THRESHOLD.search(turn.text) or _LACK.search(turn.text)):
        return threshold(turn, scheme)
    if goal is None:
        return compute(turn, scheme)
    try:
        found = required_investment(turn.guide, scheme_id, goal, {}, guide_day(turn))
    except InputError as error:
        return Reply(f"反推需要更多数据：{error.reason}。", choices=(choice("测算补贴", f"测算{scheme.short}的补贴"),))
    return requirement_reply(turn, scheme, found)


def goal_of(turn: Turn) -> Goal | None:
    """The amount aimed at, or the cap; None where neither is named."""
    amounts = [item for item in turn.values if item["entity"] == "amount"]
    if amounts and _TARGET.search(turn.text):
        aimed = str(amounts[-1]["value"])
        return aimed
    return "cap" if _CAP.search(turn.text) else None


def requirement_reply(turn: Turn, scheme: Scheme, found: Requirement) -> Reply:
    """What is needed, how that follows, and what it would pay."""
    if found.value is None:
        text = f"{scheme.name}：{found.reason}。"
    else:
        least, grant = yuan_text(found.value), yuan_text(found.amount)
        text = f"{scheme.name}：{found.label}至少要{least}（不含可抵扣税款），可获资助{grant}。"
        if found.expression:
            text += f"\n· 反推：{found.expression}"
        if found.reason:
            text += f"\n· {found.reason}"
    clauses = tuple(dict.fromkeys(step.clause for step in found.steps))
    lines = [
        text,
        "以各项申报条件都符合为前提，最终以主管部门审定为准。",
        citation(turn.guide.general.short_title, clauses),
    ]
    steps = (choice("测算补贴", f"测算{scheme.short}的补贴"), choice("申报条件", f"{scheme.short}的申报条件是什么"))
    return Reply("\n".join(line for line in lines if line), choices=steps, clauses=clauses)


def threshold(turn: Turn, scheme: Scheme) -> Reply:
    """How the figures stand against the scheme's thresholds, and what is lacking."""
    reading = read(turn, scheme)
    remember(turn.state, scheme, reading)
    try:
        gaps = threshold_gaps(turn.guide, scheme.id, known(turn.guide, turn.state, scheme.id), guide_day(turn))
    except InputError as error:
        return Reply(f"这个数据没法用来比较：{error.reason}。")
    decided = [item for item in gaps if item.verdict != "unknown"]
    if not reading.inputs or not decided:
        found = required_investment(turn.guide, scheme.id, "threshold", {}, guide_day(turn))
        if found.value is not None:
            return requirement_reply(turn, scheme, found)
        record = turn.guide.facet_record(scheme.id, "threshold")
        text = record.answer if record else found.reason
        return Reply(text, clauses=(record.clause,) if record else ())
    lines = []
    for item in decided:
        if item.verdict == "fails":
            lines.append(
                f"{item.statement}：实际{item.actual}，要求{item.threshold}，还差{item.gap}（{item.clause}）。"
            )
        else:
            lines.append(f"{item.statement}：实际{item.actual}，已达到{item.threshold}的要求（{item.clause}）。")
    clauses = tuple(item.clause for item in decided)
    lines.append(citation(turn.guide.general.short_title, clauses))
    return Reply("\n".join(lines), choices=(choice("测算补贴", f"测算{scheme.short}的补贴"),), clauses=clauses)
