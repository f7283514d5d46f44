"""Several processes serve one account: shared answers, one turn a user, and taking over from one that died."""

import asyncio

import pytest

from bot.channels.wechat.limits import Limits
from bot.channels.wechat.notices import WAIT
from bot.channels.wechat.redis_store import RedisStore

from .wechat_peers import QUICK, answered, asked

pytestmark = pytest.mark.anyio


async def test_a_retry_that_reaches_another_process_gets_the_same_answer(wechat, assistant, redis):
    servers = [wechat(limits=QUICK, store=RedisStore(redis)) for _ in range(2)]
    assistant.delays["怎么申请？"] = 0.08
    message = servers[0].text("u", "怎么申请？")
    replies = await asyncio.gather(*(server.post(message) for server in servers))
    later = await servers[1].post(message)
    assert replies[0].text == replies[1].text == later.text
    assert servers[0].read(later)["Content"] == "答：怎么申请？"
    assert len(assistant.asked) == 1


async def test_two_processes_do_not_answer_one_user_at_the_same_time(wechat, assistant, redis):
    servers = [wechat(store=RedisStore(redis)) for _ in range(2)]
    assistant.delays = {str(number): 0.02 for number in range(10, 20)}
    texts = [servers[number % 2].say(servers[0].text("u", str(number))) for number in range(10, 20)]
    assert sorted(await asyncio.gather(*texts)) == [f"答：{number}" for number in range(10, 20)]


async def test_a_retry_takes_over_from_a_process_that_died(wechat, assistant, store):
    server = wechat(limits=QUICK)
    message = server.text("u", "怎么申请？")
    await store.claim(f"u:{message['MsgId']}", 0.05)
    assert await server.say(message) == "答：怎么申请？"


async def test_a_retry_of_a_process_that_hangs_settles_that_the_answer_comes_later(wechat, assistant, redis):
    servers = [wechat(limits=limits, store=RedisStore(redis)) for limits in (Limits(reply=3.0), QUICK)]
    assistant.hold("慢")
    message = servers[0].text("u", "慢")
    first = asyncio.create_task(servers[0].post(message))
    await asked(assistant, 1)
    second = await servers[1].post(message)
    assert servers[1].read(second)["Content"] == WAIT
    assistant.release("慢")
    assert (await first).text == second.text
    await answered(RedisStore(redis), "u", 1)
    assert await servers[1].say(servers[1].text("u", "继续")) == "答：慢"


async def test_a_message_taken_over_by_mistake_is_not_answered_again(wechat, assistant, redis):
    servers = [wechat(limits=limits, store=RedisStore(redis)) for limits in (Limits(reply=0.4, margin=-0.3), QUICK)]
    assistant.hold("慢")
    message = servers[0].text("u", "慢")
    first = asyncio.create_task(servers[0].post(message))
    await asked(assistant, 1)
    second = await servers[1].post(message)
    assert (await first).text == second.text
    assistant.release("慢")
    assert await servers[1].say(servers[1].text("u", "继续")) == "答：慢"
    assert len(assistant.asked) == 1


async def test_a_failing_store_lets_the_retry_try_again(wechat, assistant, store, monkeypatch):
    server = wechat()
    message = server.text("u", "怎么申请？")

    async def broken(user):
        raise OSError("store is away")

    with monkeypatch.context() as patch:
        patch.setattr(store, "load", broken)
        with pytest.raises(OSError, match="store is away"):
            await server.post(message)
    assert await server.say(message) == "答：怎么申请？"
