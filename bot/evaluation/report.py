"""A measurement as tables in the terminal, and as a Markdown report with plots in the results folder."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table as RichTable

from bot.evaluation.dialogues import Played
from bot.evaluation.nlu import Outcome
from bot.evaluation.plots import plot_calibration, plot_confusions
from bot.evaluation.tables import Table

SHOWN = 15
"""Rows of a table in the terminal; the Markdown report has all of them."""


def show(tables: list[Table], console: Console) -> None:
    """Prints the tables that have rows."""
    for table in tables:
        if not table.rows:
            continue
        shown = RichTable(*table.columns, title=table.title, title_justify="left")
        for row in table.rows[:SHOWN]:
            shown.add_row(*row)
        if left := len(table.rows) - SHOWN:
            shown.caption = f"… {left} more in the report" if left > 0 else None
        console.print(shown)


def markdown(title: str, tables: list[Table], plots: list[Path]) -> str:
    """The report: one section per table, then the plots."""
    lines = [f"# {title}", ""]
    for table in tables:
        lines += [f"## {table.title}", ""]
        if not table.rows:
            lines += ["None.", ""]
            continue
        lines += ["| " + " | ".join(table.columns) + " |", "|" + "---|" * len(table.columns)]
        lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table.rows]
        lines.append("")
    for plot in plots:
        lines += [f"![{plot.stem}]({plot.name})", ""]
    return "\n".join(lines)


def draw(name: str, outcomes: list[Outcome], folder: Path) -> list[Path]:
    """The plots of one set of questions; their files."""
    confusions, calibration = folder / f"{name}-confusions.png", folder / f"{name}-calibration.png"
    plot_confusions(outcomes, confusions)
    plot_calibration(outcomes, calibration)
    return [confusions, calibration]


def transcripts(played: list[Played]) -> str:
    """What was said in the conversations that failed."""
    lines = ["# Conversations that failed", ""]
    for game in played:
        if game.faults:
            lines += [f"## {game.dialogue.name}", "", *(f"- {fault}" for fault in game.faults), ""]
            for said, heard in game.transcript:
                quoted = "\n".join(f"> {line}" for line in heard.splitlines())
                lines += [f"**{said[:200]}**", "", quoted, ""]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
