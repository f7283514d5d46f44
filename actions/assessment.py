"""Self-assessment: asks condition by condition in the order that rules out soonest, and ends with a verdict."""

from __future__ import annotations

import base64
import json
from typing import Any

from actions.asking import asks
from actions.facts import guide_day, known, read, remember
from actions.reply import Reply, choice, citation
from actions.responders import answers
from actions.subsidy import numeric, option_choices
from actions.told import said_of
from actions.topics import ask_scheme
from actions.turn import Turn
from actions.unplaced import keep, placed
from knowledge.eligibility import Assessment, assess
from knowledge.errors import InputError
from knowledge.model import Condition, Scheme
from knowledge.money import yuan_text
from knowledge.subsidy.result import ConditionResult
from knowledge.template import date_text

TASK = "assessment"
GO_ON = "go_on"
"""Pending after a verdict of 不符合 while conditions are left: whether to go through those too."""

MARKS = {"meets": "✓", "fails": "✗", "unknown": "？"}


@answers(["start_assessment"])
def start(turn: Turn) -> Reply:
    """Begins with the scheme that is meant, or asks for it."""
    turn.state.task, turn.state.topic = TASK, "start_assessment"
    turn.state.of(GO_ON).clear()
    scheme_id = turn.scheme_in_context
    if scheme_id is None:
        keep(turn)
        return ask_scheme(turn, "好的，请问要自评哪一类？")
    scheme = turn.guide.scheme(scheme_id)
    turn.state.scheme = scheme_id
    turn = placed(turn)
    remember(turn.state, scheme, read(turn, scheme))
    note_volunteered(turn, scheme)
    return proceed(turn, scheme, f"好的，我们逐条对照{scheme.name}的申报条件，不确定的可以答“不清楚”。")


def condition_of(turn: Turn, scheme: Scheme, name: str) -> Condition | None:
    """The yes/no condition of that id, the scheme's or a common one."""
    every = (*turn.guide.general.base_conditions, *scheme.conditions)
    return next((item for item in every if item.id == name and item.kind == "yes_no"), None)


def note_answer(turn: Turn, scheme: Scheme, condition: Condition, verdict: str) -> None:
    """Keeps whether a condition holds; the calculator wants the answer to its question."""
    turn.state.asides = 0
    common = condition in turn.guide.general.base_conditions
    group = turn.state.of("base" if common else scheme.id)
    group[condition.id] = "unknown" if verdict == "unknown" else (verdict == "yes") == condition.expected
    turn.state.answered = condition.id


def note_volunteered(turn: Turn, scheme: Scheme, asked: str = "") -> bool:
    """Keeps what the message says of conditions beside the one that was asked about; true where it says something."""
    if asks(turn.text):
        return False
    found = False
    every = (*turn.guide.general.base_conditions, *scheme.conditions)
    for condition in every:
        verdict = said_of(condition, every, turn.text) if condition.id != asked else None
        if verdict:
            note_answer(turn, scheme, condition, verdict)
            found = True
    return found


def proceed(turn: Turn, scheme: Scheme, intro: str = "") -> Reply:
    """The next question, or the verdict: at once where a condition fails, unless the user wants the rest too."""
    turn.state.task = TASK
    try:
        assessment = assess(turn.guide, scheme.id, known(turn.guide, turn.state, scheme.id), guide_day(turn))
    except InputError as error:
        turn.state.of(scheme.id).pop(error.field, None)
        item = scheme.input(error.field)
        turn.state.ask(error.field)
        return Reply(f"{item.label if item else ''}{error.reason}。{item.question if item else ''}", status="task")
    stop = bool(assessment.failed) and not turn.state.of(GO_ON)
    if assessment.next_question is None or stop:
        return verdict_reply(turn, scheme, assessment)
    asked = assessment.next_question
    turn.state.ask(asked.name)
    done = sum(item.verdict != "unknown" for item in assessment.conditions)
    lines = [intro, f"（已确认{done}项，共{len(assessment.conditions)}项）"]
    item = scheme.input(asked.name)
    if turn.state.tries >= 2:
        example = item.example if item else "“是”“否”或“不清楚”"
        lines.append(f"没看明白您的回答，请像这样说：{example}。" if example else "没看明白您的回答，请换个说法。")
    lines.append(asked.text)
    steps = (option_choices(item) if item else (choice("是"), choice("否"))) + (choice("不清楚"),)
    text = "\n".join(line for line in lines if line)
    return Reply(text, choices=steps, status="task", expects_number=item is not None and numeric(item))


