"""Which other sites may embed the widget and call the API: `JIGAI_CORS_ORIGINS`."""

from __future__ import annotations

import re

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from bot.settings import Settings

ANY = "*"
_ORIGIN = re.compile(r"https?://(\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?", re.IGNORECASE)


def allowed_origins(settings: Settings) -> list[str]:
    """The origins of the setting, each checked; `["*"]` for any, empty for none.

    >>> allowed_origins(Settings(cors_origins="https://a.example, https://b.example:8443"))
    ['https://a.example', 'https://b.example:8443']
    """
    origins = [origin.strip().rstrip("/") for origin in settings.cors_origins.split(",") if origin.strip()]
    for origin in origins:
        if origin != ANY and not _ORIGIN.fullmatch(origin):
            raise ValueError(f"JIGAI_CORS_ORIGINS: {origin!r} is not an origin such as https://www.example.com")
    return [ANY] if ANY in origins else origins


def frame_ancestors(settings: Settings) -> str:
    """The value of CSP's frame-ancestors for the page that the widget shows."""
    origins = allowed_origins(settings)
    return ANY if origins == [ANY] else " ".join(["'self'", *origins])


def add_cors(app: FastAPI, settings: Settings) -> None:
    """Let the allowed origins call the API; without the setting nothing is added."""
    origins = allowed_origins(settings)
    if not origins:
        return
    exact = [origin for origin in origins if "://*." not in origin]
    wildcards = [origin for origin in origins if "://*." in origin]
    pattern = "|".join(re.escape(origin).replace(r"\*", r"[a-z0-9.-]+") for origin in wildcards)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=exact,
        allow_origin_regex=pattern or None,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        max_age=600,
    )
