"""The session of an operator: a signed cookie that expires, bound to the admin secret, and its CSRF token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from fastapi import Request, Response
from itsdangerous import BadData, Signer, URLSafeTimedSerializer

from bot.operation.ended_sessions import EndedSessions
from bot.settings import Settings

COOKIE = "jigai_console"
LIFETIME = 8 * 3600
"""Seconds after which an operator logs in again: a working day."""
PATH = "/admin"


@dataclass(frozen=True)
class Operator:
    """Who is at the console."""

    name: str
    session: str
    csrf: str


class Sessions:
    """Issues and reads sessions; another admin secret makes all of them invalid."""

    def __init__(self, settings: Settings, ended: EndedSessions) -> None:
        self._secret = settings.admin_secret.get_secret_value()
        self._ended = ended
        self._cookies = URLSafeTimedSerializer(
            self._secret, salt="jigai.console.session", signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._tokens = Signer(self._secret, salt="jigai.console.csrf", digest_method=hashlib.sha256)

    @property
    def open(self) -> bool:
        """Whether there is a console at all."""
        return bool(self._secret)

    def is_secret(self, typed: str) -> bool:
        """Whether this is the admin secret; takes as long for a wrong one."""
        return self.open and hmac.compare_digest(typed.encode(), self._secret.encode())

    def begin(self, request: Request, response: Response, name: str) -> None:
        """Gives a new session to whoever knew the secret."""
        response.set_cookie(
            COOKIE,
            self._cookies.dumps({"name": name, "session": secrets.token_urlsafe(16)}),
            max_age=LIFETIME,
            path=PATH,
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )

    def operator(self, request: Request) -> Operator | None:
        """Who sends this request; None for a cookie that is missing, forged, expired or logged out."""
        try:
            found = self._cookies.loads(request.cookies.get(COOKIE, ""), max_age=LIFETIME)
        except BadData:
            return None
        if self._ended.has(found["session"]):
            return None
        return Operator(found["name"], found["session"], self._token(found["session"]))

    def is_token(self, operator: Operator, token: str) -> bool:
        """Whether a form was made for this session."""
        return hmac.compare_digest(token.encode(), operator.csrf.encode())

    def end(self, operator: Operator, response: Response) -> None:
        """Ends a session for good, also for whoever copied the cookie."""
        self._ended.end(operator.session, LIFETIME)
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")

    def _token(self, session: str) -> str:
        return self._tokens.get_signature(session.encode()).decode("ascii")
