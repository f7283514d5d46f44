"""The log of what operators did."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from bot.console.desk import Desk
from bot.console.gate import Gate
from bot.console.pages import Pages
from bot.console.paging import paging
from bot.console.session import Operator

PAGE = 50


def add_audit(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The list."""

    @router.get("/audit")
    def listed(page: int = 1, operator: Operator = Depends(gate.operator)) -> Response:
        numbers = paging(desk.operation.audit.count(), PAGE, page)
        rows = desk.operation.audit.latest(PAGE, PAGE * (numbers.page - 1))
        return pages.show("audit", operator, rows=rows, paging=numbers)
