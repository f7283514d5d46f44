"""How a page is refused: by sending to the login, or with a page that says why and what to do."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from bot.console.pages import Pages


class LoginNeededError(Exception):
    """Nobody is logged in, or the session has expired."""


class RefusedError(Exception):
    """What is asked is not done: the status and, in Chinese, the reason and what helps."""

    def __init__(self, status: int, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(reason)


def refusing_route(pages: Pages) -> type[APIRoute]:
    """A class of routes whose refusals become pages."""

    class RefusingRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handler = super().get_route_handler()

            async def handled(request: Request) -> Response:
                try:
                    return await handler(request)
                except LoginNeededError:
                    return RedirectResponse(f"/admin/login?next={quote(_wanted(request))}", 303)
                except RequestValidationError:
                    return pages.plain("refused", 422, reason="地址里的参数不对。请从控制台的菜单重新进入。")
                except RefusedError as error:
                    return pages.plain("refused", error.status, reason=error.reason)

            return handled

    return RefusingRoute


def _wanted(request: Request) -> str:
    """The page to return to after the login; what was posted is not repeated."""
    if request.method != "GET":
        return "/admin"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
