"""Personal data: erasing what is kept of one sender, or what is older than a day; first shown, then done."""

from __future__ import annotations

import datetime as dt

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from bot.console import people
from bot.console.desk import Desk
from bot.console.gate import Change, Gate
from bot.console.pages import Pages
from bot.console.period import WrongPeriodError, day_of
from bot.console.refusals import RefusedError
from bot.console.session import Operator
from bot.operation.retention import forget_before

NOT_SURE = "没有勾选“确认删除”，什么都没有删除。请返回上一页勾选后再提交。"


def add_privacy(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The page, the looks before erasing, and the erasing."""

    def show(operator: Operator, done: str = "", error: str = "") -> Response:
        status = 422 if error else 200
        return pages.show("privacy", operator, status=status, done=done, error=error, days=desk.config.retention_days)

    def past_day(change: Change) -> dt.date:
        day = day_of(change.text("day"), "日期")
        if day is None:
            raise WrongPeriodError("请选择日期。")
        if day > desk.today():
            raise WrongPeriodError("日期不能晚于今天。")
        return day

    def sure(change: Change) -> None:
        if change.text("sure") != "yes":
            raise RefusedError(422, NOT_SURE)

    @router.get("/privacy")
    def privacy(done: str = "", operator: Operator = Depends(gate.operator)) -> Response:
        return show(operator, done=done)

    @router.post("/privacy/sender")
    def look_for_sender(change: Change = Depends(gate.change)) -> Response:
        given = change.text("sender")
        if not given:
            return show(change.operator, error="请填写会话标识或会话代号。")
        person = people.find(desk, given)
        if person is None:
            return show(change.operator, error="没有这个会话的记录：请核对会话标识；也可能已经删除或过了保留期限。")
        return pages.show("erase-sender", change.operator, person=person)

    @router.post("/privacy/sender/erase")
    def erase_sender(change: Change = Depends(gate.change)) -> Response:
        sure(change)
        people.erase(desk, change.text("who"), change.who)
        return RedirectResponse("/admin/privacy?done=erased", 303)

    @router.post("/privacy/older")
    def look_for_older(change: Change = Depends(gate.change)) -> Response:
        try:
            day = past_day(change)
        except WrongPeriodError as error:
            return show(change.operator, error=str(error))
        return pages.show(
            "erase-older",
            change.operator,
            day=day,
            exchanges=desk.journal.count_before(day),
            events=desk.events.count_before(day),
        )

    @router.post("/privacy/older/erase")
    def erase_older(change: Change = Depends(gate.change)) -> Response:
        sure(change)
        try:
            day = past_day(change)
        except WrongPeriodError as error:
            return show(change.operator, error=str(error))
        forget_before(day, desk.journal, desk.events, desk.operation.audit, change.who)
        return RedirectResponse("/admin/privacy?done=erased", 303)
