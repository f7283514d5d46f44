"""Inbound messages and events, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.wechat.xml import WechatXmlError

UNSUPPORTED = "【收到不支持的消息类型，暂无法显示】"
"""What WeChat itself puts into the text of a message that its interface cannot carry, such as a sticker."""


@dataclass(frozen=True)
class Inbound:
    """What every message has: `user` is the sender's open id, `account` the official account's own id."""

    user: str
    account: str
    created: int
    id: str
    """The same for every delivery of one message, different for different messages of one user."""

    @property
    def key(self) -> str:
        """The same for every delivery of one message, different for all other messages."""
        return f"{self.user}:{self.id}"

    @property
    def expects_answer(self) -> bool:
        """Whether the user waits for something to be shown."""
        return True


@dataclass(frozen=True)
class Text(Inbound):
    """A text that the user typed, or the title of a choice that was clicked."""

    content: str


@dataclass(frozen=True)
class Voice(Inbound):
    """A voice message."""

    recognition: str
    """What WeChat heard; often empty, for recognition is being withdrawn."""


@dataclass(frozen=True)
class Media(Inbound):
    """A message that holds no text: image, video, shortvideo, location, link, file or a kind yet unknown."""

    kind: str


@dataclass(frozen=True)
class Event(Inbound):
    """Something that happened between the user and the account."""

    event: str
    """In lower case: subscribe, unsubscribe, scan, click, view, location, kf_close_session …"""
    event_key: str

    @property
    def expects_answer(self) -> bool:
        """Whether the user waits for something to be shown."""
        return self.event in {"subscribe", "scan", "click"}


def read_message(fields: Mapping[str, str]) -> Inbound:
    """The typed message in the fields of the XML; WechatXmlError if a required one is missing or malformed."""
    user, account = _required(fields, "FromUserName"), _required(fields, "ToUserName")
    kind = _required(fields, "MsgType").lower()
    created = _number(fields, "CreateTime")
    if kind == "event":
        event, event_key = _required(fields, "Event").lower(), fields.get("EventKey", "").strip()
        return Event(user, account, created, f"{created}:{event}:{event_key}", event, event_key)
    number = str(_number(fields, "MsgId"))
    match kind:
        case "text":
            content = fields.get("Content", "").strip()
            if not content or content == UNSUPPORTED:
                return Media(user, account, created, number, "unsupported")
            return Text(user, account, created, number, content)
        case "voice":
            return Voice(user, account, created, number, fields.get("Recognition", "").strip())
        case _:
            return Media(user, account, created, number, kind)


def _required(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name, "").strip()
    if not value:
        raise WechatXmlError(f"<{name}> is missing")
    return value


def _number(fields: Mapping[str, str], name: str) -> int:
    value = _required(fields, name)
    if not (value.isascii() and value.isdigit() and len(value) <= 20):
        raise WechatXmlError(f"<{name}> is not a number")
    return int(value)
