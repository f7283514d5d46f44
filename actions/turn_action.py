"""The base of the custom actions: tracker → turn → reply → Rasa's messages and slot events."""

from __future__ import annotations

import copy
import re
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import asks
from actions.context import completed
from actions.figures import intended
from actions.nearest import question_of, understood_as
from actions.process_order import PROCESS, nth_step, step_after
from actions.reply import Reply, choice, joined, utter
from actions.responders import respond
from actions.said import follow_up
from actions.talk import SMALL_TALK
from actions.turn import ATTACHMENT, MODE, Turn, read_turn
from actions.unsure import better_found

SURE_PART, SURE_OUTSIDE = 0.45, 0.8
"""Confidence from which a part of a message counts as a question of its own; outside the guide it must be surer, since
half a message often sounds as if it were about something else."""
EQUAL_SHARE = 0.25
"""Confidence from which the second intent of the ranking counts where a message joins two things."""
CERTAIN = 0.6
"""Confidence from which the answer does not begin with how the question was understood."""
DOUBTFUL = 0.25
"""How likely a question that is not certain may lie outside the guide and still be answered."""
_JOINS = re.compile(r"和|及|与|、|跟|以及|还有|\band\b")
NO_PART = {
    *SMALL_TALK,
    "nlu_fallback",
    "calculate",
    "start_assessment",
    "recommend_scheme",
    "edit_answer",
    "explain_result",
}


class TurnAction(Action, ABC):
    """A custom action of the assistant; subclasses say their name and how they reply."""

    @property
    @abstractmethod
    def action_name(self) -> str:
        """The name in domain.yml."""

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action_name

    def reply(self, turn: Turn) -> Reply:
        """The answer to the message's question, or to both of its questions."""
        return respond_all(turn)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Utters the reply and returns what the conversation now remembers."""
        turn = read_turn(tracker)
        before = copy.deepcopy(turn.state)
        utter(dispatcher, self.reply(turn))
        return turn.state.events(before)


def sure(intent: str) -> float:
    """The confidence from which a part with this intent counts."""
    return SURE_OUTSIDE if outside(intent) else SURE_PART


def outside(intent: str) -> bool:
    """Whether an intent asks for what the guide does not say."""
    return intent.startswith("oos_")


def asks_of_the_guide(intent: str) -> bool:
    """Whether an intent is a question about the guide, neither small talk nor outside of it."""
    return intent not in NO_PART and not outside(intent)


def two_topics(turn: Turn) -> list[dict[str, Any]]:
    """Two intents that are about equally likely because the message names two things, as 费用和年检."""
    if not _JOINS.search(turn.text) or len(turn.ranking) < 2:
        return []
    first, second = turn.ranking[:2]
    known = all(item.get("name") in turn.guide.records for item in (first, second))
    if not known or second["confidence"] < EQUAL_SHARE:
        return []
    return [{"intent": item["name"], "text": turn.text} for item in (first, second)]


def respond_all(turn: Turn) -> Reply:
    """The answer to the turn; both answers where the message asks two different things."""
    turn = completed(turn)
    if (reply := follow_up(turn)) is not None:
        return reply
    turn = turn.asking(intended(turn))
    if turn.intent in PROCESS or turn.confidence < CERTAIN:
        reply = step_after(turn) or (nth_step(turn) if asks(turn.text) else None)
        if reply is not None:
            return reply
    if turn.intent == "nlu_fallback" and (clear := turn.surest_part(asks_of_the_guide)):
        return respond(turn.asking(clear["intent"], clear["text"]))
    parts = [
        part for part in turn.parts if part["confidence"] >= sure(part["intent"]) and part["intent"] not in NO_PART
    ]
    asked = list({part["intent"]: part for part in parts}.values())[:2]
    if turn.intent in NO_PART or (outside(turn.intent) and turn.confidence >= CERTAIN):
        return respond(turn)
    if len(asked) < 2:
        asked = two_topics(turn)
    if len(asked) < 2:
        return better_found(turn) or hedged(turn)
    first, second = (respond(turn.asking(part["intent"], part["text"])) for part in asked)
    return joined(first, second)


def hedged(turn: Turn) -> Reply:
    """The answer to the turn; where the intent is not certain, it begins with how the question was understood."""
    certain = turn.confidence >= CERTAIN or turn.named(ATTACHMENT) or turn.named(MODE)
    if not certain and turn.intent == turn.heard and (declined := doubtful(turn)):
        return declined
    reply = respond(turn)
    if certain or reply.status != "answered" or turn.intent != turn.heard:
        return reply
    said = understood_as(turn)
    return replace(reply, text=f"{said}\n{reply.text}") if said else reply


def doubtful(turn: Turn) -> Reply | None:
    """Declines what may well lie outside the guide, and offers the question that it may be instead."""
    likely = [item for item in turn.ranking if outside(str(item.get("name") or ""))]
    if outside(turn.intent) or sum(item["confidence"] for item in likely) < DOUBTFUL:
        return None
    reply = respond(turn.asking(str(likely[0]["name"])))
    question = question_of(turn, turn.intent)
    return reply.with_choices((choice(question), *reply.choices)[:3]) if question else reply
