"""Whose turn it is: one message of a user at a time, the earliest sent first."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

Waiter = tuple[int, int, "asyncio.Future[None]"]


class Turns:
    """Turns within this process; of several waiting messages the one that WeChat created first goes first."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Waiter]] = {}
        self._arrivals = count()

    @asynccontextmanager
    async def turn(self, user: str, created: int) -> AsyncIterator[None]:
        """Waits until no earlier message of `user` is being answered, then holds the turn."""
        await self._enter(user, created)
        try:
            yield
        finally:
            self._leave(user)

    async def _enter(self, user: str, created: int) -> None:
        if user not in self._waiting:
            self._waiting[user] = []
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting[user], (created, next(self._arrivals), called))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():
                self._leave(user)
            raise

    def _leave(self, user: str) -> None:
        waiting = self._waiting[user]
        while waiting:
            called = heapq.heappop(waiting)[2]
            if not called.done():
                called.set_result(None)
                return
        del self._waiting[user]
