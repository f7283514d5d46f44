"""The peers of the channel in its tests: a scripted assistant, WeChat's API, and WeChat's server."""

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import httpx
import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from bot.channels.wechat.limits import Limits
from bot.message import BotMessage, Choice

TOKEN = "token-of-the-tests"
APPID = "wxba5fad812f8e6fb9"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_97417a04a28d"

QUICK = Limits(reply=0.4, margin=0.2, poll=0.01)
"""The protocol's times, ten times as fast."""


@dataclass
class ScriptedAssistant:
    """Answers `答：<text>`, or what the script says, at once, after a delay, or once it is released."""

    script: dict = field(default_factory=dict)
    delays: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    busy: set = field(default_factory=set)
    held: dict = field(default_factory=dict)

    def hold(self, *texts):
        """Answers the texts only once they are released."""
        self.held |= {text: asyncio.Event() for text in texts}

    def release(self, *texts):
        for text in texts:
            self.held[text].set()

    def offer(self, text, *titles, **custom):
        """Answers `text` with choices; the payload of the choice 甲 is `选了甲`."""
        choices = tuple(Choice(title, f"选了{title}") for title in titles)
        self.script[text] = [BotMessage(f"答：{text}", choices, custom)]

    async def reply(self, sender, text, channel):
        assert sender not in self.busy, "two messages of one sender at the same time"
        self.busy.add(sender)
        self.asked.append((sender, text))
        try:
            await asyncio.sleep(self.delays.get(text, 0))
            if text in self.held:
                await self.held[text].wait()
        finally:
            self.busy.discard(sender)
        scripted = self.script.get(text)
        if isinstance(scripted, Exception):
            raise scripted
        return scripted if scripted is not None else [BotMessage(f"答：{text}")]


@dataclass
class CustomerService:
    """WeChat's API for stable token, customer-service messages and menu, with errors to order."""

    sent: list = field(default_factory=list)
    menus: list = field(default_factory=list)
    tokens: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    revoked: set = field(default_factory=set)
    bodies: list = field(default_factory=list)
    lifetime: int = 7200

    def client(self):
        return httpx.AsyncClient(transport=httpx.MockTransport(self._handle))

    async def _handle(self, request):
        await asyncio.sleep(0.001)
        self.bodies.append(request.content)
        body = json.loads(request.content)
        if request.url.path == "/cgi-bin/stable_token":
            if body["force_refresh"] or not self.tokens or self.tokens[-1][1] < time.time():
                self.tokens.append((f"token-{len(self.tokens)}", time.time() + self.lifetime))
            return httpx.Response(200, json={"access_token": self.tokens[-1][0], "expires_in": self.lifetime})
        if request.url.params["access_token"] in self.revoked:
            return httpx.Response(200, json={"errcode": 40001, "errmsg": "invalid credential"})
        if self.errors:
            error = self.errors.pop(0)
            if isinstance(error, Exception):
                raise error
            return httpx.Response(200, json={"errcode": error, "errmsg": "refused"})
        if request.url.path == "/cgi-bin/message/custom/send":
            self.sent.append((body["touser"], body["text"]["content"]))
        else:
            self.menus.append(body)
        return httpx.Response(200, json={"errcode": 0, "errmsg": "ok"})


@dataclass
class WechatServer:
    """Plays WeChat's server: signs, encrypts and delivers; reads replies with wechatpy, an independent peer."""

    client: httpx.AsyncClient
    customer_service: CustomerService
    mode: str = "plain"
    clock: object = time.time
    patience: float = 5.0
    ids: itertools.count = field(default_factory=lambda: itertools.count(24_000_000_000_000_000))
    shown: list = field(default_factory=list)
    """What users saw as passive replies: (user, text)."""

    def text(self, user, content, **fields):
        return self.message(user, "text", Content=content, **fields)

    def message(self, user, kind, **fields):
        head = {"ToUserName": ACCOUNT, "FromUserName": user, "CreateTime": int(self.clock()), "MsgType": kind}
        return head | {"MsgId": next(self.ids)} | fields

    def event(self, user, event, key="", **fields):
        head = {"ToUserName": ACCOUNT, "FromUserName": user, "CreateTime": int(self.clock()), "MsgType": "event"}
        return head | {"Event": event, "EventKey": key} | fields

    async def post(self, fields, timestamp=None, **query):
        """One delivery: the raw response."""
        plain = xml_of(fields) if isinstance(fields, dict) else fields
        timestamp, nonce = str(timestamp or int(self.clock())), str(next(self.ids) % 10**9)
        params = {"timestamp": timestamp, "nonce": nonce, "signature": sign(TOKEN, timestamp, nonce)}
        if self.mode != "plain":
            envelope = WeChatCrypto(TOKEN, AES_KEY, APPID).encrypt_message(plain, nonce, timestamp)
            sealed = xmltodict.parse(envelope)["xml"]
            params |= {"encrypt_type": "aes", "msg_signature": sealed["MsgSignature"]}
            kept = plain.removeprefix("<xml>").removesuffix("</xml>") if self.mode == "compatible" else ""
            plain = f"<xml>{kept}<Encrypt><![CDATA[{sealed['Encrypt']}]]></Encrypt></xml>"
        return await self.client.post("/wechat", params=params | query, content=plain.encode())

    def read(self, response):
        """The passive reply in a response as a dict, None for `success`."""
        assert response.status_code == 200, response.text
        if response.text in {"", "success"}:
            return None
        body = response.text
        if self.mode != "plain":
            sealed = xmltodict.parse(body)["xml"]
            crypto = WeChatCrypto(TOKEN, AES_KEY, APPID)
            body = crypto.decrypt_message(body, sealed["MsgSignature"], sealed["TimeStamp"], sealed["Nonce"])
        return dict(xmltodict.parse(body)["xml"])

    async def say(self, fields):
        """Delivers up to three times as WeChat does, and returns the text shown, if any."""
        for _ in range(3):
            try:
                response = await asyncio.wait_for(self.post(fields), self.patience)
            except TimeoutError:
                continue
            reply = self.read(response)
            if reply is None:
                return None
            assert reply["ToUserName"] == fields["FromUserName"]
            assert reply["FromUserName"] == ACCOUNT
            assert len(reply.get("Content", "").encode()) < 2000
            self.shown.append((fields["FromUserName"], reply.get("Content")))
            return reply.get("Content", reply["MsgType"])
        raise AssertionError("该公众号暂时无法提供服务")

    def seen_by(self, user):
        """All texts that the user saw, passive replies first."""
        return [text for who, text in [*self.shown, *self.customer_service.sent] if who == user]


def xml_of(fields):
    """The fields as WeChat writes them; what does not fit into CDATA is escaped."""

    def written(value):
        return str(value) if isinstance(value, int) else escape(value) if "]]>" in value else f"<![CDATA[{value}]]>"

    return f"<xml>{''.join(f'<{name}>{written(value)}</{name}>' for name, value in fields.items())}</xml>"


def sign(*parts):
    signer = WeChatSigner()
    signer.add_data(*parts)
    return signer.signature


async def seen(server, user, count):
    """Waits until the user has seen `count` texts."""
    await until(lambda: len(server.seen_by(user)) >= count)


async def asked(assistant, count):
    """Waits until the assistant has been asked `count` times."""
    await until(lambda: len(assistant.asked) >= count)


async def answered(store, user, count):
    """Waits until `count` messages of the user are dealt with, whether their answers were shown or kept."""
    for _ in range(1000):
        if len((await store.load(user)).answered) >= count:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"not answered: {user}")


async def until(condition):
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited in vain")
