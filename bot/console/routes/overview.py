"""The overview: how much was asked in a period, and how it ended."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from bot.console.desk import Desk
from bot.console.figures import figures
from bot.console.gate import Gate
from bot.console.pages import Pages
from bot.console.period import PERIODS, WrongPeriodError, last_days, period_of
from bot.console.session import Operator
from bot.sqlite_file import connected


def add_overview(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The first page of the console."""

    @router.get("")
    def overview(
        period: str = "7", first: str = "", last: str = "", operator: Operator = Depends(gate.operator)
    ) -> Response:
        error, shown = "", last_days(7, desk.today())
        try:
            shown = period_of(period, first, last, desk.today())
        except WrongPeriodError as wrong:
            error = str(wrong)
        with connected(desk.journal.path) as database:
            found = figures(database, shown)
        return pages.show(
            "overview",
            operator,
            status=422 if error else 200,
            periods=PERIODS,
            chosen=period if period in PERIODS else "7",
            period=shown,
            figures=found,
            error=error,
        )
