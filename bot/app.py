"""The web application: chat, website, WeChat, API, health and metrics in one process."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from bot import quiet
from bot.agent import load_agent
from bot.api.documents import documents_router
from bot.api.errors import add_error_handlers, problem
from bot.api.rules import rules_router
from bot.channels.rest import MAX_BODY, rest_router
from bot.channels.wechat import wechat_router
from bot.conversation import Conversations
from bot.journal import Journal
from bot.settings import Settings, export_to_actions, settings
from bot.training import train
from bot.web.origins import add_cors
from bot.web.pages import web_router
from knowledge.loader import load_guide
from knowledge.search.index import open_index

REQUESTS = Counter("jigai_requests_total", "Requests by route and status", ["route", "status"])
SECONDS = Histogram(
    "jigai_request_seconds", "Seconds a request takes", ["route"], buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5)
)


def create_app(config: Settings | None = None) -> FastAPI:
    """The application with its model loaded, so that it is ready when it listens."""
    config = config or settings()
    export_to_actions(config)
    quiet.quieten()
    guide = load_guide(config.guide)
    index = open_index(config.data_dir / f"search-{guide.folder}.sqlite", guide)
    agent = load_agent(train(config), config)
    journal = Journal(config.data_dir / "journal.sqlite")
    conversations = Conversations(agent, journal, "、".join(guide.general.contact.phones))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await conversations.reply("warm-up", "你好", "internal")
        yield
        journal.close()

    app = FastAPI(title="技改助手", version="0.1.0", description=guide.title, lifespan=lifespan)
    app.state.conversations = conversations
    add_cors(app, config)
    add_error_handlers(app)
    _measure(app)
    app.include_router(rest_router(conversations, config))
    app.include_router(rules_router(guide, index, config))
    app.include_router(documents_router(guide, config))
    app.include_router(wechat_router(conversations, config))
    app.include_router(web_router(config))

    @app.get("/healthz", tags=["operation"])
    async def alive() -> dict[str, str]:
        """The process is alive."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["operation"])
    async def ready() -> JSONResponse:
        """Model and index are loaded."""
        is_ready = agent.is_ready()
        body = {"status": "ready" if is_ready else "starting", "guide": guide.folder, "model": agent.model_name or ""}
        return JSONResponse(body, status_code=200 if is_ready else 503)

    @app.get("/metrics", tags=["operation"])
    async def metrics() -> Response:
        """Counters for Prometheus."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return app


def _measure(app: FastAPI) -> None:
    """Bounds the body of every request, and counts and times it."""

    @app.middleware("http")
    async def measured(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        length = request.headers.get("content-length", "0")
        if length.isdigit() and int(length) > MAX_BODY * 4:
            return problem("", "请求太大", 413)
        with SECONDS.labels(_route(request)).time():
            response = await call_next(request)
        REQUESTS.labels(_route(request), response.status_code).inc()
        return response


def _route(request: Request) -> str:
    first = request.url.path.strip("/").split("/")
    return "/" + "/".join(first[:3]) if first[0] in ("api", "webhooks") else "/" + first[0]


def serve(host: str = "127.0.0.1", port: int | None = None) -> None:
    """Serves until it is stopped."""
    import uvicorn

    uvicorn.run(
        create_app(), host=host, port=port or int(os.environ.get("PORT", "8000")), log_level="warning", ws="none"
    )
