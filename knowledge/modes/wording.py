"""Words in a Chinese sentence: where they stand, and whether the sentence affirms or denies them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

_CLAUSES = re.compile(r"[,，。；;！!？?\n]|但是?|不过|可是")
_NEGATION = re.compile(r"(?<!有)(?:没有|没|还未|未|缺少|缺|不含|尚无|并无|无(?!人))")
_TAIL = re.compile(
    r"^(?:系统|这?些?|还|都|也|就|目前|暂时|现在)*(?:没有|没|还未|未)(?:上|做|建|装|有|弄|搞|买|实施|上线|建成)*[的了呢啊]*$"
)
_IGNORED = re.compile(r"[\s、，。“”‘’（）()《》？?！!：:；;,]+")


def normal(text: str) -> str:
    """`text` without punctuation and blanks; between two Latin words one blank stays."""

    def gap(match: re.Match[str]) -> str:
        beside = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        return " " if len(beside) == 2 and beside.isascii() else ""

    return _IGNORED.sub(gap, text)


def positions(text: str, word: str) -> list[tuple[int, int]]:
    """Where `word` stands in `text` (already normal), whatever its case; Latin words only as whole words."""
    return [match.span() for match in _pattern(word).finditer(text)] if word else []


def claims(text: str, word: str) -> bool:
    """`text` says that there is `word`: it stands in a clause that does not deny it (没有MES, MES还没上)."""
    for clause in map(normal, _CLAUSES.split(text)):
        for start, end in positions(clause, word):
            before = _NEGATION.search(clause[:start])
            if not before and not any(_TAIL.match(rest) for rest in _tails(clause[end:])):
                return True
    return False


def _tails(rest: str) -> Iterator[str]:
    """What follows a word, with and without further items of the same enumeration (MES和ERP都没有)."""
    yield rest
    yield re.sub(r"^(?:系统| )*(?:[和与跟及]|还有|[A-Za-z])[A-Za-z \u4e00-\u9fff]*?(?=都|还没|也没|没)", "", rest)


def longest_common(one: str, other: str) -> str:
    """The longest stretch of characters in both; the first where there are several.

    >>> longest_common("节能减排是哪种模式", "过程控制、节能减排及安全生产")
    '节能减排'
    """
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[match.a : match.a + match.size]


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    pattern = re.escape(normal(word))
    return re.compile(rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])" if word.isascii() else pattern, re.IGNORECASE)
