"""What is still lacking of a figure, or of the grant, for the amount, the cap or the threshold that is aimed at."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.facts import guide_day, read
from actions.goal import Aim
from actions.reply import Reply, choice, citation
from actions.turn import Turn
from knowledge.backward import Requirement, required_investment
from knowledge.errors import InputError
from knowledge.model import Scheme
from knowledge.money import percent_text, plain, yuan_text
from knowledge.subsidy.calculate import calculate

PLANS = ("planned_fixed_investment", "total_investment")
CARRIED_OUT = ("actual_fixed_investment", "completed", "progress", "members")
"""What the plan of a project is told as, and what has been done of it."""


def lack_reply(turn: Turn, scheme: Scheme, found: Requirement, current: Decimal, grant: str) -> Reply:
    """What is still lacking of the figure; `grant` tells what is lacking of the grant, or is empty."""
    assert found.value is not None
    gap = found.value - current
    need, have = value_of(scheme, found.input, found.value), value_of(scheme, found.input, current)
    if gap <= 0:
        text = f"{scheme.name}：{found.label}至少要{need}，目前{have}，已经达到。"
    else:
        lacking = value_of(scheme, found.input, gap)
        text = f"{scheme.name}：还差{lacking}。\n· {found.label}至少要{need}，目前{have}，{need} − {have} = {lacking}"
    if found.expression:
        text += f"\n· 反推：{found.expression}"
    text += f"\n· {grant}" if grant else ""
    clauses = tuple(dict.fromkeys(step.clause for step in found.steps))
    lines = [text, "以各项申报条件都符合为前提，最终以主管部门审定为准。"]
    lines.append(citation(turn.guide.general.short_title, clauses))
    return Reply("\n".join(lines), choices=(choice("测算补贴", f"测算{scheme.short}的补贴"),), clauses=clauses)


def grant_gap(turn: Turn, scheme: Scheme, aim: Aim) -> str:
    """What the figures of the message are granted and how much that is below the aim; empty where that is open."""
    if aim.goal == "threshold":
        return ""
    goal = Decimal(str(scheme.parameter("cap").value)) if aim.goal == "cap" else Decimal(aim.goal)
    given = read(replace(turn, entities=aim.values), scheme).inputs
    try:
        result = calculate(turn.guide, scheme.id, given, guide_day(turn))
    except InputError:
        return ""
    amount = result.amount
    if not isinstance(amount, Decimal) or not result.exact or not 0 < amount < goal:
        return ""
    name = "上限" if aim.goal == "cap" else "目标"
    return f"按现有数据可获资助{yuan_text(amount)}，离{name}{yuan_text(goal)}还差{yuan_text(goal - amount)}"


def wider_plan(turn: Turn, scheme: Scheme, goal: str, given: dict[str, Any]) -> tuple[Requirement, Decimal] | None:
    """How large the plan must be, and how large it is, where what is carried out of it cannot reach the goal."""
    name = next((name for name in PLANS if isinstance(given.get(name), Decimal)), None)
    if name is None:
        return None
    rest = {key: value for key, value in given.items() if key not in (*PLANS, *CARRIED_OUT)}
    found = required_investment(turn.guide, scheme.id, goal, rest, guide_day(turn), of=name)
    return (found, given[name]) if found.value is not None else None


def value_of(scheme: Scheme, name: str, value: Decimal) -> str:
    """A figure in the unit of the input: yuan, years or percent."""
    item = scheme.input(name)
    if item and item.kind == "years":
        months = value * 12
        in_months = f"（{plain(months)}个月）" if value != int(value) and months == int(months) else ""
        return f"{plain(value)}年{in_months}"
    return percent_text(value) if item and item.kind == "percent" else yuan_text(value)
