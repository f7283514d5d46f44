"""One message as the actions see it: its text, what NLU made of it, the conversation's state and the guide in force."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker

from actions.denial import is_denied
from actions.state import State
from knowledge.guide import Guide
from knowledge.loader import load_guide
from knowledge.model import Scheme

SCHEME, ATTACHMENT, MODE = "scheme", "attachment", "mode"
_HOW_MUCH_CLAUSE = re.compile("[^,。;?!]*(?:多少|几多|几钱|几个钱)[^,。;?!]*")
CLEAR_PART = 0.8
"""Confidence from which one question of a long message can be answered by itself."""


@dataclass(frozen=True)
class Turn:
    """`intent` is what is asked; `values` are the amounts, rates, dates … found in the text."""

    text: str
    intent: str
    confidence: float
    ranking: tuple[dict[str, Any], ...]
    entities: tuple[dict[str, Any], ...]
    parts: tuple[dict[str, Any], ...]
    state: State
    guide: Guide
    today: dt.date
    sender: str = ""

    def named(self, entity: str) -> list[str]:
        """The values of the entities of one kind, in the order of the text, without repeats and denied schemes."""
        found = list(dict.fromkeys(str(item["value"]) for item in self.entities if item["entity"] == entity))
        if entity == SCHEME and found:
            denied = self._denied(found)
            return [scheme for scheme in found if scheme not in denied]
        if entity == SCHEME:
            return [
                scheme.id
                for scheme in self.guide.ordered_schemes()
                if any(alias in self.text for alias in scheme.group_aliases)
            ]
        return found

    @property
    def heard(self) -> str:
        """The intent that was recognised, whatever the turn is being answered as."""
        named = (str(item["name"]) for item in self.ranking if item.get("name") not in (None, "nlu_fallback"))
        return next(named, "nlu_fallback")

    @property
    def values(self) -> list[dict[str, Any]]:
        """The entities that are amounts, rates, years, dates or counts."""
        return [item for item in self.entities if item["entity"] not in (SCHEME, ATTACHMENT, MODE)]

    @property
    def scheme(self) -> str | None:
        """The scheme that the text names, of several the one in the clause that asks how much; else None."""
        named = [scheme for scheme in self.named(SCHEME) if scheme in self.guide.schemes]
        if len(named) > 1:
            named = [scheme for scheme in named if scheme in self._in_the_question()]
        return named[0] if len(named) == 1 else None

    def _in_the_question(self) -> set[str]:
        """The schemes named in the last clause that asks for an amount."""
        asked = [match.span() for match in _HOW_MUCH_CLAUSE.finditer(self.text)]
        start, end = asked[-1] if asked else (0, 0)
        return {str(i["value"]) for i in self.entities if i["entity"] == SCHEME and start <= i["start"] < end}

    def _denied(self, schemes: list[str]) -> list[str]:
        """Those of the named schemes that do not concern the enterprise, where something else is told or named."""
        if len(schemes) == 1 and not any(item["entity"] == "amount" for item in self.entities):
            return []
        affirmed = {
            item["value"]
            for item in self.entities
            if item["entity"] == SCHEME and not is_denied(self.text, item["start"], item["end"])
        }
        return [scheme for scheme in schemes if scheme not in affirmed]

    @property
    def scheme_in_context(self) -> str | None:
        """The scheme that the text names, else the one under discussion; None where the text names several."""
        if self.named(SCHEME):
            return self.scheme
        return self.state.scheme if self.state.scheme in self.guide.schemes else None

    @property
    def result_scheme(self) -> Scheme | None:
        """The scheme of the last calculation or assessment; None where there is none."""
        return self.guide.schemes.get(str((self.state.result or {}).get("scheme")))

    def surest_part(self, fits: Callable[[str], bool]) -> dict[str, Any] | None:
        """The surest part of the message whose intent fits, if it is clear enough to be answered by itself."""
        parts = [part for part in self.parts if part["confidence"] >= CLEAR_PART and fits(part["intent"])]
        return max(parts, key=lambda part: float(part["confidence"]), default=None)

    def likeliest_record(self, least: float) -> str | None:
        """The likeliest intent that a record of the guide answers, from that confidence on."""
        likely = (item for item in self.ranking if item.get("name") in self.guide.records)
        return next((str(item["name"]) for item in likely if item["confidence"] >= least), None)

    def asking(self, intent: str, text: str = "") -> Turn:
        """The same message read as another question (of which `text` is the part that asks it)."""
        return replace(self, intent=intent, text=text or self.text)


def guide_in_force() -> Guide:
    """The guide that the setting JIGAI_GUIDE chooses."""
    return load_guide(os.environ.get("JIGAI_GUIDE", "2018"))


def today() -> dt.date:
    """The date of JIGAI_TODAY, or the real one."""
    given = os.environ.get("JIGAI_TODAY")
    return dt.date.fromisoformat(given) if given else dt.date.today()


def read_turn(tracker: Tracker) -> Turn:
    """The latest message of the tracker."""
    message = tracker.latest_message
    intent = message.get("intent") or {}
    return Turn(
        text=message.get("text") or "",
        intent=intent.get("name") or "nlu_fallback",
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple(message.get("intent_ranking") or ()),
        entities=tuple(message.get("entities") or ()),
        parts=tuple(message.get("parts") or ()),
        state=State.from_slots(tracker.slots),
        guide=guide_in_force(),
        today=today(),
        sender=tracker.sender_id,
    )
