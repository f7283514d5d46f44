"""What a message means in its conversation, and what answers it."""

from __future__ import annotations

import asyncio
import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.channels.wechat import handover, notices
from bot.channels.wechat.limits import Limits
from bot.channels.wechat.messages import Event, Inbound, Media, Text, Voice
from bot.channels.wechat.render import render
from bot.channels.wechat.state import OfferedChoice, PendingAnswer, UserState
from bot.message import Assistant, BotMessage
from bot.settings import Settings

logger = logging.getLogger(__name__)

CHANNEL = "wechat"
LABEL = "[1-9A-I一二三四五六七八九]"
CHOSEN = re.compile(rf"(?:(?:回复|选择|选)? ?({LABEL})|(?:选择|选)?第({LABEL})[个项])[.,、。)]?")
CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


@dataclass(frozen=True)
class Answer:
    """What goes to the user, in order; nothing at all is an answer, too."""

    texts: tuple[PendingAnswer, ...] = ()
    transfer: bool = False
    """Pass the user's message on to the agents; where texts cannot be sent beside it, from the next message on."""
    keeps_choices: bool = False
    """The choices offered before stay valid."""


SILENCE = Answer(keeps_choices=True)


def chosen(text: str, choices: Sequence[OfferedChoice]) -> OfferedChoice | None:
    """The offered choice that the reply names by its label or by its title."""
    spoken = unicodedata.normalize("NFKC", text).strip().upper()
    match = CHOSEN.fullmatch(spoken)
    label = (match[1] or match[2]).translate(CHINESE_DIGITS) if match else ""
    return next((choice for choice in choices if choice.label == label or choice.title == text.strip()), None)


class Conversation:
    """Turns a message and the state of its user into an answer; changes the state, but stores nothing."""

    def __init__(self, assistant: Assistant, settings: Settings, limits: Limits, clock: Callable[[], float]) -> None:
        self._assistant = assistant
        self._settings = settings
        self._limits = limits
        self._clock = clock

    async def answer(self, message: Inbound, state: UserState) -> Answer:
        """What to send; pending answers that go out with it are taken from the state."""
        match message:
            case Event():
                return await self._event(message, state)
            case _ if handover.is_active(state, self._clock()):
                return self._with_agents(message, state)
            case Text(content=content):
                return await self._text(message.user, content, state)
            case Voice(recognition=heard) if heard:
                return await self._text(message.user, heard, state)
            case Voice():
                return _notice(notices.UNHEARD)
            case Media(kind=kind):
                return _notice(notices.for_media(kind))
            case _:
                return SILENCE

    async def _text(self, user: str, text: str, state: UserState) -> Answer:
        if state.pending and _asks_to_continue(text):
            return Answer(state.take_pending())
        choice = chosen(text, state.choices)
        return await self._ask(user, choice.payload if choice else text, state)

    async def _ask(self, user: str, text: str, state: UserState) -> Answer:
        try:
            messages = await asyncio.wait_for(self._assistant.reply(user, text, CHANNEL), self._limits.answer)
        except Exception as error:
            logger.error("the assistant failed with %s", type(error).__name__)
            messages = [BotMessage(notices.APOLOGY)]
        transfer = self._settings.wechat_transfer and handover.asks_for_agent(messages)
        if transfer:
            handover.begin(state, self._clock(), self._limits.handover)
        state.drop_begun()
        own = render(messages, self._settings.wechat_menu_links, self._settings.public_url)
        texts = (*map(notices.earlier, state.take_pending()), own)
        return Answer(tuple(answer for answer in texts if answer.text or answer.menu), transfer)

    def _with_agents(self, message: Inbound, state: UserState) -> Answer:
        if isinstance(message, Text) and handover.wants_back(message.content):
            handover.end(state)
            return _notice(notices.BACK)
        if state.pending and isinstance(message, Text) and _asks_to_continue(message.content):
            return Answer(state.take_pending())
        return Answer(transfer=True, keeps_choices=True)

    async def _event(self, message: Event, state: UserState) -> Answer:
        match message.event:
            case "subscribe":
                handover.end(state)
                state.take_pending()
                return Answer((notices.welcome(self._settings.wechat_menu_links),))
            case "scan":
                return Answer((notices.welcome(self._settings.wechat_menu_links),))
            case "click" if message.event_key:
                if handover.is_active(state, self._clock()):
                    return SILENCE
                return await self._ask(message.user, message.event_key, state)
            case event:
                handover.follow_session(state, event, self._clock(), self._limits.handover)
                return SILENCE


def _asks_to_continue(text: str) -> bool:
    return text.strip("。！!. ") in notices.CONTINUE_WORDS


def _notice(text: str) -> Answer:
    return Answer((PendingAnswer(text),), keeps_choices=True)
