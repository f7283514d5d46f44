"""Security headers of the website's pages and files."""

from __future__ import annotations

_CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def content_security_policy(frame_ancestors: str) -> str:
    """Own scripts and styles only, nothing inline, and no string ever becomes markup."""
    directives = [*_CSP.items(), ("frame-ancestors", frame_ancestors)]
    return "; ".join(f"{name} {value}" for name, value in directives)


def page_headers() -> dict[str, str]:
    """Headers of a page that only this site may frame."""
    return {
        **_EVERYWHERE,
        "Content-Security-Policy": content_security_policy("'self'"),
        "X-Frame-Options": "SAMEORIGIN",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
        "Cache-Control": "no-cache",
    }


def embed_headers(ancestors: str) -> dict[str, str]:
    """Headers of the page that `ancestors` may frame."""
    return {
        **_EVERYWHERE,
        "Content-Security-Policy": content_security_policy(ancestors),
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
        "Cache-Control": "no-cache",
    }


def file_headers(*, immutable: bool = False, foreign: bool = False) -> dict[str, str]:
    """Headers of a file; `immutable` if its address changes with it, `foreign` if other sites load it."""
    return {
        **_EVERYWHERE,
        "Cache-Control": "public, max-age=31536000, immutable" if immutable else "no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin" if foreign else "same-origin",
    }
