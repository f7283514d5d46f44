"""Whole conversations as data: what is said, and what must and must not stand in the answer.

A file under `tests/evaluation/dialogues/` is a list of dialogues. A turn may go on by itself: while `done` does not
occur, the first rule of `answer_if` (then of the named sets in `answers.yml`) whose `asked` fits the question is said.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from ruamel.yaml import YAML

ANSWERS = "answers.yml"
"""Named sets of answers, beside the folder of the dialogues."""


class Strict(BaseModel):
    """A record in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AnswerIf(Strict):
    """What is said when the assistant asks something that `asked` fits."""

    asked: str
    say: str


class Turn(Strict):
    """One thing said, with what is expected of the last reply; `money` is in yuan, `expect` and `never` are regexes."""

    say: str = ""
    repeat: int = Field(1, ge=1, description="how often the text is said in one message, for very long ones")
    expect: tuple[str, ...] = ()
    never: tuple[str, ...] = Field((), alias="not")
    money: tuple[int | float, ...] = ()
    no_money: tuple[int | float, ...] = ()
    answer_if: tuple[AnswerIf, ...] = ()
    answers: tuple[str, ...] = ()
    done: str | None = None
    may_refuse: bool = Field(False, description="a 4xx is as good an answer as any")

    @field_validator("expect", "never")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            re.compile(pattern)
        return patterns


class Dialogue(Strict):
    """A conversation of one new sender; `today` is the date that the assistant must reckon with, if it matters."""

    name: str
    turns: tuple[Turn, ...] = Field(min_length=1)
    today: dt.date | None = None
    theme: str = ""


def read_dialogues(folder: Path) -> list[Dialogue]:
    """Every dialogue of the folder, with named answers put in; a mistake is an error that names the dialogue."""
    sets = named_answers(folder.parent / ANSWERS)
    dialogues: list[Dialogue] = []
    for file in sorted(folder.glob("*.yml")):
        for row in YAML(typ="safe").load(file.read_text(encoding="utf-8")):
            try:
                dialogue = Dialogue.model_validate({**row, "theme": file.stem})
                dialogues.append(dialogue.model_copy(update={"turns": tuple(_filled(t, sets) for t in dialogue.turns)}))
            except (ValueError, KeyError) as error:
                raise ValueError(f"{file.name}: {row.get('name')}: {error}") from error
    names = [dialogue.name for dialogue in dialogues]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{folder.name}: repeated: {'; '.join(sorted(repeated))}")
    return dialogues


def named_answers(file: Path) -> dict[str, tuple[AnswerIf, ...]]:
    """The sets of answers by name; none without the file."""
    if not file.is_file():
        return {}
    content: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return {name: tuple(AnswerIf.model_validate(row) for row in rows) for name, rows in content.items()}


def _filled(turn: Turn, sets: dict[str, tuple[AnswerIf, ...]]) -> Turn:
    named = [rule for name in turn.answers for rule in sets[name]]
    return turn.model_copy(update={"answer_if": (*turn.answer_if, *named)})
