"""What is said about something that was computed or assessed before: corrections and additions, and the new result."""

from __future__ import annotations

from actions.answers import read_condition
from actions.asking import asks, corrects
from actions.assessment import TASK as ASSESSMENT
from actions.assessment import condition_of, note_answer, note_volunteered, proceed
from actions.facts import read, reading_notes, remember
from actions.inputs import InputReading
from actions.reply import Reply
from actions.subsidy import with_facts
from actions.turn import Turn
from knowledge.model import Input, Scheme

OTHER_BUSINESS = {
    *("recommend_scheme", "required_investment", "start_assessment", "explain_result"),
    *("start_over", "cancel", "goodbye", "thanks", "greet"),
}
"""Intents of messages that leave the last result behind, whatever figures they hold."""


def follow_up(turn: Turn) -> Reply | None:
    """The last result again with what the message adds to it or corrects; None where it does neither."""
    last = turn.state.result or {}
    scheme = turn.result_scheme
    if scheme is None or turn.scheme not in (None, scheme.id) or asks(turn.text) or turn.intent in OTHER_BUSINESS:
        return None
    reading = take_figures(turn, scheme)
    told = note_volunteered(turn, scheme) or (corrects(turn.text) and last_answer_corrected(turn, scheme))
    if not (told or reading.inputs):
        return None
    if last.get("kind") == ASSESSMENT:
        return proceed(turn, scheme)
    return with_facts(turn, scheme, reading_notes(reading))


def take_figures(turn: Turn, scheme: Scheme) -> InputReading:
    """Keeps the figures of the message; in a correction they belong to what it names or to what was said last."""
    if not turn.values:
        return InputReading()
    reading = read(turn, scheme, corrected_input(turn, scheme) if corrects(turn.text) else None)
    if reading.inputs:
        remember(turn.state, scheme, reading)
    return reading


def corrected_input(turn: Turn, scheme: Scheme) -> str | None:
    """The input that a correction is about: named by the longest of its words, else the one that was answered last."""
    known = [item for item in scheme.inputs if item.name in turn.state.of(scheme.id)]
    text = turn.text.lower()
    named = [(len(cue), item.name) for item in known for cue in _names(item) if cue in text]
    last = turn.state.answered if scheme.input(turn.state.answered or "") else None
    return max(named)[1] if named else last


def _names(item: Input) -> tuple[str, ...]:
    """The words that name an input unmistakably enough to say which one is corrected."""
    return (item.label, *(cue.lower() for cue in item.cues if len(cue) > 1 and not cue.endswith(("了", "过"))))


def last_answer_corrected(turn: Turn, scheme: Scheme) -> bool:
    """Keeps the new answer to the yes/no condition that was answered last; false where the message gives none."""
    condition = condition_of(turn, scheme, turn.state.answered or "")
    verdict = read_condition(condition, turn.text) if condition else None
    if condition is None or verdict is None:
        return False
    note_answer(turn, scheme, condition, verdict)
    return True
