"""Rasa policies: the task while a question of ours is open, else the rules of data/rules, by intent."""

from __future__ import annotations

from typing import Any

from rasa.core.constants import POLICY_PRIORITY
from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

PENDING = "pending"
TASK_ACTION = "action_task"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class TaskPolicy(Policy):
    """Predicts action_task after a message while the slot `pending` is set, and listening after action_task.

    In place of Rasa's forms: what is asked next follows from the guide's data, so there is no fixed list of slots.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Above Rasa's RulePolicy, whose priority is 6."""
        return {POLICY_PRIORITY: 7}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context)

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learnt."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Full confidence in one action, or none in any."""
        probabilities = self._default_predictions(domain)
        if action := next_action(tracker):
            probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TaskPolicy:
        """There is nothing to load."""
        return cls(config, model_storage, resource, execution_context)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IntentRulePolicy(RulePolicy):
    """Rasa's RulePolicy without its search for rules about the very text of a message: ours speak of intents only."""

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input:
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)


def next_action(tracker: DialogueStateTracker) -> str | None:
    """What follows the last event, as far as this policy has a say."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return TASK_ACTION if tracker.get_slot(PENDING) else None
        if isinstance(event, ActionExecuted):
            return ACTION_LISTEN_NAME if event.action_name == TASK_ACTION else None
    return None
