"""The queue of questions without an answer: what is to be done with each of them."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from bot.console import unanswered
from bot.console.catalogue import catalogue, titles
from bot.console.desk import Desk
from bot.console.gate import Change, Gate
from bot.console.pages import Pages
from bot.console.paging import paging
from bot.console.refusals import RefusedError
from bot.console.session import Operator
from bot.operation.decisions import STATES

BY_HAND = ("outside", "dismissed", "open")
"""States that a button sets; `taught` follows from teaching."""


def add_unanswered(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The routes of the queue."""

    @router.get("/unanswered")
    def queue(
        state: str = "open", page: int = 1, done: str = "", operator: Operator = Depends(gate.operator)
    ) -> Response:
        state = state if state in STATES else "open"
        with unanswered.both(desk.journal.path, desk.operation.path) as database:
            counts = unanswered.state_counts(database)
            numbers = paging(counts[state], unanswered.PAGE, page)
            groups = unanswered.groups(database, state, numbers.page)
        return pages.show(
            "unanswered",
            operator,
            done=done,
            state=state,
            counts=counts,
            groups=groups,
            paging=numbers,
            titles=titles(catalogue(desk.knowledge.guide)),
        )

    @router.post("/unanswered/decide")
    def decide(change: Change = Depends(gate.change)) -> Response:
        asked, state = change.text("asked"), change.text("state")
        if state not in BY_HAND:
            raise RefusedError(422, "没有这种处理方式，请返回上一页重新选择。")
        with unanswered.both(desk.journal.path, desk.operation.path) as database:
            if unanswered.group(database, asked) is None:
                raise RefusedError(404, "这个问题已经不在清单里，可能已按保留期限清除。")
        desk.operation.decisions.decide(asked, state, change.who)
        desk.operation.audit.log(change.who, "处理没答上的问题", f"{STATES[state]}：{asked}")
        return RedirectResponse(f"/admin/unanswered?done={state}", 303)
