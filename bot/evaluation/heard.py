"""What a reply holds: its text, the choices beside it, the amounts of money in it, the question it ends with.

>>> sorted(amounts("全年600万元，封顶0.5亿元，实付1,234.50元"))
[Decimal('1234.50'), Decimal('6000000'), Decimal('50000000.0')]
>>> question("已记下。\\n贷款金额是多少（单位：万元）？\\n例如：3000万")
'贷款金额是多少（单位：万元）？'
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_AMOUNT = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(亿|万)?\s*元")
_UNITS = {"亿": Decimal(100_000_000), "万": Decimal(10_000), "": Decimal(1)}


@dataclass(frozen=True)
class Heard:
    """One reply: `text` is what is read, `beside` what is offered beside it."""

    text: str
    beside: str = ""

    @property
    def whole(self) -> str:
        """Text and everything beside it."""
        return f"{self.text}\n{self.beside}"


def hear(messages: list[dict[str, Any]]) -> Heard:
    """The messages of Rasa's REST contract as one reply."""
    texts = [message["text"] for message in messages if message.get("text")]
    titles = [button.get("title", "") for message in messages for button in message.get("buttons") or ()]
    custom = [message["custom"] for message in messages if message.get("custom")]
    return Heard("\n".join(texts), "\n".join([*titles, *(json.dumps(part, ensure_ascii=False) for part in custom)]))


def amounts(text: str) -> set[Decimal]:
    """Every amount of money in the text, in yuan."""
    return {Decimal(re.sub(r"[,，]", "", digits)) * _UNITS[unit] for digits, unit in _AMOUNT.findall(text)}


def question(text: str) -> str:
    """The last line that asks something; the whole text where none does."""
    lines = [line for line in text.splitlines() if "？" in line or "?" in line]
    return lines[-1] if lines else text
