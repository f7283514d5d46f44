"""Bounds the body of every request, whether its length is announced or it comes in pieces."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.errors import problem


class BodyLimit:
    """Reads a request's body up to `most` bytes and hands it on whole; a longer one is answered with 413."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers too large requests itself, passes the others on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        body, more = b"", True
        too_large = announced.isdigit() and int(announced) > self.most
        while more and not too_large:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
            too_large = len(body) > self.most
        if too_large:
            await problem("", "请求太大", 413)(scope, receive, send)
            return
        handed_on = False

        async def replayed() -> Message:
            nonlocal handed_on
            if handed_on:
                return await receive()
            handed_on = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replayed, send)
