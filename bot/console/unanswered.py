"""Questions without an answer or with a thumb down, those that say the same together, with what was decided on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from bot.console.figures import LATEST_FEEDBACK
from bot.sqlite_file import connected

PAGE = 30

_GROUPS = f"""
with {LATEST_FEEDBACK},
groups as (
  select e.asked, count(*) as times, max(e.id) as id, e.text, e.at as last,
    sum(e.status = 'unsure') as unsure, sum(e.status = 'declined') as declined, sum(f.value is 'down') as down
  from exchanges e
  left join latest_feedback f on f.message = e.message and f.sender = e.sender and e.message <> ''
  where e.channel <> 'internal' and e.asked <> '' and (e.status in ('unsure', 'declined') or f.value is 'down')
  group by e.asked
),
decided as (
  select g.*, coalesce(d.state, 'open') as state, d.intent, d.who, d.at as decided_at,
    d.at is not null and g.last > d.at as again
  from groups g left join operation.decisions d on d.asked = g.asked
)
"""


@contextmanager
def both(journal: Path, operation: Path) -> Iterator[Database]:
    """The journal with the decisions of the other file beside it."""
    with connected(journal) as database:
        database.execute("attach database ? as operation", [str(operation)])
        yield database


def state_counts(database: Database) -> Counter[str]:
    """How many groups are in each state."""
    rows = database.query(f"{_GROUPS} select state, count(*) as n from decided group by state")
    return Counter({row["state"]: row["n"] for row in rows})


def groups(database: Database, state: str, number: int) -> list[dict[str, Any]]:
    """One page of groups in a state, the most frequent first; pages count from 1."""
    query = f"{_GROUPS} select * from decided where state = ? order by times desc, id desc limit ? offset ?"
    return list(database.query(query, [state, PAGE, PAGE * (number - 1)]))


def group(database: Database, asked: str) -> dict[str, Any] | None:
    """One group; None where nobody asked that without an answer."""
    return next(database.query(f"{_GROUPS} select * from decided where asked = ?", [asked]), None)
