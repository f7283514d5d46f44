"""A guide in memory: the typed, cross-checked and rendered content of one folder under `guides/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.model import Attachment, General, Record, Scheme


@dataclass(frozen=True)
class Guide:
    """Everything that one year's guide says; all texts are already filled in with its numbers."""

    folder: str
    general: General
    schemes: Mapping[str, Scheme]
    records: Mapping[str, Record]
    attachments: Mapping[str, Attachment]

    @property
    def title(self) -> str:
        """The official title."""
        return self.general.title

    def scheme(self, scheme_id: str) -> Scheme:
        """The scheme; raises KeyError for an unknown id."""
        return self.schemes[scheme_id]

    def facet_record(self, scheme_id: str, facet: str) -> Record | None:
        """What the guide says of one side of a scheme, as a record; None where it has no such facet."""
        return self.records.get(f"{scheme_id}.{facet}")

    def reckoning_day(self, today: dt.date) -> dt.date:
        """The day from which 去年 and 今年 are reckoned: today inside the guide's year, else its last online day."""
        return today if today.year == self.general.year else self.general.windows.online.end

    def ordered_schemes(self) -> list[Scheme]:
        """The schemes in the guide's order."""
        return sorted(self.schemes.values(), key=lambda scheme: scheme.ordinal)

    def value(self, name: str) -> Any:
        """The value of a general parameter."""
        return self.general.parameters[name].value

    def aliases(self) -> Iterable[tuple[str, str]]:
        """Every name that people use for a scheme, with the scheme's id."""
        for scheme in self.schemes.values():
            for alias in dict.fromkeys((scheme.name, scheme.short, *scheme.aliases)):
                yield alias, scheme.id
