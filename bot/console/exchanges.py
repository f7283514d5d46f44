"""The exchanges of the journal: filtered, page by page, one with what was said around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from bot.console.figures import LATEST_FEEDBACK
from bot.console.period import Period

PAGE = 50
AROUND = 10
"""Exchanges of the same conversation shown before and after one."""

_FROM = (
    "from exchanges e left join latest_feedback f on f.message = e.message and f.sender = e.sender and e.message <> ''"
)
_COLUMNS = (
    "e.id, e.at, e.sender, e.channel, e.text, e.reply, e.status, e.reason, e.intent, e.confidence, f.value, f.comment"
)


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; an empty field narrows nothing."""

    status: str = ""
    channel: str = ""
    intent: str = ""
    words: str = ""
    sender: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """The fields in use."""
        return {name: value for name, value in asdict(self).items() if value}

    def condition(self, period: Period) -> tuple[str, list[str]]:
        """The SQL condition and its values."""
        parts, values = ["e.channel <> 'internal' and e.at >= ? and e.at < ?"], [*period.bounds]
        for name in ("status", "channel", "intent", "sender"):
            if value := getattr(self, name):
                parts.append(f"e.{name} = ?")
                values.append(value)
        for word in self.words.split():
            parts.append("(e.text like ? escape '\\' or e.reply like ? escape '\\')")
            values += [f"%{_literal(word)}%"] * 2
        return " and ".join(parts), values


def _literal(word: str) -> str:
    """A word in which `like` sees no wildcards."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def count(database: Database, wanted: Filter, period: Period) -> int:
    """How many exchanges fit."""
    condition, values = wanted.condition(period)
    return int(next(database.query(f"select count(*) as n from exchanges e where {condition}", values))["n"])


def page(database: Database, wanted: Filter, period: Period, number: int) -> list[dict[str, Any]]:
    """One page of exchanges, latest first; pages count from 1."""
    return list(found(database, wanted, period, f"limit {PAGE} offset {PAGE * (number - 1)}"))


def found(database: Database, wanted: Filter, period: Period, limit: str = "") -> Iterator[dict[str, Any]]:
    """The exchanges that fit, latest first, each with the thumb on its answer."""
    condition, values = wanted.condition(period)
    query = f"with {LATEST_FEEDBACK} select {_COLUMNS} {_FROM} where {condition} order by e.id desc {limit}"
    return database.query(query, values)


def around(database: Database, number: int) -> list[dict[str, Any]]:
    """One exchange with those of the same sender before and after it; empty where there is none of this number."""
    one = next(database.query("select sender, channel from exchanges where id = ?", [number]), None)
    if one is None:
        return []
    query = f"with {LATEST_FEEDBACK} select {_COLUMNS} {_FROM} where e.sender = ? and e.id"
    before = database.query(f"{query} <= ? order by e.id desc limit {AROUND + 1}", [one["sender"], number])
    after = database.query(f"{query} > ? order by e.id limit {AROUND}", [one["sender"], number])
    return [*reversed(list(before)), *after]


def intents(database: Database) -> list[str]:
    """The intents that are recorded."""
    return [
        row["intent"] for row in database.query("select distinct intent from exchanges where intent <> '' order by 1")
    ]


def disliked(database: Database, limit: int, offset: int) -> list[dict[str, Any]]:
    """Thumbs down, latest first, with the exchange they are about where it is known."""
    return list(
        database.query(
            f"with {LATEST_FEEDBACK} select f.at, f.comment, f.sender, max(e.id) as id, e.text, e.reply, e.status"
            " from latest_feedback f left join exchanges e"
            " on e.message = f.message and e.sender = f.sender and e.message <> ''"
            " where f.value = 'down' group by f.id order by f.id desc limit ? offset ?",
            [limit, offset],
        )
    )


def disliked_count(database: Database) -> int:
    """The number of answers with a thumb down."""
    query = f"with {LATEST_FEEDBACK} select count(*) as n from latest_feedback where value = 'down'"
    return int(next(database.query(query))["n"])
