"""The channel's memory: the same behaviour in this process and in Redis."""

import asyncio

import pytest

from bot.channels.wechat.order import Turns
from bot.channels.wechat.redis_store import RedisStore
from bot.channels.wechat.state import OfferedChoice, PendingAnswer, UserState
from bot.channels.wechat.store import MemoryStore

pytestmark = pytest.mark.anyio

STATE = UserState(
    [PendingAnswer("其余。😀", "回复 1 材料", (OfferedChoice("1", "材料", "m"),), begun=True)],
    (OfferedChoice("A", "不清楚", "u"),),
    1.5e9,
    ("24000000000000001", "1409735668:click:材料？"),
)


async def test_a_message_is_claimed_once(store):
    assert await store.claim("m", 10)
    assert not await store.claim("m", 10)
    assert await store.claim("n", 10)


async def test_of_many_simultaneous_claims_one_succeeds(store):
    assert sum(await asyncio.gather(*(store.claim("m", 10) for _ in range(50)))) == 1


async def test_a_claimed_message_has_no_outcome_until_it_is_settled(store):
    assert await store.outcome("m") is None
    await store.claim("m", 10)
    assert await store.outcome("m") is None
    await store.settle("m", "<xml>答</xml>", 10)
    assert await store.outcome("m") == "<xml>答</xml>"
    assert not await store.claim("m", 10)


async def test_a_settled_message_cannot_be_claimed_even_after_its_claim_lapsed(store):
    await store.claim("m", 0.03)
    await store.settle("m", "success", 10)
    await asyncio.sleep(0.06)
    assert not await store.claim("m", 10)


async def test_the_first_outcome_settled_stays(store):
    outcomes = await asyncio.gather(*(store.settle("m", str(number), 10) for number in range(20)))
    assert len(set(outcomes)) == 1
    assert await store.outcome("m") == outcomes[0]


async def test_a_claim_lapses_and_may_be_released(store):
    await store.claim("m", 0.03)
    await asyncio.sleep(0.06)
    assert await store.claim("m", 10)
    await store.release("m")
    assert await store.claim("m", 10)


async def test_an_outcome_is_forgotten_after_its_time(store):
    await store.settle("m", "success", 0.03)
    await asyncio.sleep(0.06)
    assert await store.outcome("m") is None


async def test_state_comes_back_as_it_was_saved(store):
    await store.save("user", STATE, 10)
    assert await store.load("user") == STATE
    assert await store.load("another") == UserState()


async def test_loaded_state_is_a_copy(store):
    await store.save("user", STATE, 10)
    (await store.load("user")).pending.clear()
    assert await store.load("user") == STATE


async def test_state_is_forgotten_on_demand_and_after_its_time(store):
    await store.save("user", STATE, 10)
    await store.forget("user")
    assert await store.load("user") == UserState()
    await store.save("user", STATE, 0.03)
    await asyncio.sleep(0.06)
    assert await store.load("user") == UserState()


async def test_memory_does_not_grow_with_lapsed_entries():
    now = 0.0
    store = MemoryStore(clock=lambda: now)
    for number in range(100):
        await store.settle(f"m{number}", "success", 10)
        await store.save(f"u{number}", STATE, 10)
    now = 100.0
    await store.claim("new", 10)
    assert len(store._outcomes) == 1
    assert not store._states


async def test_redis_holds_no_open_id(redis):
    store = RedisStore(redis)
    await store.claim("oSecretOpenId:1", 10)
    await store.save("oSecretOpenId", STATE, 10)
    assert not any(b"oSecretOpenId" in key for key in await redis.keys())


async def test_a_turn_in_redis_excludes_other_processes(redis):
    inside = 0

    async def work(store):
        nonlocal inside
        async with store.turn("user", 10):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.01)
            inside -= 1

    await asyncio.gather(*(work(RedisStore(redis)) for _ in range(5)))


async def test_a_long_turn_is_renewed(redis):
    ended = []

    async def wait():
        async with RedisStore(redis).turn("user", 0.1):
            assert ended

    async with RedisStore(redis).turn("user", 0.1):
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.3)
        ended.append(True)
    await waiting


async def test_the_turn_of_a_process_that_died_becomes_free(redis):
    turn = RedisStore(redis).turn("user", 0.2)
    before = asyncio.all_tasks()
    await turn.__aenter__()
    for renewing in asyncio.all_tasks() - before:
        renewing.cancel()
    async with asyncio.timeout(2), RedisStore(redis).turn("user", 10):
        pass


async def test_the_earliest_message_that_waits_goes_first():
    turns, order = Turns(), []

    async def work(created):
        async with turns.turn("user", created, turns.arrive()):
            order.append(created)
            await asyncio.sleep(0.005)

    await asyncio.gather(*(work(created) for created in (5, 9, 7, 6, 8)))
    assert order == [5, 6, 7, 8, 9]


async def test_messages_of_the_same_second_keep_their_order_of_arrival():
    turns, order = Turns(), []

    async def work(number):
        async with turns.turn("user", 1, number):
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(work(number) for number in (0, 3, 1, 4, 2)))
    assert order == [0, 1, 2, 3, 4]


async def test_a_cancelled_wait_blocks_nobody():
    turns = Turns()

    async def work():
        async with turns.turn("user", 1, turns.arrive()):
            await asyncio.sleep(0.01)

    first, second, third = (asyncio.create_task(work()) for _ in range(3))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.wait_for(asyncio.gather(first, third), 1)
    assert not turns._waiting
