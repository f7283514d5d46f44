"""The modes of a guide, and the one that a text calls by name."""

from __future__ import annotations

from knowledge.guide import Guide
from knowledge.model import Mode
from knowledge.modes.wording import normal, positions


def modes(guide: Guide) -> tuple[Mode, ...]:
    """The guide's modes in its order."""
    return tuple(mode for attachment in guide.attachments.values() for mode in attachment.modes)


def mode_named(guide: Guide, text: str) -> Mode | None:
    """The mode that `text` calls by id, name or alias; the longest name wins, None where there is none."""
    names = [
        (name, mode) for mode in modes(guide) for name in (mode.name, *mode.aliases) if positions(normal(text), name)
    ]
    by_id = next((mode for mode in modes(guide) if mode.id == text), None)
    return by_id or max(names, key=lambda pair: len(pair[0]), default=(None, None))[1]
