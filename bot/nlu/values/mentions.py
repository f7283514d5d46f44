"""Mentions of the guide's own things: schemes by any of their names, attachments, intelligent-manufacturing modes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, pinyin
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from bot.nlu.values.numerals import parse_numeral
from bot.nlu.values.tokens import VOCAB, tokenise
from knowledge.guide import Guide

Mention = tuple[str, str, int, int]
"""Entity, value, start and end."""

LOOK_ALIKES = {
    "赁": "凭货恁任凴",
    "链": "键琏涟",
    "贴": "帖粘",
    "贷": "货袋",
    "募": "幕墓慕",
    "租": "祖粗",
    "补": "扑朴",
}
"""Characters often typed for others that they resemble."""
_COMMON = frozenset("只之不讲将带这中从以而是有在和直起")
_HAN = re.compile("[一-鿿]")
_LATIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_ATTACHMENT = re.compile(
    r"附件\s*([\d一二三四五六])(?:\s*[-－—–_.之的杠]\s*([\d一二三四五六]))?(?!\s*[万亿家\d])"
    r"|(?<![\d.-])(1)\s*[-－—–]\s*([1-6])(?![\d.%万亿家年个-])"
)
_OUTLINE = re.compile("附件|提纲|大纲|模板|格式|方案|要素|模式|附表")


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


class Mentions:
    """Finds the names of one guide; built once, as the dictionaries take time."""

    def __init__(self, guide: Guide) -> None:
        """Prepares the names of `guide`."""
        aliases = dict(guide.aliases())
        self._guide = guide
        self._schemes = _phrase_matcher(aliases.items())
        self._by_sound: dict[str, list[tuple[str, str]]] = {}
        self._by_letters: dict[str, str] = {}
        for alias, scheme_id in sorted(aliases.items(), key=lambda item: -len(item[0])):
            if not all(map(_HAN.match, alias)) or len(alias) < 2:
                continue
            if not (len(alias) == 2 and _COMMON & set(alias)):
                for reading in _readings(alias[0]) | {f"={c}" for c in (alias[0] + LOOK_ALIKES.get(alias[0], ""))}:
                    self._by_sound.setdefault(reading, []).append((alias, scheme_id))
            letters = "".join(syllable[0] for syllable in pinyin(alias, style=Style.NORMAL))
            if len(letters) >= 5:
                self._by_letters[letters] = scheme_id
        self.modes = guide.attachments["1-5"].modes if "1-5" in guide.attachments else ()
        self._modes = _phrase_matcher((name, mode.id) for mode in self.modes for name in (mode.name, *mode.aliases))

    def find(self, text: str) -> list[Mention]:
        """The mentions in their order, the longest where they overlap."""
        doc = tokenise(text)
        spans = filter_spans(self._schemes(doc, as_spans=True))
        schemes = [("scheme", span.label_, span.start_char, span.end_char) for span in spans]
        schemes += [] if schemes else self._misspelt(text, schemes)
        modes = filter_spans(self._modes(doc, as_spans=True)) if len(self._modes) else []
        found = schemes + [("mode", span.label_, span.start_char, span.end_char) for span in modes]
        return sorted(found + self._attachments(text), key=lambda mention: mention[2])

    def _misspelt(self, text: str, known: list[Mention]) -> list[Mention]:
        covered = [False] * len(text)
        for _, _, start, end in known:
            covered[start:end] = [True] * (end - start)
        found: list[Mention] = []
        for start, character in enumerate(text):
            if covered[start] or not _HAN.match(character):
                continue
            match = self._sounds_like(text, start)
            if match and not any(covered[start : match[3]]):
                found.append(match)
                covered[start : match[3]] = [True] * (match[3] - start)
        for run in _LATIN.finditer(text):
            letters = run[0].replace(" ", "")
            best = max((name for name in self._by_letters if name in letters), key=len, default="")
            if best and not any(covered[run.start() : run.end()]):
                found.append(("scheme", self._by_letters[best], run.start(), run.end()))
        return found

    def _sounds_like(self, text: str, start: int) -> Mention | None:
        candidates = [
            candidate
            for reading in (*_readings(text[start]), f"={text[start]}")
            for candidate in self._by_sound.get(reading, ())
        ]
        for alias, scheme_id in sorted(candidates, key=lambda item: -len(item[0])):
            piece = text[start : start + len(alias)]
            if len(piece) < len(alias) or not any(a == b for a, b in zip(alias, piece, strict=True)):
                continue
            if all(_alike(a, b) for a, b in zip(alias, piece, strict=True)):
                return "scheme", scheme_id, start, start + len(alias)
        return None

    def _attachments(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        for match in _ATTACHMENT.finditer(text):
            if match[3] and not _OUTLINE.search(text):
                continue
            numbers = [str(parse_numeral(part)) for part in (match[1] or match[3], match[2] or match[4]) if part]
            attachment = "-".join(numbers)
            if attachment in self._guide.attachments:
                found.append(("attachment", attachment, match.start(), match.end()))
        return found


def _alike(wanted: str, typed: str) -> bool:
    if wanted == typed or typed in LOOK_ALIKES.get(wanted, ""):
        return True
    return bool(_HAN.match(typed)) and not _blurred(wanted).isdisjoint(_blurred(typed))


@lru_cache(maxsize=4096)
def _blurred(character: str) -> frozenset[str]:
    """The readings without what speech recognition confuses: zh and z, ch and c, sh and s, final ng and n."""
    return frozenset(re.sub("^([zcs])h", r"\1", reading).removesuffix("g") for reading in _readings(character))


def _phrase_matcher(names: Iterable[tuple[str, str]]) -> PhraseMatcher:
    matcher = PhraseMatcher(VOCAB, attr="LOWER")
    by_id: dict[str, list[str]] = {}
    for name, identifier in names:
        by_id.setdefault(identifier, []).append(name.lower())
    for identifier, phrases in by_id.items():
        matcher.add(identifier, [tokenise(phrase) for phrase in phrases])
    return matcher
