"""The channel's memory in Redis, shared by all processes."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

from bot.channels.wechat.state import UserState

logger = logging.getLogger(__name__)

PREFIX = "jigai:wechat:"
CONNECTIONS = 20
CONNECTION_SECONDS = 20.0


class RedisStore:
    """Keys lapse by Redis's own clock; open ids appear in them only as hashes."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def claim(self, key: str, seconds: float) -> bool:
        """Take the message `key`; False if it is claimed or answered."""
        claimed = await self._redis.set(_name("claim", key), 1, nx=True, px=_milliseconds(seconds))
        return bool(claimed) and await self.outcome(key) is None

    async def release(self, key: str) -> None:
        """Give up a claim."""
        await self._redis.delete(_name("claim", key))

    async def settle(self, key: str, outcome: str, seconds: float) -> str:
        """Decide what is answered to the message, unless that is decided; returns what holds."""
        name = _name("outcome", key)
        if await self._redis.set(name, outcome, nx=True, px=_milliseconds(seconds)):
            return outcome
        return _text(await self._redis.get(name)) or outcome

    async def outcome(self, key: str) -> str | None:
        """What was answered to the message; None if nothing yet."""
        return _text(await self._redis.get(_name("outcome", key)))

    async def load(self, user: str) -> UserState:
        """The state of the user; a new one if none is kept."""
        value = _text(await self._redis.get(_name("user", user)))
        return UserState.from_json(value) if value is not None else UserState()

    async def save(self, user: str, state: UserState, seconds: float) -> None:
        """Keep the state of the user."""
        await self._redis.set(_name("user", user), state.to_json(), px=_milliseconds(seconds))

    async def forget(self, user: str) -> None:
        """Erase the user's state."""
        await self._redis.delete(_name("user", user))

    def turn(self, user: str, seconds: float) -> AbstractAsyncContextManager[object]:
        """Hold the user's turn across processes, renewed for as long as this process lives."""
        return self._turn(_name("turn", user), seconds)

    @asynccontextmanager
    async def _turn(self, name: str, seconds: float) -> AsyncIterator[None]:
        lock = self._redis.lock(name, timeout=seconds, sleep=0.05)
        await lock.acquire()
        renewing = asyncio.create_task(_renew(lock, seconds / 3))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.wait({renewing})
            try:
                await lock.release()
            except LockError:
                logger.warning("a turn outlived its lock of %s s", seconds)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.aclose()


def connect(url: str) -> Redis:
    """A client that waits for one of its connections when many users write at once, rather than failing."""
    pool = BlockingConnectionPool.from_url(
        url, max_connections=CONNECTIONS, timeout=CONNECTION_SECONDS, socket_connect_timeout=CONNECTION_SECONDS
    )
    return Redis.from_pool(pool)


async def _renew(lock: Lock, interval: float) -> None:
    """Keeps the lock for as long as this process lives."""
    while True:
        await asyncio.sleep(interval)
        try:
            await lock.reacquire()
        except RedisError as error:
            logger.warning("a turn could not be renewed: %s", type(error).__name__)


def _name(kind: str, key: str) -> str:
    return f"{PREFIX}{kind}:{hashlib.sha256(key.encode()).hexdigest()}"


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))


def _text(value: str | bytes | None) -> str | None:
    return value.decode() if isinstance(value, bytes) else value
