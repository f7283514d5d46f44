"""A query that is nothing but a clause of the guide, such as 三（二）4（1） or 附件1-3."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.search.entries import Entry
from knowledge.search.normal import normal

_AROUND = re.compile(
    r"^(?:请问|查|看|依据|根据|按照|申请|指南|第|[:,《》“”\"])+|(?:条款?|款|项|是什么|写什么|说什么|内容|的|[?.。])+$"
)
_MARKED = re.compile(r"[(（]|附件|备注")
_BETWEEN = re.compile(r"[\s()\[\]《》“”\"、.]+")


def cited(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries of the clause that the query consists of, what the guide is silent on last; empty for other queries.

    A bare numeral is no citation: in a conversation it picks a choice.

    >>> one = Entry("one", "record", "四专项（四）（2）", "heading", "question", "text")
    >>> [entry.id for entry in cited("第四专项(四)(2)条", [one])], cited("四个专项", [one])
    (['one'], [])
    """
    if not _MARKED.search(text):
        return []
    wanted = _compact(_AROUND.sub("", normal(text[:60])))
    found = [entry for entry in entries if wanted and _compact(normal(entry.clause)) == wanted]
    return sorted(found, key=lambda entry: entry.silent)


def _compact(text: str) -> str:
    return _BETWEEN.sub("", text)
