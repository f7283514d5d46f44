"""The database of operation: one file, a table for each concern."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.operation.audit import AUDIT, Audit
from bot.operation.decisions import DECISIONS, Decisions
from bot.operation.ended_sessions import ENDED, EndedSessions
from bot.operation.off_switch import PAUSE, OffSwitch
from bot.operation.taught import TAUGHT, Taught
from bot.settings import Settings
from bot.sqlite_file import prepare

TABLES: dict[str, dict[str, type]] = {
    "audit": AUDIT,
    "decisions": DECISIONS,
    "pause": PAUSE,
    "taught": TAUGHT,
    "ended_sessions": ENDED,
}


@dataclass(frozen=True)
class Operation:
    """What operators decide and did."""

    path: Path
    audit: Audit
    decisions: Decisions
    off_switch: OffSwitch
    taught: Taught
    ended_sessions: EndedSessions


def open_operation(config: Settings) -> Operation:
    """The database in the folder of data, made where it is missing."""
    path = config.data_dir / "operation.sqlite"
    prepare(path, TABLES)
    return Operation(path, Audit(path), Decisions(path), OffSwitch(path), Taught(path, config), EndedSessions(path))
