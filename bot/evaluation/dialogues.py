"""Plays whole conversations through the REST channel, against a running server or an application in this process."""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import os
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import httpx

from bot.evaluation.heard import Heard, amounts, hear, question
from bot.evaluation.script import Dialogue, Turn
from bot.settings import settings

WEBHOOK = "/webhooks/rest/webhook"
MOST_ANSWERS = 20
"""How many answers one turn may give before it counts as stuck."""
TIMEOUT = 60.0


@dataclass(frozen=True)
class Played:
    """A dialogue, what went wrong in it, and what was said on both sides."""

    dialogue: Dialogue
    faults: tuple[str, ...] = ()
    transcript: tuple[tuple[str, str], ...] = ()
    skipped: bool = False

    @property
    def passed(self) -> bool:
        """Everything expected was said and nothing forbidden."""
        return not self.faults and not self.skipped


class Player:
    """One sender in one conversation."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.sender = f"evaluation-{uuid4().hex}"
        self.transcript: list[tuple[str, str]] = []

    async def say(self, text: str, may_refuse: bool = False) -> Heard:
        """Sends the text and hears the reply; a refusal that is allowed is heard as silence."""
        answer = await self.client.post(WEBHOOK, json={"sender": self.sender, "message": text})
        if may_refuse and answer.is_client_error:
            return Heard("")
        answer.raise_for_status()
        heard = hear(answer.json())
        self.transcript.append((text, heard.text))
        return heard

    async def take(self, turn: Turn) -> list[str]:
        """Plays one turn to its end; what is wrong with it."""
        heard = await self.say(turn.say * turn.repeat, turn.may_refuse)
        for _ in range(MOST_ANSWERS):
            if not turn.answer_if or (turn.done and re.search(turn.done, heard.whole)):
                break
            asked = question(heard.text)
            answer = next((rule.say for rule in turn.answer_if if re.search(rule.asked, asked)), None)
            if answer is None:
                break
            heard = await self.say(answer)
        return faults(turn, heard)


def faults(turn: Turn, heard: Heard) -> list[str]:
    """What the reply lacks, and what it must not hold."""
    found = amounts(heard.text)
    wrong = [f"缺少 {pattern}" for pattern in turn.expect if not re.search(pattern, heard.whole)]
    wrong += [f"不应有 {pattern}" for pattern in turn.never if re.search(pattern, heard.text)]
    wrong += [f"缺少金额 {yuan} 元" for yuan in turn.money if Decimal(str(yuan)) not in found]
    wrong += [f"不应有金额 {yuan} 元" for yuan in turn.no_money if Decimal(str(yuan)) in found]
    if turn.done and not re.search(turn.done, heard.whole):
        wrong.append(f"没有得到 {turn.done}")
    return wrong


async def play(dialogue: Dialogue, client: httpx.AsyncClient) -> Played:
    """Plays a dialogue to the first turn that goes wrong."""
    player = Player(client)
    for number, turn in enumerate(dialogue.turns, 1):
        try:
            wrong = await player.take(turn)
        except (httpx.HTTPError, ValueError) as error:
            wrong = [f"{type(error).__name__}: {error}"]
        if wrong:
            said = tuple(f"第{number}轮 {fault}" for fault in wrong)
            return Played(dialogue, said, tuple(player.transcript))
    return Played(dialogue, transcript=tuple(player.transcript))


async def play_at(base_url: str, dialogues: list[Dialogue], today: dt.date) -> list[Played]:
    """Plays against a running server whose date is `today`; dialogues of another date are skipped."""
    async with httpx.AsyncClient(base_url=base_url, timeout=TIMEOUT) as client:
        return [
            Played(dialogue, skipped=True) if dialogue.today not in (None, today) else await play(dialogue, client)
            for dialogue in dialogues
        ]


async def play_here(factory: str, dialogues: list[Dialogue]) -> list[Played]:
    """Plays against the application made by `factory` (`module:function`), each dialogue on its own date."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        environment(JIGAI_RATE_LIMIT="off", JIGAI_DATABASE_URL=f"sqlite:///{Path(scratch) / 'evaluation.sqlite'}"),
    ):
        async with application(factory) as client:
            played = []
            for dialogue in dialogues:
                with environment(JIGAI_TODAY=dialogue.today.isoformat() if dialogue.today else None):
                    played.append(await play(dialogue, client))
            return played


@contextlib.asynccontextmanager
async def application(factory: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application, started up and shut down around it."""
    module, _, name = factory.partition(":")
    app = getattr(importlib.import_module(module), name)()
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://evaluation", timeout=TIMEOUT) as client,
    ):
        yield client


@contextlib.contextmanager
def environment(**variables: str | None) -> Iterator[None]:
    """Environment variables for a while, None to unset; the settings are read again on both ends."""
    before = {name: os.environ.get(name) for name in variables}
    _set(variables)
    try:
        yield
    finally:
        _set(before)


def _set(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    settings.cache_clear()
