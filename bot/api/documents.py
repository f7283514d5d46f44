"""Files to take away: `/api/v1/documents` and the report of a self-assessment."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Response

from bot.api.rules import scheme_of
from bot.knowledge_in_force import Knowledge
from bot.settings import Settings
from knowledge.documents import build_report
from knowledge.documents.names import WORD, document, documents
from knowledge.eligibility import assess


def attached(content: bytes, media_type: str, filename: str) -> Response:
    """A file to be saved under a Chinese name."""
    disposition = f"attachment; filename*=UTF-8''{quote(filename)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def unpacked(answers: str) -> dict[str, Any]:
    """The answers that a report's link carries; raises 422 where they are damaged."""
    try:
        found = json.loads(base64.urlsafe_b64decode(answers + "=" * (-len(answers) % 4)))
    except (ValueError, binascii.Error):
        raise HTTPException(422, "链接里的自评数据已损坏，请重新自评") from None
    if not isinstance(found, dict):
        raise HTTPException(422, "链接里的自评数据已损坏，请重新自评")
    return found


def documents_router(knowledge: Knowledge, settings: Settings) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/api/v1/documents", tags=["documents"])

    @router.get("")
    async def offered() -> list[dict[str, Any]]:
        """The files on offer."""
        return [
            {"slug": item.slug, "title": item.title, "url": f"{router.prefix}/{item.slug}", "schemes": item.schemes}
            for item in documents(knowledge.guide)
        ]

    @router.get("/{slug}")
    def one(slug: str) -> Response:
        """One file."""
        try:
            item = document(knowledge.guide, slug)
        except KeyError:
            raise HTTPException(404, "没有这个文件") from None
        return attached(item.builder(), item.media_type, item.filename)

    @router.get("/reports/{scheme}")
    def report(scheme: str, answers: str = Query(max_length=4000)) -> Response:
        """The report of a self-assessment, made from the answers in the link."""
        name = scheme_of(knowledge.guide, scheme).short
        found = assess(knowledge.guide, scheme, unpacked(answers), settings.current_date)
        return attached(
            build_report(knowledge.guide, found.result, settings.current_date), WORD, f"{name}自评报告.docx"
        )

    return router
