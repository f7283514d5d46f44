"""Backwards: what must be invested to receive an amount, to reach the cap or to pass the threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.facts import guide_day, known, read, remember
from actions.goal import ALL_COUNTED, Aim, aim_of
from actions.increase import number
from actions.inputs import REPORTED, SAME_AS_AUDIT
from actions.inputs.figures import figures_of
from actions.inputs.tax import tax_rate
from actions.lacking import grant_gap, lack_reply, value_of, wider_plan
from actions.reply import Reply, choice, citation
from actions.responders import answers
from actions.scheme_meant import scheme_by_figures
from actions.subsidy import compute
from actions.topics import ask_scheme
from actions.turn import ATTACHMENT, MODE, SCHEME, Turn
from actions.unplaced import keep, placed, with_kept
from knowledge.backward import (
    PROGRESS_INPUT,
    Requirement,
    main_input,
    margin,
    required_investment,
    threshold_gaps,
)
from knowledge.errors import InputError
from knowledge.full_interest import full_interest
from knowledge.model import Scheme
from knowledge.money import percent_text, plain, yuan_text

TASK = "required"
ASKED_BACK = "asked_back"
"""Group of facts with the last backwards question, without the scheme that it named."""
GIVES_THE_PLAN = ("total_investment",)
"""Inputs that stay given although they could be sought: the plan of which a part has been carried out."""
NET_INPUTS = ("investment", "total_investment", "fixed_investment", "actual_fixed_investment", "completed")
"""Inputs told without deductible tax."""


@answers(["required_investment"])
def required(turn: Turn) -> Reply:
    """The least figure that reaches what the message aims at."""
    scheme_id = scheme_meant(turn) or scheme_meant(with_kept(turn))
    if scheme_id is None:
        turn.state.task = TASK
        keep(turn)
        return ask_scheme(turn, "请问按哪一类反推？")
    turn = placed(turn)
    turn.state.scheme, turn.state.topic = scheme_id, "required_investment"
    if turn.state.task == TASK:
        turn.state.close_task()
    scheme = turn.guide.scheme(scheme_id)
    aim, turn = aimed(turn, scheme)
    if aim is None:
        return compute(turn, scheme)
    try:
        return answer(turn, scheme, aim)
    except InputError as error:
        return Reply(f"反推需要更多数据：{error.reason}。", choices=(choice("测算补贴", f"测算{scheme.short}的补贴"),))


def aimed(turn: Turn, scheme: Scheme) -> tuple[Aim | None, Turn]:
    """What the message aims at, or what the last backwards question did where it only names another scheme."""
    if aim := aim_of(turn, scheme):
        others = [dict(item) for item in turn.entities if item["entity"] != SCHEME]
        turn.state.facts[ASKED_BACK] = {"text": turn.text, "entities": others}
        return aim, turn
    before = turn.state.facts.get(ASKED_BACK)
    if before is None or turn.values:
        return None, turn
    again = replace(turn, text=before["text"], entities=tuple(before["entities"]))
    return aim_of(again, scheme), again


def scheme_meant(turn: Turn) -> str | None:
    """The scheme that is named, or that the figures or the question itself can only be about."""
    aim = aim_of(turn)
    if aim and aim.goal == ALL_COUNTED and not turn.scheme:
        return next((item.id for item in turn.guide.ordered_schemes() if "loan_ratio" in item.parameters), None)
    return turn.scheme_in_context or scheme_by_figures(turn)


def answer(turn: Turn, scheme: Scheme, aim: Aim) -> Reply:
    """The answer to a backwards question."""
    given = told(turn, scheme, aim)
    if aim.goal == ALL_COUNTED and "loan_ratio" in scheme.parameters:
        return sentence(turn, scheme, full_interest(turn.guide, scheme.id, given))
    if aim.of == "deductible_tax":
        return room_for_tax(turn, scheme, given)
    progress = PROGRESS_INPUT.get(scheme.calculation, "") if "进度" in turn.text else ""
    if aim.goal == "threshold" and not progress:
        return threshold(turn, scheme)
    notes = suppose(scheme, given, aim)
    if aim.lack and (gap := grant_gap(turn, scheme, aim)):
        notes.append(gap)
    day, of = guide_day(turn), aim.of or progress
    sought = of or main_input(scheme, given)
    current = given.pop(sought, None) if sought not in GIVES_THE_PLAN or aim.lack else None
    found = required_investment(turn.guide, scheme.id, aim.goal, given, day, of=sought)
    if aim.lack and found.value is None and (plan := wider_plan(turn, scheme, aim.goal, given)):
        found, current = plan
    if aim.lack and found.value is not None and isinstance(current, Decimal):
        return lack_reply(turn, scheme, found, current, grant_gap(turn, scheme, aim))
    if aim.with_tax and found.value is not None:
        rate = tax_rate(figures_of(turn.text, aim.values), turn.text)
        if rate is not None:
            gross = found.value * (1 + rate)
            notes.append(
                f"税率{percent_text(rate)}、全部可抵扣，价税合计{yuan_text(found.value)} × "
                f"{plain(1 + rate)} = {yuan_text(gross)}，即含税发票总额至少要{yuan_text(gross)}"
            )
    return requirement_reply(turn, scheme, found, notes)


def told(turn: Turn, scheme: Scheme, aim: Aim) -> dict[str, Any]:
    """The figures to reckon back from: those of the message, else those that were told before.

    What was reported to the statistics follows the audited sum, so it does not limit the one that is sought.
    """
    given = dict(read(replace(turn, entities=aim.values), scheme).inputs)
    given = {name: value for name, value in given.items() if value != SAME_AS_AUDIT}
    if given or any(item["entity"] not in (SCHEME, ATTACHMENT, MODE) for item in aim.values):
        return given
    facts = turn.state.facts.get(scheme.id, {})
    before = {item.name: facts[item.name] for item in scheme.inputs if facts.get(item.name, "unknown") != "unknown"}
    before.pop(REPORTED, None)
    return {name: sum_told if (sum_told := number(value)) is not None else value for name, value in before.items()}


def suppose(scheme: Scheme, given: dict[str, Any], aim: Aim) -> list[str]:
    """Fills in the longest term where none was told, and says so."""
    limit = scheme.parameters.get("max_years")
    if limit is None or "years" in given or aim.of == "years":
        return []
    given["years"] = limit.value
    return [f"没有说年限，按最长{plain(Decimal(str(limit.value)))}年计"]


def sentence(turn: Turn, scheme: Scheme, found: Requirement) -> Reply:
    """What a figure must at least be, without a grant that goes with it."""
    text = f"{scheme.name}：{found.reason}。" + (f"\n· 反推：{found.expression}" if found.expression else "")
    clause = scheme.parameter("loan_ratio").clause
    return Reply(f"{text}\n{citation(turn.guide.general.short_title, (clause,))}", clauses=(clause,))


def room_for_tax(turn: Turn, scheme: Scheme, given: dict[str, Any]) -> Reply:
    """How much deductible tax the investment may contain and still reach the threshold."""
    condition = next((item for item in scheme.conditions if item.kind == "at_least" and item.threshold), None)
    if condition is None:
        record = turn.guide.facet_record(scheme.id, "threshold")
        return Reply(record.answer if record else "指南没有规定这一门槛。", clauses=(record.clause,) if record else ())
    given.pop("deductible_tax", None)
    room = margin(turn.guide, scheme.id, condition.id, "deductible_tax", given, guide_day(turn))
    text = f"{scheme.name}：要满足“{condition.statement}”，{room.text}。"
    return Reply(
        f"{text}\n{citation(turn.guide.general.short_title, (condition.clause,))}", clauses=(condition.clause,)
    )


def requirement_reply(turn: Turn, scheme: Scheme, found: Requirement, notes: Sequence[str] = ()) -> Reply:
    """What is needed, how that follows, and what it would pay."""
    if found.value is None:
        text = f"{scheme.name}：{found.reason}。"
    else:
        least, grant = value_of(scheme, found.input, found.value), yuan_text(found.amount)
        net = "（不含可抵扣税款）" if found.input in NET_INPUTS else ""
        text = f"{scheme.name}：{found.label}至少要{least}{net}，可获资助{grant}。"
        if found.expression:
            text += f"\n· 反推：{found.expression}"
        if found.reason:
            text += f"\n· {found.reason}"
    text += "".join(f"\n· {note}" for note in notes)
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
