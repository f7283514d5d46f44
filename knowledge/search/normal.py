"""Text brought to one form, for the index and for the query alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

LONGEST = 500
"""Characters of a query that are read."""

_SPACE = re.compile(r"\s+")


@lru_cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def normal(text: str) -> str:
    """NFKC, simplified characters, lower case, single blanks; without control characters.

    >>> normal("財務審計報告　ＩＰＯ")
    '财务审计报告 ipo'
    """
    text = unicodedata.normalize("NFKC", text)
    text = "".join(" " if unicodedata.category(character).startswith("C") else character for character in text)
    return _SPACE.sub(" ", _simplifier().convert(text).lower()).strip()
