"""Claims about the grant that are to be checked: computed forwards, and said to be right or not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from actions.claim import claims
from actions.figures import intended
from actions.state import State
from actions.subsidy import subsidy
from actions.turn import Turn
from bot.nlu.normalise import normalise
from bot.nlu.value_extractor import read_entities
from knowledge.loader import load_guide

GUIDE = load_guide("2018")


def turn(scheme: str, text: str) -> Turn:
    """The message about a scheme, taken for a backwards question."""
    text = normalise(text)
    entities = tuple(read_entities(text))
    day = dt.date(2018, 8, 1)
    return Turn(text, "required_investment", 0.9, (), entities, (), State(scheme=scheme), GUIDE, day)


@pytest.mark.parametrize(
    ("scheme", "text", "part"),
    [
        (
            "intelligent_upgrade",
            "老板说肯定能拿满2000万，去年净投4000万，对吗，实际该是多少",
            "不对：按这些数据最多800万元",
        ),
        ("intelligent_upgrade", "中介说能补600万，去年净投2500万，是真的吗", "高估了100万元"),
        ("intelligent_upgrade", "去年净投3100万，同事说可以拿620万，靠谱吗", "620万元与测算结果一致"),
        ("intelligent_upgrade", "去年净投3100万，财务算下来能拿500万，算错了吧", "低估了120万元"),
        ("finance_lease", "额度3000万租三年，成本600万，顾问保证能拿满封顶，可信吗", "您提到的500万元不对"),
        (
            "major_project",
            "计划固投2亿，总投资2.2亿，已投6000万，听说能补4000万，是这样吗",
            "与资助总额一致，目前可拨付1200万元",
        ),
        ("major_project", "固定资产计划总投资3亿，总投资4亿，奖补总额最高能到多少", "取5000万元"),
        ("major_project", "固定资产计划总投资2.2亿，总投资3亿，总共能核多少", "4400万元"),
    ],
)
def test_claim_is_computed_forwards(scheme: str, text: str, part: str) -> None:
    message = turn(scheme, text)
    assert part in subsidy(replace(message, intent="calculate")).text
    assert not claims(message) or intended(message) == "calculate"


@pytest.mark.parametrize("text", ["老板想拿满2000万，要投多少", "去年净投2500万，能拿多少", "已经拿了300万，对吗"])
def test_no_claim(text: str) -> None:
    assert not claims(turn("intelligent_upgrade", text))


def test_total_first_then_progress_as_refinement() -> None:
    message = turn("major_project", "固定资产计划总投资2.2亿，总投资3亿，奖补总额最高能到多少")
    assert "累计实际完成" in subsidy(message).question
