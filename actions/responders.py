"""Which function answers which intent: capabilities register themselves, questions within questions look up here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from actions.reply import Reply
from actions.turn import Turn

Responder = Callable[[Turn], Reply]

RESPONDERS: dict[str, Responder] = {}
"""Intent → the function that answers it."""


def answers(intents: Iterable[str]) -> Callable[[Responder], Responder]:
    """Registers a function as the one that answers these intents."""

    def register(responder: Responder) -> Responder:
        for intent in intents:
            if intent in RESPONDERS:
                raise ValueError(f"intent {intent} is answered by two functions")
            RESPONDERS[intent] = responder
        return responder

    return register


def respond(turn: Turn) -> Reply:
    """The answer to the turn's intent; what no capability answers is treated as not understood."""
    return RESPONDERS.get(turn.intent, RESPONDERS["nlu_fallback"])(turn)
