"""The assistant's messages as WeChat text: no Markdown, choices as numbered lines or links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.channels.wechat.state import OfferedChoice, PendingAnswer
from bot.channels.wechat.xml import legal
from bot.message import BotMessage

NUMBERS = "123456789"
LETTERS = "ABCDEFGHI"
UNSAFE_IN_LINK = re.compile("[&\"'<>#%?=+\\s]")

MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^```.*\n?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$\n?", re.MULTILINE), ""),
    (re.compile(r"^ *\|[ :|-]+$\n?", re.MULTILINE), ""),
    (re.compile(r"^( *)[-*+] +", re.MULTILINE), r"\1· "),
    (re.compile(r"!?\[([^\]\n]+)\]\((\S+?)\)"), r"\1：\2"),
    (re.compile(r"\*\*(\S(?:.*?\S)?)\*\*"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
TABLE_ROW = re.compile(r"^ *\|(.+)\| *$", re.MULTILINE)


def plain(text: str) -> str:
    """`text` without Markdown; stars and bars that stand for themselves stay.

    >>> plain("**最高** 见[指南](https://example.org)，2*3*4")
    '最高 见指南：https://example.org，2*3*4'
    """
    text = legal(text).replace("\r\n", "\n").replace("\r", "\n")
    for pattern, replacement in MARKDOWN:
        text = pattern.sub(replacement, text)
    text = TABLE_ROW.sub(lambda row: "  ".join(cell.strip() for cell in row[1].split("|")), text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def render(messages: Sequence[BotMessage], menu_links: bool = False, public_url: str = "") -> PendingAnswer:
    """The messages of one reply as one text with the choices of the last message that offers any."""
    parts = [part for message in messages for part in (plain(message.text), _documents(message, public_url)) if part]
    offering = next((message for message in reversed(messages) if message.choices), None)
    choices = offered(offering) if offering else ()
    menu = "\n".join(_line(choice, menu_links) for choice in choices)
    return PendingAnswer("\n\n".join(parts), menu, choices)


def offered(message: BotMessage) -> tuple[OfferedChoice, ...]:
    """The choices with their labels: numbers, or letters where the message itself asks for a number."""
    labels = LETTERS if message.custom.get("expects") == "number" else NUMBERS
    return tuple(
        OfferedChoice(label, " ".join(plain(choice.title).split()), choice.payload)
        for label, choice in zip(labels, message.choices, strict=False)
    )


def _line(choice: OfferedChoice, menu_links: bool) -> str:
    if not menu_links:
        return f"回复 {choice.label} {choice.title}"
    sent = choice.label if UNSAFE_IN_LINK.search(choice.title) else choice.title
    shown = choice.title.replace("<", "〈").replace(">", "〉")
    link = f'<a href="weixin://bizmsgmenu?msgmenucontent={sent}&msgmenuid={choice.label}">{shown}</a>'
    return f"回复 {choice.label} {link}"


def _documents(message: BotMessage, public_url: str) -> str:
    """The downloads of a message, one a line; relative addresses need the public address to be set."""
    lines = []
    for document in message.custom.get("documents") or ():
        title, url = plain(str(document.get("title", ""))), str(document.get("url", ""))
        if url.startswith("/"):
            url = public_url.rstrip("/") + url if public_url else ""
        if title and url:
            lines.append(f"{title}：{legal(url)}")
    return "\n".join(lines)
