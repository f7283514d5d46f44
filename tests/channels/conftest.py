"""Fixtures of the channel tests: both stores, a Redis of their own, and WeChat's server before an app."""

import shutil
import socket
import subprocess
import time

import httpx
import pytest
from fastapi import FastAPI
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.channels.wechat.limits import Limits
from bot.channels.wechat.redis_store import RedisStore, connect
from bot.channels.wechat.router import wechat_router
from bot.channels.wechat.store import MemoryStore
from bot.settings import Settings

from .wechat_peers import AES_KEY, APPID, TOKEN, CustomerService, ScriptedAssistant, WechatServer


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


@pytest.fixture
def assistant():
    return ScriptedAssistant()


@pytest.fixture
def customer_service():
    return CustomerService()


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
