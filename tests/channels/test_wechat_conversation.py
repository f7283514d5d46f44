"""What each message and event means: text, voice, pictures, events, numbered choices, and “继续”."""

import pytest

from bot.channels.wechat.conversation import chosen
from bot.channels.wechat.notices import APOLOGY
from bot.channels.wechat.state import OfferedChoice
from bot.message import BotMessage, Choice

pytestmark = pytest.mark.anyio

OFFERED = (OfferedChoice("1", "要什么材料", "m"), OfferedChoice("2", "不清楚", "u"))


@pytest.mark.parametrize(
    "text", ["2", "２", "②", "2.", "2、", "（2）"[1:], "回复2", "回复 2", "选2", "第2个", "选第二项", "二", "不清楚"]
)
async def test_a_choice_may_be_named_in_many_ways(text):
    assert chosen(text, OFFERED) == OFFERED[1]


@pytest.mark.parametrize("text", ["3", "0", "12", "2个亿", "2000万", "A", "不", "第2年", "", "2 3"])
async def test_other_texts_choose_nothing(text):
    assert chosen(text, OFFERED) is None


async def test_a_number_selects_the_choice_offered_last(wechat, assistant):
    server = wechat()
    assistant.offer("怎么补？", "材料", "时间")
    assert await server.say(server.text("u", "怎么补？")) == "答：怎么补？\n\n回复 1 材料\n回复 2 时间"
    assert await server.say(server.text("u", "2")) == "答：选了时间"


async def test_a_number_without_an_offer_is_just_text(wechat, assistant):
    server = wechat()
    assistant.offer("怎么补？", "材料")
    await server.say(server.text("u", "怎么补？"))
    await server.say(server.text("u", "别的"))
    assert await server.say(server.text("u", "1")) == "答：1"


async def test_choices_are_offered_to_one_user_only(wechat, assistant):
    server = wechat()
    assistant.offer("怎么补？", "材料")
    await server.say(server.text("u", "怎么补？"))
    assert await server.say(server.text("v", "1")) == "答：1"


async def test_a_clicked_link_sends_its_title_and_selects(wechat, assistant):
    server = wechat(wechat_menu_links=True)
    assistant.offer("怎么补？", "材料")
    assert "weixin://bizmsgmenu?msgmenucontent=材料&msgmenuid=1" in await server.say(server.text("u", "怎么补？"))
    assert await server.say(server.text("u", "材料", bizmsgmenuid="1")) == "答：选了材料"


async def test_a_number_asked_for_is_not_taken_as_a_choice(wechat, assistant):
    server = wechat()
    assistant.offer("贷款贴息", "不清楚", expects="number")
    assert "回复 A 不清楚" in await server.say(server.text("u", "贷款贴息"))
    assert await server.say(server.text("u", "1")) == "答：1"
    await server.say(server.text("u", "贷款贴息"))
    assert await server.say(server.text("u", "a")) == "答：选了不清楚"


async def test_a_text_that_begins_with_a_slash_stays_text(wechat):
    server = wechat()
    assert await server.say(server.text("u", "/restart")) == "答：/restart"


async def test_recognised_voice_is_answered_like_text(wechat):
    server = wechat()
    assert await server.say(server.message("u", "voice", Recognition="怎么申请？")) == "答：怎么申请？"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("voice", "打成文字"),
        ("image", "图片"),
        ("video", "视频"),
        ("shortvideo", "视频"),
        ("location", "位置"),
        ("link", "链接"),
        ("file", "文件"),
        ("something_new", "文字"),
    ],
)
async def test_messages_without_text_get_a_fitting_reply(wechat, assistant, kind, words):
    server = wechat()
    assert words in await server.say(server.message("u", kind, MediaId="x"))
    assert not assistant.asked


async def test_a_picture_in_between_leaves_the_choices_valid(wechat, assistant):
    server = wechat()
    assistant.offer("怎么补？", "材料")
    await server.say(server.text("u", "怎么补？"))
    await server.say(server.message("u", "image", MediaId="x"))
    assert await server.say(server.text("u", "1")) == "答：选了材料"


@pytest.mark.parametrize("event", ["subscribe", "SCAN"])
async def test_who_subscribes_or_scans_is_welcomed_with_topics(wechat, assistant, event):
    server = wechat()
    welcome = await server.say(server.event("u", event))
    assert "技改助手" in welcome
    assert "回复 1 有哪些扶持项目" in welcome
    assert await server.say(server.text("u", "1")) == "答：有哪些扶持项目？"


@pytest.mark.parametrize("event", ["VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "kf_close_session"])
async def test_events_that_ask_nothing_are_acknowledged_in_silence(wechat, assistant, event):
    server = wechat()
    assert await server.say(server.event("u", event)) is None
    assert not assistant.asked


async def test_who_unsubscribes_is_forgotten_in_silence(wechat, assistant):
    server = wechat()
    assistant.offer("怎么补？", "材料")
    await server.say(server.text("u", "怎么补？"))
    assert await server.say(server.event("u", "unsubscribe")) is None
    assert await server.say(server.text("u", "1")) == "答：1"


async def test_a_menu_entry_asks_its_question(wechat):
    server = wechat()
    assert await server.say(server.event("u", "CLICK", "申请需要准备什么材料？")) == "答：申请需要准备什么材料？"


async def test_the_rest_of_a_long_answer_comes_on_request(wechat, assistant):
    server = wechat()
    sentences = [f"第{number}句话，说明申请的一个要点。" for number in range(120)]
    assistant.script["详细说"] = [BotMessage("".join(sentences), (Choice("材料", "选了材料"),))]
    parts = [await server.say(server.text("u", "详细说"))]
    while "回复“继续”" in parts[-1]:
        assert await server.say(server.message("u", "image", MediaId="x"))
        parts.append(await server.say(server.text("u", "继续")))
    assert len(parts) > 2
    assert parts[-1].endswith("回复 1 材料")
    assert all("".join(parts).count(sentence) == 1 for sentence in sentences)
    assert assistant.asked == [("u", "详细说")]
    assert await server.say(server.text("u", "1")) == "答：选了材料"


async def test_a_new_question_displaces_the_rest(wechat, assistant):
    server = wechat()
    assistant.script["详细说"] = [BotMessage("一句话。" * 300)]
    await server.say(server.text("u", "详细说"))
    assert await server.say(server.text("u", "别的")) == "答：别的"
    assert await server.say(server.text("u", "继续")) == "答：继续"


async def test_a_failing_assistant_becomes_an_apology(wechat, assistant):
    server = wechat()
    assistant.script["坏"] = RuntimeError("broken")
    assert await server.say(server.text("u", "坏")) == APOLOGY
    assert await server.say(server.text("u", "好")) == "答：好"


async def test_an_assistant_with_nothing_to_say_is_silence(wechat, assistant):
    server = wechat()
    assistant.script["嗯"] = []
    assert await server.say(server.text("u", "嗯")) is None
