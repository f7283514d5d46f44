"""Text as people type it, brought to one form before anything looks at it.

>>> normalise("請問　２０１８年度，ＩＰＯ批文🙏要唔要？")
'请问 2018年度,ipo批文要唔要?'
>>> normalise("产、业、链、要、几、家")
'产业链要几家'
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

MAX_LENGTH = 2000
"""Characters of a message that are read; what is longer is cut."""

_DROPPED = {"Cf", "Cc", "Cs", "Co", "Cn", "So", "Sk", "Mn", "Me"}
_SPACED_OUT = re.compile(r"(?:[一-鿿][ 、,.·~\-_|/]){3,}[一-鿿]")
_SEPARATORS = re.compile(r"[ 、,.·~\-_|/]")
_SPACE = re.compile(r"\s+")
_BETWEEN_NUMERALS = re.compile(r"(?<=[一二三四五六七八九十百千万亿]) (?=[一二三四五六七八九十])")
"""A space that parts two numbers: 计划两亿三 一六年投了四千万."""
_AFTER_SUM = re.compile(r"(?<=[万亿元%]) (?=[一-鿿])(?![元块人左上多以出的吗呢吧余整万亿])")
"""A space that parts a sum from what comes next: 总额4200万 固投计划2.1亿."""
_BETWEEN_HAN = re.compile(r"(?<=[一-鿿]) (?=[一-鿿])")
_REPEATED = re.compile(r"([^\w\s])\1+")


@lru_cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """NFKC, simplified characters, lower case; without control, zero-width and emoji characters, at most MAX_LENGTH."""
    text = unicodedata.normalize("NFKC", text[:MAX_LENGTH])
    text = "".join(
        " " if c in "\t\r\n" else c for c in text if c in "\t\r\n" or unicodedata.category(c) not in _DROPPED
    )
    text = _to_simplified().convert(text).lower()
    text = _SPACED_OUT.sub(lambda match: _SEPARATORS.sub("", match[0]), text)
    text = _REPEATED.sub(r"\1", _SPACE.sub(" ", text))
    text = _AFTER_SUM.sub(",", _BETWEEN_NUMERALS.sub(",", text))
    return _BETWEEN_HAN.sub("", text).strip()
