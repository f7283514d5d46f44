"""The guide in force, and reading it afresh."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from bot.console.desk import Desk
from bot.console.gate import Change, Gate
from bot.console.pages import Pages
from bot.console.session import Operator
from knowledge.errors import GuideError


def add_guide(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The page and its button."""

    def show(operator: Operator, problem: GuideError | None = None, done: str = "") -> Response:
        return pages.show(
            "guide",
            operator,
            status=409 if problem else 200,
            done=done,
            guide=desk.knowledge.guide,
            config=desk.config,
            ready=desk.agent.is_ready(),
            model=desk.agent.model_name or "",
            problem=problem,
        )

    @router.get("/guide")
    def guide(done: str = "", operator: Operator = Depends(gate.operator)) -> Response:
        return show(operator, done=done)

    @router.post("/guide/reload")
    def reload(change: Change = Depends(gate.change)) -> Response:
        try:
            found = desk.knowledge.reload()
        except GuideError as error:
            desk.operation.audit.log(change.who, "重新载入指南失败", str(error))
            return show(change.operator, error)
        desk.operation.audit.log(change.who, "重新载入指南", f"{found.folder}，{len(found.records)}条记录")
        return RedirectResponse("/admin/guide?done=reloaded", 303)
