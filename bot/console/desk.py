"""What the pages of the console work with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rasa.core.agent import Agent

from bot.journal import Journal
from bot.knowledge_in_force import Knowledge
from bot.operation.store import Operation
from bot.operation.tracker_events import TrackerEvents
from bot.settings import Settings

LOCAL = dt.timezone(dt.timedelta(hours=8))
"""Operators and enterprises reckon days in China's time; the journal in UTC."""


@dataclass(frozen=True)
class Desk:
    """Everything that an operator looks at or decides on."""

    config: Settings
    knowledge: Knowledge
    agent: Agent
    journal: Journal
    events: TrackerEvents
    operation: Operation

    def today(self) -> dt.date:
        """The present day for reports; JIGAI_TODAY does not move the journal's clock."""
        return dt.datetime.now(LOCAL).date()
