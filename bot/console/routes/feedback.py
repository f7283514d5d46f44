"""Thumbs down, each with the question and the answer it is about."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from bot.console import exchanges
from bot.console.desk import Desk
from bot.console.gate import Gate
from bot.console.pages import Pages
from bot.console.paging import paging
from bot.console.session import Operator
from bot.sqlite_file import connected


def add_feedback(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The list."""

    @router.get("/feedback")
    def listed(page: int = 1, operator: Operator = Depends(gate.operator)) -> Response:
        with connected(desk.journal.path) as database:
            total = exchanges.disliked_count(database)
            numbers = paging(total, exchanges.PAGE, page)
            rows = exchanges.disliked(database, exchanges.PAGE, exchanges.PAGE * (numbers.page - 1))
        return pages.show("feedback", operator, rows=rows, total=total, paging=numbers)
