"""Features of a question: characters, words and toneless pinyin as sparse n-grams, and a sentence vector.

Characters catch names and word forms, pinyin makes 伸报 and 申报 meet, the sentence vector brings paraphrases together.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.embedding import Vectors
from knowledge.words import pinyin_syllables, segmenter

AXES = 160
"""Principal axes of the sentence vectors that are kept: most of what they tell at half the time of training."""


def words(text: str) -> list[str]:
    """The words of the text, cut as for search, without white space."""
    return [word for word in segmenter().cut_for_search(text) if word.strip()]


class Features:
    """Fitted vectorizers; `transform` needs the sentence vectors of the same texts."""

    def __init__(self) -> None:
        self.vectorizers = [
            TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, dtype=np.float32),
            TfidfVectorizer(tokenizer=words, token_pattern=None, sublinear_tf=True, dtype=np.float32),
            TfidfVectorizer(
                tokenizer=pinyin_syllables, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32
            ),
        ]
        self.centre = np.zeros(0, dtype=np.float32)
        self.axes = np.zeros((0, 0), dtype=np.float32)

    def fit_transform(self, texts: list[str], vectors: Vectors) -> csr_matrix:
        """Learns the vocabulary, the centre of the vectors and their axes; one row of features per text."""
        self.centre = vectors.mean(axis=0)
        _, axes = np.linalg.eigh(np.cov(vectors, rowvar=False))
        self.axes = axes[:, ::-1][:, :AXES].astype(np.float32)
        return self._joined([vectorizer.fit_transform(texts) for vectorizer in self.vectorizers], vectors)

    def transform(self, texts: list[str], vectors: Vectors) -> csr_matrix:
        """One row of features per text."""
        return self._joined([vectorizer.transform(texts) for vectorizer in self.vectorizers], vectors)

    def _joined(self, sparse: list[csr_matrix], vectors: Vectors) -> csr_matrix:
        dense = (vectors - self.centre) @ self.axes
        dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9)
        return hstack([*sparse, csr_matrix(dense)]).tocsr()
