"""Questions about what comes after or before a step of the process."""

from __future__ import annotations

import datetime as dt

import pytest

from actions.process_order import asked_step, step_after
from actions.state import State
from actions.turn import Turn
from knowledge.loader import load_guide

GUIDE = load_guide("2018")
NAMES = [step.name for step in GUIDE.general.process]


def turn(text: str) -> Turn:
    return Turn(text, "process_all", 0.9, (), (), (), State(), GUIDE, dt.date(2018, 8, 1))


@pytest.mark.parametrize(
    ("text", "step", "direction"),
    [
        ("初审过了接下来干什么", "合规性初审", 1),
        ("专家评审完了,下一个环节是什么", "专家评审", 1),
        ("公示结束之后是什么", "社会公示", 1),
        ("专项审计之前是哪一步", "专项审计", -1),
        ("纸质交完以后最先看哪样", "向市行政服务大厅收文窗口提交申请材料", 1),
    ],
)
def test_the_step_and_the_direction_are_read(text: str, step: str, direction: int) -> None:
    assert asked_step(turn(text)) == (NAMES.index(step), direction)


@pytest.mark.parametrize(
    "text", ["流程是怎样的", "要不要专家评审", "专家评审和专项审计完了接着干什么", "审计报告要几年的", "公示多久"]
)
def test_other_questions_are_left_to_their_own_answers(text: str) -> None:
    assert step_after(turn(text)) is None


def test_the_neighbour_is_named_with_the_whole_process_and_its_clause() -> None:
    reply = step_after(turn("初审过了接下来干什么"))
    assert reply is not None
    assert reply.text.startswith("“合规性初审”之后是“专家评审”（")
    assert "贷款贴息" in reply.text.split("。")[0]
    assert "→".join(NAMES) in reply.text
    assert reply.clauses == ("九",)


def test_nothing_comes_after_the_last_step() -> None:
    assert step_after(turn("打款以后是什么")) is None
