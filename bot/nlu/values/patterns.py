"""The shapes of values, as spaCy Matcher patterns over the tags of the tokens."""

from __future__ import annotations

from typing import Any

from spacy.matcher import Matcher, PhraseMatcher
from spacy.util import filter_spans

from bot.nlu.values.tokens import VOCAB, tokenise

Pattern = list[dict[str, Any]]


def _sequence(*tags: str) -> Pattern:
    """One pattern: `NUM?` is optional, `A|B` either tag."""
    pattern: Pattern = []
    for item in tags:
        token: dict[str, Any] = {"TAG": {"IN": item.rstrip("?").split("|")}}
        pattern.append({**token, "OP": "?"} if item.endswith("?") else token)
    return pattern


_SUM = ("NUM", "VAGUE?", "GE?", "HALF|VAGUE?", "MAG?", "HALF|VAGUE?", "YUAN|CURRENCY?")
_MONTH = ("NUM", "MONTH", "PART?")
_DAY = ("NUM", "MONTH", "NUM", "DAY")
SHAPES: dict[str, list[Pattern]] = {
    "amount": [
        _sequence("CURRENCY|MINUS|TO?", *_SUM),
        _sequence("NUM", "VAGUE?", "GE?", "MAG?", "YUAN?", "TO", *_SUM),
        _sequence("HALF", "GE?", "MAG", "YUAN?"),
        _sequence("CURRENCY", *_SUM),
    ],
    "percent": [
        _sequence("NUM", "PCT|LI"),
        _sequence("PCT_BEFORE|MILLE_BEFORE", "NUM|MAG|HAN"),
        _sequence("NUM", "TENTHS", "HALF|NUM?"),
        _sequence("NUM", "PCT?", "TO", "NUM", "PCT"),
    ],
    "fraction": [_sequence("NUM", "HALF"), _sequence("NUM", "OVER", "NUM")],
    "years": [
        _sequence("NUM", "VAGUE?", "YEAR|YEARS", "HALF|VAGUE?"),
        _sequence("HALF", "YEAR"),
        _sequence("NUM", "VAGUE?", "MONTHS"),
        _sequence("NUM", "YEAR", "NUM", "MONTHS"),
        _sequence("NUM", "YEAR", "HAN|NUM", "NUM", "MONTHS"),
        _sequence("NUM", "TO", "NUM", "YEAR|MONTHS"),
        [{"TAG": "NUM"}, {"TEXT": "期"}],
    ],
    "date": [
        _sequence("DATE", "DAY?"),
        _sequence("NUM", "YEAR", "PART?"),
        _sequence("NUM", "YEAR", *_MONTH),
        _sequence("NUM", "YEAR", *_DAY),
        _sequence("NUM", "YEAR", "NUM", "TO", "NUM", "MONTH"),
        _sequence("YEAR_WORD", "NUM", "TO", "NUM", "MONTH"),
        _sequence("NUM", "PART"),
        _sequence("YEAR_WORD", "PART?"),
        [{"TAG": "YEAR_WORD"}, {"TEXT": "第", "OP": "?"}, {"TAG": "PART"}],
        _sequence("NUM", "YEAR", "HAN", "PART"),
        _sequence("YEAR_WORD", *_MONTH),
        _sequence("YEAR_WORD", *_DAY),
        _sequence(*_MONTH),
        _sequence(*_DAY),
    ],
    "date_range": [_sequence("NUM", "TO", "NUM", "YEAR")],
    "count": [
        _sequence("NUM", "FIRM"),
        [{"TEXT": {"IN": ["俩", "仨"]}}, {"TEXT": {"IN": list("协配伙企公厂单")}}],
    ],
    "quantity": [_sequence("NUM", "PIECE|GE")],
    "number": [_sequence("MINUS|TO?", "NUM")],
}

COMPLETE_PHRASES = (
    *(
        "全部投完",
        "全部完成",
        "全部完工",
        "全部到位",
        "全部建成",
        "全部投入",
        "全部做完",
        "全投完",
        "全完成",
        "全投进去",
    ),
    *("都投完", "都完成了", "都做完", "都完工", "都建成", "都投进去", "已投完", "已经投完", "投完了", "投资完了"),
    *("已完工", "已经完工", "完工了", "已竣工", "已经竣工", "竣工了", "已建成", "已经建成", "建成投产", "已投产"),
    *("建完了", "做完了", "已完成", "已经完成", "完成了", "全部", "竣工", "全额完成", "百分百完成", "投资已经结束"),
    *("都已完成", "都已投完", "已全部", "已经全部", "投产了", "已经投产", "全部投进去", "建好了"),
)


def _matcher() -> Matcher:
    matcher = Matcher(VOCAB)
    for kind, patterns in SHAPES.items():
        matcher.add(kind, patterns)
    return matcher


def _phrases() -> PhraseMatcher:
    matcher = PhraseMatcher(VOCAB)
    matcher.add("complete", [tokenise(phrase) for phrase in COMPLETE_PHRASES])
    return matcher


MATCHER = _matcher()
COMPLETE = _phrases()

__all__ = ["COMPLETE", "MATCHER", "filter_spans"]
