"""What the channel says by itself, without asking the assistant."""

from __future__ import annotations

from bot.channels.wechat.render import render
from bot.channels.wechat.state import PendingAnswer
from bot.message import BotMessage, Choice

CONTINUE_WORDS = frozenset({"继续", "下一页", "下一条", "看下文", "更多"})

WELCOME = BotMessage(
    "您好，我是技改助手，解答深圳市企业技术改造扶持计划的申请问题：有哪些扶持项目、能补多少、要什么条件和材料、"
    "什么时候到哪里申请，也可以按您的情况测算和自评。\n直接输入问题就行，例如：我们去年买了一批设备，能补多少？",
    choices=(
        Choice("有哪些扶持项目", "有哪些扶持项目？"),
        Choice("我能申请哪一种", "我们企业能申请哪一种？"),
        Choice("测算能补多少", "帮我测算能补多少钱"),
        Choice("需要什么材料", "申请需要准备什么材料？"),
        Choice("申请时间和地点", "什么时候申请？到哪里提交？"),
    ),
)

WAIT = "这个问题还需要一点时间，请稍后回复“继续”看答复。"
APOLOGY = "抱歉，刚才没能处理好这个问题，请稍后再发一次。"
AGENTS_NEXT = "请再发一条消息说明您的问题，它会直接转给人工客服；回复“机器人”可回到技改助手。"
EARLIER = "【您刚才的问题】"
BACK = "技改助手已回来，请直接输入您的问题。"
UNHEARD = "没有听清这条语音，请把问题打成文字发给我。"

MEDIA = {
    "image": "我还看不懂图片，请用文字说明您的问题，例如材料名称或投资金额。",
    "video": "我还看不了视频，请用文字说明您的问题。",
    "shortvideo": "我还看不了视频，请用文字说明您的问题。",
    "location": "收到您的位置。想知道到哪里提交材料，请回复“到哪里提交材料”。",
    "link": "我打不开链接，请把想问的内容用文字发给我。",
    "file": "我读不了文件，请用文字说明您的问题，例如哪项材料、哪个数据。",
    "unsupported": "这类消息我收不到内容，请用文字输入您的问题。",
}


def for_media(kind: str) -> str:
    """What to say to a message without text."""
    return MEDIA.get(kind, MEDIA["unsupported"])


def welcome(menu_links: bool) -> PendingAnswer:
    """The greeting with the topics as choices."""
    return render([WELCOME], menu_links)


def agents_next() -> PendingAnswer:
    """That the next message goes to the agents."""
    return PendingAnswer(AGENTS_NEXT)


def earlier(answer: PendingAnswer) -> PendingAnswer:
    """`answer` marked as belonging to an earlier question."""
    if answer.begun or answer.text.startswith(EARLIER):
        return answer
    return PendingAnswer(f"{EARLIER}\n{answer.text}", answer.menu, answer.choices)
