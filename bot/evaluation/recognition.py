"""What recognises a question: the trained Rasa model, or the classifier trained here and now from the examples."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import quiet

UNSURE = "nlu_fallback"


@dataclass(frozen=True)
class Recognition:
    """The intent found, how likely it is, the runners-up, and the intents of the message's parts."""

    intent: str
    confidence: float
    ranking: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


Recogniser = Callable[[list[str]], list[Recognition]]


def read_parse(parse: dict[str, Any]) -> Recognition:
    """What Rasa says of a message; where it is unsure, the nearest intent is still the first of the ranking."""
    ranking = [item["name"] for item in parse.get("intent_ranking") or () if item.get("name") not in (None, UNSURE)]
    intent = parse.get("intent") or {}
    return Recognition(
        intent=intent.get("name") or UNSURE,
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple(ranking),
        parts=tuple(part["intent"] for part in parse.get("parts") or ()),
    )


def trained_model(archive: Path) -> Recogniser:
    """The whole NLU pipeline of a trained Rasa model."""
    from rasa.core.agent import load_agent

    quiet.quieten()

    async def parse(texts: list[str]) -> list[Recognition]:
        agent = await load_agent(model_path=str(archive))
        return [read_parse(await agent.parse_message(text)) for text in texts]

    return lambda texts: asyncio.run(parse(texts))


def fresh_model(folder: Path) -> Recogniser:
    """The intent classifier alone, trained from the examples of `folder`, with the normaliser before it."""
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.storage.resource import Resource
    from rasa.shared.nlu.training_data.loading import load_data

    from bot.nlu.classifier import GuideIntentClassifier
    from bot.nlu.intent_model import IntentModel
    from bot.nlu.normalise import normalise
    from bot.nlu.normaliser import Normaliser

    quiet.quieten()
    with tempfile.TemporaryDirectory() as scratch:
        classifier = GuideIntentClassifier(
            GuideIntentClassifier.get_default_config(),
            LocalModelStorage(Path(scratch)),
            Resource("intents"),
            IntentModel(),
        )
        classifier.train(Normaliser().process_training_data(load_data(str(folder))))

    def recognise(texts: list[str]) -> list[Recognition]:
        found = []
        for text in texts:
            ranking, parts = classifier.understand(normalise(text))
            found.append(read_parse({"intent": ranking[0], "intent_ranking": ranking, "parts": parts}))
        return found

    return recognise
