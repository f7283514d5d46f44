"""Logging in and out."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from limits import RateLimitItem, parse_many
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
    """Wrong secrets counted by address."""

    def __init__(self, limits: list[RateLimitItem] | None = None) -> None:
        self._limits = limits or GUESSES
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def may_try(self, address: str) -> bool:
        """Whether one more may be tried."""
        return all(self._limiter.test(limit, address) for limit in self._limits)

    def wrong(self, address: str) -> None:
        """Counts a wrong one."""
        for limit in self._limits:
            self._limiter.hit(limit, address)


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
        if not guesses.may_try(address):
            status, error = 429, "试错的次数太多了，请过几分钟再试。"
        elif not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
            error = f"请填写姓名（{LONGEST_NAME}字以内），操作记录里会用到。"
        elif not sessions.is_secret(form.get("secret", "")):
            guesses.wrong(address)
            status, error = 403, "密钥不对。请核对 JIGAI_ADMIN_SECRET 后重新输入。"
        if error:
            return pages.plain("login", status, next=wanted, name=name, error=error)
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
