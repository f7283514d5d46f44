"""Rasa component: the intent of a message, with a ranking, and the intents of its parts where it asks twice."""

from __future__ import annotations

import logging
from typing import Any

import joblib
import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.embedding import embed, embed_cached
from bot.nlu.intent_model import IntentModel
from bot.nlu.known_questions import known_questions
from bot.nlu.segments import question_parts, without_opening

logger = logging.getLogger(__name__)

UNCLEAR = 0.3
"""Probability below which the likeliest intent of a whole message says little; FallbackClassifier's threshold too."""
PARTS = "parts"
"""Key of the parse data: `[{"text", "intent", "confidence"}]`, one per part that asks something."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class GuideIntentClassifier(IntentClassifier, GraphComponent):
    """Linear classifier over characters, words, pinyin and sentence vectors; the guide's own questions are certain."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking`: length of the ranking."""
        return {"ranking": 6}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel) -> None:
        self.config, self._storage, self._resource, self.model = config, storage, resource, model
        self.known = known_questions()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GuideIntentClassifier:
        """A component that has learnt nothing yet."""
        return cls(config, model_storage, resource, IntentModel())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GuideIntentClassifier:
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            model = joblib.load(folder / "intents.joblib")
        embed(["预热"])
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and from the guide's own questions."""
        examples = [(example.get(TEXT), example.get(INTENT)) for example in training_data.intent_examples]
        learnt = {intent for _, intent in examples}
        examples += [(text, intent) for text, intent in self.known.items() if intent in learnt]
        texts = [text for text, _ in examples]
        vectors = embed_cached(texts)
        self.model.fit(texts, [intent for _, intent in examples], vectors)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self.model, folder / "intents.joblib", compress=1)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent, ranking and parts of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            ranking, parts = self.understand(text)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set(PARTS, parts, add_to_output=True)
        return messages

    def understand(self, text: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The ranking of intents for the whole text, and the intent of each of its questions if there are several.

        A greeting before the question does not count. Where the whole text is unclear, the one question in it has an
        intent of its own too.
        """
        if (intent := self.known.get(text)) in self.model.intents:
            return [{"name": intent, "confidence": 1.0}], []
        if not any(character.isalnum() for character in text):
            return [{"name": None, "confidence": 0.0}], []
        parts, text = question_parts(text), without_opening(text)
        if len(parts) > 1:
            rows = self.model.scores([text, *parts], embed([text, *parts]))
            return self._ranking(rows[0]), self._of_parts(parts, rows[1:])
        ranking = self._ranking(self.model.scores([text], embed([text]))[0])
        if parts and parts[0] != text and ranking[0]["confidence"] < UNCLEAR:
            return ranking, self._of_parts(parts, self.model.scores(parts, embed(parts)))
        return ranking, []

    def _of_parts(self, parts: list[str], rows: NDArray[np.float64]) -> list[dict[str, Any]]:
        probabilities = self.model.probabilities(rows)
        best = probabilities.argmax(axis=1)
        return [
            {"text": part, "intent": self.model.intents[column], "confidence": float(row[column])}
            for part, column, row in zip(parts, best, probabilities, strict=True)
        ]

    def _ranking(self, scores: NDArray[np.float64]) -> list[dict[str, Any]]:
        probabilities = self.model.probabilities(scores[None, :])[0]
        order = probabilities.argsort()[::-1][: self.config["ranking"]]
        return [{"name": self.model.intents[column], "confidence": float(probabilities[column])} for column in order]
