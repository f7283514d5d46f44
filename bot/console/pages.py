"""Renders the console's pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.console.desk import LOCAL
from bot.console.session import Operator
from bot.console.words import CHANNELS, DONE, STATUSES
from bot.operation.decisions import STATES
from bot.operation.off_switch import OffSwitch
from bot.web import assets, headers

_TEMPLATES = Path(__file__).parent.parent / "web" / "templates"
MENU = (
    ("overview", "/admin", "概览"),
    ("questions", "/admin/questions", "提问记录"),
    ("unanswered", "/admin/unanswered", "没答上的"),
    ("taught", "/admin/taught", "已教例句"),
    ("feedback", "/admin/feedback", "差评"),
    ("guide", "/admin/guide", "指南"),
    ("privacy", "/admin/privacy", "个人信息"),
    ("pause", "/admin/pause", "暂停回答"),
    ("audit", "/admin/audit", "操作记录"),
)
HEADERS = {
    **headers.page_headers(),
    "Content-Security-Policy": headers.content_security_policy("'none'"),
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


def local_time(at: str) -> str:
    """A moment of the journal in China's time, to the minute.

    >>> local_time("2026-11-25T18:30:00+00:00")
    '2026-11-26 02:30'
    """
    return dt.datetime.fromisoformat(at).astimezone(LOCAL).strftime("%Y-%m-%d %H:%M")


def percent(part: int, whole: int) -> str:
    """A share; a dash where there is nothing to take a share of.

    >>> percent(1, 3), percent(0, 0)
    ('33.3%', '–')
    """
    return f"{part / whole:.1%}" if whole else "–"


class Pages:
    """Templates of `console/` with what each of them shows."""

    def __init__(self, off_switch: OffSwitch) -> None:
        self._off_switch = off_switch
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._environment.filters.update(local_time=local_time, query=urlencode)
        self._environment.globals.update(
            static=f"/static/{assets.version()}",
            modules=assets.modules("js/console.js"),
            menu=MENU,
            statuses=STATUSES,
            channels=CHANNELS,
            states=STATES,
            percent=percent,
        )

    def show(
        self, page: str, operator: Operator, /, *, status: int = 200, done: str = "", **values: Any
    ) -> HTMLResponse:
        """A page for whoever is logged in; `done` names what has just been done."""
        return self._render(
            page, status, operator=operator, pause=self._off_switch.pause(), done=DONE.get(done, ""), **values
        )

    def plain(self, page: str, /, status: int = 200, **values: Any) -> HTMLResponse:
        """A page for somebody who is not logged in."""
        return self._render(page, status, operator=None, pause=None, done="", **values)

    def _render(self, page: str, status: int, /, **values: Any) -> HTMLResponse:
        template = self._environment.get_template(f"console/{page}.html")
        return HTMLResponse(template.render(page=page, **values), status_code=status, headers=HEADERS)
