"""Exchanges as CSV for a spreadsheet: UTF-8 with a mark, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.console.pages import local_time
from bot.console.words import CHANNELS, STATUSES

_COLUMNS = ("编号", "时间", "会话代号", "渠道", "问题", "回答", "结果", "意图", "把握", "评价", "评语")
_THUMBS = {"up": "好评", "down": "差评"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cell(value: Any) -> str:
    """A cell that a spreadsheet takes for text.

    >>> cell("=HYPERLINK(1)"), cell("多少钱"), cell(None)
    ("'=HYPERLINK(1)", '多少钱', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def csv_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The file piece by piece."""
    yield "\ufeff".encode()
    yield _line(_COLUMNS)
    for row in rows:
        yield _line(
            [
                row["id"],
                local_time(row["at"]),
                row["sender"],
                CHANNELS.get(row["channel"], row["channel"]),
                row["text"],
                row["reply"],
                STATUSES.get(row["status"], row["status"]),
                row["intent"],
                row["confidence"],
                _THUMBS.get(row["value"], ""),
                row["comment"],
            ]
        )


def _line(values: Iterable[Any]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([cell(value) for value in values])
    return line.getvalue().encode()
