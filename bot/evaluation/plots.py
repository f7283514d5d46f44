"""Plots of a measurement as PNG: the commonest confusions, and confidence against accuracy."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot, ticker
from matplotlib.figure import Figure

from bot.evaluation.nlu import Outcome, calibration, calibration_error, confusions

MOST_PAIRS = 20
RESOLUTION = 120


def plot_confusions(outcomes: list[Outcome], file: Path) -> None:
    """The pairs that are taken for one another most often, as bars."""
    pairs = confusions(outcomes)[:MOST_PAIRS][::-1]
    figure, axes = pyplot.subplots(figsize=(9, 1 + 0.3 * max(len(pairs), 1)))
    axes.barh([f"{asked} → {found}" for asked, found, _ in pairs], [count for *_, count in pairs], color="#b2452f")
    axes.set(xlabel="questions", title="asked → found")
    axes.xaxis.set_major_locator(ticker.MaxNLocator(integer=True))
    _save(figure, file)


def plot_calibration(outcomes: list[Outcome], file: Path) -> None:
    """Confidence against accuracy; on the diagonal the model is as sure as it is right."""
    table = calibration(outcomes)
    figure, (above, below) = pyplot.subplots(2, 1, figsize=(5, 6.5), sharex=True, height_ratios=(3, 1))
    above.plot([0, 1], [0, 1], linestyle=":", color="grey")
    above.plot([row.confidence for row in table], [row.accuracy for row in table], marker="o", color="#1f5f8b")
    above.set(ylabel="accuracy", ylim=(0, 1.02), title=f"calibration error {calibration_error(outcomes):.3f}")
    below.bar(
        [row.low for row in table],
        [row.count for row in table],
        width=[row.high - row.low for row in table],
        align="edge",
        edgecolor="white",
        color="#1f5f8b",
    )
    below.set(xlabel="confidence", ylabel="questions", xlim=(0, 1))
    _save(figure, file)


def _save(figure: Figure, file: Path) -> None:
    figure.tight_layout()
    figure.savefig(file, dpi=RESOLUTION)
    pyplot.close(figure)
