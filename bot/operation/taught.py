"""Examples that operators taught: kept as rows, written out as a Rasa NLU file that training may include."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from bot.guard import guarded
from bot.journal import asked, now
from bot.settings import Settings
from bot.sqlite_file import connected

TAUGHT: dict[str, type] = {"asked": str, "text": str, "intent": str, "question": str, "who": str, "at": str}
"""`question` is the unanswered question that the example was made from; empty where it was typed."""
LONGEST = 100
"""Characters of an example: what is longer holds more than one question."""

_NO_ANNOTATION = str.maketrans("[]{}", "［］｛｝")
"""Brackets mark entities in Rasa's format; the wide ones are the same character once a message is normalised."""


class CannotTeachError(ValueError):
    """A phrase that is not taught, with the reason in Chinese."""


def taught_file(config: Settings) -> Path | None:
    """The taught examples as Rasa NLU data; None where nothing is taught."""
    path = config.data_dir / "taught.yml"
    return path if path.is_file() else None


class Taught:
    """The table `taught` and the file made from it."""

    def __init__(self, path: Path, config: Settings) -> None:
        self._path, self._file = path, config.data_dir / "taught.yml"

    def rows(self) -> list[dict[str, Any]]:
        """What is taught, latest first."""
        with connected(self._path) as database:
            return list(database.query("select * from taught order by at desc, asked"))

    def teach(
        self,
        phrase: str,
        intent: str,
        who: str,
        *,
        question: str = "",
        known: Mapping[str, str],
        titles: Mapping[str, str],
    ) -> str:
        """Adds an example and writes the file; the example as it is kept. Raises CannotTeachError with the reason.

        `known` are the examples of the training data, asked form → intent; `titles` names the intents on offer.
        """
        text = example(phrase)
        with connected(self._path) as database, database.conn:
            database.execute("begin immediate")
            taken = {row["asked"]: row["intent"] for row in database.table("taught").rows}
            self._check(text, intent, known, taken, titles)
            row = {"asked": asked(text), "text": text, "intent": intent, "question": question, "who": who, "at": now()}
            database.table("taught").insert(row)
        self.export()
        return text

    def withdraw(self, key: str) -> dict[str, Any] | None:
        """Takes an example back; its row, None where there was none."""
        with connected(self._path) as database:
            row = next(database.query("select * from taught where asked = ?", [key]), None)
            database.table("taught").delete_where("asked = ?", [key])
        self.export()
        return row

    def export(self) -> None:
        """Writes the file afresh, under the lock of the database; without any example there is none."""
        with connected(self._path) as database, database.conn:
            database.execute("begin immediate")
            by_intent: dict[str, list[str]] = {}
            for row in database.query("select intent, text from taught order by intent, asked"):
                by_intent.setdefault(row["intent"], []).append(row["text"])
            if not by_intent:
                self._file.unlink(missing_ok=True)
                return
            partial = self._file.with_suffix(f".{os.getpid()}.partial")
            partial.write_text(as_nlu(by_intent), encoding="utf-8")
            partial.replace(self._file)

    @staticmethod
    def _check(
        text: str, intent: str, known: Mapping[str, str], taken: Mapping[str, str], titles: Mapping[str, str]
    ) -> None:
        key = asked(text)
        if intent not in titles:
            raise CannotTeachError("请先选择这句话问的是哪个问题。")
        if not key:
            raise CannotTeachError("例句是空的，或者只有标点：请写出用户的问法。")
        if len(text) > LONGEST:
            raise CannotTeachError(f"例句太长（{len(text)}字，最多{LONGEST}字）：请只留下问这一件事的那一句。")
        if key in taken:
            named = titles.get(taken[key], taken[key])
            raise CannotTeachError(f"这句话已经教过，归在“{named}”。要改归别的问题，请先在“已教例句”里撤回。")
        if known.get(key) == intent:
            raise CannotTeachError("训练数据里已经有这句话，就归在这个问题，不用再教。")
        if key in known:
            named = titles.get(known[key], known[key])
            raise CannotTeachError(f"训练数据里这句话已经归在“{named}”，不能再归到别处：请换个说法，或改选那个问题。")


def as_nlu(by_intent: Mapping[str, list[str]]) -> str:
    """Examples by intent as a file of Rasa's NLU format."""
    blocks = [
        {"intent": intent, "examples": LiteralScalarString("".join(f"- {text}\n" for text in texts))}
        for intent, texts in by_intent.items()
    ]
    written = io.StringIO()
    YAML().dump({"version": DoubleQuotedScalarString("3.1"), "nlu": blocks}, written)
    return written.getvalue()


def example(phrase: str) -> str:
    """A phrase as one line of training data: masked like any message, without line breaks and entity marks."""
    return " ".join(guarded(phrase).translate(_NO_ANNOTATION).split()).lstrip("- ")
