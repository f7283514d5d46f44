"""Figures that are no values: telephone, document and identity numbers, ordinals, versions, times of day."""

from __future__ import annotations

import re

from knowledge.money import FOREIGN_SUM

_ORDINAL = "类|条|款|项|章|期|批|个|步|点|种|次|年|家|页|部分|档|大类|方面|阶段|轮|笔|季度"
_PATTERNS = (
    r"https?:/\S+|www\.\S+|[\w.-]+@[\w.-]+",
    r"[〔［\[(（【]\s*\d{4}\s*[〕］\])）】]\s*第?\s*\d+\s*号?",
    r"附件\s*[\d一二三四五六]+(?:\s*[-－—–_.之的]\s*[\d一二三四五六]+)?(?!\d*\s*[万亿家年])",
    r"(?<![\d.])1\s*[-－—–]\s*[1-5](?=\s*(?:的|那个|这个)?\s*(?:提纲|附件|模板|大纲|表|格式))",
    r"(?<!\d)1[3-9]\d{9}(?!\d)",
    r"(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)",
    r"(?<![\d.])[28]\d{3}(?!0000)\d{4}(?!\d|\s*[万元块亿%]|[,.]\d)",
    r"(?:电话|手机|号码|热线|微信|qq|座机|传真|账号|卡号|邮编)[^\d,。;]{0,6}\d[\d-]{4,}",
    r"(?<![\da-z])(?=[\da-z]{15,20}(?![\da-z]))[\da-z]*\d{6}[\da-z]*",
    rf"第\s*[\d零一二三四五六七八九十百]+\s*(?:{_ORDINAL})",
    r"[一二三四五六七八九十](?:专项|基础)?[（(][一二三四五六七八九十]+[)）]\s*(?:\d{1,2}(?![\d.]*\s*[万亿%家年]))?",
    r"[（(](?:\d|[一二三四五六七八九十]{1,2})[)）]",
    r"(?:工业|版本|标准|iso|gb|ipv)\s*\d+(?:\.\d+)*(?![\d.]*\s*[万亿%])",
    r"(?<![a-z])[a-z]{1,4}-?\d+(?:\.\d+)?(?![\d.,]*\s*(?:[万亿元%个家年]|w))",
    r"\d+\s*(?:号楼|号线|号文|号院|栋|层|室|强|小时|天|个?工作日|分钟|秒|岁|版|楼)",
    r"[一二三四五六七八九十]+(?:天|小时|分钟|个?工作日|楼)",
    r"(?:上午|下午|晚上|早上|中午|凌晨)\s*[\d一二三四五六七八九十]{1,3}[点时:：]\d{0,2}",
    r"(?<!\d)\d{1,2}(?:[:：]\d\d|时|点钟)(?!\d)",
    r"(?<![到至~—-])(?:19|20)\d\d\s*年度?(?=的?(?:申请|申报)?指南|的?深圳市|的?扶持|的?技改|的?技术改造|的?资助|的?申报|的?计划|的?补贴|的?项目名录)",
    r"[十百千万]+级|百强",
    FOREIGN_SUM,
    r"(?<![\d十百千万亿零〇一二两三四五六七八九.点])[一两二三四五六七八九]块(?![钱整\d])",
)
_IGNORED = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)


def ignored_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every figure that says nothing about the enterprise's sums, periods or dates.

    >>> ignored_spans("深府办〔2017〕22号")
    [(3, 12)]
    """
    return [match.span() for match in _IGNORED.finditer(text)]
