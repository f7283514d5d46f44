"""Whether the words around a name say that it does not concern the enterprise: 没贷款，租赁也没有."""

from __future__ import annotations

import re

CLAUSES = re.compile(r"[,，。;；、?？!！]|(?=另外|还有|此外|同时还|或者)|(?<=[款市赁链造])(?=没)")
"""Where one clause of a message ends and the next begins."""
_BEFORE = re.compile(
    r"(?:没有?|未|无|不是|不做|没搞|没做|并非|不属于|非)(?:曾|再|去|搞|做|上|办|用|走|碰|沾|弄|借|有|列入|进|过|什么|怎么|任何|银行|去年)*$"
)
_AFTER = re.compile(
    r"^[^\d]{0,6}(?:没有|没做|没搞|没用|没办|不沾边|不涉及|谈不上|入唔到|入不了|进不了|进不去|进不到|没进|唔喺|无)[过的了]?$"
)
_NEAR = 12
"""How many characters before the name may deny it."""


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a name or a word for it, is denied within its clause; with a figure after it, never.

    >>> is_denied("没有贷款,做了自动化", 2, 4), is_denied("没有贷款,做了自动化", 7, 10)
    (True, False)
    """
    rest = CLAUSES.split(text[end:], maxsplit=1)[0]
    if re.search(r"\d", rest):
        return False
    return bool(_BEFORE.search(text[max(0, start - _NEAR) : start]) or _AFTER.search(rest))
