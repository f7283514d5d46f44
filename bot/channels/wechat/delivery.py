"""Delivers answers: each message answered once, in order, within WeChat's time or afterwards."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.channels.wechat import notices, xml
from bot.channels.wechat.api import WechatApi, WechatApiError
from bot.channels.wechat.conversation import Answer, Conversation
from bot.channels.wechat.limits import Limits
from bot.channels.wechat.messages import Event, Inbound
from bot.channels.wechat.order import Turns
from bot.channels.wechat.pages import next_page
from bot.channels.wechat.state import PendingAnswer, UserState
from bot.channels.wechat.store import WechatStore

logger = logging.getLogger(__name__)

SUCCESS = "success"
"""Tells WeChat that the message arrived and that nothing is to be shown."""


@dataclass
class Attempt:
    """One message being answered: either its answer is the response, or it is late; decided once, between awaits."""

    message: Inbound
    arrival: int
    settled: asyncio.Future[str]
    in_response: bool = False
    late: bool = False


class Delivery:
    """Receives messages and returns what to respond to WeChat: the XML of a passive reply, or `success`."""

    def __init__(
        self,
        conversation: Conversation,
        store: WechatStore,
        limits: Limits,
        clock: Callable[[], float],
        api: WechatApi | None = None,
    ) -> None:
        self._conversation = conversation
        self._store = store
        self._limits = limits
        self._clock = clock
        self._api = api
        self._turns = Turns()
        self._running: dict[str, asyncio.Task[str]] = {}
        self._tasks: set[asyncio.Task[str]] = set()

    async def receive(self, message: Inbound) -> str:
        """The response to one delivery; every delivery of one message gets the same."""
        loop = asyncio.get_running_loop()
        arrival = self._turns.arrive()
        deadline = loop.time() + self._limits.reply
        while loop.time() < deadline:
            running = self._running.get(message.key)
            if running is None and await self._store.claim(message.key, self._limits.reply + self._limits.margin):
                running = self._start(self._in_time(Attempt(message, arrival, loop.create_future()), deadline))
                self._running[message.key] = running
                running.add_done_callback(lambda _: self._running.pop(message.key, None))
            if running is not None:
                return await asyncio.shield(running)
            outcome = await self._store.outcome(message.key)
            if outcome is not None:
                return outcome
            await asyncio.sleep(self._limits.poll)
        return await self._settle_late(message)

    async def drain(self, seconds: float) -> None:
        """Waits for the answers under way; for shutting down."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)

    def _start(self, work: Coroutine[Any, Any, str]) -> asyncio.Task[str]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[str]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("a message could not be answered: %s", type(error).__name__)

    async def _in_time(self, attempt: Attempt, deadline: float) -> str:
        """The outcome of the answer if it is ready in time, else that of a late one."""
        work = self._start(self._answer(attempt))
        ready: set[asyncio.Future[str]] = {work, attempt.settled}
        left = deadline - asyncio.get_running_loop().time()
        done, _ = await asyncio.wait(ready, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        if not done and not attempt.in_response:
            attempt.late = True
            return await self._settle_late(attempt.message)
        if not done:
            await asyncio.wait(ready, return_when=asyncio.FIRST_COMPLETED)
        return await (attempt.settled if attempt.settled.done() else work)

    async def _settle_late(self, message: Inbound) -> str:
        """Settles that the answer comes afterwards, unless it has been settled by now."""
        shows_notice = self._api is None and message.expects_answer
        outcome = self._reply(message, notices.WAIT) if shows_notice else SUCCESS
        return await self._store.settle(message.key, outcome, self._limits.remember)

    async def _answer(self, attempt: Attempt) -> str:
        """Answers in the user's turn: in the response, or afterwards if the attempt is late."""
        message = attempt.message
        try:
            async with (
                self._turns.turn(message.user, message.created, attempt.arrival),
                self._store.turn(message.user, self._limits.turn),
            ):
                return await self._answer_in_turn(attempt)
        except Exception:
            if not attempt.late:
                await self._store.release(message.key)
            raise

    async def _answer_in_turn(self, attempt: Attempt) -> str:
        message = attempt.message
        if isinstance(message, Event) and message.event == "unsubscribe":
            await self._store.forget(message.user)
            return await self._store.settle(message.key, SUCCESS, self._limits.remember)
        state = await self._store.load(message.user)
        if message.id in state.answered:
            return await self._store.settle(message.key, SUCCESS, self._limits.remember)
        answer = await self._conversation.answer(message, state)
        state.note_answered(message.id)
        if self._api and answer.transfer and answer.texts:
            answer = await self._announce(message.user, answer, state)
        if attempt.late or not await self._respond(attempt, answer, state):
            await self._send(message.user, answer, state)
        await self._store.save(message.user, state, self._limits.state)
        return SUCCESS

    async def _respond(self, attempt: Attempt, answer: Answer, state: UserState) -> bool:
        """Settles the answer as the response; False if meanwhile another process has settled that it is late."""
        attempt.in_response = True
        message, outcome = attempt.message, SUCCESS
        remaining: list[PendingAnswer] = []
        choices = state.choices
        if answer.texts:
            texts = (*answer.texts, notices.agents_next()) if answer.transfer else answer.texts
            text, remaining, choices = next_page(texts, self._limits.text)
            outcome = self._reply(message, text)
        elif answer.transfer:
            outcome = xml.transfer_reply(message.user, message.account, round(self._clock()))
        settled = await self._store.settle(message.key, outcome, self._limits.remember)
        attempt.settled.set_result(settled)
        if settled != outcome:
            return False
        state.keep(remaining, self._limits.kept)
        if not answer.keeps_choices:
            state.choices = choices
        return True

    async def _announce(self, user: str, answer: Answer, state: UserState) -> Answer:
        """Sends the text of a handover beside the response, which then passes the user on; all of it or nothing."""
        text, remaining, _ = next_page(answer.texts, self._limits.text)
        if remaining or not await self._sent(user, text):
            return answer
        state.choices = ()
        return Answer(transfer=True, keeps_choices=True)

    async def _send(self, user: str, answer: Answer, state: UserState) -> None:
        """Sends by customer-service message what WeChat takes; the rest is kept for the user's next message."""
        if not answer.keeps_choices:
            state.choices = ()
        remaining = list(answer.texts)
        for _ in range(self._limits.messages):
            if not remaining:
                break
            text, rest, choices = next_page(remaining, self._limits.text)
            if not await self._sent(user, text):
                break
            remaining = rest
            if not answer.keeps_choices:
                state.choices = choices
        state.keep(remaining, self._limits.kept)

    async def _sent(self, user: str, text: str) -> bool:
        if self._api is None:
            return False
        try:
            await self._api.send_text(user, text)
        except WechatApiError as error:
            logger.warning("%s; the answer is kept for the user's next message", error)
            return False
        return True

    def _reply(self, message: Inbound, text: str) -> str:
        return xml.text_reply(message.user, message.account, round(self._clock()), text)
