"""The intent model: a linear classifier over the features, with calibrated confidence."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import softmax
from sklearn.svm import LinearSVC

from bot.nlu.embedding import Vectors
from bot.nlu.features import Features

REGULARISATION = 0.3
TEMPERATURE = 0.12
"""Divides the scores before the softmax, so that a confidence of 0.6 is right six times in ten.

It hardly depends on the examples; `jigai eval` measures which one would fit best and how far the confidence is off."""

Weights = NDArray[np.float32]


class IntentModel:
    """Says how likely each intent is for a text; `intents` gives the order of the columns."""

    def __init__(self) -> None:
        self.features = Features()
        self.intents: list[str] = []
        self.weights: Weights = np.zeros((0, 0), dtype=np.float32)
        """One row per feature, one column per intent; the bias of each intent stands in `bias`."""
        self.bias: Weights = np.zeros(0, dtype=np.float32)

    def fit(self, texts: list[str], labels: list[str], vectors: Vectors) -> None:
        """Learns from texts and labels: one support vector machine per intent against all others.

        The intents are shared out among the processors.
        """
        rows = self.features.fit_transform(texts, vectors)
        self.intents = sorted(set(labels))
        column = np.searchsorted(self.intents, labels)
        shares = np.array_split(np.arange(len(self.intents)), max(2, os.cpu_count() or 1))
        with ThreadPoolExecutor(len(shares)) as pool:
            learnt = list(pool.map(lambda share: one_against_rest(rows, column, share), shares))
        self.weights = np.ascontiguousarray(np.hstack([weights for weights, _ in learnt]))
        self.bias = np.concatenate([bias for _, bias in learnt])

    def scores(self, texts: list[str], vectors: Vectors) -> NDArray[np.float64]:
        """Raw scores, one row per text."""
        rows = self.features.transform(texts, vectors)
        return np.asarray(rows @ self.weights + self.bias, dtype=np.float64)

    def probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Calibrated probabilities of rows of scores."""
        return np.asarray(softmax(scores / TEMPERATURE, axis=1))


def one_against_rest(rows: csr_matrix, column: NDArray[np.int64], share: NDArray[np.int64]) -> tuple[Weights, Weights]:
    """Weights (features by intents) and biases of the intents in `share`, each told from all others."""
    learnt = LinearSVC(C=REGULARISATION, random_state=0).fit(rows, np.where(np.isin(column, share), column, -1))
    wanted = np.isin(learnt.classes_, share)
    if len(learnt.classes_) == 2:
        return learnt.coef_.T.astype(np.float32), learnt.intercept_.astype(np.float32)
    return learnt.coef_[wanted].T.astype(np.float32), learnt.intercept_[wanted].astype(np.float32)
