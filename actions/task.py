"""While something is being asked: is the message the answer, a question in between, a correction, or a farewell?"""

from __future__ import annotations

import re
from dataclasses import replace

from actions import advice, assessment, modes, subsidy
from actions.answering import SURE, also_pending, read_answer, verdict_of
from actions.answers import answers_directly
from actions.asking import admits_not_knowing, asks, corrects
from actions.beside import take_besides
from actions.calculation import after_result
from actions.context import completed
from actions.facts import BASE, reading_notes, remember
from actions.figures import intended
from actions.inputs import InputReading
from actions.reply import Reply, joined
from actions.responders import RESPONDERS, answers, respond
from actions.said import last_answer_corrected, take_figures
from actions.scheme_meant import scheme_by_words
from actions.talk import SMALL_TALK, again
from actions.turn import Turn
from actions.turn_action import respond_all
from actions.unplaced import placed, with_kept
from knowledge.model import Scheme

PATIENCE = 2
"""Questions in a row after which the open one is no longer repeated."""
TASK_NAMES = {
    "subsidy": "测算",
    "refine": "测算",
    "required": "反推",
    "assessment": "自评",
    "advice": "各类比较",
    "mode_check": "模式自查",
}
LEAVING = {"cancel", "start_over", "goodbye"}
NO_TOPIC = {*SMALL_TALK, "nlu_fallback", "detail", "brief", "repeat", "more", "edit_answer", "calculate"}
_AFFIRM_GO_ON = re.compile(r"继续|要|好|可以|行|是|嗯|评")


def continue_task(turn: Turn) -> Reply:
    """What to say to a message that comes while a question is open."""
    if turn.intent in LEAVING and turn.confidence >= SURE and not turn.values:
        return respond_all(turn)
    if turn.state.pending == assessment.GO_ON:
        return after_verdict(turn)
    if turn.state.pending == "scheme":
        return scheme_answer(turn)
    if turn.state.task == advice.TASK:
        aside = asks(turn.text) and digresses(turn)
        return digression(turn, advice.question) if aside else advice.answered(turn)
    if turn.state.task == modes.TASK:
        return modes.answered(turn) if not digresses(turn) else digression(turn, modes.question)
    scheme = turn.guide.schemes.get(turn.state.scheme or "")
    if scheme is None:
        turn.state.close_task()
        return respond(turn)
    return field_answer(turn, scheme)


def digresses(turn: Turn) -> bool:
    """Whether the message is a question of its own rather than an answer."""
    if turn.intent in NO_TOPIC or turn.intent not in topic_intents(turn):
        return False
    return (asks(turn.text) and turn.confidence >= 0.3) or (turn.confidence >= 0.85 and not turn.values)


def topic_intents(turn: Turn) -> set[str]:
    """Every intent that asks something of the guide or is declined."""
    return set(RESPONDERS) | set(turn.guide.records)


def digression(turn: Turn, again) -> Reply:  # type: ignore[no-untyped-def]
    """Answers the question in between and asks the open one again."""
    scheme, task, pending, tries = turn.state.scheme, turn.state.task, turn.state.pending, turn.state.tries
    asides = turn.state.asides + 1
    reply = respond_all(turn)
    if turn.state.task != task or turn.state.pending != pending:
        return reply
    turn.state.scheme = scheme
    if asides >= PATIENCE:
        turn.state.pause()
        return replace(
            reply, text=f"{reply.text}\n\n（{TASK_NAMES.get(task or '', '刚才的问题')}先放一放，想接着做就说“继续”。）"
        )
    turn.state.asides = asides
    turn.state.tries = max(tries - 1, -1)
    turn.state.pending = None
    return joined(reply.with_choices(()), again(turn))


def scheme_answer(turn: Turn) -> Reply:
    """The scheme was asked for."""
    task = turn.state.task
    if turn.scheme is None:
        if digresses(turn):
            return digression(turn, lambda t: RESPONDERS[START[task or "subsidy"]](t))
        lost = turn.state.tries >= PATIENCE and scheme_by_words(with_kept(turn)) is None
        if lost or turn.intent in ("recommend_scheme", "unsure") or admits_not_knowing(turn.text):
            turn.state.close_task()
            return respond(placed(turn).asking("recommend_scheme"))
    return RESPONDERS[START[task or "subsidy"]](turn)


START = {
    "subsidy": "calculate",
    "required": "required_investment",
    "refine": "calculate",
    "assessment": "start_assessment",
}


def after_verdict(turn: Turn) -> Reply:
    """A condition failed: goes through the rest if that is wanted, else takes the message for itself."""
    scheme = turn.guide.schemes.get(turn.state.scheme or "")
    wanted = len(turn.text) <= 12 and _AFFIRM_GO_ON.search(turn.text) and not asks(turn.text)
    turn.state.pending = None
    if scheme and wanted and turn.intent not in ("deny", "thanks", "goodbye"):
        turn.state.of(assessment.GO_ON)["wanted"] = True
        return assessment.proceed(turn, scheme, "好的，继续核对其余条件。")
    turn.state.close_task()
    return respond_all(turn)


