"""XML of the callback: parsed without document types or entities, built with CDATA that no text can leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class WechatXmlError(ValueError):
    """The body is not the flat `<xml>` document that WeChat sends."""


def parse(body: bytes | str) -> dict[str, str]:
    """The fields of a message; elements with children of their own are left out.

    >>> parse("<xml><MsgType><![CDATA[text]]></MsgType><MsgId>1</MsgId></xml>")
    {'MsgType': 'text', 'MsgId': '1'}
    """
    try:
        root: Element = fromstring(body, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise WechatXmlError("document types and entities are refused") from None
    except (ParseError, ValueError, LookupError):
        raise WechatXmlError("body is not well-formed XML") from None
    if root.tag != "xml":
        raise WechatXmlError("root element is not <xml>")
    fields: dict[str, str] = {}
    for element in root:
        if element.tag in fields:
            raise WechatXmlError("an element appears twice")
        if len(element) == 0:
            fields[element.tag] = element.text or ""
    return fields


def build(fields: Mapping[str, str | int]) -> str:
    """A flat `<xml>` document: text in CDATA, numbers as they are.

    >>> build({"Content": "a]]>b", "CreateTime": 1})
    '<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content><CreateTime>1</CreateTime></xml>'
    """
    elements = (
        f"<{name}>{value if isinstance(value, int) else cdata(value)}</{name}>" for name, value in fields.items()
    )
    return f"<xml>{''.join(elements)}</xml>"


def cdata(text: str) -> str:
    """`text` as character data; a `]]>` inside it is spread over two sections."""
    return f"<![CDATA[{legal(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def legal(text: str) -> str:
    """`text` without the characters that XML cannot hold, such as control characters and lone surrogates.

    >>> legal("a\\x00b")
    'ab'
    """
    return ILLEGAL.sub("", text)


def text_reply(to_user: str, from_user: str, created: int, content: str) -> str:
    """A passive reply of type text."""
    return build(_head(to_user, from_user, created) | {"MsgType": "text", "Content": content})


def transfer_reply(to_user: str, from_user: str, created: int) -> str:
    """A passive reply that passes the user's message on to the customer-service agents."""
    return build(_head(to_user, from_user, created) | {"MsgType": "transfer_customer_service"})


def encrypted_reply(encrypted: str, msg_signature: str, timestamp: int, nonce: str) -> str:
    """The envelope of a reply in secure mode."""
    return build({"Encrypt": encrypted, "MsgSignature": msg_signature, "TimeStamp": timestamp, "Nonce": nonce})


def _head(to_user: str, from_user: str, created: int) -> dict[str, str | int]:
    return {"ToUserName": to_user, "FromUserName": from_user, "CreateTime": created}
