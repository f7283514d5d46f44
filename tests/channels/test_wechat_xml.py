"""XML: what hostile bodies do, what any text survives, and which messages come out."""

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.wechat import xml
from bot.channels.wechat.messages import Event, Media, Text, Voice, read_message

HEAD = {"ToUserName": "gh_1", "FromUserName": "user", "CreateTime": "1409735668"}

BILLION_LAUGHS = (
    '<!DOCTYPE xml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    "<xml><Content>&c;</Content></xml>"
)
EXTERNAL = '<!DOCTYPE xml [<!ENTITY file SYSTEM "file:///etc/passwd">]><xml><Content>&file;</Content></xml>'


@pytest.mark.parametrize(
    "body",
    [
        BILLION_LAUGHS,
        EXTERNAL,
        '<!DOCTYPE xml SYSTEM "http://127.0.0.1/evil.dtd"><xml/>',
        "<xml><Content>&unknown;</Content></xml>",
        "<html><Content>1</Content></html>",
        "<xml><Content>1</xml>",
        "<xml><MsgId>1</MsgId><MsgId>2</MsgId></xml>",
        '{"MsgType": "text"}',
        "",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="nonsense"?><xml/>',
        b"<xml><Content>\xff</Content></xml>",
        "<xml>" + "<a>" * 5000,
    ],
)
def test_hostile_or_broken_xml_is_refused(body):
    with pytest.raises(xml.WechatXmlError):
        xml.parse(body)


def test_deeply_nested_xml_does_no_harm():
    assert xml.parse("<xml>" + "<a>" * 5000 + "</a>" * 5000 + "<MsgId>1</MsgId></xml>") == {"MsgId": "1"}


@given(st.text())
def test_any_text_survives_in_cdata(text):
    text = xml.legal(text)
    built = xml.build({"Content": text})
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert xml.parse(built)["Content"] == expected
    assert (xmltodict.parse(built, strip_whitespace=False)["xml"]["Content"] or "") == expected


def test_characters_that_xml_cannot_hold_are_left_out():
    assert xml.parse(xml.build({"Content": "a\x00\x08\ufffe\ud800b"})) == {"Content": "ab"}


def test_text_is_read_with_its_sender_and_time():
    message = read_message(HEAD | {"MsgType": "text", "Content": " 你好 ", "MsgId": "6054768590064713728"})
    assert message == Text("user", "gh_1", 1409735668, "6054768590064713728", "你好")
    assert message.key == "user:6054768590064713728"


def test_voice_is_read_with_and_without_recognition():
    heard = read_message(HEAD | {"MsgType": "voice", "MsgId": "1", "Recognition": "怎么申请？"})
    unheard = read_message(HEAD | {"MsgType": "voice", "MsgId": "2", "Recognition": ""})
    assert isinstance(heard, Voice)
    assert heard.recognition == "怎么申请？"
    assert isinstance(unheard, Voice)
    assert unheard.recognition == ""


@pytest.mark.parametrize("kind", ["image", "video", "shortvideo", "location", "link", "file", "something_new"])
def test_other_kinds_are_media(kind):
    message = read_message(HEAD | {"MsgType": kind, "MsgId": "1"})
    assert isinstance(message, Media)
    assert message.kind == kind


@pytest.mark.parametrize("content", ["", "  ", "【收到不支持的消息类型，暂无法显示】"])
def test_text_without_content_is_an_unsupported_message(content):
    message = read_message(HEAD | {"MsgType": "text", "Content": content, "MsgId": "1"})
    assert isinstance(message, Media)
    assert message.kind == "unsupported"


def test_events_are_told_apart_by_sender_time_event_and_key():
    def key(**changes):
        return read_message(HEAD | {"MsgType": "event", "Event": "CLICK", "EventKey": "怎么申请？"} | changes).key

    assert key() == key()
    assert len({key(), key(CreateTime="2"), key(FromUserName="b"), key(Event="VIEW"), key(EventKey="材料？")}) == 5


def test_an_event_is_read_in_lower_case_with_its_key():
    message = read_message(HEAD | {"MsgType": "event", "Event": "CLICK", "EventKey": "怎么申请？"})
    assert isinstance(message, Event)
    assert (message.event, message.event_key) == ("click", "怎么申请？")


@pytest.mark.parametrize("missing", ["ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId"])
def test_a_missing_field_is_refused(missing):
    fields = HEAD | {"MsgType": "text", "Content": "你好", "MsgId": "1"}
    with pytest.raises(xml.WechatXmlError, match=missing):
        read_message({name: value for name, value in fields.items() if name != missing})


@pytest.mark.parametrize("number", ["-1", "1e3", "１２", "9" * 30, "abc"])
def test_a_malformed_number_is_refused(number):
    with pytest.raises(xml.WechatXmlError, match="MsgId"):
        read_message(HEAD | {"MsgType": "text", "Content": "你好", "MsgId": number})
