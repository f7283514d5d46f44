"""The intent that a message was taken for, told upwards to whoever notes the exchange."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Recognition:
    """An intent and how certain it is; empty where nobody told."""

    intent: str = ""
    confidence: float | None = None


UNHEARD = Recognition()

_listener: ContextVar[list[Recognition] | None] = ContextVar("recognition", default=None)


@contextmanager
def listening() -> Iterator[list[Recognition]]:
    """Collects what is heard while one message is answered."""
    found: list[Recognition] = []
    token = _listener.set(found)
    try:
        yield found
    finally:
        _listener.reset(token)


def heard(parsed: Mapping[str, Any]) -> None:
    """Tells what Rasa's parse of a message says; unheard where nobody listens."""
    found = _listener.get()
    intent = parsed.get("intent") or {}
    if found is not None and intent.get("name"):
        found.append(Recognition(str(intent["name"]), round(float(intent.get("confidence") or 0), 4)))
