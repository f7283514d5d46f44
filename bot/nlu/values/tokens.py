"""A spaCy Doc for the value patterns: numerals, unit words, Latin runs, and single characters, each with a tag.

>>> [(token.text, token.tag_) for token in tokenise("贷了3000万,18个月")]
[('贷', 'HAN'), ('了', 'HAN'), ('3000万', 'NUM'), (',', 'PUNCT'), ('18', 'NUM'), ('个月', 'MONTHS')]
"""

from __future__ import annotations

import re

import spacy
from spacy.tokens import Doc

from bot.nlu.values.numerals import DIGITS, NUMERAL, UNITS

UNIT_WORDS: dict[str, tuple[str, ...]] = {
    "YUAN": ("元人民币", "元整", "圆整", "块钱", "元", "圆", "块", "yuan", "rmb", "cny"),
    "CURRENCY": ("人民币", "rmb", "cny", "¥", "￥"),
    "PCT": ("%", "％", "个百分点", "百分点", "个点", "percent"),
    "PCT_BEFORE": ("百分之",),
    "MILLE_BEFORE": ("千分之",),
    "TENTHS": ("成",),
    "LI": ("厘",),
    "OVER": ("分之",),
    "MONTHS": ("个月", "months", "month"),
    "YEARS": ("周年", "years", "year", "yrs"),
    "YEAR": ("年", "年度", "年份"),
    "MONTH": ("月份", "月"),
    "DAY": ("日", "号"),
    "YEAR_WORD": (
        *("大前年度", "大前年", "前年度", "前年", "上一年度", "上一年", "上年度", "上年", "去年度", "去年", "旧年"),
        *("本年度", "今年度", "当年度", "今年", "明年度", "明年", "后年"),
    ),
    "PART": (
        *("上半年", "下半年", "年底", "年末", "底", "年初", "初", "年中", "中旬", "上旬", "下旬"),
        *("一季度", "二季度", "三季度", "四季度", "1季度", "2季度", "3季度", "4季度"),
        *("第一季度", "第二季度", "第三季度", "第四季度"),
    ),
    "VAGUE": ("多", "来", "几", "余"),
    "HALF": ("半",),
    "GE": ("个",),
    "TO": ("到", "至", "~", "～", "-", "—", "–", "--"),
    "MINUS": ("负", "−", "－"),
    "MAG": ("万", "亿", "w", "wan", "kw", "million", "billion", "mn"),
    "FIRM": (
        *("家", "间厂", "间公司", "间", "户", "个企业", "个公司", "个单位", "个厂", "个工厂", "个配套", "个协作"),
        *("个伙伴", "个参链", "个成员", "个供应商", "个小厂", "方", "个"),
    ),
    "PIECE": ("台套", "台", "套", "条", "人", "名", "次", "项", "笔", "批", "件", "把", "只", "辆", "吨", "平", "亩"),
}
_TAGS = {word: tag for tag, words in reversed(UNIT_WORDS.items()) for word in words}
_ISO_DATE = r"(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?(?![\d万亿%.]|个亿)"
_WORDS = "|".join(sorted(map(re.escape, _TAGS), key=len, reverse=True))
_TOKEN = re.compile(
    rf"(?P<DATE>(?<![\d.]){_ISO_DATE})|(?P<WORD>百分之|千分之|万分之|分之|[一二三四1-4]季度)|(?P<NUM>{NUMERAL.pattern})"
    rf"|(?P<LATIN>[A-Za-z]+)|(?P<UNIT>{_WORDS})|(?P<SPACE>\s+)|(?P<OTHER>.)",
    re.DOTALL,
)
_NOT_AFTER_TAIL = frozenset(
    "线车区站栋年个家台条次成月期笔户间厂起些部直共下般样边定方半号层项类套份人段批单般点旦致向"
)
"""Characters that claim the digit before them: 三千万一年期 is 三千万 and 一年期."""

VOCAB = spacy.blank("zh").vocab


def tokenise(text: str) -> Doc:
    """The Doc; its text equals `text`, so that offsets hold."""
    words: list[str] = []
    tags: list[str] = []
    spaces: list[bool] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        assert match is not None
        word, tag = match[0], _tag(match)
        if tag == "NUM":
            word = _without_stray_tail(_one_numeral(word), text[match.end() : match.end() + 1])
            if not any(c in DIGITS or c.isdigit() or c in "十拾" for c in word):
                tag = "MAG" if word in ("万", "亿", "千万", "百万", "萬", "億") else "HAN"
        position += len(word)
        if tag == "SPACE" and words and not spaces[-1]:
            spaces[-1] = word[0] == " "
            word = word[1:] if word[0] == " " else word
        if word:
            words.append(word)
            tags.append(tag)
            spaces.append(False)
    return Doc(VOCAB, words=words, spaces=spaces, tags=tags)


def _tag(match: re.Match[str]) -> str:
    kind = match.lastgroup or "OTHER"
    word = match[0].lower()
    if kind in ("WORD", "LATIN", "UNIT"):
        return _TAGS.get(word, "LATIN" if kind == "LATIN" else "HAN")
    if kind == "OTHER":
        return "HAN" if word.isalpha() else "PUNCT"
    return kind


def _one_numeral(word: str) -> str:
    """The first numeral of a run without space between: 3000万三千万 begins with 3000万."""
    leading = re.match("[千百]*[万亿萬億]", word)
    if leading:
        return leading[0]
    first = re.match("[^万萬]*[万萬](?=.*[万亿萬億])", word)
    return first[0] if first and word[first.end()] not in "亿億" else word


def _without_stray_tail(word: str, following: str) -> str:
    stray = len(word) > 1 and word[-1] in DIGITS and following in _NOT_AFTER_TAIL and following != ""
    if stray and (word[-2] in "万亿萬億" or (word[-2] in UNITS and any(c in "万亿" for c in word))):
        return word[:-1]
    return word
