"""The callback at its edge: address check, the three modes, and requests that are not WeChat's."""

import json
import time
from pathlib import Path

import httpx
import pytest
import xmltodict
from fastapi import FastAPI
from wechatpy.crypto import WeChatCrypto

from bot.channels.wechat import wechat_router
from bot.settings import Settings

from .wechat_peers import ACCOUNT, AES_KEY, APPID, TOKEN, sign, xml_of

pytestmark = pytest.mark.anyio

VECTORS = json.loads((Path(__file__).parent / "wechat_vectors.json").read_text("utf-8"))


@pytest.fixture
def store():
    return None


def address_check(**changes):
    query = {"timestamp": str(int(time.time())), "nonce": "1514711492", "echostr": "4375120948345356249"} | changes
    return {"signature": sign(TOKEN, query["timestamp"], query["nonce"])} | query


async def test_the_address_check_returns_echostr_as_it_is(wechat):
    response = await wechat().client.get("/wechat", params=address_check())
    assert (response.status_code, response.text) == (200, "4375120948345356249")
    assert response.headers["content-type"].startswith("text/plain")


async def test_the_official_address_check_is_reproduced_at_its_time(assistant, wechat):
    server = wechat(clock=lambda: 1714036510, wechat_token="AAAAA")
    query = {"signature": "f464b24fc39322e44b38aa78f5edd27bd1441696", "timestamp": "1714036504"}
    response = await server.client.get("/wechat", params=query | {"nonce": "1514711492", "echostr": "4375120948345"})
    assert response.text == "4375120948345"


async def test_the_official_encrypted_message_is_answered_at_its_time(assistant, wechat):
    vector = next(v for v in VECTORS if v["name"] == "official_cryptodemo_receive_xml")
    account = {"wechat_token": vector["token"], "wechat_appid": vector["appid"]}
    server = wechat("secure", clock=lambda: int(vector["timestamp"]), **account)
    query = {name: vector[name] for name in ("timestamp", "nonce", "msg_signature")}
    body = f"<xml><Encrypt><![CDATA[{vector['encrypt']}]]></Encrypt></xml>"
    response = await server.client.post("/wechat", params=query | {"encrypt_type": "aes"}, content=body)
    sealed = xmltodict.parse(response.text)["xml"]
    peer = WeChatCrypto(vector["token"], vector["encoding_aes_key"], vector["appid"])
    reply = peer.decrypt_message(response.text, sealed["MsgSignature"], sealed["TimeStamp"], sealed["Nonce"])
    assert xmltodict.parse(reply)["xml"]["Content"] == "答：abcdteT"
    assert assistant.asked == [("oyORnuP8q7ou2gfYjqLzSIWZf0rs", "abcdteT")]


@pytest.mark.parametrize("changes", [{"signature": "0" * 40}, {"signature": ""}, {"timestamp": ""}, {"nonce": "x"}])
async def test_a_wrongly_signed_address_check_is_refused(wechat, changes):
    response = await wechat().client.get("/wechat", params=address_check() | changes)
    assert response.status_code == 403


@pytest.mark.parametrize("age", [-310, 310])
@pytest.mark.parametrize("mode", ["plain", "compatible", "secure"])
async def test_a_request_more_than_five_minutes_off_is_refused(wechat, assistant, mode, age):
    server = wechat(mode)
    response = await server.post(server.text("u", "你好"), timestamp=int(time.time()) - age)
    assert response.status_code == 403
    assert not assistant.asked


async def test_a_request_just_within_five_minutes_is_answered(wechat):
    server = wechat(clock=lambda: 1_700_000_300)
    assert (await server.post(server.text("u", "你好"), timestamp=1_700_000_000)).status_code == 200


@pytest.mark.parametrize("mode", ["plain", "compatible", "secure"])
async def test_a_text_is_answered_in_every_mode(wechat, mode):
    server = wechat(mode)
    assert await server.say(server.text("u", "怎么申请 ]]> 😀？")) == "答：怎么申请 ]]> 😀？"


@pytest.mark.parametrize("mode", ["plain", "compatible", "secure"])
async def test_a_body_with_a_wrong_signature_is_refused(wechat, assistant, mode):
    server = wechat(mode)
    wrong = {"signature": "0" * 40, "msg_signature": "0" * 40}
    assert (await server.post(server.text("u", "你好"), **wrong)).status_code == 403
    assert not assistant.asked


