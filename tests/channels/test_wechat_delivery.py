"""Every message is answered once, in order, in time or afterwards, whatever WeChat repeats."""

import asyncio

import httpx
import pytest

from bot.channels.wechat.limits import Limits
from bot.channels.wechat.notices import APOLOGY, EARLIER, WAIT
from bot.message import BotMessage, Choice

from .wechat_peers import QUICK, answered, asked, seen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("mode", ["plain", "secure"])
async def test_retries_are_answered_identically_and_ask_only_once(wechat, assistant, mode):
    server = wechat(mode)
    message = server.text("u", "怎么申请？")
    replies = [server.read(await server.post(message)) for _ in range(4)]
    assert replies[0]["Content"] == "答：怎么申请？"
    assert all(reply == replies[0] for reply in replies)
    assert assistant.asked == [("u", "怎么申请？")]


async def test_simultaneous_duplicates_are_answered_identically(wechat, assistant):
    server = wechat()
    assistant.delays["怎么申请？"] = 0.05
    message = server.text("u", "怎么申请？")
    replies = await asyncio.gather(*(server.post(message) for _ in range(8)))
    assert len({reply.text for reply in replies}) == 1
    assert assistant.asked == [("u", "怎么申请？")]


async def test_a_repeated_event_is_answered_once(wechat, assistant):
    server = wechat()
    event = server.event("u", "CLICK", "材料？")
    replies = [server.read(await server.post(event)) for _ in range(3)]
    assert all(reply == replies[0] for reply in replies)
    assert assistant.asked == [("u", "材料？")]


async def test_a_retry_after_a_later_message_changes_nothing(wechat, assistant):
    server = wechat()
    assistant.offer("第一问", "甲")
    first, second = server.text("u", "第一问"), server.text("u", "1")
    answer = server.read(await server.post(first))
    assert await server.say(second) == "答：选了甲"
    assert server.read(await server.post(first)) == answer
    assert await server.say(server.text("u", "1")) == "答：1"


async def test_equal_texts_in_different_messages_are_both_answered(wechat, assistant):
    server = wechat()
    await server.say(server.text("u", "你好"))
    await server.say(server.text("u", "你好"))
    assert len(assistant.asked) == 2


async def test_a_retry_while_the_first_delivery_still_waits_shares_its_answer(wechat, assistant):
    server = wechat(limits=Limits(reply=2.0))
    server.patience = 0.2
    assistant.delays["慢"] = 0.3
    assert await server.say(server.text("u", "慢")) == "答：慢"
    assert assistant.asked == [("u", "慢")]


async def test_a_slow_answer_follows_by_customer_service_message(wechat, assistant, customer_service):
    server = wechat(limits=QUICK, api=True)
    assistant.hold("慢")
    message = server.text("u", "慢")
    assert (await server.post(message)).text == "success"
    assert (await server.post(message)).text == "success"
    assistant.release("慢")
    await seen(server, "u", 1)
    assert (await server.post(message)).text == "success"
    assert customer_service.sent == [("u", "答：慢")]
    assert len(assistant.asked) == 1


async def test_choices_of_a_customer_service_message_count(wechat, assistant, customer_service):
    server = wechat(limits=QUICK, api=True)
    assistant.offer("慢", "甲")
    assistant.hold("慢")
    await server.say(server.text("u", "慢"))
    assistant.release("慢")
    await seen(server, "u", 1)
    assert await server.say(server.text("u", "1")) == "答：选了甲"


async def test_a_long_slow_answer_is_sent_in_a_few_messages_and_the_rest_on_request(
    wechat, assistant, customer_service
):
    server = wechat(limits=QUICK, api=True)
    sentences = [f"第{number}句话，说明申请的一个要点。" for number in range(200)]
    assistant.script["慢"] = [BotMessage("".join(sentences))]
    assistant.hold("慢")
    await server.say(server.text("u", "慢"))
    assistant.release("慢")
    await seen(server, "u", 3)
    assert len(customer_service.sent) == 3
    while "回复“继续”" in server.seen_by("u")[-1] or len(server.shown) == 0:
        customer_service.sent.append(("u", await server.say(server.text("u", "继续"))))
    everything = "".join(text for _, text in customer_service.sent)
    assert all(everything.count(sentence) == 1 for sentence in sentences)


async def test_without_customer_service_a_slow_answer_comes_with_the_next_message(
    wechat, assistant, customer_service, store
):
    server = wechat(limits=QUICK)
    assistant.hold("慢")
    message = server.text("u", "慢")
    replies = [server.read(await server.post(message)) for _ in range(3)]
    assert replies[0]["Content"] == WAIT
    assert all(reply == replies[0] for reply in replies)
    assistant.release("慢")
    await answered(store, "u", 1)
    assert await server.say(server.text("u", "快")) == f"{EARLIER}\n答：慢\n\n答：快"
    assert await server.say(server.text("u", "又")) == "答：又"
    assert not customer_service.sent


