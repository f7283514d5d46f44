"""Handing over to human agents, and the assistant's silence meanwhile."""

import pytest

from bot.channels.wechat.limits import Limits
from bot.channels.wechat.notices import AGENTS_NEXT, BACK
from bot.message import BotMessage

pytestmark = pytest.mark.anyio

TRANSFER = "transfer_customer_service"


@pytest.fixture
def now():
    return [1_700_000_000.0]


@pytest.fixture
def server(wechat, assistant, now):
    assistant.script["转人工"] = [BotMessage("正在为您转人工。", custom={"status": "handover"})]
    return wechat(api=True, clock=lambda: now[0], wechat_transfer=True, limits=Limits(handover=600))


async def test_a_handover_is_announced_and_the_user_passed_on(server, customer_service):
    assert await server.say(server.text("u", "转人工")) == TRANSFER
    assert customer_service.sent == [("u", "正在为您转人工。")]


async def test_during_the_handover_the_assistant_is_silent(server, assistant, now):
    await server.say(server.text("u", "转人工"))
    now[0] += 10
    assert await server.say(server.text("u", "在吗")) == TRANSFER
    assert await server.say(server.message("u", "image", MediaId="x")) == TRANSFER
    assert await server.say(server.event("u", "CLICK", "材料？")) is None
    assert assistant.asked == [("u", "转人工")]
    assert await server.say(server.text("v", "在吗")) == "答：在吗"


async def test_the_handover_ends_when_the_agent_closes_the_session(server, now):
    await server.say(server.text("u", "转人工"))
    assert await server.say(server.event("u", "kf_close_session")) is None
    assert await server.say(server.text("u", "在吗")) == "答：在吗"


async def test_the_handover_ends_after_its_time(server, now):
    await server.say(server.text("u", "转人工"))
    now[0] += 599
    assert await server.say(server.text("u", "在吗")) == TRANSFER
    now[0] += 2
    assert await server.say(server.text("u", "还在吗")) == "答：还在吗"


async def test_a_session_that_an_agent_opens_starts_the_time_anew(server, now):
    await server.say(server.text("u", "转人工"))
    now[0] += 500
    await server.say(server.event("u", "kf_create_session"))
    now[0] += 500
    assert await server.say(server.text("u", "在吗")) == TRANSFER


async def test_the_user_may_return_to_the_assistant(server):
    await server.say(server.text("u", "转人工"))
    assert await server.say(server.text("u", "机器人")) == BACK
    assert await server.say(server.text("u", "在吗")) == "答：在吗"


async def test_where_nothing_can_be_sent_beside_it_the_next_message_is_passed_on(server, customer_service):
    customer_service.errors = [48001]
    assert await server.say(server.text("u", "转人工")) == f"正在为您转人工。\n\n{AGENTS_NEXT}"
    assert await server.say(server.text("u", "在吗")) == TRANSFER


async def test_without_the_setting_a_handover_is_only_its_text(wechat, assistant):
    assistant.script["转人工"] = [BotMessage("请打咨询电话。", custom={"status": "handover"})]
    server = wechat()
    assert await server.say(server.text("u", "转人工")) == "请打咨询电话。"
    assert await server.say(server.text("u", "在吗")) == "答：在吗"
