"""The questions that a phrase may be given to: intents of the domain with their Chinese titles, by kind."""

from __future__ import annotations

from functools import lru_cache

from actions.decline import LIMITS
from actions.nearest import TITLES
from actions.topics import FACET_NAMES
from bot.evaluation.questions import read_examples
from bot.journal import asked
from bot.nlu.known_questions import known_questions
from bot.settings import ROOT
from knowledge.guide import Guide
from knowledge.yaml_file import read_mapping

_NLU = ROOT / "data" / "nlu"

Catalogue = dict[str, dict[str, str]]
"""Kind → intent → title."""


@lru_cache
def domain_intents() -> frozenset[str]:
    """The intents that the model in force may know; they change only with a restart."""
    return frozenset(read_mapping(ROOT / "domain.yml")["intents"])


def catalogue(guide: Guide) -> Catalogue:
    """What the assistant answers, in the order of the guide."""
    domain = domain_intents()
    year, title = guide.general.year, guide.general.title
    kinds = {
        "指南里的问题": {name: record.question for name, record in guide.records.items() if record.question},
        "某一类扶持的某个方面": {
            f"ask_{facet}": f"某一类的{name}"
            for facet, name in FACET_NAMES.items()
            if any(guide.facet_record(scheme, facet) for scheme in guide.schemes)
        },
        "测算、自评、材料和提纲": TITLES,
        "指南以外（照此说明）": {name: limit.reason.format(year=year, title=title) for name, limit in LIMITS.items()},
    }
    shown: set[str] = set()
    chosen: Catalogue = {}
    for kind, titles in kinds.items():
        chosen[kind] = {name: text for name, text in titles.items() if name in domain - shown}
        shown |= set(chosen[kind])
    return chosen


def titles(found: Catalogue) -> dict[str, str]:
    """Intent → title, of all kinds."""
    return {name: title for kind in found.values() for name, title in kind.items()}


def narrowed(found: Catalogue, words: str) -> Catalogue:
    """The questions whose title has all these words; every kind that has any."""
    wanted = words.split()
    fitting = {
        kind: {name: title for name, title in names.items() if all(word in title for word in wanted)}
        for kind, names in found.items()
    }
    return {kind: names for kind, names in fitting.items() if names}


def known_examples() -> dict[str, str]:
    """Every example of the training data and every question of the guide, as it is compared, with its intent."""
    changed = max(file.stat().st_mtime_ns for file in _NLU.rglob("*.yml"))
    return {**_examples(changed), **{asked(text): intent for text, intent in known_questions().items()}}


@lru_cache(maxsize=1)
def _examples(changed: int) -> dict[str, str]:
    """The examples as of the latest change of a file: reading them takes a second."""
    return {asked(example.text): example.intent for example in read_examples(_NLU)}
