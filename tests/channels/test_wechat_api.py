"""The client of WeChat's API: the shared access token, customer-service messages, errors."""

import asyncio
import json
import os
import time

import pytest

from bot.channels.wechat import api as wechat_api_module
from bot.channels.wechat.access_token import FileTokenStore, Token
from bot.channels.wechat.api import WechatApiError, wechat_api
from bot.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture
def configured(tmp_path):
    return Settings(_env_file=None, data_dir=tmp_path / "data", wechat_appid="wx1", wechat_secret="top-secret")


@pytest.fixture(params=["file", "redis"])
def shared(request):
    """None for the file, or the Redis that the token is shared in."""
    return request.getfixturevalue("redis") if request.param == "redis" else None


async def test_a_text_is_sent_as_utf_8_without_escapes(configured, customer_service):
    api = wechat_api(configured, http=customer_service.client())
    await api.send_text("u", "最高600万元😀")
    assert customer_service.sent == [("u", "最高600万元😀")]
    assert "最高600万元😀" in customer_service.bodies[-1].decode()


async def test_the_token_is_fetched_once_by_all_processes(configured, customer_service, shared):
    clients = [wechat_api(configured, shared, customer_service.client()) for _ in range(5)]
    await asyncio.gather(*(api.send_text("u", str(number)) for number, api in enumerate(clients * 4)))
    assert len(customer_service.sent) == 20
    assert sum(b"grant_type" in body for body in customer_service.bodies) == 1


async def test_the_token_is_refreshed_some_minutes_early(configured, customer_service, shared):
    now = [time.time()]
    api = wechat_api(configured, shared, customer_service.client(), clock=lambda: now[0])
    await api.send_text("u", "一")
    now[0] += 7200 - 301
    await api.send_text("u", "二")
    assert sum(b"grant_type" in body for body in customer_service.bodies) == 1
    now[0] += 2
    await api.send_text("u", "三")
    assert sum(b"grant_type" in body for body in customer_service.bodies) == 2


async def test_a_refused_token_is_replaced_and_the_message_sent_once(configured, customer_service, shared):
    clients = [wechat_api(configured, shared, customer_service.client()) for _ in range(2)]
    for api in clients:
        await api.send_text("u", "一")
    customer_service.revoked.add("token-0")
    await asyncio.gather(*(api.send_text("u", "二") for api in clients))
    assert [text for _, text in customer_service.sent] == ["一", "一", "二", "二"]
    assert len(customer_service.tokens) == 2
    asked = [json.loads(body)["force_refresh"] for body in customer_service.bodies if b"grant_type" in body]
    assert asked == [False, False, True]


async def test_the_token_file_is_for_its_owner_only(configured, customer_service):
    await wechat_api(configured, http=customer_service.client()).send_text("u", "一")
    (file,) = configured.data_dir.glob("*.json")
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text())["value"] == "token-0"


async def test_a_damaged_token_file_is_replaced(configured, customer_service):
    configured.data_dir.mkdir()
    (configured.data_dir / "wechat-token-wx1.json").write_text("{broken")
    await wechat_api(configured, http=customer_service.client()).send_text("u", "一")
    assert customer_service.sent == [("u", "一")]


async def test_the_lock_of_the_file_is_released_after_an_error(tmp_path):
    store = FileTokenStore(tmp_path, "wx1")
    with pytest.raises(RuntimeError):
        async with store.lock():
            raise RuntimeError
    async with asyncio.timeout(1), store.lock():
        await store.write(Token("t", 1.0))
    assert await store.read() == Token("t", 1.0)
    assert not list(tmp_path.glob(f"*.{os.getpid()}"))


async def test_a_busy_wechat_is_asked_again(configured, customer_service, monkeypatch):
    monkeypatch.setattr(wechat_api_module, "PAUSE", 0)
    customer_service.errors = [-1, -1]
    await wechat_api(configured, http=customer_service.client()).send_text("u", "一")
    assert customer_service.sent == [("u", "一")]


@pytest.mark.parametrize("code", [45015, 45047, 48001, 40003])
async def test_other_errors_are_raised_with_their_code(configured, customer_service, code):
    customer_service.errors = [code]
    with pytest.raises(WechatApiError) as raised:
        await wechat_api(configured, http=customer_service.client()).send_text("u", "一")
    assert raised.value.code == code


async def test_neither_token_nor_secret_is_logged_or_raised(configured, customer_service, caplog):
    caplog.set_level("DEBUG")
    caplog.set_level("DEBUG", logger="httpx")  # the assistant's own tests quieten it
    customer_service.errors = [45015]
    with pytest.raises(WechatApiError) as raised:
        await wechat_api(configured, http=customer_service.client()).send_text("u", "一")
    assert "custom/send" in caplog.text
    for hidden in ("token-0", "top-secret"):
        assert hidden not in caplog.text
        assert hidden not in repr(raised.value)
    assert "secret" not in repr(Token("secret", 1.0))


@pytest.mark.parametrize("missing", ["wechat_appid", "wechat_secret"])
async def test_without_app_id_or_secret_there_is_no_client(configured, missing):
    values = {"wechat_appid": "wx1", "wechat_secret": "s", missing: ""}
    assert wechat_api(Settings(_env_file=None, **values)) is None
