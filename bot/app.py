"""The web application: chat, website, WeChat, API, health and metrics in one process."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI, Request, Response
from fastapi.middleware.gzip import GZipMiddleware
from prometheus_client import Counter, Histogram

from bot import quiet
from bot.agent import load_agent
from bot.api.documents import documents_router
from bot.api.errors import add_error_handlers
from bot.api.operation import operation_router
from bot.api.rules import rules_router
from bot.body_limit import BodyLimit
from bot.channels.rest import MAX_BODY, rest_router
from bot.channels.wechat import wechat_router
from bot.console.desk import Desk
from bot.console.router import console_router
from bot.conversation import INTERNAL, Conversations
from bot.journal import Journal
from bot.knowledge_in_force import Knowledge
from bot.operation.retention import apply_retention, every_day
from bot.operation.store import open_operation
from bot.operation.tracker_events import TrackerEvents
from bot.settings import Settings, export_to_actions, settings
from bot.training import train
from bot.web.origins import add_cors
from bot.web.pages import web_router

REQUESTS = Counter("jigai_requests_total", "Requests by route and status", ["route", "status"])
SECONDS = Histogram(
    "jigai_request_seconds", "Seconds a request takes", ["route"], buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5)
)


def create_app(config: Settings | None = None) -> FastAPI:
    """The application with its model loaded, so that it is ready when it listens."""
    config = config or settings()
    export_to_actions(config)
    quiet.quieten()
    knowledge = Knowledge(config)
    agent = load_agent(train(config), config)
    journal = Journal(config.data_dir / "journal.sqlite")
    operation, events = open_operation(config), TrackerEvents(config)
    forget = partial(apply_retention, config.retention_days, journal, events, operation.audit)
    forget()
    phones = "、".join(knowledge.guide.general.contact.phones)
    conversations = Conversations(agent, journal, phones, operation.off_switch.pause)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await conversations.reply("warm-up", "你好", INTERNAL)
        forgetting = asyncio.create_task(every_day(forget))
        yield
        forgetting.cancel()
        journal.close()

    app = FastAPI(title="技改助手", version="0.1.0", description=knowledge.guide.title, lifespan=lifespan)
    app.state.conversations = conversations
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    add_cors(app, config)
    add_error_handlers(app)
    _measure(app)
    app.add_middleware(BodyLimit, most=MAX_BODY * 4)
    app.include_router(rest_router(conversations, config))
    app.include_router(rules_router(knowledge, config))
    app.include_router(documents_router(knowledge, config))
    app.include_router(operation_router(knowledge, agent, config))
    app.include_router(console_router(Desk(config, knowledge, agent, journal, events, operation)))
    app.include_router(wechat_router(conversations, config))
    app.include_router(web_router(config))

    return app


def _measure(app: FastAPI) -> None:
    """Counts and times every request."""

    @app.middleware("http")
    async def measured(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
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
