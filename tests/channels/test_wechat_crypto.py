"""Signature and encryption, against published vectors and against wechatpy as an independent peer."""

import base64
import json
from pathlib import Path

import pytest
import xmltodict
from hypothesis import given, settings
from hypothesis import strategies as st
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException

from bot.channels.wechat import xml
from bot.channels.wechat.crypto import MessageCipher, WechatCryptoError, is_signed, signature

VECTORS = json.loads((Path(__file__).parent / "wechat_vectors.json").read_text("utf-8"))
TOKEN, APPID, AES_KEY = "spamtest", "wx2c2769f8efd9abc2", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

PIECES = st.sampled_from(["]]>", "<![CDATA[", "&amp;", "<xml>", "\n", "👨‍👩‍👧", "😀", "🇨🇳", "补贴", "é", "𠮷"])
TEXTS = st.lists(st.one_of(PIECES, st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))).map("".join)


def with_keys(*keys):
    chosen = [vector for vector in VECTORS if all(key in vector for key in keys)]
    assert chosen
    return pytest.mark.parametrize("vector", chosen, ids=[vector["name"] for vector in chosen])


@with_keys("signature")
def test_signatures_of_the_vectors_are_reproduced(vector):
    assert signature(vector["token"], vector["timestamp"], vector["nonce"]) == vector["signature"]


@pytest.mark.parametrize("name", ["msg_signature", "msg_signature_computed"])
def test_message_signatures_of_the_vectors_are_reproduced(name):
    for vector in (vector for vector in VECTORS if name in vector):
        parts = (vector["token"], vector["timestamp"], vector["nonce"], vector["encrypt"])
        assert is_signed(vector[name], *parts), vector["name"]


@with_keys("encrypt", "plaintext")
def test_ciphertexts_of_the_vectors_are_decrypted(vector):
    assert MessageCipher(vector["encoding_aes_key"], vector["appid"]).decrypt(vector["encrypt"]) == vector["plaintext"]


@with_keys("encrypt", "plaintext", "random")
def test_ciphertexts_of_the_vectors_with_a_known_random_are_reproduced(vector):
    cipher = MessageCipher(vector["encoding_aes_key"], vector["appid"])
    assert cipher.encrypt(vector["plaintext"], vector["random"].encode()) == vector["encrypt"]


def test_every_vector_is_used():
    assert all("signature" in vector or ("encrypt" in vector and "plaintext" in vector) for vector in VECTORS)


@settings(max_examples=1000, deadline=None)
@given(TEXTS)
def test_wechatpy_reads_what_we_encrypt(text):
    reply = xml.text_reply("user", "account", 1409735669, text)
    encrypted = MessageCipher(AES_KEY, APPID).encrypt(reply)
    signed = signature(TOKEN, "1409735669", "1320562132", encrypted)
    envelope = xml.encrypted_reply(encrypted, signed, 1409735669, "1320562132")
    plain = WeChatCrypto(TOKEN, AES_KEY, APPID).decrypt_message(envelope, signed, "1409735669", "1320562132")
    assert (xmltodict.parse(plain, strip_whitespace=False)["xml"]["Content"] or "") == text


@settings(max_examples=1000, deadline=None)
@given(TEXTS)
def test_we_read_what_wechatpy_encrypts(text):
    message = xml.build({"Content": text})
    envelope = WeChatCrypto(TOKEN, AES_KEY, APPID).encrypt_message(message, "1320562132", "1409735669")
    fields = xml.parse(envelope)
    assert is_signed(fields["MsgSignature"], TOKEN, "1409735669", "1320562132", fields["Encrypt"])
    assert xml.parse(MessageCipher(AES_KEY, APPID).decrypt(fields["Encrypt"]))["Content"] == text


def test_wechatpy_refuses_our_reply_once_it_is_changed():
    encrypted = MessageCipher(AES_KEY, APPID).encrypt("<xml></xml>")
    envelope = xml.encrypted_reply(encrypted, signature(TOKEN, "1", "2", encrypted), 1, "2")
    with pytest.raises(InvalidSignatureException):
        WeChatCrypto(TOKEN, AES_KEY, APPID).decrypt_message(envelope, "0" * 40, "1", "2")


@pytest.mark.parametrize("given_signature", ["", "0" * 40, "签名", "f464b24fc39322e44b38aa78f5edd27bd144169"])
def test_a_wrong_signature_is_not_accepted(given_signature):
    assert not is_signed(given_signature, "AAAAA", "1714036504", "1514711492")


def test_a_message_for_another_app_id_is_refused():
    with pytest.raises(WechatCryptoError, match="another app id"):
        MessageCipher(AES_KEY, APPID).decrypt(MessageCipher(AES_KEY, "wx0000000000000000").encrypt("hello"))


@pytest.mark.parametrize("encrypted", ["", "not base64!", "AAAA", base64.b64encode(b"x" * 31).decode(), "密文"])
def test_what_is_no_ciphertext_is_refused(encrypted):
    with pytest.raises(WechatCryptoError):
        MessageCipher(AES_KEY, APPID).decrypt(encrypted)


@given(st.binary(max_size=160))
def test_random_bytes_never_decrypt_and_never_crash(data):
    with pytest.raises(WechatCryptoError):
        MessageCipher(AES_KEY, APPID).decrypt(base64.b64encode(data).decode())


@pytest.mark.parametrize("key", ["short", "!" * 43, AES_KEY + "H"])
def test_an_unusable_aes_key_is_named_at_start(key):
    with pytest.raises(ValueError, match="JIGAI_WECHAT_AES_KEY"):
        MessageCipher(key, APPID)


def test_an_aes_key_without_an_app_id_is_named_at_start():
    with pytest.raises(ValueError, match="JIGAI_WECHAT_APPID"):
        MessageCipher(AES_KEY, "")