async def test_in_secure_mode_the_signature_of_the_address_is_not_enough(wechat, assistant):
    server = wechat("secure")
    forged = wechat("plain")
    forged.client = server.client
    assert (await forged.post(forged.text("u", "你好"))).status_code == 403
    assert not assistant.asked


async def test_in_compatible_mode_only_the_encrypted_part_counts(wechat, assistant):
    server = wechat("compatible")
    timestamp, nonce = str(int(time.time())), "1"
    sealed = xmltodict.parse(
        WeChatCrypto(TOKEN, AES_KEY, APPID).encrypt_message(xml_of(server.text("u", "真")), nonce, timestamp)
    )["xml"]
    body = xml_of(server.text("u", "假") | {"Encrypt": sealed["Encrypt"]})
    query = {"timestamp": timestamp, "nonce": nonce, "msg_signature": sealed["MsgSignature"]}
    response = await server.client.post("/wechat", params=query, content=body.encode())
    assert response.status_code == 200
    assert assistant.asked == [("u", "真")]


async def test_a_message_encrypted_for_another_app_id_is_refused(wechat, assistant):
    server = wechat("secure", wechat_appid="wx0000000000000000")
    assert (await server.post(server.text("u", "你好"))).status_code == 403
    assert not assistant.asked


@pytest.mark.parametrize("mode", ["plain", "secure"])
@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE xml [<!ENTITY a "ha">]><xml><Content>&a;</Content></xml>',
        '<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>',
        "<html><body>hello</body></html>",
        "<xml><ToUserName>a</ToUserName>",
        "<xml></xml>",
        '{"MsgType": "text"}',
        "",
    ],
)
async def test_hostile_xml_gets_a_clean_400(wechat, assistant, mode, body):
    response = await wechat(mode).post(body)
    assert response.status_code == 400
    assert response.json() == {"detail": "消息格式不符"}
    assert not assistant.asked


@pytest.mark.parametrize("mode", ["plain", "secure"])
async def test_a_huge_body_gets_413(wechat, mode):
    server = wechat(mode)
    assert (await server.post(server.text("u", "长" * 50_000))).status_code == 413


async def test_a_huge_body_without_a_declared_length_gets_413(wechat):
    server = wechat()
    timestamp = str(int(time.time()))
    query = {"timestamp": timestamp, "nonce": "1", "signature": sign(TOKEN, timestamp, "1")}

    async def chunks():
        for _ in range(100):
            yield b"x" * 1024

    assert (await server.client.post("/wechat", params=query, content=chunks())).status_code == 413


async def test_without_a_token_the_routes_say_so(wechat):
    server = wechat(wechat_token="")
    timestamp = str(int(time.time()))
    query = {"timestamp": timestamp, "nonce": "1", "signature": sign("", timestamp, "1"), "echostr": "x"}
    assert (await server.client.get("/wechat", params=query)).status_code == 404
    assert (await server.client.post("/wechat", params=query, content=b"<xml/>")).status_code == 404


async def test_a_secret_never_appears_in_the_log(wechat, customer_service, caplog):
    caplog.set_level("DEBUG")
    server = wechat("secure", api=True)
    await server.post("<xml></xml>")
    await server.post(server.text("oSecretOpenId", "你好"), msg_signature="0" * 40)
    assert TOKEN not in caplog.text
    assert "oSecretOpenId" not in caplog.text


async def test_the_router_closes_with_the_app_it_is_part_of(assistant, wechat, tmp_path):
    http = httpx.AsyncClient()
    settings = Settings(_env_file=None, data_dir=tmp_path, wechat_token=TOKEN, wechat_appid=APPID, wechat_secret="s")
    app = FastAPI()
    app.include_router(wechat_router(assistant, settings, http=http))
    async with app.router.lifespan_context(app):
        assert not http.is_closed
    assert http.is_closed


async def test_the_reply_goes_from_the_account_to_the_user(wechat):
    server = wechat()
    reply = server.read(await server.post(server.text("u", "你好")))
    assert (reply["ToUserName"], reply["FromUserName"], reply["MsgType"]) == ("u", ACCOUNT, "text")
