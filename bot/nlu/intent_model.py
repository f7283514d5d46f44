"""The intent model: a linear classifier over the features, with calibrated confidence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp, softmax
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

from bot.nlu.embedding import Vectors
from bot.nlu.features import Features

REGULARISATION = 0.3
HELD_OUT = 0.12
"""Share of the examples on which the temperature of the softmax is set."""


class IntentModel:
    """Says how likely each intent is for a text; `intents` gives the order of the columns."""

    def __init__(self) -> None:
        self.features = Features()
        self.classifier = LinearSVC(C=REGULARISATION)
        self.temperature = 1.0

    @property
    def intents(self) -> list[str]:
        """The names of the intents, in the order of the scores."""
        return [str(name) for name in self.classifier.classes_]

    def fit(self, texts: list[str], labels: list[str], vectors: Vectors) -> None:
        """Learns from texts and labels; first the temperature on a held-out part, then everything."""
        rows = self.features.fit_transform(texts, vectors)
        target = np.array(labels)
        learnt, held_out = train_test_split(np.arange(len(labels)), test_size=HELD_OUT, random_state=0, stratify=target)
        self.classifier.fit(rows[learnt], target[learnt])
        scores = self.classifier.decision_function(rows[held_out])
        self.temperature = best_temperature(scores, np.searchsorted(self.classifier.classes_, target[held_out]))
        self.classifier.fit(rows, target)

    def scores(self, texts: list[str], vectors: Vectors) -> NDArray[np.float64]:
        """Raw scores, one row per text."""
        return np.atleast_2d(self.classifier.decision_function(self.features.transform(texts, vectors)))

    def probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Calibrated probabilities of rows of scores."""
        return np.asarray(softmax(scores / self.temperature, axis=1))


def best_temperature(scores: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """The temperature at which a softmax of `scores` gives the true columns the highest likelihood."""

    def loss(temperature: float) -> float:
        scaled = scores / temperature
        return float(np.mean(logsumexp(scaled, axis=1) - scaled[np.arange(len(truth)), truth]))

    return float(minimize_scalar(loss, bounds=(0.02, 2.0), method="bounded").x)
