"""The guide's own questions, as shown on buttons: asked word for word, their intent is certain."""

from __future__ import annotations

from bot.nlu.normalise import normalise
from bot.settings import settings
from knowledge.loader import load_guide


def known_questions() -> dict[str, str]:
    """Normalised question → intent, for the records of the guide in force; `scheme.facet` gives `ask_facet`."""
    guide = load_guide(settings().guide)
    return {
        normalise(record.question): f"ask_{record.id.split('.')[1]}" if "." in record.id else record.id
        for record in guide.records.values()
        if record.question
    }
