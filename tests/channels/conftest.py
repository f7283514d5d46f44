"""Fixtures of the channel tests: a scripted assistant, both stores, a Redis of their own, and WeChat's server."""

import asyncio
import itertools
import json
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import httpx
import pytest
import xmltodict
from fastapi import FastAPI
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from bot.channels.wechat.limits import Limits
from bot.channels.wechat.redis_store import RedisStore, connect
from bot.channels.wechat.router import wechat_router
from bot.channels.wechat.store import MemoryStore
from bot.message import BotMessage, Choice
from bot.settings import Settings

TOKEN = "token-of-the-tests"
APPID = "wxba5fad812f8e6fb9"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_97417a04a28d"


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    """A Redis server of our own on a free loopback port."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
    client = Redis(port=port)
    try:
        for _ in range(100):
            try:
                client.ping()
                break
            except RedisConnectionError:
                time.sleep(0.05)
        else:
            pytest.fail("redis-server did not start")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        client.close()
        server.terminate()
        server.wait(10)


@pytest.fixture
async def redis(redis_url, anyio_backend):
    client = connect(redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture(params=["memory", "redis"])
async def store(request, anyio_backend):
    """The channel's memory; every test that uses it runs against both implementations."""
    if request.param == "memory":
        yield MemoryStore()
        return
    client = connect(request.getfixturevalue("redis_url"))
    await client.flushall()
    yield RedisStore(client)
    await client.aclose()


@dataclass
class ScriptedAssistant:
    """Answers `答：<text>`, or what the script says; takes as long as `delays` says and notes what it was asked."""

    script: dict = field(default_factory=dict)
    delays: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    busy: set = field(default_factory=set)

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
        finally:
            self.busy.discard(sender)
        scripted = self.script.get(text)
        if isinstance(scripted, Exception):
            raise scripted
        return scripted if scripted is not None else [BotMessage(f"答：{text}")]


@pytest.fixture
def assistant():
    return ScriptedAssistant()


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


@pytest.fixture
def customer_service():
    return CustomerService()


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
            assert reply["ToUserName"] == fields["FromUserName"] and reply["FromUserName"] == ACCOUNT
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


@pytest.fixture
def wechat(assistant, store, customer_service, tmp_path):
    """Builds an app around the scripted assistant and returns WeChat's server in front of it."""

    def build(mode="plain", api=False, limits=None, clock=time.time, store=store, **settings):
        account = {
            "wechat_token": TOKEN,
            "wechat_appid": APPID,
            "wechat_aes_key": "" if mode == "plain" else AES_KEY,
            "wechat_secret": "secret-of-the-tests" if api else "",
        }
        chosen = Settings(_env_file=None, data_dir=tmp_path, **account | settings)
        app = FastAPI()
        http = customer_service.client()
        limits = limits or Limits(poll=0.01)
        app.include_router(wechat_router(assistant, chosen, limits=limits, clock=clock, store=store, http=http))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://jigai.test")
        return WechatServer(client, customer_service, mode, clock)

    return build
