"""The callback `/wechat`: verifies, decrypts and answers what WeChat's server sends."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import PlainTextResponse

from bot.channels.wechat import xml
from bot.channels.wechat.api import wechat_api
from bot.channels.wechat.conversation import Conversation
from bot.channels.wechat.crypto import MessageCipher, WechatCryptoError, is_signed, signature
from bot.channels.wechat.delivery import SUCCESS, Delivery
from bot.channels.wechat.limits import Limits
from bot.channels.wechat.messages import read_message
from bot.channels.wechat.redis_store import RedisStore, connect
from bot.channels.wechat.store import MemoryStore, WechatStore
from bot.message import Assistant
from bot.settings import Settings

logger = logging.getLogger(__name__)

SHUTDOWN_SECONDS = 20.0


class Callback:
    """Checks requests and opens and closes the envelope; knows nothing of what messages mean."""

    def __init__(self, settings: Settings, limits: Limits, clock: Callable[[], float]) -> None:
        self._token = settings.wechat_token.get_secret_value()
        aes_key = settings.wechat_aes_key.get_secret_value()
        self._cipher = MessageCipher(aes_key, settings.wechat_appid) if aes_key else None
        self._limits = limits
        self._clock = clock

    def verify(self, request: Request) -> None:
        """Refuses a request whose address is not signed with the account's token."""
        self._check(request, "signature")

    async def open(self, request: Request) -> dict[str, str]:
        """The fields of the message; with an AES key in the settings only what is encrypted counts."""
        if self._cipher is None:
            self.verify(request)
            return self._parse(await self._body(request))
        self._check_time(request)
        encrypted = self._parse(await self._body(request)).get("Encrypt", "").strip()
        if not encrypted:
            raise HTTPException(403, "缺少加密内容")
        self._check(request, "msg_signature", encrypted)
        try:
            return self._parse(self._cipher.decrypt(encrypted))
        except WechatCryptoError as error:
            logger.warning("callback refused: %s", error)
            raise HTTPException(403, "无法解密") from None

    def seal(self, reply: str, nonce: str) -> str:
        """The reply in the envelope of secure mode, or as it is in plain mode."""
        if self._cipher is None:
            return reply
        encrypted, timestamp = self._cipher.encrypt(reply), round(self._clock())
        signed = signature(self._token, str(timestamp), nonce, encrypted)
        return xml.encrypted_reply(encrypted, signed, timestamp, nonce)

    def _check(self, request: Request, parameter: str, *signed: str) -> None:
        self._check_time(request)
        query = request.query_params
        given = query.get(parameter, "")
        if not is_signed(given, self._token, query.get("timestamp", ""), query.get("nonce", ""), *signed):
            raise HTTPException(403, "签名不符")

    def _check_time(self, request: Request) -> None:
        if not self._token:
            raise HTTPException(404, "微信公众号尚未配置")
        timestamp = request.query_params.get("timestamp", "")
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
            raise HTTPException(403, "缺少时间戳")
        if abs(self._clock() - int(timestamp)) > self._limits.skew:
            raise HTTPException(403, "请求已过期")

    async def _body(self, request: Request) -> bytes:
        declared = request.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._limits.body:
            raise HTTPException(413, "消息过大")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._limits.body:
                raise HTTPException(413, "消息过大")
        return bytes(body)

    @staticmethod
    def _parse(body: bytes | str) -> dict[str, str]:
        try:
            return xml.parse(body)
        except xml.WechatXmlError as error:
            logger.warning("callback refused: %s", error)
            raise HTTPException(400, "消息格式不符") from None


def wechat_router(
    assistant: Assistant,
    settings: Settings,
    *,
    limits: Limits | None = None,
    clock: Callable[[], float] = time.time,
    store: WechatStore | None = None,
    http: httpx.AsyncClient | None = None,
) -> APIRouter:
    """The routes `GET /wechat` and `POST /wechat`; without a token in the settings both answer 404."""
    limits = limits or Limits(handover=60 * settings.wechat_handover_minutes)
    redis = connect(settings.redis_url) if settings.redis_url else None
    store = store or (RedisStore(redis) if redis is not None else MemoryStore())
    api = wechat_api(settings, redis, http, clock)
    callback = Callback(settings, limits, clock)
    delivery = Delivery(Conversation(assistant, settings, limits, clock), store, limits, clock, api)

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        yield
        await delivery.drain(SHUTDOWN_SECONDS)
        if api is not None:
            await api.close()
        await store.close()

    router = APIRouter(tags=["wechat"], lifespan=lifespan)

    @router.get("/wechat", response_class=PlainTextResponse)
    async def verify_address(request: Request) -> PlainTextResponse:
        """WeChat's check of the server address: signed correctly, `echostr` comes back as it is."""
        callback.verify(request)
        echo = request.query_params.get("echostr", "")
        return PlainTextResponse(echo, headers={"X-Content-Type-Options": "nosniff"})

    @router.post("/wechat")
    async def receive(request: Request) -> Response:
        """One delivery of a message or an event: the passive reply as XML, or `success`."""
        fields = await callback.open(request)
        try:
            message = read_message(fields)
        except xml.WechatXmlError as error:
            logger.warning("callback refused: %s", error)
            raise HTTPException(400, "消息格式不符") from None
        outcome = await delivery.receive(message)
        if outcome == SUCCESS:
            return PlainTextResponse(SUCCESS)
        sealed = callback.seal(outcome, request.query_params.get("nonce", ""))
        return Response(sealed, media_type="application/xml")

    return router
