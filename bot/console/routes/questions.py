"""The questions asked: a list with filters, each with its conversation, and the list as a file."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse

from bot.console import exchanges
from bot.console.catalogue import catalogue, titles
from bot.console.csv_export import csv_lines
from bot.console.desk import Desk
from bot.console.exchanges import PAGE, Filter
from bot.console.gate import Gate
from bot.console.pages import HEADERS, Pages
from bot.console.paging import paging
from bot.console.period import LONGEST, Period, WrongPeriodError, custom, last_days
from bot.console.refusals import RefusedError
from bot.console.session import Operator
from bot.sqlite_file import connected

SHOWN_DAYS = 30
"""The period of the list unless days are given."""


def wanted(status: str = "", channel: str = "", intent: str = "", words: str = "", sender: str = "") -> Filter:
    """The filter in an address."""
    return Filter(status, channel, intent, " ".join(words.split()), sender.strip())


def add_questions(router: APIRouter, desk: Desk, gate: Gate, pages: Pages) -> None:
    """The routes of the list, of one exchange and of the export."""

    def period_of(first: str, last: str) -> Period:
        if not first.strip() and not last.strip():
            return last_days(SHOWN_DAYS, desk.today())
        begin = first if first.strip() else last_days(LONGEST, desk.today()).first.isoformat()
        return custom(begin, last, desk.today())

    @router.get("/questions")
    def listed(
        first: str = "",
        last: str = "",
        page: int = 1,
        wanted: Filter = Depends(wanted),
        operator: Operator = Depends(gate.operator),
    ) -> Response:
        error, period = "", last_days(SHOWN_DAYS, desk.today())
        try:
            period = period_of(first, last)
        except WrongPeriodError as wrong:
            error = str(wrong)
        with connected(desk.journal.path) as database:
            total = exchanges.count(database, wanted, period)
            numbers = paging(total, PAGE, page)
            rows = exchanges.page(database, wanted, period, numbers.page)
            named = titles(catalogue(desk.knowledge.guide))
            intents = [(name, named.get(name, name)) for name in exchanges.intents(database)]
        fields = {**wanted.fields, "first": period.first.isoformat(), "last": period.last.isoformat()}
        return pages.show(
            "questions",
            operator,
            status=422 if error else 200,
            rows=rows,
            total=total,
            paging=numbers,
            wanted=wanted,
            fields=fields,
            intents=intents,
            titles=named,
            error=error,
        )

    @router.get("/questions.csv")
    def exported(
        first: str = "",
        last: str = "",
        wanted: Filter = Depends(wanted),
        operator: Operator = Depends(gate.operator),
    ) -> Response:
        try:
            period = period_of(first, last)
        except WrongPeriodError as wrong:
            raise RefusedError(422, str(wrong)) from None

        def content() -> Iterator[bytes]:
            with connected(desk.journal.path) as database:
                yield from csv_lines(exchanges.found(database, wanted, period))

        desk.operation.audit.log(operator.name, "导出提问记录", f"{period.first}至{period.last}")
        name = f"questions-{period.first}-{period.last}.csv"
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(content(), media_type="text/csv; charset=utf-8", headers=headers)

    @router.get("/questions/{number}")
    def one(number: int, operator: Operator = Depends(gate.operator)) -> Response:
        with connected(desk.journal.path) as database:
            rows = exchanges.around(database, number)
        if not rows:
            raise RefusedError(404, "没有这条问答，可能已按保留期限清除。")
        chosen = next(row for row in rows if row["id"] == number)
        return pages.show(
            "exchange", operator, rows=rows, chosen=chosen, titles=titles(catalogue(desk.knowledge.guide))
        )
