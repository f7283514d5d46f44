"""What was said before it was clear which scheme it is about: kept, and read once the scheme is known."""

from __future__ import annotations

from dataclasses import replace

from actions.turn import Turn

KEPT = "unplaced"
"""Group of facts with the `text` of the messages so far and the `entities` found in it."""
JOINT = "，"


def with_kept(turn: Turn) -> Turn:
    """The turn as if everything kept had been said in one message with it."""
    kept = turn.state.facts.get(KEPT)
    if not kept:
        return turn
    shift = len(kept["text"]) + len(JOINT)
    placed_here = (item for item in turn.entities if "start" in item)
    moved = [{**item, "start": item["start"] + shift, "end": item["end"] + shift} for item in placed_here]
    return replace(turn, text=f"{kept['text']}{JOINT}{turn.text}", entities=(*kept["entities"], *moved))


def keep(turn: Turn) -> None:
    """Keeps what a message says, joined with what was kept before."""
    joined = with_kept(turn)
    turn.state.facts[KEPT] = {"text": joined.text, "entities": [dict(item) for item in joined.entities]}


def placed(turn: Turn) -> Turn:
    """The turn with all that was kept, which is kept no longer."""
    joined = with_kept(turn)
    turn.state.facts.pop(KEPT, None)
    return joined
