"""Logging in and out."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from limits import parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.console.desk import Desk
from bot.console.gate import Change, Form, Gate
from bot.console.pages import Pages
from bot.console.session import PATH, Sessions

GUESSES = parse_many("5/minute; 30/hour")
"""Wrong secrets from one address."""
LONGEST_NAME = 20


class Guesses:
    """Tries counted by address before they are looked at, so that many at once count as many; a right one clears."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def may_try(self, address: str) -> bool:
        """Counts one more try; whether it may be looked at."""
        return all(self._limiter.hit(limit, address) for limit in GUESSES)

    def right(self, address: str) -> None:
        """Forgets the tries of who knew the secret."""
        for limit in GUESSES:
            self._limiter.clear(limit, address)


def next_page(wanted: str) -> str:
    """Where to go after the login: a page of the console, never another site."""
    return wanted if wanted == PATH or wanted.startswith((f"{PATH}/", f"{PATH}?")) else PATH


def add_login(router: APIRouter, desk: Desk, gate: Gate, pages: Pages, sessions: Sessions) -> None:
    """The routes of login and logout."""
    guesses = Guesses()

    @router.get("/login", dependencies=[Depends(gate.opened)])
    def form(next: str = PATH) -> Response:
        return pages.plain("login", next=next_page(next), name="", error="")

    @router.post("/login")
    def login(request: Request, form: Form = Depends(gate.first)) -> Response:
        address = request.client.host if request.client else ""
        name, wanted = form.get("name", "").strip(), next_page(form.get("next", ""))
        status, error = 422, ""
        if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            error = f"请填写姓名（{LONGEST_NAME}字以内），操作记录里会用到。"
        elif not guesses.may_try(address):
            status, error = 429, "试错的次数太多了，请过几分钟再试。"
        elif not sessions.is_secret(form.get("secret", "")):
            status, error = 403, "密钥不对。请核对 JIGAI_ADMIN_SECRET 后重新输入。"
        if error:
            return pages.plain("login", status, next=wanted, name=name, error=error)
        guesses.right(address)
        response = RedirectResponse(wanted, 303)
        sessions.begin(request, response, name)
        desk.operation.audit.log(name, "登录")
        return response

    @router.post("/logout")
    def logout(change: Change = Depends(gate.change)) -> Response:
        response = RedirectResponse(f"{PATH}/login", 303)
        sessions.end(change.operator, response)
        desk.operation.audit.log(change.who, "退出")
        return response
