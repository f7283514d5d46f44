"""Cuts answers into messages below WeChat's limit: at sentence ends, the rest on “继续”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.channels.wechat.state import OfferedChoice, PendingAnswer

HINT = "\n（回复“继续”看下文）"
GAP = "\n\n"
SENTENCE_END = re.compile("[。！？；!?;…]+[”’」』）)】》]*|\\.(?= )|\n+")
CLAUSE_END = re.compile("[，、：]|[,:]? ")
CLOSING = "。！？；!?;…”’」』）)】》"
JOINERS = {"\u200d", *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0x1F3FB, 0x1F400))}
"""Zero-width joiner, variation selectors, skin tones: what belongs to the emoji before it."""


def size(text: str) -> int:
    """Length in bytes of UTF-8, as WeChat counts."""
    return len(text.encode())


def next_page(
    answers: Sequence[PendingAnswer], limit: int
) -> tuple[str, list[PendingAnswer], tuple[OfferedChoice, ...]]:
    """The next message, what remains, and the choices it offers.

    Whole answers share a message as long as they fit; the choices shown are those of the last answer,
    and only once nothing remains.
    """
    remaining = list(answers)
    page = ""
    choices: tuple[OfferedChoice, ...] = ()
    while remaining:
        answer, last = remaining[0], len(remaining) == 1
        body = GAP.join(part for part in (answer.text, answer.menu if last else "") if part)
        joined = f"{page}{GAP}{body}" if page else body
        if size(joined) <= (limit if last else limit - size(HINT)):
            page, choices = joined, answer.choices if last else ()
            remaining.pop(0)
            continue
        if not page:
            page, rest = split(body, limit - size(HINT))
            remaining[0] = PendingAnswer(rest, "", answer.choices if last else (), begun=True)
        break
    return page + HINT if remaining else page, remaining, choices


def split(text: str, limit: int) -> tuple[str, str]:
    """`text` cut in two, the first part within `limit` bytes and ending with a sentence where there is one.

    >>> split("一二三。四五六。七", 26)
    ('一二三。四五六。', '七')
    """
    if size(text) <= limit:
        return text, ""
    prefix = text.encode()[:limit].decode(errors="ignore")
    for boundary in (SENTENCE_END, CLAUSE_END):
        ends = [end for match in boundary.finditer(prefix) if _may_cut(text, end := match.end())]
        if ends:
            return text[: ends[-1]].rstrip(), text[ends[-1] :].lstrip()
    cut = _before_link(prefix) or _between_characters(text, len(prefix))
    return text[:cut], text[cut:]


def _may_cut(text: str, end: int) -> bool:
    """Whether something precedes the place, nothing after it belongs to the same sentence, and no link is torn."""
    inside_link = text.rfind("<a ", 0, end) > text.rfind("</a>", 0, end)
    return bool(text[:end].strip()) and text[end] not in CLOSING and not inside_link


def _before_link(prefix: str) -> int:
    """Where an unfinished link begins, 0 if there is none."""
    start = prefix.rfind("<a ")
    return start if start > prefix.rfind("</a>") else 0


def _between_characters(text: str, cut: int) -> int:
    """The nearest place at or before `cut` that does not tear an emoji or an accent from its base."""
    for place in range(cut, max(cut - 20, 1), -1):
        follower = text[place]
        if follower not in JOINERS and not unicodedata.combining(follower) and text[place - 1] != "\u200d":
            return place
    return cut
