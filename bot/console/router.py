"""The console as one router."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from bot.console.desk import Desk
from bot.console.gate import Gate
from bot.console.pages import Pages
from bot.console.refusals import RefusedError, refusing_route
from bot.console.routes.audit import add_audit
from bot.console.routes.feedback import add_feedback
from bot.console.routes.guide import add_guide
from bot.console.routes.login import add_login
from bot.console.routes.overview import add_overview
from bot.console.routes.pause import add_pause
from bot.console.routes.privacy import add_privacy
from bot.console.routes.questions import add_questions
from bot.console.routes.taught import add_taught
from bot.console.routes.unanswered import add_unanswered
from bot.console.session import PATH, Sessions

CONCERNS = (
    add_overview,
    add_questions,
    add_unanswered,
    add_taught,
    add_feedback,
    add_guide,
    add_privacy,
    add_pause,
    add_audit,
)


def console_router(desk: Desk) -> APIRouter:
    """Every page under `/admin`; without an admin secret each of them says how to open the console."""
    sessions = Sessions(desk.config, desk.operation.ended_sessions)
    gate, pages = Gate(sessions), Pages(desk.operation.off_switch)
    router = APIRouter(prefix=PATH, route_class=refusing_route(pages), include_in_schema=False)
    add_login(router, desk, gate, pages, sessions)
    for add in CONCERNS:
        add(router, desk, gate, pages)

    @router.get("/{path:path}", dependencies=[Depends(gate.operator)])
    def unknown(path: str) -> Response:
        if not path:
            return RedirectResponse(PATH, 303)
        raise RefusedError(404, "控制台里没有这个页面。")

    return router
