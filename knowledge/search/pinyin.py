"""Pinyin that forgives: misspelt words still sound alike, and a query may be typed in pinyin altogether."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import pairwise

from pypinyin import Style, lazy_pinyin

_HAN_RUN = re.compile(r"[一-鿿]+")
_RETROFLEX = re.compile(r"^([zcs])h")
_NASAL = re.compile(r"(?<=[aei])ng$")


def folded(syllable: str) -> str:
    """A toneless syllable with the sounds that are often confused made one (zh/z, ch/c, sh/s, ang/an, eng/en, ing/in).

    >>> folded("zheng"), folded("zen")
    ('zen', 'zen')
    """
    return _NASAL.sub("n", _RETROFLEX.sub(r"\1", syllable))


@lru_cache(maxsize=16384)
def syllables(text: str) -> tuple[str, ...]:
    """The folded syllables of Chinese characters, one for each.

    >>> syllables("申报")
    ('sen', 'bao')
    """
    return tuple(folded(syllable) for syllable in lazy_pinyin(text, style=Style.NORMAL))


def pairs(run: Iterable[str]) -> list[str]:
    """Neighbouring syllables joined, as they stand in the index.

    >>> pairs(["zi", "xun", "dian"])
    ['zi_xun', 'xun_dian']
    """
    return [f"{one}_{other}" for one, other in pairwise(run)]


def text_pairs(text: str) -> list[str]:
    """The pairs of every run of Chinese characters in a text."""
    return [pair for run in _HAN_RUN.findall(text) for pair in pairs(syllables(run))]


def spelt(letters: str, known: Set[str]) -> list[str] | None:
    """A run of Latin letters read as pinyin with the fewest syllables, folded; None where it cannot be.

    >>> spelt("zixun", {"zi", "xun"})
    ['zi', 'xun']
    >>> spelt("mes", {"zi", "xun"}) is None
    True
    """
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            before, syllable = best[start], folded(letters[start:end])
            if before is None or syllable not in known:
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = [*before, syllable]
    return best[len(letters)]
