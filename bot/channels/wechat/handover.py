"""Handing over to human agents: the assistant is silent until the session ends, time runs out, or the user returns."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.wechat.state import UserState
from bot.message import BotMessage

RETURN_WORDS = frozenset({"机器人", "返回机器人", "结束人工", "退出人工"})


def asks_for_agent(messages: Sequence[BotMessage]) -> bool:
    """Whether the assistant's reply hands the conversation over."""
    return any(message.custom.get("status") == "handover" for message in messages)


def begin(state: UserState, now: float, seconds: float) -> None:
    """From now on the agents answer; a session that is opened or passed on starts the time anew."""
    state.handover_until = now + seconds


def end(state: UserState) -> None:
    """The assistant answers again."""
    state.handover_until = 0.0


def is_active(state: UserState, now: float) -> bool:
    """Whether the agents are answering this user."""
    return now < state.handover_until


def wants_back(text: str) -> bool:
    """Whether the user asks to leave the agents and return to the assistant."""
    return text.strip("。！!. ") in RETURN_WORDS


def follow_session(state: UserState, event: str, now: float, seconds: float) -> None:
    """Follow WeChat's own events of a customer-service session."""
    if event in {"kf_create_session", "kf_switch_session"}:
        begin(state, now, seconds)
    elif event == "kf_close_session":
        end(state)
