"""Rasa's REST channel, same contract, with signed sender ids for the website and answers kept for retries."""

from __future__ import annotations

import asyncio
from typing import Any

from cachetools import TTLCache
from fastapi import APIRouter, HTTPException, Request
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from pydantic import BaseModel, ConfigDict, Field

from bot.conversation import Conversations
from bot.guard import MAX_SENDER, masked
from bot.message import BotMessage
from bot.settings import Settings
from bot.web.senders import PREFIX, Senders

MAX_BODY = 64 * 1024
KEPT_SECONDS = 600
"""How long the answer to a message with an id is kept, so that sending it again gives the same answer."""


class Incoming(BaseModel):
    """The body of a message; `metadata.id` is the client's id of it."""

    model_config = ConfigDict(extra="ignore")

    sender: str = Field(min_length=1, max_length=MAX_SENDER)
    message: str = Field(max_length=MAX_BODY)
    metadata: dict[str, Any] = Field(default_factory=dict)


class Feedback(BaseModel):
    """A thumb on an answer."""

    sender: str = Field(min_length=1, max_length=MAX_SENDER)
    message_id: str = Field(max_length=64)
    value: str = Field(pattern="^(up|down)$")
    comment: str = Field("", max_length=1000)


def message_id_of(incoming: Incoming) -> str:
    """The client's id of a message; empty where it gives none."""
    return str(incoming.metadata.get("id") or "")[:64]


def rendered(recipient: str, message: BotMessage) -> dict[str, Any]:
    """A message in the contract of Rasa's REST channel."""
    body: dict[str, Any] = {"recipient_id": recipient, "text": message.text}
    if message.choices:
        body["buttons"] = [{"title": item.title, "payload": item.payload} for item in message.choices]
    if message.custom:
        body["custom"] = dict(message.custom)
    return body


class Throttle:
    """Messages per sender and address, by the setting JIGAI_RATE_LIMIT."""

    def __init__(self, rate: str) -> None:
        self.limit: RateLimitItem | None = None if rate == "off" else parse(rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def allows(self, *who: str) -> bool:
        """Whether one more message may pass."""
        return self.limit is None or await self._limiter.hit(self.limit, *who)


def rest_router(conversations: Conversations, settings: Settings) -> APIRouter:
    """`POST /webhooks/rest/webhook` and the feedback on answers."""
    router = APIRouter(tags=["chat"])
    throttle = Throttle(settings.rate_limit)
    senders = Senders(settings)
    kept: TTLCache[tuple[str, str], asyncio.Future[list[dict[str, Any]]]] = TTLCache(10_000, KEPT_SECONDS)

    async def answered(incoming: Incoming) -> list[dict[str, Any]]:
        messages = await conversations.reply(incoming.sender, incoming.message, "rest", message_id_of(incoming))
        return [rendered(incoming.sender, message) for message in messages]

    @router.post("/webhooks/rest/webhook")
    async def webhook(incoming: Incoming, request: Request) -> list[dict[str, Any]]:
        """Answers one message."""
        if incoming.sender.startswith(PREFIX) and not senders.valid(incoming.sender):
            raise HTTPException(403, "会话已失效，请刷新页面")
        key = (incoming.sender, message_id_of(incoming))
        if key[1] and key in kept:
            return await asyncio.shield(kept[key])
        address = request.client.host if request.client else ""
        if not await throttle.allows(incoming.sender) or not await throttle.allows("address", address):
            raise HTTPException(429, "您发得太快了，请稍等一会儿再发", headers={"Retry-After": "10"})
        answer = asyncio.ensure_future(answered(incoming))
        if key[1]:
            kept[key] = answer
        return await asyncio.shield(answer)

    @router.post("/api/v1/feedback", status_code=204)
    async def feedback(given: Feedback) -> None:
        """Notes a thumb up or down."""
        if given.sender.startswith(PREFIX) and not senders.valid(given.sender):
            raise HTTPException(403, "会话已失效，请刷新页面")
        conversations.journal.feedback(given.sender, given.message_id, given.value, masked(given.comment))

    return router