def verdict_reply(turn: Turn, scheme: Scheme, assessment: Assessment) -> Reply:
    """符合, 不符合 or 待确认, with the reason for each, what would mend it, the amount, and what comes next."""
    turn.state.result = {"scheme": scheme.id, "kind": "assessment"}
    failed, unsure = assessment.failed, assessment.open
    if failed:
        lines = [f"初步自评结论：不符合{scheme.name}的申报条件。"]
        lines += [f"✗ {reason(item)}" for item in failed]
    elif unsure:
        lines = [f"初步自评结论：待确认。已核对的条件没有发现问题，还有{len(unsure)}项需要确认："]
        lines += [f"？ {item.statement}（{item.clause}）" for item in unsure]
    else:
        lines = [f"初步自评结论：贵公司基本符合{scheme.name}的申报条件，可以申报（最终以主管部门审核为准）。"]
        lines += [f"✓ {item.statement}" for item in assessment.conditions]
    lines += prospects(turn, assessment)
    clauses = tuple(dict.fromkeys(item.clause for item in (failed or unsure or assessment.conditions)))[:4]
    lines.append(citation(turn.guide.general.short_title, clauses))
    rest = bool(failed) and assessment.next_question is not None
    steps = (
        *([choice("继续评估其余条件")] if rest else []),
        *(
            [choice("看看适合哪一类", "我们适合报哪一类")]
            if failed
            else [choice("测算补贴", f"测算{scheme.short}的补贴")]
        ),
        choice("申请材料", f"{scheme.short}的申请材料有哪些"),
    )
    turn.state.close_task()
    if rest:
        turn.state.task, turn.state.pending = TASK, GO_ON
    return Reply(
        "\n".join(line for line in lines if line),
        choices=steps,
        card=assessment_card(scheme, assessment),
        clauses=clauses,
        documents=(report_document(turn, scheme),),
    )


def reason(item: ConditionResult) -> str:
    """A failed condition: what is asked for, what is, what lacks, what would mend it, and where it stands."""
    facts = f"：实际{item.actual}，要求{item.threshold}" if has_figures(item) else ""
    gap = f"，还差{item.gap}" if item.gap else ""
    mend = f"。{item.remedy.rstrip('。')}" if item.remedy else ""
    return f"不满足“{item.statement}”{facts}{gap}（{item.clause}）{mend}。"


def has_figures(item: ConditionResult) -> bool:
    """Whether actual value and threshold say more than the statement: figures or dates, not 是 and 否."""
    return bool(item.actual and item.threshold) and item.threshold not in ("是", "否")


def prospects(turn: Turn, assessment: Assessment) -> list[str]:
    """The estimated amount and the deadline, where the verdict is not against it."""
    if assessment.failed and not in_time(turn, assessment):
        return []
    lines = []
    if assessment.result.exact and assessment.result.amount > 0:
        lines.append(f"预计最多可获资助{yuan_text(assessment.result.amount)}。")
    windows = turn.guide.general.windows
    lines.append(
        f"受理时间：网上填报到{date_text(windows.online.end)}{windows.online.until}，"
        f"书面材料到{date_text(windows.paper.end)}。"
    )
    if turn.today > windows.online.end:
        lines.append(f"请注意：今天是{date_text(turn.today)}，网上填报已截止。")
    return lines


def in_time(turn: Turn, assessment: Assessment) -> bool:
    """Whether time can mend every failure, so that the deadline matters."""
    every = (*turn.guide.general.base_conditions, *turn.guide.scheme(assessment.scheme).conditions)
    lasting = {condition.id for condition in every if not condition.time_mends}
    return not lasting & {item.id for item in assessment.failed}


def assessment_card(scheme: Scheme, assessment: Assessment) -> dict[str, Any]:
    """The verdict as a card for rich channels."""
    return {
        "kind": "assessment",
        "title": f"{scheme.name}自评",
        "scheme": scheme.id,
        "verdict": assessment.verdict,
        "conditions": [item.explained() for item in assessment.conditions],
        "amount_text": yuan_text(assessment.result.amount) if assessment.result.exact else "",
    }


def report_document(turn: Turn, scheme: Scheme) -> dict[str, str]:
    """A link to the report as a Word file; the answers travel in the link, nothing is stored for it."""
    answers_given = known(turn.guide, turn.state, scheme.id)
    packed = base64.urlsafe_b64encode(json.dumps(answers_given, ensure_ascii=False).encode()).decode().rstrip("=")
    return {
        "title": f"{scheme.short}自评报告（Word）",
        "url": f"/api/v1/documents/reports/{scheme.id}?answers={packed}",
    }
