"""k-fold cross-validation of the intent model on its own training data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import logsumexp
from sklearn.model_selection import StratifiedKFold

from bot.evaluation.nlu import Outcome
from bot.evaluation.questions import Example, Question
from bot.evaluation.recognition import Recognition
from bot.nlu.embedding import Vectors, embed_cached
from bot.nlu.intent_model import IntentModel

FOLDS = 5
RANKING = 5


@dataclass(frozen=True)
class CrossValidation:
    """Every example as recognised by a model that has not seen it, and the temperature that would have fitted best."""

    outcomes: list[Outcome]
    temperature: float


def cross_validate(examples: list[Example], folds: int = FOLDS) -> CrossValidation:
    """Learns from all folds but one and recognises that one, each in turn."""
    return folded(examples, embed_cached([example.text for example in examples]), folds)


def folded(examples: list[Example], vectors: Vectors, folds: int) -> CrossValidation:
    """As `cross_validate`, with the sentence vectors given; intents are spread evenly over the folds."""
    texts = [example.text for example in examples]
    labels = np.array([example.intent for example in examples])
    outcomes: list[Outcome] = []
    all_scores, truth = [], []
    for learnt, left_out in StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, labels):
        model = IntentModel()
        model.fit([texts[row] for row in learnt], labels[learnt].tolist(), vectors[learnt])
        scores = model.scores([texts[row] for row in left_out], vectors[left_out])
        all_scores.append(scores)
        truth.append(np.searchsorted(model.intents, labels[left_out]))
        for row, likely in zip(left_out, model.probabilities(scores), strict=True):
            best = likely.argsort()[::-1][:RANKING]
            ranking = tuple(model.intents[column] for column in best)
            found = Recognition(ranking[0], float(likely[best[0]]), ranking)
            outcomes.append(Outcome(Question(texts[row], str(labels[row])), found))
    return CrossValidation(outcomes, best_temperature(np.vstack(all_scores), np.concatenate(truth)))


def best_temperature(scores: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """The temperature at which a softmax of `scores` gives the true columns the highest likelihood."""

    def loss(temperature: float) -> float:
        scaled = scores / temperature
        return float(np.mean(logsumexp(scaled, axis=1) - scaled[np.arange(len(truth)), truth]))

    return float(minimize_scalar(loss, bounds=(0.02, 2.0), method="bounded").x)
