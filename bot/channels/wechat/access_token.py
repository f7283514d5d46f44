"""The access token of WeChat's API, shared between processes so that none invalidates another's."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, TypeGuard

from redis.asyncio import Redis

EARLY = 300.0
"""Seconds before its end at which a token is refreshed; WeChat keeps the old one valid meanwhile."""

LOCK_SECONDS = 30.0


@dataclass(frozen=True)
class Token:
    """An access token and when it ends; its value is not shown in logs."""

    value: str
    expires_at: float

    def __repr__(self) -> str:
        return f"Token(expires_at={self.expires_at})"


Fetch = Callable[[bool], Awaitable[Token]]
"""Asks WeChat for the token; True forces a new one."""


class TokenStore(Protocol):
    """Where processes share the token of one app id."""

    async def read(self) -> Token | None:
        """The token last written, even if it has ended; None if there is none."""
        ...

    async def write(self, token: Token) -> None:
        """Share the token."""
        ...

    def lock(self) -> AbstractAsyncContextManager[object]:
        """Held while one process asks WeChat for a token."""
        ...


class FileTokenStore:
    """A file that only its owner may read, beside a lock file."""

    def __init__(self, folder: Path, appid: str) -> None:
        self._path = folder / f"wechat-token-{appid}.json"

    async def read(self) -> Token | None:
        """The token in the file; None if the file is missing or damaged."""
        try:
            return Token(**json.loads(self._path.read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    async def write(self, token: Token) -> None:
        """Put a new file in place of the old one at once."""
        temporary = self._path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(token), file)
        temporary.replace(self._path)

    @asynccontextmanager
    async def lock(self) -> AsyncIterator[None]:
        """A lock on the file beside it; the system frees it when the process ends."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("w") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    await asyncio.sleep(0.05)
            yield


class RedisTokenStore:
    """A key that lapses with the token."""

    def __init__(self, redis: Redis, appid: str) -> None:
        self._redis = redis
        self._name = f"jigai:wechat:token:{appid}"

    async def read(self) -> Token | None:
        """The token in Redis; None once it has ended."""
        value = await self._redis.get(self._name)
        return Token(**json.loads(value)) if value else None

    async def write(self, token: Token) -> None:
        """Write the token until it ends."""
        await self._redis.set(self._name, json.dumps(asdict(token)), pxat=round(token.expires_at * 1000))

    def lock(self) -> AbstractAsyncContextManager[object]:
        """A lock in Redis that lapses if its process dies."""
        return self._redis.lock(f"{self._name}:lock", timeout=LOCK_SECONDS, sleep=0.05)


class AccessToken:
    """The current token; fetched by one process at a time and read by the others."""

    def __init__(self, store: TokenStore, fetch: Fetch, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._fetch = fetch
        self._clock = clock
        self._known: Token | None = None

    async def get(self) -> str:
        """A token that stays valid for some minutes."""
        if self._is_fresh(self._known):
            return self._known.value
        async with self._store.lock():
            self._known = await self._store.read()
            if not self._is_fresh(self._known):
                self._known = await self._renew(force=False)
        return self._known.value

    async def replace(self, refused: str) -> str:
        """Another token than the one that WeChat refused: another process's newer one, or one by force."""
        async with self._store.lock():
            token = await self._store.read()
            if token is None or token.value == refused:
                token = await self._renew(force=False)
            if token.value == refused:
                token = await self._renew(force=True)
            self._known = token
        return token.value

    async def _renew(self, force: bool) -> Token:
        token = await self._fetch(force)
        await self._store.write(token)
        return token

    def _is_fresh(self, token: Token | None) -> TypeGuard[Token]:
        return token is not None and token.expires_at - EARLY > self._clock()
