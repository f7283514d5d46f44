"""How long transcripts are kept: JIGAI_RETENTION_DAYS, applied when the server starts and once a day."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable

from bot.journal import Journal
from bot.operation.audit import SYSTEM, Audit
from bot.operation.tracker_events import TrackerEvents

logger = logging.getLogger(__name__)

DAY = 24 * 3600.0


def forget_before(day: dt.date, journal: Journal, events: TrackerEvents, audit: Audit, who: str = SYSTEM) -> str:
    """Erases what is older than `day` from journal and conversations; what was erased, in words."""
    erased = f"{journal.forget_before(day)}条问答、{events.forget_before(day)}条会话事件"
    if who != SYSTEM or erased != "0条问答、0条会话事件":
        audit.log(who, "清除旧记录", f"{day}以前：{erased}")
    return erased


def apply_retention(days: int, journal: Journal, events: TrackerEvents, audit: Audit) -> None:
    """Erases what is older than so many days."""
    forget_before(dt.datetime.now(dt.UTC).date() - dt.timedelta(days=days), journal, events, audit)


async def every_day(task: Callable[[], None], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Runs the task once a day, aside, until it is cancelled; a failure is logged and tried again the next day."""
    while True:
        await sleep(DAY)
        try:
            await asyncio.to_thread(task)
        except Exception:
            logger.exception("old records were not erased")
