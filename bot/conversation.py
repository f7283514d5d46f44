"""One message's way: guard → Rasa agent → reply. The same for every channel."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.agent import Agent

from bot.agent import ask
from bot.guard import MAX_TEXT, guarded, too_long
from bot.journal import Journal
from bot.message import BotMessage, Choice

logger = logging.getLogger(__name__)

EMPTY = BotMessage("没有看到文字内容。请直接输入您的问题，例如“申报条件是什么”。", custom={"status": "unsure"})
LONG = BotMessage(f"您的消息太长了（超过{MAX_TEXT}字），请把要问的问题写短一些再发。", custom={"status": "unsure"})
FAILED = "抱歉，系统刚才出了点问题，没能回答。请稍后再问一次，或拨打咨询电话{phones}。"


class Conversations:
    """Answers the messages of all channels; `Assistant` of `bot.message`."""

    def __init__(self, agent: Agent, journal: Journal, phones: str) -> None:
        self.agent, self.journal, self.phones = agent, journal, phones

    async def reply(self, sender: str, text: str, channel: str = "rest") -> list[BotMessage]:
        """The messages in answer; never raises: what goes wrong inside is logged and apologised for."""
        if too_long(text):
            return [LONG]
        safe = guarded(text)
        if not safe:
            return [EMPTY]
        try:
            messages = merged(await ask(self.agent, sender, safe, channel))
        except Exception:
            logger.exception("no answer to a message of channel %s", channel)
            messages = []
        if not messages:
            messages = [BotMessage(FAILED.format(phones=self.phones), custom={"status": "unsure"})]
        self.journal.note(sender, channel, safe, messages)
        return messages


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
