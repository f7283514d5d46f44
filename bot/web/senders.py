"""Sender ids of the website: issued and signed by the server, so that nobody can speak in another's name."""

from __future__ import annotations

import hashlib
import secrets

from itsdangerous import BadSignature, Signer

from bot.settings import Settings

PREFIX = "web-"
"""Every sender id of the website begins with this, so that other channels can be told apart."""

_PROCESS_SECRET = secrets.token_urlsafe(32)
"""Signs where no secret is set; ids are then valid until the process ends."""


class Senders:
    """Issues sender ids and recognises its own."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.secret.get_secret_value() or _PROCESS_SECRET
        self._signer = Signer(secret, salt="jigai.sender", digest_method=hashlib.sha256)

    def issue(self) -> str:
        """A new sender id that cannot be guessed."""
        return self._signer.sign(PREFIX + secrets.token_urlsafe(16)).decode("ascii")

    def valid(self, sender: str) -> bool:
        """Whether this server issued exactly this id: another spelling of the same signature is not it."""
        try:
            identity = self._signer.unsign(sender.encode("utf-8", "replace"))
        except BadSignature:
            return False
        return identity.startswith(PREFIX.encode("ascii")) and self._signer.sign(identity).decode("ascii") == sender
