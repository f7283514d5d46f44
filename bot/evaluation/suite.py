"""The whole evaluation, as `jigai eval` runs it: measure, report, compare with the floors."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bot.evaluation import nlu
from bot.evaluation.cross_validation import FOLDS, cross_validate
from bot.evaluation.dialogues import Played, play_at, play_here
from bot.evaluation.floors import fallen, read_floors
from bot.evaluation.questions import Example, leaked, read_examples, read_questions, themes
from bot.evaluation.recognition import fresh_model, trained_model
from bot.evaluation.report import draw, markdown, show, transcripts
from bot.evaluation.script import read_dialogues
from bot.evaluation.tables import Table, dialogue_tables, measurement_table, mistake_table, question_tables
from bot.nlu.known_questions import known_questions
from bot.settings import ROOT, settings
from bot.training import current_model

PARTS = ("questions", "cross_validation", "dialogues")
APPLICATION = "bot.app:create_app"
SOURCES = ROOT / "tests" / "evaluation"
TRAINING = ROOT / "data" / "nlu"
RESULTS = ROOT / "results"


@dataclass
class Evaluation:
    """What has been measured so far, for the report."""

    results: Path
    measurements: dict[str, float] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    plots: list[Path] = field(default_factory=list)

    def add_outcomes(self, name: str, outcomes: list[nlu.Outcome], theme_of: dict[str, str]) -> None:
        """Takes in a set of recognised questions."""
        self.measurements |= {
            f"{name}.accuracy": nlu.accuracy(outcomes).rate,
            f"{name}.first_three": nlu.in_first(outcomes, 3).rate,
            f"{name}.inside": nlu.scope(outcomes, "inside").rate,
            f"{name}.outside": nlu.scope(outcomes, "outside").rate,
            f"{name}.calibration_error": nlu.calibration_error(outcomes),
            f"{name}.wrong_and_sure": len(nlu.wrong_and_sure(outcomes)) / max(len(outcomes), 1),
        }
        self.tables += question_tables(name, outcomes, theme_of)
        self.plots += draw(name, outcomes, self.results)

    def add_dialogues(self, played: list[Played]) -> None:
        """Takes in the conversations; those that were skipped count neither way."""
        counted = [game for game in played if not game.skipped]
        self.measurements["dialogues.passed"] = sum(game.passed for game in counted) / max(len(counted), 1)
        self.tables += dialogue_tables(played)
        (self.results / "dialogues.md").write_text(transcripts(played), encoding="utf-8")


def run(
    parts: Collection[str] = PARTS,
    *,
    base_url: str | None = None,
    today: dt.date | None = None,
    model: Path | None = None,
    fresh: bool = False,
    folds: int = FOLDS,
    results: Path = RESULTS,
    console: Console | None = None,
) -> int:
    """Measures `parts`, writes the report to `results`; 0 if every floor holds, else 1.

    Questions go to `model`, else to the model trained from the present data, else (or with `fresh`) to a
    classifier trained here and now.
    Dialogues go to the server at `base_url`, whose date is `today`, else to the application in this process.
    """
    console = console or Console()
    results.mkdir(parents=True, exist_ok=True)
    evaluation = Evaluation(results)
    floors = read_floors(SOURCES / "floors.yml")
    if unknown := set(parts) - set(PARTS):
        raise ValueError(f"unknown parts: {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    if "questions" in parts:
        _measure_questions(evaluation, model, fresh)
    if "cross_validation" in parts:
        examples = read_examples(TRAINING)
        found = cross_validate(examples, folds)
        evaluation.add_outcomes("cross_validation", found.outcomes, themes(examples))
        evaluation.measurements["cross_validation.best_temperature"] = found.temperature
    if "dialogues" in parts:
        dialogues = read_dialogues(SOURCES / "dialogues")
        if base_url:
            played = asyncio.run(play_at(base_url, dialogues, today or dt.date.today()))
        else:
            played = asyncio.run(play_here(APPLICATION, dialogues))
        evaluation.add_dialogues(played)
    tables = [measurement_table(evaluation.measurements, floors), *evaluation.tables]
    show(tables, console)
    (results / "report.md").write_text(markdown("Evaluation", tables, evaluation.plots), encoding="utf-8")
    (results / "measurements.json").write_text(json.dumps(evaluation.measurements, indent=2), encoding="utf-8")
    below = fallen(evaluation.measurements, floors)
    for line in below:
        console.print(f"[bold red]{line}")
    console.print(f"Report: {results / 'report.md'}")
    return 1 if below else 0


def _measure_questions(evaluation: Evaluation, model: Path | None, fresh: bool) -> None:
    questions, examples = read_questions(SOURCES / "questions.yml"), read_examples(TRAINING)
    asked_by_guide = [Example(text, intent, "guide") for text, intent in known_questions().items()]
    if known := leaked(questions, [*examples, *asked_by_guide]):
        raise ValueError(f"also in the training data: {'; '.join(question.text for question in known)}")
    archive = model or (None if fresh else current_model(settings()))
    recognise = trained_model(archive) if archive else fresh_model(TRAINING)
    outcomes = nlu.evaluate(recognise, questions)
    evaluation.add_outcomes("questions", outcomes, themes(examples))
    evaluation.measurements["questions.both_found"] = nlu.both(outcomes).rate
    evaluation.tables.append(mistake_table("questions", outcomes))
