"""The Rasa agent inside this process: custom actions are called directly unless an action server's URL is set."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, RemoteAction, create_bot_utterance
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import rasa_actions
from actions.turn_action import TurnAction
from bot import quiet  # noqa: F401  (first: it silences what the next imports print)
from bot.conversation_store import conversation_store
from bot.recognition import heard
from bot.settings import Settings

logger = logging.getLogger(__name__)


class LocalAction(Action):
    """A custom action run in this process: no HTTP, no re-check of Rasa's own schema."""

    def __init__(self, action: TurnAction) -> None:
        self.action = action

    def name(self) -> str:
        """The name in domain.yml."""
        return self.action.name()

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
        **kwargs: Any,
    ) -> list[Event]:
        """Runs the action on a light view of the tracker: slots and the latest message."""
        dispatcher = CollectingDispatcher()
        view = Tracker(
            sender_id=tracker.sender_id,
            slots=tracker.current_slot_values(),
            latest_message=tracker.latest_message.parse_data if tracker.latest_message else {},
            events=[],
            paused=False,
            followup_action=None,
            active_loop={},
            latest_action_name=tracker.latest_action_name,
        )
        heard(view.latest_message)
        events = await self.action.run(dispatcher, view, {})
        messages = [create_bot_utterance({k: v for k, v in item.items() if v}) for item in dispatcher.messages]
        return [*messages, *deserialise_events(events)]


LOCAL_ACTIONS: dict[str, TurnAction] = {
    str(item.action_name): item()
    for item in vars(rasa_actions).values()
    if isinstance(item, type) and issubclass(item, TurnAction) and item is not TurnAction
}


class LocalProcessor(MessageProcessor):
    """Rasa's processor, with custom actions taken from this process, one of them per message."""

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        """Listens after an action of ours, as every rule says, without asking the policies a second time."""
        if tracker.latest_action_name in LOCAL_ACTIONS and not tracker.followup_action:
            return PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME, "one action per message")
        return super()._predict_next_with_tracker(tracker)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        if isinstance(action, RemoteAction) and self.action_endpoint is None:
            if action.name() not in LOCAL_ACTIONS:
                raise LookupError(f"domain.yml names {action.name()}, which actions/rasa_actions.py does not have")
            action = LocalAction(LOCAL_ACTIONS[action.name()])
        return await super()._run_action(action, tracker, output_channel, nlg, prediction)


class LocalAgent(Agent):
    """Rasa's agent with LocalProcessor."""

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Loads the model; the one before stays in use where this fails."""
        self.processor = LocalProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain


def lock_store(config: Settings) -> LockStore:
    """Locks that keep one sender's messages in order: in Redis where several processes serve."""
    if not config.redis_url:
        return InMemoryLockStore()
    from redis.connection import parse_url

    parts = parse_url(config.redis_url)
    return RedisLockStore(
        host=parts.get("host", "localhost"),
        port=parts.get("port", 6379),
        db=parts.get("db", 1),
        username=parts.get("username"),
        password=parts.get("password"),
        key_prefix="jigai",
    )


def load_agent(model: Path, config: Settings) -> LocalAgent:
    """The agent with its model, stores and, where set, the action server."""
    endpoint = EndpointConfig(url=config.action_server_url) if config.action_server_url else None
    agent = LocalAgent(
        domain=None,
        generator=None,
        tracker_store=conversation_store(config),
        lock_store=lock_store(config),
        action_endpoint=endpoint,
    )
    agent.load_model(model)
    return agent


async def ask(agent: Agent, sender: str, text: str, channel: str = "rest") -> list[dict[str, Any]]:
    """Rasa's messages in answer to a text, in the shape of its REST channel."""
    output = CollectingOutputChannel()
    message = UserMessage(text, output, sender, input_channel=channel)
    await agent.handle_message(message)
    return output.messages
