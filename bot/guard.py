"""What is checked and taken out of a message before anything else sees it.

>>> masked("我的手机13812345678，邮箱a.b@c.com，投了5000000元")
'我的手机〔手机号〕，邮箱〔邮箱〕，投了5000000元'
"""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 2000
"""Characters that are read of a message; a longer one is answered with a request to shorten it."""
MAX_SENDER = 128

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９＠", "0123456789@")
_COMMAND = re.compile(r"^[\W_]*[/／][\W_]*")
"""Every slash before the first letter or digit: what stands before it may be dropped when the text is normalised."""
_NOT_AN_AMOUNT = r"(?!\d|[.,]\d|\s*[万亿千百元块])"
_PERSONAL = (
    (re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"), "〔邮箱〕"),
    (
        re.compile(
            rf"(?<!\d)[1-9]\d{{5}}(?:19|20)\d{{2}}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{{3}}[\dXx]{_NOT_AN_AMOUNT}"
        ),
        "〔身份证号〕",
    ),
    (
        re.compile(rf"(?:(?<!\d)(?:\+|00)?86[ -]?|(?<!\d))1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}{_NOT_AN_AMOUNT}"),
        "〔手机号〕",
    ),
    (re.compile(r"(?<![\d.,])0\d{2,3}[ -]?[2-8]\d{6,7}(?!\d)"), "〔电话号码〕"),
    (re.compile(rf"(?<!\d)(?:\d{{4}}[ -]?){{3,4}}\d{{3,7}}{_NOT_AN_AMOUNT}"), "〔账号〕"),
)


def masked(text: str) -> str:
    """The text without phone numbers, identity numbers, bank accounts and e-mail addresses; amounts stay."""
    text = text.translate(_WIDE_DIGITS)
    for pattern, name in _PERSONAL:
        text = pattern.sub(name, text)
    return text


def guarded(text: str) -> str:
    """The text as it may go on: cut, masked, without control characters, and never a command of Rasa's.

    >>> guarded("/restart"), guarded("🙏 /restart"), guarded("材料\\x00呢")
    ('restart', 'restart', '材料呢')
    """
    text = "".join(
        character
        for character in text[:MAX_TEXT]
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return masked(_COMMAND.sub("", text)).strip()


def too_long(text: str) -> bool:
    """Whether a message is longer than can be read."""
    return len(text) > MAX_TEXT
