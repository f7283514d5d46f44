"""Routes of operation: alive, ready, metrics, and reading the guide afresh."""

from __future__ import annotations

import hmac

from fastapi import APIRouter, Header, HTTPException, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from rasa.core.agent import Agent

from bot.knowledge_in_force import Knowledge
from bot.settings import Settings
from knowledge.errors import GuideError


def operation_router(knowledge: Knowledge, agent: Agent, settings: Settings) -> APIRouter:
    """The routes; reloading needs the header `Authorization: Bearer` with JIGAI_ADMIN_SECRET."""
    router = APIRouter(tags=["operation"])

    @router.get("/healthz")
    async def alive() -> dict[str, str]:
        """The process is alive."""
        return {"status": "ok"}

    @router.get("/readyz")
    async def ready() -> JSONResponse:
        """Model and index are loaded."""
        is_ready = agent.is_ready()
        body = {
            "status": "ready" if is_ready else "starting",
            "guide": knowledge.name,
            "model": agent.model_name or "",
        }
        return JSONResponse(body, status_code=200 if is_ready else 503)

    @router.get("/metrics")
    async def metrics() -> Response:
        """Counters for Prometheus."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    @router.post("/admin/reload")
    def reload(authorization: str = Header("")) -> JSONResponse:
        """Reads the guide's files afresh; a faulty one is reported with file, key and reason, and the old one stays."""
        secret = settings.admin_secret.get_secret_value()
        if not secret or not hmac.compare_digest(authorization.encode(), f"Bearer {secret}".encode()):
            raise HTTPException(403, "没有权限")
        try:
            guide = knowledge.reload()
        except GuideError as error:
            body = {"file": error.file, "key": error.key, "reason": error.reason}
            return JSONResponse({"errors": [body]}, status_code=409)
        return JSONResponse({"guide": guide.folder, "records": len(guide.records)})

    return router
