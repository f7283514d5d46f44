"""The questions that measure, and the examples that train: two sets that must not meet.

`tests/evaluation/questions.yml` holds one question a line; `data/nlu/<theme>.yml` is Rasa's training data.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.nlu.normalise import normalise

KINDS = ("plain", "typo", "asr", "traditional", "cantonese", "english", "pinyin", "long", "short", "two", "oos")
OUT_OF_SCOPE = "oos_"


@dataclass(frozen=True)
class Question:
    """`also` are intents that are right as well; for the kind `two`, those of the other questions in the message."""

    text: str
    intent: str
    kind: str = "plain"
    also: tuple[str, ...] = ()
    scheme: str | None = None

    @property
    def accepted(self) -> frozenset[str]:
        """Every intent that counts as right."""
        return frozenset((self.intent, *self.also))


@dataclass(frozen=True)
class Example:
    """One training utterance; the theme is the name of its file."""

    text: str
    intent: str
    theme: str


def _load(file: Path) -> Any:
    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))


def read_questions(file: Path) -> list[Question]:
    """The test set; a wrong key, an unknown kind or a repeated text is an error that names the question."""
    questions: list[Question] = []
    for row in _load(file):
        try:
            question = Question(**{**row, "also": tuple(row.get("also", ()))})
        except TypeError as error:
            raise ValueError(f"{file.name}: {row}: {error}") from error
        if question.kind not in KINDS:
            raise ValueError(f"{file.name}: {question.text}: unknown kind {question.kind}")
        questions.append(question)
    texts = [question.text for question in questions]
    if repeated := {text for text in texts if texts.count(text) > 1}:
        raise ValueError(f"{file.name}: repeated: {'; '.join(sorted(repeated))}")
    return questions


def read_examples(folder: Path) -> list[Example]:
    """The training utterances of every file, as the classifier sees them, each once."""
    examples: dict[str, Example] = {}
    for file in sorted(folder.rglob("*.yml")):
        for block in _load(file).get("nlu", ()):
            for line in str(block.get("examples", "")).splitlines():
                text = normalise(line.strip().removeprefix("-"))
                if text and "intent" in block:
                    examples.setdefault(text, Example(text, block["intent"], file.stem))
    return list(examples.values())


def themes(examples: list[Example]) -> dict[str, str]:
    """Intent → theme."""
    return {example.intent: example.theme for example in examples}


def leaked(questions: list[Question], examples: list[Example]) -> list[Question]:
    """The questions that also stand, word for word, in the training data."""
    known = {_bare(example.text) for example in examples}
    return [question for question in questions if _bare(question.text) in known]


def _bare(text: str) -> str:
    return "".join(character for character in normalise(text) if character.isalnum())
