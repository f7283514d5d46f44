"""The overview's figures, each a count, so that a page can name what a share is a share of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from bot.console.period import Period

UNANSWERED = ("unsure", "declined")
SUBSTANTIAL = ("answered", "handover", *UNANSWERED)
"""What counts as a question of substance: not small talk, not an answer to our own question, not during a pause."""
MOST_FREQUENT = 15

LATEST_FEEDBACK = """
latest_feedback as (select sender, message, value, comment, at, max(id) as id from feedback group by sender, message)
"""
"""A common table: of several thumbs on one answer the last one holds."""

_WITHIN = "channel <> 'internal' and at >= ? and at < ?"


@dataclass(frozen=True)
class Figures:
    """What happened in a period."""

    by_status: Counter[str]
    by_channel: Counter[str]
    by_day: list[tuple[str, int, int]]
    """Day, questions, and those of them that were not answered."""
    frequent: list[dict[str, Any]]
    conversations: int
    handed_over: int
    up: int
    down: int

    @property
    def total(self) -> int:
        """All messages."""
        return self.by_status.total()

    @property
    def substantial(self) -> int:
        """Questions of substance."""
        return sum(self.by_status[status] for status in SUBSTANTIAL)

    @property
    def unanswered(self) -> int:
        """Questions of substance that had no answer."""
        return sum(self.by_status[status] for status in UNANSWERED)

    @property
    def busiest(self) -> int:
        """The questions of the busiest day, at least one."""
        return max((questions for _, questions, _ in self.by_day), default=0) or 1


def figures(database: Database, period: Period) -> Figures:
    """Counts the exchanges of a period; the server's own messages are left out."""
    bounds = list(period.bounds)

    def counted(column: str) -> Counter[str]:
        query = f"select {column} as name, count(*) as n from exchanges where {_WITHIN} group by 1 order by n desc"
        return Counter({row["name"]: row["n"] for row in database.query(query, bounds)})

    days = {
        row["day"]: (row["n"], row["open"])
        for row in database.query(
            "select date(at, '+8 hours') as day, count(*) as n, sum(status in ('unsure', 'declined')) as open"
            f" from exchanges where {_WITHIN} group by day",
            bounds,
        )
    }
    [talks] = database.query(
        "select count(distinct sender) as n, count(distinct case when status = 'handover' then sender end) as handed"
        f" from exchanges where {_WITHIN}",
        bounds,
    )
    [thumbs] = database.query(
        f"with {LATEST_FEEDBACK} select count(case when value = 'up' then 1 end) as up,"
        " count(case when value = 'down' then 1 end) as down from latest_feedback where at >= ? and at < ?",
        bounds,
    )
    return Figures(
        by_status=counted("status"),
        by_channel=counted("channel"),
        by_day=[(day.isoformat(), *days.get(day.isoformat(), (0, 0))) for day in period.days],
        frequent=frequent(database, bounds),
        conversations=talks["n"],
        handed_over=talks["handed"],
        up=thumbs["up"],
        down=thumbs["down"],
    )


def frequent(database: Database, bounds: list[str]) -> list[dict[str, Any]]:
    """The questions asked most often, in the wording used last, with how often they had no answer."""
    return list(
        database.query(
            "select text, count(*) as times, sum(status in ('unsure', 'declined')) as open, max(id) as id"
            f" from exchanges where {_WITHIN} and status not in ('social', 'task') and asked <> ''"
            f" group by asked order by times desc, id desc limit {MOST_FREQUENT}",
            bounds,
        )
    )
