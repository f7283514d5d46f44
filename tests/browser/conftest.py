"""Fixtures of the browser tests: the website on a loopback port and Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.settings import Settings

from .fake_server import Received, build_app, host_app, serving

CHROMIUM = "/usr/bin/chromium"
ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts" / "web"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium these tests are skipped; all of them carry the marker `browser`."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker("browser")
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason=f"{CHROMIUM} is not installed"))


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "browser: drives Chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _server() -> Iterator[Received]:
    received = Received()
    settings = Settings.model_validate({"secret": "only for tests", "cors_origins": "*"})
    with serving(build_app(received, settings)) as port:
        received.base = f"http://localhost:{port}"
        yield received


@pytest.fixture
def server(_server: Received) -> Received:
    """The pretended server, as at the start."""
    _server.reset()
    return _server


@pytest.fixture(scope="session")
def foreign_site(_server: Received) -> Iterator[str]:
    """Another site (127.0.0.1, not localhost) that carries the widget."""
    with serving(host_app(_server.base)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts whose pages fail the test on a script error or a breach of the policy."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda message: problems.append(message.text) if "Content Security Policy" in message.text else None,
        )

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1200, "height": 820}, **options})
        context.set_default_timeout(8000)
        context.on("page", watch)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], server: Received) -> Page:
    """The chat page on a desktop."""
    page = new_context().new_page()
    page.goto(server.base)
    return page


PHONE = {"viewport": {"width": 375, "height": 720}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext], server: Received) -> Page:
    """The chat page on a phone."""
    page = new_context(**PHONE).new_page()
    page.goto(server.base)
    return page


@pytest.fixture(scope="session")
def shoot() -> Callable[[Page, str], None]:
    """Keeps a screenshot among the artefacts."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=ARTEFACTS / f"{name}.png")

    return take
