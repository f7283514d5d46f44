"""How well the search finds: recall on lists of questions, with and without synonyms and pinyin, and what noise gets.

python -m knowledge.search.report
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.guide import Guide
from knowledge.loader import load_guide
from knowledge.search.entries import guide_entries
from knowledge.search.index import SearchIndex, build_index, open_index
from knowledge.search.query import clarity, search
from knowledge.search.synonyms import load_synonyms
from knowledge.yaml_file import read_mapping

LISTS = Path("tests/knowledge")
WAYS: Mapping[str, tuple[bool, bool]] = {
    "synonyms and pinyin": (True, True),
    "synonyms only": (True, False),
    "pinyin only": (False, True),
    "neither": (False, False),
}


@dataclass(frozen=True)
class Question:
    """A question with the ids of the entries that answer it."""

    text: str
    style: str
    accept: frozenset[str]


@dataclass(frozen=True)
class Recall:
    """The share of questions with a right entry first, and among the first three."""

    at_1: float
    at_3: float


def read_questions(path: Path) -> list[Question]:
    """The questions of a list."""
    return [
        Question(item["text"], item["style"], frozenset(map(str, item["accept"])))
        for item in read_mapping(path)["queries"]
    ]


def read_noise(path: Path) -> list[str]:
    """The questions of a list that the guide does not answer."""
    return [item["text"] for item in read_mapping(path)["queries"]]


def recall(index: SearchIndex, questions: Sequence[Question], *, synonyms: bool = True, pinyin: bool = True) -> Recall:
    """The recall on the questions."""
    first = third = 0
    for question in questions:
        hits = search(index, question.text, limit=3, synonyms=synonyms, pinyin=pinyin)
        right = [hit.entry.id in question.accept for hit in hits]
        first += right[:1] == [True]
        third += any(right)
    return Recall(first / len(questions), third / len(questions))


def judgements(index: SearchIndex, texts: Sequence[str]) -> Counter[str]:
    """How many of the texts have a clear answer, choices to offer, and none."""
    return Counter(clarity(search(index, text)) for text in texts)


def wrong_when_clear(index: SearchIndex, questions: Sequence[Question]) -> int:
    """How many questions get a wrong entry as their clear answer."""
    found = [(question, search(index, question.text)) for question in questions]
    return sum(clarity(hits) == "clear" and hits[0].entry.id not in question.accept for question, hits in found)


def report(index: SearchIndex, guide: Guide, folder: Path) -> str:
    """The tables of docs/search.md."""
    own, heldout = read_questions(folder / "search_queries.yml"), read_questions(folder / "search_heldout.yml")
    noise = read_noise(folder / "search_noise.yml")
    other_noise = [str(text) for text in read_mapping(folder / "search_heldout.yml")["noise"]]
    lines = [
        f"| | own list ({len(own)}): at 1 | at 3 | held out ({len(heldout)}): at 1 | at 3 |",
        "|---|---|---|---|---|",
    ]
    for name, (synonyms, pinyin) in WAYS.items():
        both = [recall(index, questions, synonyms=synonyms, pinyin=pinyin) for questions in (own, heldout)]
        lines.append(f"| {name} | " + " | ".join(f"{one.at_1:.1%} | {one.at_3:.1%}" for one in both) + " |")
    lines += ["", "| style | questions | at 1 | at 3 |", "|---|---|---|---|"]
    for style, count in Counter(question.style for question in own).most_common():
        one = recall(index, [question for question in own if question.style == style])
        lines.append(f"| {style} | {count} | {one.at_1:.1%} | {one.at_3:.1%} |")
    lines += ["", "| list | clear | of these wrong | choices | none |", "|---|---|---|---|---|"]
    for name, questions in {"own": own, "held out": heldout}.items():
        told = judgements(index, [question.text for question in questions])
        wrong = wrong_when_clear(index, questions)
        lines.append(f"| {name} | {told['clear']} | {wrong} | {told['choices']} | {told['none']} |")
    for name, texts in {"noise": noise, "held-out noise": other_noise}.items():
        told = judgements(index, texts)
        lines.append(
            f"| {name} ({len(texts)}) | {told['clear']} | {told['clear']} | {told['choices']} | {told['none']} |"
        )
    return "\n".join([*lines, "", timing(index, guide, [question.text for question in own])])


def timing(index: SearchIndex, guide: Guide, texts: Sequence[str]) -> str:
    """Processor time of a build and of a query, once the dictionary is loaded."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        build_index(Path(folder) / "search.db", guide_entries(guide), load_synonyms(guide), "timing")
        built = time.process_time() - started
    started = time.process_time()
    for text in texts:
        search(index, text)
    queried = (time.process_time() - started) / len(texts)
    return f"{len(index.rows)} entries; build {built:.2f} s, query {queried * 1000:.1f} ms of processor time."


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.search.report", description=__doc__)
    parser.add_argument("--guide", default="2018", help="the guide's folder under knowledge/guides")
    parser.add_argument("--lists", type=Path, default=LISTS, help="the folder of the lists of questions")
    options = parser.parse_args(arguments)
    guide = load_guide(options.guide)
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(Path(folder) / "search.db", guide)
        print(report(index, guide, options.lists))
        index.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
