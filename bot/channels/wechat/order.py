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

    def arrive(self) -> int:
        """A number for a message on its arrival; decides between messages that were created in the same second."""
        return next(self._arrivals)

    @asynccontextmanager
    async def turn(self, user: str, created: int, arrival: int) -> AsyncIterator[None]:
        """Waits until no other message of `user` is being answered and none that waits is earlier; holds the turn."""
        await self._enter(user, created, arrival)
        try:
            yield
        finally:
            self._leave(user)

    async def _enter(self, user: str, created: int, arrival: int) -> None:
        if user not in self._waiting:
            self._waiting[user] = []
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting[user], (created, arrival, called))
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
