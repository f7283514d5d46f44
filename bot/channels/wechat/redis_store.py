"""The channel's memory in Redis, shared by all processes."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import LockError

from bot.channels.wechat.state import UserState

logger = logging.getLogger(__name__)

PREFIX = "jigai:wechat:"
CONNECTIONS = 50
WAIT_FOR_CONNECTION = 10.0

CLAIMED = "claimed"
SETTLED = "settled:"


class RedisStore:
    """Keys lapse by Redis's own clock; open ids appear in them only as hashes."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def claim(self, key: str, seconds: float) -> bool:
        return bool(await self._redis.set(_name("message", key), CLAIMED, nx=True, px=_milliseconds(seconds)))

    async def release(self, key: str) -> None:
        await self._redis.delete(_name("message", key))

    async def settle(self, key: str, outcome: str, seconds: float) -> None:
        await self._redis.set(_name("message", key), SETTLED + outcome, px=_milliseconds(seconds))

    async def outcome(self, key: str) -> str | None:
        value = _text(await self._redis.get(_name("message", key)))
        return value.removeprefix(SETTLED) if value is not None and value != CLAIMED else None

    async def load(self, user: str) -> UserState:
        value = _text(await self._redis.get(_name("user", user)))
        return UserState.from_json(value) if value is not None else UserState()

    async def save(self, user: str, state: UserState, seconds: float) -> None:
        await self._redis.set(_name("user", user), state.to_json(), px=_milliseconds(seconds))

    async def forget(self, user: str) -> None:
        await self._redis.delete(_name("user", user))

    def turn(self, user: str, seconds: float) -> AbstractAsyncContextManager[object]:
        return self._turn(_name("turn", user), seconds)

    @asynccontextmanager
    async def _turn(self, name: str, seconds: float) -> AsyncIterator[None]:
        lock = self._redis.lock(name, timeout=seconds, sleep=0.05)
        await lock.acquire()
        try:
            yield
        finally:
            try:
                await lock.release()
            except LockError:
                logger.warning("a turn lasted longer than its lock of %s s", seconds)

    async def close(self) -> None:
        await self._redis.aclose()


def connect(url: str) -> Redis:
    """A client that waits for one of its connections when many users write at once, rather than failing."""
    pool = BlockingConnectionPool.from_url(url, max_connections=CONNECTIONS, timeout=WAIT_FOR_CONNECTION)
    return Redis.from_pool(pool)


def _name(kind: str, key: str) -> str:
    return f"{PREFIX}{kind}:{hashlib.sha256(key.encode()).hexdigest()}"


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))


def _text(value: str | bytes | None) -> str | None:
    return value.decode() if isinstance(value, bytes) else value
