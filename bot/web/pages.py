"""Routes of the website."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from bot.settings import Settings
from bot.web import assets, headers
from bot.web.origins import frame_ancestors
from bot.web.senders import Senders

mimetypes.add_type("text/javascript", ".js")

_TEMPLATES = Path(__file__).parent / "templates"
_PAGES = ("chat", "embed", "calculator", "assessment")
"""Each has a template and a script of its name."""


class _Renderer:
    """Renders the pages; each is made once, for nothing in them depends on the visitor."""

    def __init__(self, settings: Settings) -> None:
        environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
        self.version = assets.version()
        self._pages = {
            name: environment.get_template(f"{name}.html").render(
                page=name,
                guide=settings.guide,
                static=f"/static/{self.version}",
                modules=assets.modules(f"js/{name}.js"),
            )
            for name in _PAGES
        }

    def page(self, name: str, extra_headers: dict[str, str]) -> HTMLResponse:
        return HTMLResponse(self._pages[name], headers=extra_headers)


def web_router(settings: Settings) -> APIRouter:
    """The routes of the website; the chat and the API that its pages call are not among them."""
    router = APIRouter()
    renderer = _Renderer(settings)
    senders = Senders(settings)
    files = StaticFiles(directory=assets.STATIC)
    embed_headers = headers.embed_headers(frame_ancestors(settings))

    @router.get("/", include_in_schema=False)
    async def chat_page() -> Response:
        return renderer.page("chat", headers.page_headers())

    @router.get("/embed", include_in_schema=False)
    async def embed_page() -> Response:
        return renderer.page("embed", embed_headers)

    @router.get("/calculator", include_in_schema=False)
    async def calculator_page() -> Response:
        return renderer.page("calculator", headers.page_headers())

    @router.get("/assessment", include_in_schema=False)
    async def assessment_page() -> Response:
        return renderer.page("assessment", headers.page_headers())

    @router.get("/widget.js", include_in_schema=False)
    async def widget() -> Response:
        return FileResponse(assets.STATIC / "widget.js", headers=headers.file_headers(foreign=True))

    @router.get("/static/{version}/{path:path}", include_in_schema=False)
    async def static_file(version: str, path: str, request: Request) -> Response:
        response = await files.get_response(path, request.scope)
        response.headers.update(headers.file_headers(immutable=version == renderer.version))
        return response

    @router.post("/api/v1/session", summary="A signed sender id for a new visitor of the website")
    async def new_session() -> JSONResponse:
        return JSONResponse({"sender": senders.issue()}, headers={"Cache-Control": "no-store"})

    return router
