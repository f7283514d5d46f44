"""The whole assistant for the tests of the upper floors, served on a loopback port on a day in the window."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.settings import ROOT, Settings, settings
from bot.sqlite_file import connected

TODAY = dt.date(2018, 8, 1)
SHARED = ("models", "cache")
"""What every folder of data takes from the real one, so that nothing is trained twice."""
STARTS_WITHIN = 120.0

Messages = list[dict[str, Any]]
Say = Callable[[str, str], Messages]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment_of(config: Settings) -> dict[str, str]:
    """What the actions read from the environment."""
    return {
        "JIGAI_TODAY": str(config.current_date),
        "JIGAI_GUIDE": config.guide,
        "JIGAI_DATA_DIR": str(config.data_dir),
    }


@pytest.fixture(scope="session")
def new_settings(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Settings]:
    """Settings with a folder of data of their own, in which only the trained model is shared."""
    from bot.training import train

    real = Settings()
    train(real)

    def build(**changes: Any) -> Settings:
        folder = tmp_path_factory.mktemp("data")
        for name in SHARED:
            (real.data_dir / name).mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(real.data_dir.resolve() / name)
        given = {"rate_limit": "off", "today": TODAY, "data_dir": folder, **changes}
        return Settings(_env_file=None, **given)

    return build


@contextlib.contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The application on a free loopback port, in a thread."""
    port = free_port()
    runner = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=runner.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + STARTS_WITHIN
    while not runner.started:
        assert thread.is_alive(), "the server ended while it started"
        assert time.monotonic() < deadline, "the server did not start in time"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    runner.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def _assistant(new_settings: Callable[..., Settings]) -> Iterator[tuple[Settings, httpx.Client]]:
    from bot.app import create_app

    config = new_settings()
    before = dict(os.environ)
    app = create_app(config)
    with serving(app) as base:
        os.environ.clear()
        os.environ.update(before)
        with httpx.Client(base_url=base, timeout=60) as client:
            client.app, client.config = app, config  # type: ignore[attr-defined]
            yield config, client


@pytest.fixture
def server(_assistant: tuple[Settings, httpx.Client], monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A client of the running assistant; the environment that its actions read holds for this test only."""
    config, client = _assistant
    for name, value in environment_of(config).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield client
    monkeypatch.undo()
    settings.cache_clear()


def said_to(client: httpx.Client) -> Say:
    """Speaks to a server over the REST channel."""

    def speak(sender: str, text: str) -> Messages:
        answer = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
        answer.raise_for_status()
        messages: Messages = answer.json()
        return messages

    return speak


@pytest.fixture
def say(server: httpx.Client) -> Say:
    """Says something to the assistant as some sender; its messages."""
    return said_to(server)


def postgres_program(name: str) -> list[str]:
    """A program of PostgreSQL, run as its own user where the tests run as root, which it refuses."""
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[-1:]), None)
    assert found, f"{name} is missing: run tests/install-system-packages"
    return ["runuser", "-u", "postgres", "--", found] if os.geteuid() == 0 else [found]


@pytest.fixture(scope="session")
def _postgres() -> Iterator[str]:
    """A PostgreSQL server of the tests' own on a loopback port; the address of its first database."""
    with tempfile.TemporaryDirectory() as parent:
        folder, port = Path(parent) / "cluster", free_port()
        if os.geteuid() == 0:
            shutil.chown(parent, "postgres")
        subprocess.run(
            [*postgres_program("initdb"), "-D", folder, "-A", "trust", "-U", "jigai", "-E", "UTF8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={parent} -c fsync=off"
        control = [*postgres_program("pg_ctl"), "-D", folder, "-w", "-l", Path(parent) / "log"]
        subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        yield f"postgresql://jigai@127.0.0.1:{port}/postgres"
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture
def postgres_database(_postgres: str) -> str:
    """The address of an empty database in a real PostgreSQL."""
    name = f"test_{secrets.token_hex(6)}"
    engine = sa.create_engine(_postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"create database {name}"))
    engine.dispose()
    return f"{_postgres.rpartition('/')[0]}/{name}"


class Process:
    """A server in a process of its own."""

    def __init__(self, config: Settings, log: Path, **variables: str) -> None:
        self.base, self.log, self.folder = f"http://127.0.0.1:{free_port()}", log, config.data_dir
        self.client = httpx.Client(base_url=self.base, timeout=60)
        self.say = said_to(self.client)
        self._popen = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "serve"],
            cwd=ROOT,
            env={
                **os.environ,
                **environment_of(config),
                "JIGAI_RATE_LIMIT": config.rate_limit,
                "JIGAI_DATABASE_URL": config.database_url,
                "JIGAI_REDIS_URL": config.redis_url,
                "PORT": self.base.rpartition(":")[2],
                **variables,
            },
            stdout=log.open("ab"),
            stderr=subprocess.STDOUT,
        )

    def wait(self) -> Process:
        """Waits until it is ready."""
        wait_for(f"{self.base}/readyz", self._popen, self.log)
        return self

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends it; with SIGKILL it has no time to put anything in order."""
        if self._popen.poll() is None:
            self._popen.send_signal(how)
            self._popen.wait(timeout=30)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(errors="replace")
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(url).status_code == httpx.codes.OK:
                return
        time.sleep(0.1)
    pytest.fail(f"{url} did not answer: {log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def wait_until_ready() -> Callable[[str, subprocess.Popen[bytes], Path], None]:
    """Waits until the address of a process answers."""
    return wait_for


@pytest.fixture(scope="session")
def unused_port() -> Callable[[], int]:
    """A loopback port that nobody listens on."""
    return free_port


@pytest.fixture(scope="module")
def new_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Process]]:
    """Starts servers in processes of their own, and ends them when the module's tests are over."""
    started: list[Process] = []

    def start(config: Settings, **variables: str) -> Process:
        started.append(Process(config, tmp_path_factory.mktemp("log") / "server.log", **variables))
        return started[-1]

    yield start
    for process in started:
        process.end()
        process.client.close()


