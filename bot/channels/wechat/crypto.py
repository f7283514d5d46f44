"""Signature and AES encryption of WeChat's callback, as its documentation describes them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

RANDOM_BYTES = 16
LENGTH_BYTES = 4
PADDING_BLOCK = 32
AES_KEY_CHARACTERS = 43


class WechatCryptoError(ValueError):
    """The ciphertext, its padding, its length or its app id is wrong; says which, never what it contained."""


def signature(*parts: str) -> str:
    """SHA-1 over the sorted parts, in hexadecimal.

    >>> signature("AAAAA", "1714036504", "1514711492")
    'f464b24fc39322e44b38aa78f5edd27bd1441696'
    """
    return hashlib.sha1("".join(sorted(parts)).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def is_signed(given: str, *parts: str) -> bool:
    """Whether `given` is the signature of the parts; takes the same time wherever they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), signature(*parts).encode("ascii"))


class MessageCipher:
    """AES-256-CBC with PKCS#7 padding to 32 bytes over random ‖ length ‖ message ‖ app id."""

    def __init__(self, encoding_aes_key: str, appid: str) -> None:
        if len(encoding_aes_key) != AES_KEY_CHARACTERS:
            raise ValueError(f"JIGAI_WECHAT_AES_KEY must have {AES_KEY_CHARACTERS} characters")
        if not appid:
            raise ValueError("JIGAI_WECHAT_APPID must be set together with JIGAI_WECHAT_AES_KEY")
        try:
            self._key = base64.b64decode(encoding_aes_key + "=", validate=True)
        except binascii.Error:
            raise ValueError("JIGAI_WECHAT_AES_KEY may hold letters and digits only") from None
        self._appid = appid.encode()

    def encrypt(self, message: str, random: bytes | None = None) -> str:
        """The ciphertext of `message` in Base64; `random` is given by tests only."""
        content = message.encode()
        plain = (random or secrets.token_bytes(RANDOM_BYTES)) + len(content).to_bytes(LENGTH_BYTES, "big")
        plain += content + self._appid
        padding = PADDING_BLOCK - len(plain) % PADDING_BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> str:
        """The message in the ciphertext; WechatCryptoError unless padding, length and app id are right."""
        try:
            data = base64.b64decode(encrypted, validate=True)
            decryptor = self._cipher().decryptor()
            padded = decryptor.update(data) + decryptor.finalize()
        except ValueError:
            raise WechatCryptoError("ciphertext is not Base64 of whole AES blocks") from None
        plain = self._unpad(padded)
        start = RANDOM_BYTES + LENGTH_BYTES
        if len(plain) < start:
            raise WechatCryptoError("plaintext is too short")
        end = start + int.from_bytes(plain[RANDOM_BYTES:start], "big")
        if end > len(plain):
            raise WechatCryptoError("length of the message is wrong")
        if not hmac.compare_digest(plain[end:], self._appid):
            raise WechatCryptoError("message is meant for another app id")
        try:
            return plain[start:end].decode()
        except UnicodeDecodeError:
            raise WechatCryptoError("message is not UTF-8") from None

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))

    @staticmethod
    def _unpad(padded: bytes) -> bytes:
        padding = padded[-1] if padded else 0
        if not 1 <= padding <= PADDING_BLOCK or padded[-padding:] != bytes([padding]) * padding:
            raise WechatCryptoError("padding is wrong")
        return padded[:-padding]
