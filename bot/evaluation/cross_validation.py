"""k-fold cross-validation of the intent model on its own training data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from bot.evaluation.nlu import Outcome
from bot.evaluation.questions import Example, Question
from bot.evaluation.recognition import Recognition
from bot.nlu.embedding import Vectors, embed_cached
from bot.nlu.intent_model import IntentModel

FOLDS = 5
RANKING = 5


def cross_validate(examples: list[Example], cache: Path, folds: int = FOLDS) -> list[Outcome]:
    """Every example, recognised by a model that has not seen it."""
    return folded(examples, embed_cached([example.text for example in examples], cache), folds)


def folded(examples: list[Example], vectors: Vectors, folds: int) -> list[Outcome]:
    """As `cross_validate`, with the sentence vectors given; intents are spread evenly over the folds."""
    texts = [example.text for example in examples]
    labels = np.array([example.intent for example in examples])
    outcomes: list[Outcome] = []
    for learnt, left_out in StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, labels):
        model = IntentModel()
        model.fit([texts[row] for row in learnt], labels[learnt].tolist(), vectors[learnt])
        scores = model.scores([texts[row] for row in left_out], vectors[left_out])
        for row, likely in zip(left_out, model.probabilities(scores), strict=True):
            best = likely.argsort()[::-1][:RANKING]
            ranking = tuple(model.intents[column] for column in best)
            found = Recognition(ranking[0], float(likely[best[0]]), ranking)
            outcomes.append(Outcome(Question(texts[row], str(labels[row])), found))
    return outcomes
