"""The tables of a report, as data: the terminal and the Markdown file show the same ones."""

from __future__ import annotations

from dataclasses import dataclass

from bot.evaluation.dialogues import Played
from bot.evaluation.floors import Floor
from bot.evaluation.nlu import Outcome, Share, by, calibration, confusions, wrong_and_sure

MOST_ROWS = 30


@dataclass(frozen=True)
class Table:
    """A title, the names of the columns, and rows of text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def percent(rate: float) -> str:
    """A share of one in percent."""
    return f"{rate:.1%}"


def measurement_table(measurements: dict[str, float], floors: dict[str, Floor]) -> Table:
    """Every measurement with its bound and whether it holds."""
    rows = []
    for name, value in measurements.items():
        floor = floors.get(name)
        verdict = "" if floor is None else "ok" if floor.holds(value) else "FAILS"
        rows.append((name, f"{value:.4f}", str(floor or ""), verdict))
    return Table("Measurements", ("measurement", "value", "bound", ""), tuple(rows))


def share_table(title: str, shares: dict[str, Share]) -> Table:
    """Right of total for each group."""
    rows = tuple((name, str(share.right), str(share.total), percent(share.rate)) for name, share in shares.items())
    return Table(title, ("", "right", "total", "share"), rows)


def question_tables(title: str, outcomes: list[Outcome], themes: dict[str, str]) -> list[Table]:
    """Everything about recognised questions: by theme, by kind, confusions, calibration, wrong and sure."""
    pairs = [(asked, found, str(count)) for asked, found, count in confusions(outcomes)[:MOST_ROWS]]
    bins = [
        (f"{row.low:.1f}–{row.high:.1f}", str(row.count), percent(row.confidence), percent(row.accuracy))
        for row in calibration(outcomes)
    ]
    sure = [
        (o.question.text, o.question.intent, o.found.intent, percent(o.found.confidence))
        for o in wrong_and_sure(outcomes)[:MOST_ROWS]
    ]
    weakest = {name: share for name, share in by(outcomes, lambda o: o.question.intent).items() if share.rate < 1}
    return [
        share_table(f"{title}: by theme", by(outcomes, lambda o: themes.get(o.question.intent, "?"))),
        share_table(f"{title}: by kind", by(outcomes, lambda o: o.question.kind)),
        share_table(f"{title}: weakest intents", dict(list(weakest.items())[:MOST_ROWS])),
        Table(f"{title}: confusions", ("asked", "found", "times"), tuple(pairs)),
        Table(f"{title}: calibration", ("confidence", "questions", "mean confidence", "accuracy"), tuple(bins)),
        Table(f"{title}: wrong and sure", ("text", "asked", "found", "confidence"), tuple(sure)),
    ]


def mistake_table(title: str, outcomes: list[Outcome]) -> Table:
    """Every question that was not recognised."""
    rows = [
        (o.question.text, o.question.kind, o.question.intent, o.found.intent, percent(o.found.confidence))
        for o in outcomes
        if not o.right
    ]
    return Table(f"{title}: all mistakes", ("text", "kind", "asked", "found", "confidence"), tuple(rows))


def dialogue_tables(played: list[Played]) -> list[Table]:
    """Conversations by theme, and what went wrong in each that failed."""
    groups: dict[str, list[bool]] = {}
    for game in played:
        if not game.skipped:
            groups.setdefault(game.dialogue.theme, []).append(game.passed)
    shares = {name: Share(sum(verdicts), len(verdicts)) for name, verdicts in groups.items()}
    faults = [(game.dialogue.theme, game.dialogue.name, "；".join(game.faults)) for game in played if game.faults]
    skipped = [(game.dialogue.theme, game.dialogue.name) for game in played if game.skipped]
    tables = [
        share_table("Dialogues: by theme", shares),
        Table("Dialogues: faults", ("theme", "dialogue", "faults"), tuple(faults)),
    ]
    return [*tables, Table("Dialogues: skipped", ("theme", "dialogue"), tuple(skipped))] if skipped else tables
