"""Speed: calculations a second, understanding, and whole replies with two conversation stores in one run.

Run by `make bench`. Machines differ and are shared: the ratios count, not the single times.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rasa.core.tracker_store import AwaitableTrackerStore, InMemoryTrackerStore
from rich.console import Console
from rich.table import Table

from bot.agent import LocalAgent, load_agent
from bot.conversation import Conversations
from bot.journal import Journal
from bot.quiet import quieten
from bot.settings import Settings, export_to_actions, settings
from bot.training import train
from knowledge.loader import load_guide
from knowledge.subsidy.calculate import calculate

INPUTS = {
    "intelligent_upgrade": {"investment": "30000000", "deductible_tax": "1000000"},
    "major_project": {
        "project_kind": "technical",
        "total_investment": "230000000",
        "actual_fixed_investment": "105000000",
        "paid": "0",
    },
    "loan_interest": {
        "loan_amount": "16000000",
        "fixed_investment": "30000000",
        "contract_rate": "0.0475",
        "years": "2",
    },
}
QUESTIONS = (
    "书面材料交到哪里",
    "要装订吗",
    "去年做自动化改造花了2600万能补多少",
    "没有专利可以报吗",
    "重大项目的进度要求",
    "谢谢",
)
ROUNDS = 10


def timed(act: Callable[[], object], rounds: int) -> float:
    """Median seconds of one call."""
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


async def reply_seconds(agent: LocalAgent, journal: Journal) -> list[float]:
    """Seconds of each reply in ROUNDS conversations."""
    conversations = Conversations(agent, journal, "")
    await conversations.reply("warm-up", "你好")
    seconds = []
    for number in range(ROUNDS):
        for question in QUESTIONS:
            began = time.perf_counter()
            await conversations.reply(f"bench-{number}", question)
            seconds.append(time.perf_counter() - began)
    return seconds


def main() -> None:
    """Prints the table."""
    config = settings()
    export_to_actions(config)
    logging.basicConfig(level=logging.WARNING)
    quieten()
    guide = load_guide(config.guide)
    day = dt.date(guide.general.year, 8, 1)
    calculation = statistics.median(
        timed(lambda scheme=scheme, inputs=inputs: calculate(guide, scheme, inputs, day), 300)  # type: ignore[misc]
        for scheme, inputs in INPUTS.items()
    )
    model = train(config)
    table = Table("variant", "p50 ms", "p95 ms", "replies/s", title="Replies, one user")
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        stored = Settings(data_dir=place)
        for name in ("SQLite", "memory"):
            agent = load_agent(model, stored)
            if name == "memory":
                agent.tracker_store = AwaitableTrackerStore(InMemoryTrackerStore(agent.domain))
                agent.processor.tracker_store = agent.tracker_store
            journal = Journal(place / f"{name}.sqlite")
            seconds = sorted(asyncio.run(reply_seconds(agent, journal)))
            journal.close()
            medians.append(statistics.median(seconds))
            table.add_row(
                name,
                f"{medians[-1] * 1e3:.1f}",
                f"{seconds[int(len(seconds) * 0.95)] * 1e3:.1f}",
                f"{len(seconds) / sum(seconds):.0f}",
            )
    console = Console()
    console.print(table)
    console.print(f"SQLite / memory: {medians[0] / medians[1]:.2f}")
    console.print(f"calculation: {calculation * 1e3:.2f} ms, {1 / calculation:.0f} a second")
    console.print(f"share of a reply: {calculation / medians[0]:.1%}")


if __name__ == "__main__":
    main()
