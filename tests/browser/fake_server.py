"""The website in front of a pretended assistant and API, on a free port."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from bot.settings import Settings
from bot.web import Senders, add_cors, web_router

from . import replies, schemes


@dataclass
class Received:
    """What the pretended server was asked, and how it is to behave."""

    base: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, Any]] = field(default_factory=list)
    calculations: list[dict[str, Any]] = field(default_factory=list)
    answered: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    delay: float = 0.0
    lose_answers: int = 0
    refuse_with: int = 0
    forget_senders: bool = False

    def reset(self) -> None:
        """Everything as at the start."""
        self.messages, self.feedback, self.calculations, self.answered = [], [], [], {}
        self.delay, self.lose_answers, self.refuse_with, self.forget_senders = 0.0, 0, 0, False


def build_app(received: Received, settings: Settings) -> FastAPI:
    """The application: the real website, everything else pretended."""
    app = FastAPI()
    add_cors(app, settings)
    app.include_router(web_router(settings))
    senders = Senders(settings)

    @app.post("/webhooks/rest/webhook")
    async def webhook(request: Request) -> Response:
        body = await request.json()
        await asyncio.sleep(received.delay)
        if received.forget_senders or not senders.valid(body["sender"]):
            received.forget_senders = False
            return JSONResponse({"errors": []}, 403)
        if received.refuse_with:
            return JSONResponse({}, received.refuse_with)
        received.messages.append(body)
        message_id = body["metadata"]["id"]
        if message_id not in received.answered:
            received.answered[message_id] = replies.answer(body["message"])
        if received.lose_answers > 0:
            received.lose_answers -= 1
            return JSONResponse({}, 503)
        return JSONResponse([{"recipient_id": body["sender"], **part} for part in received.answered[message_id]])

    @app.post("/api/v1/feedback")
    async def feedback(request: Request) -> Response:
        received.feedback.append(await request.json())
        return JSONResponse({"ok": True})

    @app.get("/api/v1/schemes")
    async def list_schemes() -> list[dict[str, Any]]:
        return schemes.SCHEMES

    @app.post("/api/v1/subsidies/{scheme}")
    async def subsidy(scheme: str, request: Request) -> Response:
        body = await request.json()
        received.calculations.append({"scheme": scheme, **body})
        if str(body.get("investment", "")).startswith("-"):
            return JSONResponse({"errors": [{"field": "investment", "reason": "金额不能是负数"}]}, 422)
        hostile = body.get("investment") == "666"
        card = replies.HOSTILE_CARDS[0] if hostile else replies.CALCULATION
        missing = [replies.HOSTILE] if hostile else ["filed"]
        if scheme == "intelligent_upgrade" and "investment" not in body:
            missing.append("investment")
        caps = [
            {
                "label": replies.HOSTILE if hostile else "年度上限",
                "amount": "9990000.00",
                "applied": True,
                "clause": "三",
            }
        ]
        bare = {key: value for key, value in card.items() if key not in ("kind", "amount_text")}
        return JSONResponse({"scheme": scheme, "caps": caps, "missing": missing, **bare})

    @app.post("/api/v1/assessments/{scheme}")
    async def assessment(scheme: str, request: Request) -> Response:
        received.calculations.append({"scheme": scheme, **await request.json()})
        conditions = replies.CONDITIONS
        return JSONResponse({"verdict": "fails", "conditions": conditions, "result": {"amount": "770000.00"}})

    @app.get("/files/{name}")
    async def file(name: str) -> Response:
        return Response(b"file", media_type="application/octet-stream")

    return app


def host_app(bot: str) -> FastAPI:
    """A foreign site with the widget; its own policy forbids inline styles and scripts."""
    app = FastAPI()
    policy = f"default-src 'self'; script-src {bot}; style-src 'self'; frame-src {bot}"

    @app.get("/{name}")
    async def page(name: str, color: str = "#7a1fa2", lang: str = "zh", position: str = "right") -> HTMLResponse:
        return HTMLResponse(
            f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>某协会网站</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"></head>
            <body><main><h1>某协会网站</h1><p><a href="/{"b" if name == "a" else "a"}" id="other">另一页</a></p>
            <p>协会页面的正文。</p></main>
            <script src="{bot}/widget.js" data-title="政策小助手" data-color="{color}" data-lang="{lang}"
              data-position="{position}"></script></body></html>""",
            headers={"Content-Security-Policy": policy},
        )

    return app


@contextmanager
def serving(app: FastAPI) -> Iterator[int]:
    """Serve an application on a free loopback port while the block runs."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the test server did not start")
        time.sleep(0.02)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
