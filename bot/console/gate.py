"""Who may see a page and change something: dependencies of the console's routes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from bot.console.refusals import LoginNeededError, RefusedError
from bot.console.session import Operator, Sessions

CLOSED = "运维控制台没有开启。请运维人员在 .env 里设置 JIGAI_ADMIN_SECRET 并重启服务，然后再打开本页。"
NO_TOKEN = "这张表单已经失效（可能在别的窗口里重新登录过）。请返回上一页，刷新后再提交一次。"
MOST_FIELDS = 50

Form = dict[str, str]


@dataclass(frozen=True)
class Change:
    """A form that an operator sent."""

    operator: Operator
    form: Form

    @property
    def who(self) -> str:
        """The operator's name."""
        return self.operator.name

    def text(self, name: str) -> str:
        """A field without the space around it; empty where it is missing."""
        return self.form.get(name, "").strip()


class Gate:
    """The console's door."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def opened(self) -> None:
        """Refuses everybody while no admin secret is set."""
        if not self._sessions.open:
            raise RefusedError(404, CLOSED)

    async def operator(self, request: Request) -> Operator:
        """The operator who is logged in; sends anybody else to the login."""
        await self.opened()
        if found := self._sessions.operator(request):
            return found
        raise LoginNeededError

    async def change(self, request: Request) -> Change:
        """A form of the operator's own session."""
        operator = await self.operator(request)
        form = await posted(request)
        if not self._sessions.is_token(operator, form.get("csrf", "")):
            raise RefusedError(403, NO_TOKEN)
        return Change(operator, form)

    async def first(self, request: Request) -> Form:
        """The login's form: there is no session yet to bind a token to, so only pages of this site may send it."""
        await self.opened()
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise RefusedError(403, NO_TOKEN)
        return await posted(request)


async def posted(request: Request) -> Form:
    """The fields of a form as browsers send it by default."""
    try:
        body = (await request.body()).decode("utf-8")
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise RefusedError(400, "没能读懂这张表单，请返回上一页再试。") from None
