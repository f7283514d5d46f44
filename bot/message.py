"""What the assistant says, as data; each channel renders it in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Choice:
    """A suggested next message: `title` is shown, `payload` is what is sent when it is chosen."""

    title: str
    payload: str


@dataclass(frozen=True)
class BotMessage:
    """One message of the assistant.

    `custom` holds what a rich channel may show beside the text: `{"card": {...}, "citations": [...],
    "documents": [{"title", "url"}], "status": "answered|declined|unsure|task|handover|social|paused"}`.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    custom: Mapping[str, Any] = field(default_factory=dict)


class Assistant(Protocol):
    """Answers one message of one sender; messages of the same sender are answered in order."""

    async def reply(self, sender: str, text: str, channel: str) -> list[BotMessage]:
        """The assistant's messages in answer to `text`; never raises for any text."""
        ...