@pytest.fixture(scope="session")
def in_a_thread() -> Callable[[Callable[[], Any]], Any]:
    """Runs a function in a thread of its own; the main thread may have an event loop already."""

    def run(function: Callable[[], Any]) -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(function).result()

    return run


ADMIN_SECRET = "a long secret of the tests"


class PretendedAgent:
    """Ready, and sure of nothing but its ranking."""

    model_name = "jigai-pretended.tar.gz"
    ranking = ("fee", "invoice_date")

    def is_ready(self) -> bool:
        return True

    async def parse_message(self, text: str) -> dict[str, Any]:
        return {"intent_ranking": [{"name": name, "confidence": 0.3} for name in self.ranking]}


class ConsoleOfTests:
    """The operators' console in front of a journal of the test's own."""

    def __init__(self, config: Settings, knowledge: Any) -> None:
        from bot.console.desk import Desk
        from bot.console.router import console_router
        from bot.journal import Journal
        from bot.operation.store import open_operation
        from bot.operation.tracker_events import TrackerEvents
        from bot.web import web_router

        self.agent = PretendedAgent()
        self.desk = Desk(
            config,
            knowledge,
            self.agent,  # type: ignore[arg-type]
            Journal(config.data_dir / "journal.sqlite"),
            TrackerEvents(config),
            open_operation(config),
        )
        self.app = FastAPI()
        self.app.include_router(console_router(self.desk))
        self.app.include_router(web_router(config))
        self.client = TestClient(self.app, follow_redirects=False)

    def login(self, name: str = "李工", secret: str = ADMIN_SECRET, **more: str) -> httpx.Response:
        answer: httpx.Response = self.client.post("/admin/login", data={"name": name, "secret": secret, **more})
        return answer

    def page(self, path: str = "") -> str:
        """The text of a page, which is there."""
        answer = self.client.get(f"/admin{path}")
        assert answer.status_code == httpx.codes.OK, answer.text
        return str(answer.text)

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Sends a form of the logged-in operator."""
        token = re.search(r'name="csrf" value="([^"]+)"', self.page("/audit"))
        assert token
        answer: httpx.Response = self.client.post(f"/admin{path}", data={"csrf": token[1], **fields})
        return answer

    def exchange(self, text: str, status: str = "answered", days_ago: int = 0, **fields: Any) -> int:
        """Puts an exchange at noon of a day into the journal; its number."""
        from bot.journal import asked

        day = self.desk.today() - dt.timedelta(days=days_ago)
        row = {"at": f"{day}T04:00:00+00:00", "sender": "anna", "channel": "rest", "text": text, "reply": "答"}
        row |= {"status": status, "reason": "", "asked": asked(text), "message": "", "intent": "", "confidence": None}
        with connected(self.desk.journal.path) as database:
            return int(database.table("exchanges").insert({**row, **fields}).last_pk)

    def thumb(self, message: str, value: str = "down", comment: str = "", sender: str = "anna") -> None:
        """Puts a thumb on the answer to a message into the journal."""
        row = {"at": f"{self.desk.today()}T04:00:00+00:00", "sender": sender, "message": message, "value": value}
        with connected(self.desk.journal.path) as database:
            database.table("feedback").insert({**row, "comment": comment})

    def log(self) -> list[tuple[str, str, str]]:
        """Who did what, latest first."""
        return [(row["who"], row["what"], row["detail"]) for row in self.desk.operation.audit.latest(100)]


@pytest.fixture(scope="session")
def _knowledge() -> Any:
    from bot.knowledge_in_force import Knowledge

    return Knowledge(Settings(_env_file=None))


@pytest.fixture
def new_console(tmp_path: Path, _knowledge: Any) -> Callable[..., ConsoleOfTests]:
    """Makes consoles over one folder of data; nobody is logged in."""

    def make(**changes: Any) -> ConsoleOfTests:
        given = {"admin_secret": ADMIN_SECRET, "data_dir": tmp_path, "today": TODAY, **changes}
        return ConsoleOfTests(Settings(_env_file=None, **given), _knowledge)

    return make


@pytest.fixture
def console(new_console: Callable[..., ConsoleOfTests]) -> ConsoleOfTests:
    """A console with an operator logged in."""
    console = new_console()
    assert console.login().status_code == httpx.codes.SEE_OTHER
    return console
