"""One message's way: guard → Rasa agent → reply. The same for every channel."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from typing import Any

from rasa.core.agent import Agent

from bot.agent import ask
from bot.guard import MAX_TEXT, guarded, too_long
from bot.journal import Journal
from bot.message import BotMessage, Choice
from bot.operation.off_switch import Pause
from bot.recognition import UNHEARD, Recognition, listening

logger = logging.getLogger(__name__)

EMPTY = BotMessage("没有看到文字内容。请直接输入您的问题，例如“申报条件是什么”。", custom={"status": "unsure"})
LONG = BotMessage(f"您的消息太长了（超过{MAX_TEXT}字），请把要问的问题写短一些再发。", custom={"status": "unsure"})
INTERNAL = "internal"
"""The channel of the server's own messages: not counted, and answered while answering is paused."""
FAILED = "抱歉，系统刚才出了点问题，没能回答。请稍后再问一次，或拨打咨询电话{phones}。"


class Conversations:
    """Answers the messages of all channels; `Assistant` of `bot.message`."""

    def __init__(
        self, agent: Agent, journal: Journal, phones: str, pause: Callable[[], Pause | None] = lambda: None
    ) -> None:
        self.agent, self.journal, self.phones, self._pause = agent, journal, phones, pause

    async def reply(self, sender: str, text: str, channel: str = "rest", message: str = "") -> list[BotMessage]:
        """The messages in answer; never raises: what goes wrong inside is logged and apologised for.

        `message` is the client's id of the message, by which feedback names the exchange.
        """
        pause = None if channel == INTERNAL else self._paused()
        if not pause and too_long(text):
            return [LONG]
        safe = guarded(text)
        if not pause and not safe:
            return [EMPTY]
        if pause:
            messages = [BotMessage(f"{pause.text}\n咨询电话：{self.phones}", custom={"status": "paused"})]
            recognition = UNHEARD
        else:
            messages, recognition = await self._answered(sender, safe, channel)
        self.journal.note(sender, channel, safe, messages, message, recognition)
        return messages

    async def _answered(self, sender: str, text: str, channel: str) -> tuple[list[BotMessage], Recognition]:
        """The agent's messages and what it took the text for; an apology where it fails."""
        messages: list[BotMessage] = []
        with listening() as found:
            try:
                messages = merged(await ask(self.agent, sender, text, channel))
            except Exception:
                logger.exception("no answer to a message of channel %s", channel)
        if not messages:
            messages = [BotMessage(FAILED.format(phones=self.phones), custom={"status": "unsure"})]
        return messages, found[-1] if found else UNHEARD

    def _paused(self) -> Pause | None:
        """The pause in force; a database that cannot be read pauses nothing."""
        try:
            return self._pause()
        except sqlite3.Error:
            logger.exception("the off switch cannot be read")
            return None


def merged(raw: list[dict[str, Any]]) -> list[BotMessage]:
    """Rasa's messages with the custom part joined to the text before it."""
    messages: list[BotMessage] = []
    for item in raw:
        if text := item.get("text"):
            choices = tuple(Choice(button["title"], button["payload"]) for button in item.get("buttons") or ())
            messages.append(BotMessage(text, choices))
        if custom := item.get("custom"):
            last = messages.pop() if messages else BotMessage("")
            messages.append(BotMessage(last.text, last.choices, custom))
    return messages
