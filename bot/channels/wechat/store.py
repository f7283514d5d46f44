"""What the channel remembers: which messages were answered, and the state of each user; here in memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Protocol

from bot.channels.wechat.state import UserState


class WechatStore(Protocol):
    """One process may use MemoryStore; several must share a RedisStore."""

    async def claim(self, key: str, seconds: float) -> bool:
        """Take the message `key`; False if it is claimed or answered. The claim lapses by itself."""
        ...

    async def release(self, key: str) -> None:
        """Give up a claim, so that a retry may take the message again."""
        ...

    async def settle(self, key: str, outcome: str, seconds: float) -> str:
        """Remember what is answered to the message, for all its deliveries; the first to settle decides.

        Returns what was settled, which is another outcome than the given one if somebody was faster.
        """
        ...

    async def outcome(self, key: str) -> str | None:
        """What was answered to the message; None if nothing yet."""
        ...

    async def load(self, user: str) -> UserState:
        """The state of the user; a new one if none is kept."""
        ...

    async def save(self, user: str, state: UserState, seconds: float) -> None:
        """Keep the state of the user."""
        ...

    async def forget(self, user: str) -> None:
        """Erase the user's state."""
        ...

    def turn(self, user: str, seconds: float) -> AbstractAsyncContextManager[object]:
        """Hold the user's turn across processes; if this process dies, it is free after `seconds`."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


class MemoryStore:
    """Everything in this process; what has lapsed is thrown away as new messages come."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._outcomes: dict[str, tuple[str | None, float]] = {}
        self._states: dict[str, tuple[str, float]] = {}
        self._swept = clock()

    async def claim(self, key: str, seconds: float) -> bool:
        """Take the message `key`; False if it is claimed or answered."""
        self._sweep()
        if self._entry(key) is not None:
            return False
        self._outcomes[key] = (None, self._clock() + seconds)
        return True

    async def release(self, key: str) -> None:
        """Give up a claim."""
        self._outcomes.pop(key, None)

    async def settle(self, key: str, outcome: str, seconds: float) -> str:
        """Decide what is answered to the message, unless that is decided; returns what holds."""
        settled = await self.outcome(key)
        if settled is None:
            self._outcomes[key] = (outcome, self._clock() + seconds)
        return outcome if settled is None else settled

    async def outcome(self, key: str) -> str | None:
        """What was answered to the message; None if nothing yet."""
        entry = self._entry(key)
        return entry[0] if entry else None

    async def load(self, user: str) -> UserState:
        """The state of the user; a new one if none is kept."""
        entry = self._states.get(user)
        return UserState.from_json(entry[0]) if entry and entry[1] > self._clock() else UserState()

    async def save(self, user: str, state: UserState, seconds: float) -> None:
        """Keep the state of the user."""
        self._states[user] = (state.to_json(), self._clock() + seconds)

    async def forget(self, user: str) -> None:
        """Erase the user's state."""
        self._states.pop(user, None)

    def turn(self, user: str, seconds: float) -> AbstractAsyncContextManager[object]:
        """Nothing to hold: in one process the turns are kept by `Turns`."""
        return nullcontext()

    async def close(self) -> None:
        """Nothing to close."""

    def _entry(self, key: str) -> tuple[str | None, float] | None:
        entry = self._outcomes.get(key)
        return entry if entry and entry[1] > self._clock() else None

    def _sweep(self) -> None:
        now = self._clock()
        if now - self._swept < 60:
            return
        self._swept = now
        self._outcomes = {key: entry for key, entry in self._outcomes.items() if entry[1] > now}
        self._states = {user: entry for user, entry in self._states.items() if entry[1] > now}
