"""Greetings, thanks, complaints and what else people say around their question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.reply import Choice, Reply, choice
from actions.responders import answers, respond
from actions.state import State
from actions.turn import Turn

LONGEST_BARE = 8
"""Characters up to which a message without a question open can be a bare yes or no."""

STARTERS = (
    choice("我们适合报哪一类", "我们适合报哪一类"),
    choice("测算补贴", "帮我测算补贴"),
    choice("自评资格", "帮我自评资格"),
    choice("申请材料", "要交哪些申请材料"),
    choice("截止时间", "什么时候截止"),
)


def starters() -> tuple[Choice, ...]:
    """What one can begin with."""
    return STARTERS


def phones(turn: Turn) -> str:
    """The hotline's numbers."""
    return "、".join(turn.guide.general.contact.phones)


def greet(turn: Turn) -> Reply:
    """Welcomes, and says what this is."""
    programme = turn.guide.general.programme
    return Reply(
        f"您好！我是技改助手，可以解答{programme}的申报条件、申请材料、受理时间地点，测算补贴，陪您自评资格。请问想了解什么？",
        choices=STARTERS,
        status="social",
    )


def about(turn: Turn) -> Reply:
    """Says what it can do."""
    programme = turn.guide.general.programme
    return Reply(
        f"我能为您解答{programme}的问题：\n"
        "· 支持哪些方向、资助标准、申报条件、申请材料、受理时间和地点、办理流程；\n"
        "· 按您的投资、贷款或租赁数据测算补贴，说明每一步和依据；\n"
        "· 一条一条陪您自评申报资格；\n"
        "· 提供实施方案提纲和材料清单的Word文件。\n"
        "直接用平常的话问就可以，例如“去年投了3000万做自动化，能补多少”。",
        choices=STARTERS,
        status="social",
    )


def robot(turn: Turn) -> Reply:
    """Says honestly what it is."""
    return Reply(
        f"我是技改助手，一个自动答复的程序，不是真人。我只按《{turn.guide.general.short_title}》回答，并注明依据条款；"
        f"需要人工请拨打{phones(turn)}。",
        choices=STARTERS,
        status="social",
    )


def reliable(turn: Turn) -> Reply:
    """Says how far its answers can be relied upon, and whose word counts."""
    return Reply(
        f"我的答复逐条对应《{turn.guide.general.short_title}》并注明条款，您可以对照原文；金额由固定的计算规则得出，每一步都列出来，"
        f"可以自己核对。测算和自评只供申报前参考，不是审批结论，最终以主管部门审定为准；与原文有出入的，以指南原文为准。"
        f"拿不准的请拨打{phones(turn)}确认。",
        choices=STARTERS,
        status="social",
    )


def bye(turn: Turn) -> Reply:
    """Parts kindly."""
    return Reply("好的，再见，祝申报顺利！有问题随时再来问。", status="social")


def welcome(turn: Turn) -> Reply:
    """Answers thanks."""
    return Reply("不客气！还有其他问题可以继续问，祝申报顺利。", status="social")


def sorry(turn: Turn) -> Reply:
    """Takes a complaint and offers ways on."""
    return Reply(
        f"抱歉没帮上您。请换个说法再问一次，或者选一个话题；也可以直接拨打咨询电话{phones(turn)}找工作人员。",
        choices=STARTERS,
        status="social",
    )


def here(turn: Turn) -> Reply:
    """Answers impatience."""
    return Reply(
        f"在的，抱歉让您久等了。请说您想了解什么，我马上回答；着急的话也可以拨打{phones(turn)}。",
        choices=STARTERS,
        status="social",
    )


def left(turn: Turn) -> Reply:
    """Leaves what was under way."""
    turn.state.close_task()
    return Reply("好的，先不算了，您说过的数据我还记着。还想了解什么可以接着问。", choices=STARTERS, status="social")


def fresh(turn: Turn) -> Reply:
    """Forgets what was said and begins anew."""
    for name, value in vars(State()).items():
        setattr(turn.state, name, value)
    return Reply("好的，我们重新开始。请问想了解什么？", choices=STARTERS, status="social")


def nothing_open(turn: Turn) -> Reply:
    """A yes, no or 不清楚 where nothing was asked."""
    if len(turn.text) > LONGEST_BARE:
        return respond(turn.asking("nlu_fallback"))
    return Reply("好的。您想接着了解什么？", choices=STARTERS, status="social")


SMALL_TALK: dict[str, Callable[[Turn], Reply]] = {
    "greet": greet,
    "help": about,
    "bot_challenge": robot,
    "reliability": reliable,
    "goodbye": bye,
    "thanks": welcome,
    "abuse": sorry,
    "impatient": here,
    "cancel": left,
    "start_over": fresh,
    "affirm": nothing_open,
    "deny": nothing_open,
    "unsure": nothing_open,
}


@answers(SMALL_TALK)
def talk(turn: Turn) -> Reply:
    """The reply to small talk."""
    return SMALL_TALK[turn.intent](turn)


@answers(["detail", "repeat", "brief"])
def again(turn: Turn) -> Reply:
    """The last answer once more; `brief` gives its first sentence only."""
    topic = turn.state.topic
    if not topic:
        return respond(turn.asking("nlu_fallback"))
    reply = respond(turn.asking(topic))
    if turn.intent == "brief":
        return replace(reply, text=reply.text.split("。")[0].split("\n")[0] + "。", card=None)
    return reply
