"""What the server sends: headers, sizes, sessions, origins. No browser is needed here."""

from __future__ import annotations

import gzip
import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.settings import Settings
from bot.web import Senders, add_cors, assets, web_router
from bot.web.origins import allowed_origins, frame_ancestors

PAGES = ["/", "/embed", "/calculator", "/assessment"]
SCRIPT_LIMIT = 60 * 1024


def _settings(**values: str) -> Settings:
    return Settings.model_validate({"cors_origins": "", "secret": "", **values})


def _client(**values: str) -> TestClient:
    app = FastAPI()
    add_cors(app, _settings(**values))
    app.include_router(web_router(_settings(**values)))
    return TestClient(app)


def test_all_scripts_together_stay_small() -> None:
    scripts = [path.read_bytes() for path in assets.STATIC.rglob("*.js")]
    assert len(gzip.compress(b"".join(scripts))) < SCRIPT_LIMIT
    assert sum(len(gzip.compress(script)) for script in scripts) < SCRIPT_LIMIT


@pytest.mark.parametrize("address", PAGES)
def test_policy_and_security_headers(address: str) -> None:
    response = _client().get(address)
    policy = dict(part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"]


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_nothing_inline_and_ask_no_third_party(address: str) -> None:
    html = _client().get(address).text
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"""(?:src|href)="(?:https?:)?//""", html)


def test_no_script_or_style_names_a_third_party() -> None:
    allowed = {"http://www.w3.org/2000/svg", "https://…/widget.js"}
    for path in [*assets.STATIC.rglob("*.js"), *assets.STATIC.rglob("*.css")]:
        addresses = re.findall(r"""https?://[^\s"'`)*]+""", path.read_text("utf-8"))
        assert set(addresses) <= allowed, path.name


@pytest.mark.parametrize("address", PAGES)
def test_every_file_of_a_page_is_served_and_cached_for_good(address: str) -> None:
    client = _client()
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get(address).text)
    assert len(files) > 8
    for file in files:
        response = client.get(file)
        assert response.status_code == 200, file
        assert "immutable" in response.headers["cache-control"]
        expected = {"js": "javascript", "css": "text/css", "svg": "svg"}[file.rsplit(".", 1)[1]]
        assert expected in response.headers["content-type"]


def test_every_module_is_announced_to_the_browser() -> None:
    html = _client().get("/").text
    scripts = set(re.findall(r"/static/\w+/(js/[^\"]+)", html))
    assert set(assets.modules("js/chat.js")) | {"js/boot.js"} == scripts
    used = set().union(
        *(assets.modules(f"js/{page}.js") for page in ("chat", "embed", "calculator", "assessment", "console"))
    )
    written = {path.relative_to(assets.STATIC).as_posix() for path in (assets.STATIC / "js").rglob("*.js")}
    assert written - used == {"js/boot.js"}


@pytest.mark.parametrize("path", ["../pages.py", "%2e%2e/pages.py", "js", "js/none.js", "..%2f..%2fsettings.py"])
def test_only_static_files_are_served(path: str) -> None:
    assert _client().get(f"/static/x/{path}").status_code == 404


def test_an_old_address_is_served_but_not_kept() -> None:
    response = _client().get("/static/older/js/chat.js")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"


def test_the_widget_may_be_loaded_by_other_sites() -> None:
    response = _client().get("/widget.js")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "javascript" in response.headers["content-type"]


def test_a_session_is_signed_and_never_cached() -> None:
    client = _client(secret="a")
    response = client.post("/api/v1/session")
    sender = response.json()["sender"]
    assert response.headers["cache-control"] == "no-store"
    assert sender != client.post("/api/v1/session").json()["sender"]
    assert Senders(_settings(secret="a")).valid(sender)
    assert not Senders(_settings(secret="b")).valid(sender)
    assert not Senders(_settings(secret="a")).valid(sender[:-1] + ("A" if sender[-1] != "A" else "B"))
    for forged in ("", "web-x", "web-x.y", "网页", "\udc80"):
        assert not Senders(_settings(secret="a")).valid(forged)


def test_without_a_secret_ids_hold_within_the_process() -> None:
    assert Senders(_settings()).valid(Senders(_settings()).issue())


def test_origins_that_may_embed() -> None:
    setting = "https://a.example, https://*.b.example:8443/"
    assert allowed_origins(_settings(cors_origins=setting)) == ["https://a.example", "https://*.b.example:8443"]
    assert frame_ancestors(_settings(cors_origins=setting)) == "'self' https://a.example https://*.b.example:8443"
    assert frame_ancestors(_settings(cors_origins="*")) == "*"
    assert frame_ancestors(_settings()) == "'self'"
    embed = _client(cors_origins=setting).get("/embed").headers
    assert "frame-ancestors 'self' https://a.example" in embed["content-security-policy"]
    assert "x-frame-options" not in embed


@pytest.mark.parametrize("setting", ["a.example", "https://a.example/path", "https://a.example; script-src *", "null"])
def test_what_is_no_origin_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="JIGAI_CORS_ORIGINS"):
        _client(cors_origins=setting)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://a.example", True),
        ("https://x.b.example", True),
        ("https://b.example", False),
        ("https://c.example", False),
        ("https://a.example.evil.com", False),
    ],
)
def test_other_origins_call_the_api_only_if_allowed(origin: str, allowed: bool) -> None:
    client = _client(cors_origins="https://a.example,https://*.b.example")
    response = client.post("/api/v1/session", headers={"Origin": origin})
    assert (response.headers.get("access-control-allow-origin") == origin) is allowed