async def test_without_customer_service_a_slow_answer_comes_on_request(wechat, assistant, store):
    server = wechat(limits=QUICK)
    assistant.offer("慢", "甲")
    assistant.hold("慢")
    assert await server.say(server.text("u", "慢")) == WAIT
    assert await server.say(server.text("u", "继续")) == WAIT
    assistant.release("慢")
    await answered(store, "u", 2)
    assert await server.say(server.text("u", "继续")) == "答：慢\n\n回复 1 甲"
    assert await server.say(server.text("u", "1")) == "答：选了甲"


async def test_several_kept_answers_all_arrive(wechat, assistant, store):
    server = wechat(limits=QUICK)
    assistant.hold("甲", "乙", "丙")
    for name in ("甲", "乙", "丙"):
        assistant.script[name] = [BotMessage(f"{name}的答复。" * 60)]
        assert await server.say(server.text("u", name)) == WAIT
    assistant.release("甲", "乙", "丙")
    await answered(store, "u", 3)
    everything = await server.say(server.text("u", "你好"))
    while "回复“继续”" in everything[-20:]:
        everything += await server.say(server.text("u", "继续"))
    assert [everything.count(f"{name}的答复。") for name in ("甲", "乙", "丙")] == [60, 60, 60]
    assert everything.count("答：你好") == 1


@pytest.mark.parametrize("error", [45015, 45047, 48001, httpx.ReadTimeout("slow"), httpx.ConnectError("down")])
async def test_an_answer_that_customer_service_refuses_is_kept(wechat, assistant, customer_service, store, error):
    server = wechat(limits=QUICK, api=True)
    assistant.hold("慢")
    customer_service.errors = [error]
    assert await server.say(server.text("u", "慢")) is None
    assistant.release("慢")
    await answered(store, "u", 1)
    assert await server.say(server.text("u", "快")) == f"{EARLIER}\n答：慢\n\n答：快"
    assert not customer_service.sent


async def test_messages_of_one_user_are_answered_in_order(wechat, assistant, customer_service):
    server = wechat(limits=QUICK, api=True)
    assistant.hold("一")
    deliveries = []
    for text in ("一", "二", "三"):
        deliveries.append(asyncio.create_task(server.say(server.text("u", text))))
        await asked(assistant, 1)
    await asyncio.gather(*deliveries)
    assistant.release("一")
    await seen(server, "u", 3)
    assert [text for _, text in customer_service.sent] == ["答：一", "答：二", "答：三"]


async def test_messages_that_arrive_out_of_order_are_answered_in_the_order_they_were_sent(wechat, assistant):
    server = wechat()
    assistant.hold("一")
    now = int(server.clock())
    deliveries = []
    for text, later in (("一", 0), ("四", 3), ("三", 2), ("二", 1)):
        message = server.text("u", text, CreateTime=now + later)
        deliveries.append(asyncio.create_task(server.say(message)))
        await asked(assistant, 1)
    await asyncio.sleep(0.2)
    assistant.release("一")
    await asyncio.gather(*deliveries)
    assert [text for _, text in assistant.asked] == ["一", "二", "三", "四"]


async def test_one_slow_user_keeps_nobody_waiting(wechat, assistant):
    server = wechat(limits=QUICK)
    assistant.hold("慢")
    slow = asyncio.create_task(server.say(server.text("u", "慢")))
    await asked(assistant, 1)
    assert await server.say(server.text("v", "快")) == "答：快"
    assert await slow == WAIT


async def test_an_answer_that_never_comes_is_given_up(wechat, assistant, store):
    server = wechat(limits=Limits(reply=0.4, answer=0.5))
    assistant.hold("永远")
    assert await server.say(server.text("u", "永远")) == WAIT
    await answered(store, "u", 1)
    assert await server.say(server.text("u", "继续")) == APOLOGY


async def test_an_event_that_waits_for_its_turn_stays_silent(wechat, assistant):
    server = wechat(limits=QUICK)
    assistant.hold("慢")
    slow = asyncio.create_task(server.say(server.text("u", "慢")))
    await asked(assistant, 1)
    assert await server.say(server.event("u", "VIEW", "https://a.cn")) is None
    assert await slow == WAIT


async def test_a_lost_response_is_sent_again_unchanged(wechat, assistant):
    server = wechat("secure")
    assistant.script["长"] = [BotMessage("一句话。" * 300, (Choice("甲", "选了甲"),))]
    message = server.text("u", "长")
    lost = server.read(await server.post(message))
    assert await server.say(message) == lost["Content"]
    assert (await server.say(server.text("u", "继续"))).endswith("回复 1 甲")
