"""The guide in force and its index, which can be read afresh while the server runs."""

from __future__ import annotations

from actions.search import renew_index
from bot.settings import Settings
from knowledge.guide import Guide
from knowledge.loader import load_guide, reload_guide
from knowledge.search.index import SearchIndex


class Knowledge:
    """What the routes ask for the guide; after a failed reload everything stays as it was."""

    def __init__(self, config: Settings) -> None:
        self.name = config.guide
        self.index: SearchIndex = renew_index(self.guide)

    @property
    def guide(self) -> Guide:
        """The guide in force."""
        return load_guide(self.name)

    def reload(self) -> Guide:
        """Reads guide and index afresh; raises GuideError and keeps the old ones where the files are faulty."""
        guide = reload_guide(self.name)
        self.index = renew_index(guide)
        return guide
