"""Rasa component that adds values, schemes, attachments and modes to a message as entities."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.values import extract_values
from bot.nlu.values.mentions import Mentions
from bot.settings import settings
from knowledge.loader import load_guide


@lru_cache(maxsize=8)
def mentions_of(guide: str) -> Mentions:
    """The names of the installed guide `guide`."""
    return Mentions(load_guide(guide))


def read_entities(text: str) -> list[dict[str, Any]]:
    """Every value and mention of `text` as a Rasa entity, in the order of the text."""
    day = load_guide(settings().guide).reckoning_day(settings().current_date)
    found = [value.as_entity() for value in extract_values(text, day)]
    for entity, name, start, end in mentions_of(settings().guide).find(text):
        found.append({"entity": entity, "value": name, "start": start, "end": end, "text": text[start:end]})
    return sorted(found, key=lambda item: (item["start"], item["end"]))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ValueExtractor(GraphComponent):
    """Adds the entities of `read_entities`; the guide in force and today's date come from the settings."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ValueExtractor:
        """A new component; it has no settings of its own."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages with their entities."""
        for message in messages:
            if text := message.get(TEXT):
                entities = [{**entity, "extractor": type(self).__name__} for entity in read_entities(text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
