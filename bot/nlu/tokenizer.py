"""Jieba tokenizer with the guide's own words, without the space tokens that Rasa's keeps."""

from __future__ import annotations

from typing import Any

import jieba
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.jieba_tokenizer import JiebaTokenizer
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.words import segmenter


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GuideTokenizer(JiebaTokenizer):
    """Cuts with the dictionary that search uses too, so that both see the same words."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GuideTokenizer:
        """The tokenizer with the guide's dictionary loaded."""
        segmenter()
        return cls(config, model_storage, resource)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of the message; white space is no word."""
        words = segmenter().tokenize(message.get(attribute))
        tokens = [Token(word, start) for word, start, _ in words if word.strip()]
        return self._apply_token_pattern(tokens)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples as they are: nothing learns from words here, the classifier cuts its own."""
        return training_data


jieba.setLogLevel(60)