@answers(["more"])
def go_on(turn: Turn) -> Reply:
    """Takes up what was put aside; else says the last answer again."""
    if not turn.state.resume():
        return again(turn)
    scheme = turn.guide.schemes.get(turn.state.scheme or "")
    if turn.state.task == advice.TASK:
        return advice.question(turn)
    if turn.state.task == modes.TASK:
        return modes.question(turn)
    return on(turn, scheme, []) if scheme else RESPONDERS[START[turn.state.task or "subsidy"]](turn)


def field_answer(turn: Turn, scheme: Scheme) -> Reply:
    """An input or condition of a scheme was asked for."""
    pending = turn.state.pending or ""
    refining = turn.state.task == subsidy.REFINE
    turn = turn.asking(intended(turn)) if refining else turn
    other = turn.scheme
    if refining and other not in (None, scheme.id) and turn.text != subsidy.SKIP:
        turn.state.close_task()
        return respond_all(turn)
    if other and other != scheme.id:
        if turn.intent in ("calculate", "start_assessment", "ask_amount"):
            turn.state.close_task()
            return respond(turn)
        if completed(turn) is not turn:
            turn.state.close_task()
            return respond_all(turn)
    if refining and turn.text == subsidy.SKIP:
        return enough(turn, scheme)
    if turn.intent == "more" and turn.confidence >= SURE and not turn.values:
        turn.state.pending = None
        return on(turn, scheme, [])
    aside = asks(turn.text) and digresses(turn)
    if corrects(turn.text) and not aside and (reply := corrected(turn, scheme)):
        return reply
    condition = assessment.condition_of(turn, scheme, pending)
    elsewhere = condition and not aside and not answers_directly(condition, turn.text)
    if elsewhere and take_besides(turn, scheme, pending):
        return on(turn, scheme, [])
    if condition and not aside and (verdict := verdict_of(turn, condition)):
        assessment.note_answer(turn, scheme, condition, verdict)
        take_besides(turn, scheme, pending)
        turn.state.answered = pending
        return on(turn, scheme, [])
    if refining and turn.intent == "explain_result":
        return aside_from_result(turn, scheme, pending)
    if condition is None:
        reading = read_answer(turn, scheme, pending)
        also_pending(turn, scheme, pending, reading)
        if pending in reading.inputs or (reading.inputs and not aside):
            assessment.note_volunteered(turn, scheme)
            return take(turn, scheme, reading)
        if (not aside and admits_not_knowing(turn.text)) or (turn.intent == "unsure" and turn.confidence >= SURE):
            turn.state.of(scheme.id)[pending] = "unknown"
            turn.state.answered = pending
            return on(turn, scheme, [])
    if not aside and take_besides(turn, scheme, pending):
        return on(turn, scheme, [])
    if refining and turn.intent in ("deny", "thanks") and not turn.values:
        return enough(turn, scheme)
    if digresses(turn):
        if refining and not invited(scheme, pending):
            return aside_from_result(turn, scheme, pending)
        return digression(turn, lambda t: on(t, scheme, []))
    if refining:
        turn.state.close_task()
        return respond(turn)
    if condition and turn.state.tries >= PATIENCE:
        turn.state.of(BASE if condition in turn.guide.general.base_conditions else scheme.id)[pending] = "unknown"
    return on(turn, scheme, [])


def aside_from_result(turn: Turn, scheme: Scheme, pending: str) -> Reply:
    """Answers the question in between; a figure that would refine the result is asked for once more, and only once."""
    item = scheme.input(pending)
    if item is None or turn.state.asides:
        turn.state.close_task()
        return respond_all(turn)
    return digression(turn, lambda t: subsidy.refine_again(t, item))


def enough(turn: Turn, scheme: Scheme) -> Reply:
    """The user wants no finer result."""
    turn.state.close_task()
    return Reply("好的。还想了解什么可以接着问。", choices=after_result(scheme), status="social")


def invited(scheme: Scheme, pending: str) -> bool:
    """Whether the open question is the first of a calculation that was offered, not a refinement of its result."""
    item = scheme.input(pending)
    return item is not None and item.required


def take(turn: Turn, scheme: Scheme, reading: InputReading) -> Reply:
    """Keeps what was read and goes on."""
    remember(turn.state, scheme, reading)
    turn.state.answered = turn.state.pending
    return on(turn, scheme, reading_notes(reading))


def on(turn: Turn, scheme: Scheme, notes: list[str]) -> Reply:
    """The next question or the end of the task under way."""
    if turn.state.task == assessment.TASK:
        return assessment.proceed(turn, scheme)
    return subsidy.with_facts(turn, scheme, notes)


def corrected(turn: Turn, scheme: Scheme) -> Reply | None:
    """A correction of what was said before; None where the message does not say what is right."""
    reading = take_figures(turn, scheme)
    told = assessment.note_volunteered(turn, scheme) or (not reading.inputs and last_answer_corrected(turn, scheme))
    return on(turn, scheme, reading_notes(reading)) if told or reading.inputs else None
