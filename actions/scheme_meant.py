"""Which scheme a message with figures can only be about, where it names none: by its figures, else by its words."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from actions.facts import read
from actions.fields import affirmed_schemes
from actions.turn import SCHEME, Turn
from knowledge.guide import Guide
from knowledge.loader import load_guide
from knowledge.model import Scheme


def scheme_by_figures(turn: Turn) -> str | None:
    """The one scheme whose figures the message gives; None where none or several fit.

    Of several that are named it is the one of which all figures are given.

    Where the message has words of some schemes' fields (贷, 租, 募 …), its figures belong to none of the others.
    """
    named = [turn.guide.schemes[name] for name in turn.named(SCHEME) if name in turn.guide.schemes]
    if not turn.values or len(named) == 1:
        return None
    if named:
        whole = [scheme.id for scheme in named if _required(scheme) <= read(turn, scheme).inputs.keys()]
        return whole[0] if len(whole) == 1 else None
    spoken_of = affirmed_schemes(turn)
    candidates = spoken_of or turn.guide.ordered_schemes()
    readings = [(scheme, read(turn, scheme).inputs) for scheme in candidates]
    cues = own_cues(turn.guide.folder)
    fitting = [
        scheme.id
        for scheme, inputs in readings
        if _whole(scheme, inputs) and (spoken_of or any(cue in turn.text.lower() for cue in cues[scheme.id]))
    ]
    if len(fitting) == 1:
        return fitting[0]
    if len(spoken_of) == 1 and _some(spoken_of[0], readings[0][1]):
        return spoken_of[0].id
    labelled = [scheme.id for scheme, inputs in readings if _labelled(turn, scheme, inputs)]
    if len(labelled) == 1:
        return labelled[0]
    telling = [scheme.id for scheme, inputs in readings if _telling(scheme, inputs)]
    if len(telling) == 1:
        return telling[0]
    words = own_words(turn.guide.folder)
    text = turn.text.lower()
    spoken = [
        scheme.id
        for scheme, inputs in readings
        if _some(scheme, inputs) and any(word in text for word in words[scheme.id])
    ]
    return spoken[0] if len(spoken) == 1 else None


def scheme_by_words(turn: Turn) -> str | None:
    """The one scheme in whose field the message lies by its words, though it names none; None where that is open."""
    about = affirmed_schemes(turn)
    return about[0].id if len(about) == 1 and not turn.named(SCHEME) else None


TELLING = 2
"""How many characters more than schemes that use it a cue has that tells the scheme: 实际 and 开票 are said of any."""


@lru_cache(maxsize=4)
def own_cues(folder: str) -> dict[str, tuple[str, ...]]:
    """Words beside the figures of each scheme that hardly stand beside those of another: 计划固投, 融资成本."""
    guide: Guide = load_guide(folder)
    of = {scheme.id: {cue for item in scheme.inputs for cue in item.cues} for scheme in guide.ordered_schemes()}
    used = Counter(cue for cues in of.values() for cue in cues)
    return {name: tuple(cue.lower() for cue in cues if len(cue) >= TELLING + used[cue]) for name, cues in of.items()}


@lru_cache(maxsize=4)
def own_words(folder: str) -> dict[str, tuple[str, ...]]:
    """Words of each scheme's field that no other scheme uses beside its figures."""
    guide: Guide = load_guide(folder)
    used = Counter(
        cue for scheme in guide.ordered_schemes() for cue in {cue for item in scheme.inputs for cue in item.cues}
    )
    return {
        scheme.id: tuple(word.lower() for word in scheme.facets["scope"].keywords if used[word] <= 1)
        if "scope" in scheme.facets
        else ()
        for scheme in guide.ordered_schemes()
    }


def _required(scheme: Scheme) -> set[str]:
    return {item.name for item in scheme.inputs if item.required}


def _whole(scheme: Scheme, inputs: dict[str, Any]) -> bool:
    required = _required(scheme)
    return len(required) > 1 and required <= inputs.keys()


def _labelled(turn: Turn, scheme: Scheme, inputs: dict[str, Any]) -> bool:
    """Whether a sum is told under the full name that only this scheme gives it: 固定资产计划总投资."""
    others = {item.label for other in turn.guide.ordered_schemes() if other is not scheme for item in other.inputs}
    own = (item for item in scheme.inputs if item.kind == "amount" and item.label not in others)
    return any(item.name in inputs and item.label in turn.text for item in own)


def _some(scheme: Scheme, inputs: dict[str, Any]) -> bool:
    return any(item.name in inputs or set(item.covered_by) & inputs.keys() for item in scheme.inputs if item.required)


def _telling(scheme: Scheme, inputs: dict[str, Any]) -> bool:
    """Whether the message tells of something that only this scheme has: who leads a chain, where a firm is listed."""
    roles = {member["role"] for member in inputs.get("members", ())}
    decisive = {str(item.of) for item in scheme.conditions if item.kind == "one_of"}
    return _some(scheme, inputs) and (roles == {"lead", "partner"} or bool(decisive & inputs.keys()))
