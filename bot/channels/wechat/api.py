"""Client of WeChat's API: customer-service messages and the menu."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from redis.asyncio import Redis

from bot.channels.wechat.access_token import AccessToken, FileTokenStore, RedisTokenStore, Token, TokenStore
from bot.settings import Settings

BUSY = -1
UNREACHABLE = -2
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
PAUSE = 0.3
"""Seconds before a request that found WeChat busy is repeated."""


class WechatApiError(RuntimeError):
    """WeChat refused or could not be reached; `code` is its errcode. Holds neither token nor secret."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"WeChat API error {code}: {message}")
        self.code = code


class HideAccessToken(logging.Filter):
    """Takes the access token out of the addresses that httpx logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass, without the token."""
        record.msg = re.sub(r"access_token=[^&\s\"]+", "access_token=…", record.getMessage())
        record.args = None
        return True


class WechatApi:
    """Needs app id and app secret."""

    def __init__(
        self, settings: Settings, tokens: TokenStore, http: httpx.AsyncClient, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings = settings
        self._http = http
        self._clock = clock
        self._token = AccessToken(tokens, self._fetch_token, clock)

    async def send_text(self, user: str, text: str) -> None:
        """A customer-service message; WeChat allows a few within a time after the user was active."""
        await self._call("message/custom/send", {"touser": user, "msgtype": "text", "text": {"content": text}})

    async def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Replaces the account's menu; users see it within minutes."""
        await self._call("menu/create", menu)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _call(self, path: str, body: Mapping[str, Any]) -> None:
        token = await self._token.get()
        for attempt in range(3):
            try:
                await self._post(path, body, {"access_token": token})
                return
            except WechatApiError as error:
                if attempt == 2:
                    raise
                if error.code in TOKEN_REFUSED:
                    token = await self._token.replace(token)
                elif error.code == BUSY:
                    await asyncio.sleep(PAUSE)
                else:
                    raise

    async def _fetch_token(self, force: bool) -> Token:
        body = {
            "grant_type": "client_credential",
            "appid": self._settings.wechat_appid,
            "secret": self._settings.wechat_secret.get_secret_value(),
            "force_refresh": force,
        }
        answer = await self._post("stable_token", body)
        try:
            return Token(str(answer["access_token"]), self._clock() + float(answer["expires_in"]))
        except (KeyError, TypeError, ValueError):
            raise WechatApiError(UNREACHABLE, "no access token in the answer") from None

    async def _post(self, path: str, body: Mapping[str, Any], query: Mapping[str, str] | None = None) -> dict[str, Any]:
        """WeChat reads no `\\uXXXX` escapes, therefore the JSON is sent as UTF-8."""
        content = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        address = f"{self._settings.wechat_api.rstrip('/')}/cgi-bin/{path}"
        try:
            response = await self._http.post(address, params=query, content=content, headers=headers)
            answer = response.json() if response.is_success else None
        except httpx.HTTPError as error:
            raise WechatApiError(UNREACHABLE, type(error).__name__) from None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise WechatApiError(UNREACHABLE, f"HTTP status {response.status_code} without a JSON object")
        code = answer.get("errcode", 0)
        if code != 0:
            raise WechatApiError(int(code), str(answer.get("errmsg", "")))
        return answer


def wechat_api(
    settings: Settings,
    redis: Redis | None = None,
    http: httpx.AsyncClient | None = None,
    clock: Callable[[], float] = time.time,
) -> WechatApi | None:
    """The client, its token shared in Redis or else in a file; None unless app id and secret are set."""
    if not (settings.wechat_appid and settings.wechat_secret.get_secret_value()):
        return None
    httpx_logger = logging.getLogger("httpx")
    if not any(isinstance(known, HideAccessToken) for known in httpx_logger.filters):
        httpx_logger.addFilter(HideAccessToken())
    tokens: TokenStore
    if redis is not None:
        tokens = RedisTokenStore(redis, settings.wechat_appid)
    else:
        tokens = FileTokenStore(settings.data_dir, settings.wechat_appid)
    return WechatApi(settings, tokens, http or httpx.AsyncClient(timeout=10), clock)
