"""Errors of the API: 422 with the field and the reason in Chinese, never a trace."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from knowledge.errors import InputError

REASONS = {
    "missing": "缺少这一项",
    "json_invalid": "请求正文不是正确的JSON",
    "string_type": "应为文字",
    "dict_type": "应为对象",
    "model_attributes_type": "应为对象",
    "string_too_long": "太长",
    "string_too_short": "不能为空",
}


def problem(field: str, reason: str, status: int = 422) -> JSONResponse:
    """The body of an error."""
    return JSONResponse({"errors": [{"field": field, "reason": reason}]}, status_code=status)


def field_of(kind: str, place: Sequence[str | int]) -> str:
    """The dotted name of what is wrong; empty where the whole body is."""
    return "" if kind == "json_invalid" else ".".join(str(part) for part in place[1:])


def add_error_handlers(app: FastAPI) -> None:
    """Turns wrong input and unknown names into readable answers."""

    @app.exception_handler(InputError)
    async def wrong_input(request: Request, error: InputError) -> JSONResponse:
        return problem(error.field, error.reason)

    @app.exception_handler(RequestValidationError)
    async def wrong_request(request: Request, error: RequestValidationError) -> JSONResponse:
        found = [
            {"field": field_of(item["type"], item["loc"]), "reason": REASONS.get(item["type"], "格式不对")}
            for item in error.errors()
        ]
        return JSONResponse({"errors": found}, status_code=422)
