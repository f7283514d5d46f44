"""The off switch."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from bot.console.desk import Desk
from bot.console.gate import Change, Gate
from bot.console.pages import Pages
from bot.console.session import Operator
from bot.operation.off_switch import LONGEST

SUGGESTED = "您好，智能答复正在维护，暂时不能回答问题。"


def add_pause(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The page and its two buttons."""

    def show(operator: Operator, text: str, done: str = "", error: str = "") -> Response:
        phones = "、".join(desk.knowledge.guide.general.contact.phones)
        return pages.show(
            "pause",
            operator,
            status=422 if error else 200,
            done=done,
            text=text,
            error=error,
            phones=phones,
            longest=LONGEST,
        )

    @router.get("/pause")
    def page(done: str = "", operator: Operator = Depends(gate.operator)) -> Response:
        pause = desk.operation.off_switch.pause()
        return show(operator, pause.text if pause else SUGGESTED, done=done)

    @router.post("/pause")
    def turn_off(change: Change = Depends(gate.change)) -> Response:
        text = change.text("text")
        if not text:
            return show(change.operator, text, error="请写明暂停期间怎么答复企业。")
        if len(text) > LONGEST:
            return show(change.operator, text, error=f"答复太长（{len(text)}字，最多{LONGEST}字），请写短一些。")
        desk.operation.off_switch.turn_off(text, change.who)
        desk.operation.audit.log(change.who, "暂停自动回答", text)
        return RedirectResponse("/admin/pause?done=off", 303)

    @router.post("/pause/end")
    def turn_on(change: Change = Depends(gate.change)) -> Response:
        if desk.operation.off_switch.turn_on():
            desk.operation.audit.log(change.who, "恢复自动回答")
        return RedirectResponse("/admin/pause?done=on", 303)
