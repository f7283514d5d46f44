"""The floors that a measurement must not fall below (`tests/evaluation/floors.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Floor:
    """A bound of one measurement: the least that will do, or the most (`ceiling`)."""

    name: str
    bound: float
    ceiling: bool = False

    def holds(self, value: float) -> bool:
        """Whether the value is on the right side of the bound, the bound included."""
        return value <= self.bound if self.ceiling else value >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.ceiling else '≥'} {self.bound:g}"


def read_floors(file: Path) -> dict[str, Floor]:
    """`at_least` and `at_most`, each a table of measurement → bound."""
    content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    if unknown := set(content) - {"at_least", "at_most"}:
        raise ValueError(f"{file.name}: unknown: {', '.join(sorted(unknown))}")
    least = {name: Floor(name, float(bound)) for name, bound in content.get("at_least", {}).items()}
    return least | {name: Floor(name, float(bound), True) for name, bound in content.get("at_most", {}).items()}


def fallen(measurements: dict[str, float], floors: dict[str, Floor]) -> list[str]:
    """The measurements that miss their bound, in words; what was not measured cannot miss."""
    return [
        f"{name}: {measurements[name]:.4g}, must be {floor}"
        for name, floor in floors.items()
        if name in measurements and not floor.holds(measurements[name])
    ]
