"""Which scheme each clause of a message speaks of: 去年智能化投了650万；另外贷款2600万，利率4.75%."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.denial import CLAUSES, is_denied
from actions.turn import SCHEME, Turn
from knowledge.model import Scheme


@dataclass(frozen=True)
class Spoken:
    """What a message says of one scheme: the parts that speak of it, or that it does not concern the enterprise."""

    scheme: Scheme
    parts: tuple[Turn, ...]
    denied: bool


def fields_of(turn: Turn) -> list[Spoken]:
    """The schemes that the message speaks of. A clause that names none goes with the one before, else the one after."""
    clauses = [(start, end, _named(turn, start, end)) for start, end in _spans(turn.text)]
    spoken: list[Spoken] = []
    refused = {scheme.id for _, _, named in clauses for scheme, denied in named if denied}
    owners: list[tuple[int, int, Scheme | None]] = []
    current: Scheme | None = None
    for start, end, named in clauses:
        affirmed = [scheme for scheme, denied in named if not denied and scheme.id not in refused]
        spoken += [Spoken(scheme, (), True) for scheme, denied in named if denied]
        if affirmed:
            current = affirmed[0]
        owners.append((start, end, current if affirmed or not named else None))
    owners = [(start, end, _by_inputs(turn.text[start:end], owner, owners)) for start, end, owner in owners]
    first = next((owner for _, _, owner in owners if owner), None)
    runs: dict[str, list[tuple[int, int]]] = {}
    joined: Scheme | None = None
    for start, end, scheme in owners:
        owner = scheme or (first if joined is None and not _named(turn, start, end) else None)
        if owner is None:
            continue
        run = runs.setdefault(owner.id, [])
        if joined is owner and run:
            run[-1] = (run[-1][0], end)
        else:
            run.append((start, end))
        joined = owner
    affirmed_fields = [
        Spoken(turn.guide.scheme(scheme_id), tuple(_part(turn, start, end) for start, end in run), False)
        for scheme_id, run in runs.items()
    ]
    return affirmed_fields + [item for item in spoken if item.scheme.id not in runs]


def affirmed_schemes(turn: Turn) -> list[Scheme]:
    """The schemes that the message speaks of and does not deny."""
    return [spoken.scheme for spoken in fields_of(turn) if not spoken.denied]


def _by_inputs(clause: str, owner: Scheme | None, owners: list[tuple[int, int, Scheme | None]]) -> Scheme | None:
    """The scheme of an unnamed clause: of those spoken of, the one whose input it names; else its owner."""
    if owner is None or any(sign.lower() in clause.lower() for sign in (*owner.signs, *owner.aliases)):
        return owner
    spoken_of = {scheme.id: scheme for _, _, scheme in owners if scheme}
    named = [scheme for scheme in spoken_of.values() if _names_input(scheme, clause)]
    return named[0] if len(named) == 1 else owner


def _names_input(scheme: Scheme, clause: str) -> bool:
    cues = (cue for item in scheme.inputs if item.kind == "amount" for cue in item.cues if len(cue) > 1)
    return any(cue.lower() in clause.lower() for cue in cues)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in CLAUSES.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _named(turn: Turn, start: int, end: int) -> list[tuple[Scheme, bool]]:
    """The schemes that a clause speaks of, the one with the most of its words first, each with whether it is denied."""
    text = turn.text[start:end].lower()
    named = {item["value"] for item in turn.entities if item["entity"] == SCHEME and start <= item["start"] < end}
    figures = any(start <= item.get("start", -1) < end and item["entity"] == "amount" for item in turn.values)
    found = []
    for scheme in turn.guide.ordered_schemes():
        signs = [sign for sign in (*scheme.signs, *scheme.aliases) if sign.lower() in text]
        if not signs:
            continue
        weight = len(max(signs, key=len)) + (10 if scheme.id in named else 0)
        sign = max(signs, key=len).lower()
        place = text.index(sign)
        denied = not figures and is_denied(text, place, place + len(sign))
        found.append((weight, scheme, denied))
    found.sort(key=lambda item: -item[0])
    return [(scheme, denied) for _, scheme, denied in found]


def _part(turn: Turn, start: int, end: int) -> Turn:
    inside = tuple(
        {**item, "start": item["start"] - start, "end": item["end"] - start}
        for item in turn.entities
        if start <= item.get("start", -1) and item.get("end", 0) <= end
    )
    return replace(turn, text=turn.text[start:end], entities=inside)
