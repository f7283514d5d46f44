"""Many users at once, with repeated deliveries and slow answers: no reply twice, none lost."""

import asyncio
import random

import pytest

from bot.channels.wechat.limits import Limits
from bot.channels.wechat.notices import WAIT
from bot.channels.wechat.redis_store import RedisStore

from .wechat_peers import answered, seen

pytestmark = pytest.mark.anyio

USERS, QUESTIONS = 200, 3
LIMITS = Limits(reply=1.5, margin=0.5, poll=0.05)


async def visit(servers, user, dice, assistant):
    """One user asks questions one after another; WeChat repeats some deliveries at the same time."""
    for number in range(QUESTIONS):
        text = f"{user}问{number}"
        if dice.random() < 0.1:
            assistant.delays[text] = 2.0
        server = dice.choice(servers)
        message = server.text(user, text)
        duplicates = [dice.choice(servers).post(message) for _ in range(dice.choice([0, 0, 1, 2]))]
        shown, *others = await asyncio.gather(server.say(message), *duplicates)
        assert {(server.read(other) or {}).get("Content") for other in others} <= {shown}
        await asyncio.sleep(dice.random() * 0.1)


async def fetch_the_rest(server, user, store, api):
    """Waits until every question is dealt with; without customer service the user asks for what was kept."""
    await answered(store, user, QUESTIONS)
    if api:
        await seen(server, user, QUESTIONS)
    while (await store.load(user)).pending:
        await server.say(server.text(user, "继续"))


@pytest.mark.parametrize("api", [True, False], ids=["customer-service", "passive-only"])
async def test_two_hundred_users_get_every_answer_exactly_once(wechat, assistant, store, api):
    processes = 2 if isinstance(store, RedisStore) else 1
    servers = [wechat("secure", api=api, limits=LIMITS) for _ in range(processes)]
    shown = servers[0].shown
    for server in servers:
        server.shown, server.patience = shown, 30.0
        server.ids = servers[0].ids
    dice = random.Random(2018)
    await asyncio.gather(*(visit(servers, f"u{number}人", dice, assistant) for number in range(USERS)))
    users = [f"u{number}人" for number in range(USERS)]
    await asyncio.gather(*(fetch_the_rest(servers[0], user, store, api) for user in users))
    for user in users:
        texts = "\n".join(text for text in servers[0].seen_by(user) if text and text != WAIT)
        assert [texts.count(f"答：{user}问{question}") for question in range(QUESTIONS)] == [1] * QUESTIONS, user
    asked = [text for _, text in assistant.asked if text != "继续"]
    assert len(asked) == len(set(asked)) == USERS * QUESTIONS
