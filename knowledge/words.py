"""Words of the domain: jieba with the guide's names as its dictionary, and toneless pinyin."""

from __future__ import annotations

import logging
from functools import lru_cache

import jieba
from pypinyin import Style, lazy_pinyin

from knowledge.loader import guide_names, load_guide

jieba.setLogLevel(logging.WARNING)


@lru_cache
def segmenter() -> jieba.Tokenizer:
    """A jieba tokenizer that knows the names of schemes, records' keywords and materials of every installed guide."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for name in guide_names():
        guide = load_guide(name)
        for alias, _ in guide.aliases():
            tokenizer.add_word(alias)
        for record in guide.records.values():
            for keyword in record.keywords:
                tokenizer.add_word(keyword)
    return tokenizer


def pinyin_syllables(text: str) -> list[str]:
    """Toneless syllables of the Chinese characters; other runs stay as they are.

    >>> pinyin_syllables("申报")
    ['shen', 'bao']
    """
    return [syllable for syllable in lazy_pinyin(text, style=Style.NORMAL) if syllable.strip()]
