"""Backwards questions: what is aimed at, and what is asked for; and forward questions, which are none."""

from __future__ import annotations

import datetime as dt

import pytest

from actions.goal import aim_of
from actions.required import required
from actions.state import State
from actions.turn import Turn
from bot.nlu.normalise import normalise
from bot.nlu.value_extractor import read_entities
from knowledge.loader import load_guide

TODAY = dt.date(2018, 7, 25)
GUIDE = load_guide("2018")


def turn(text: str) -> Turn:
    """The message as the actions see it."""
    text = normalise(text)
    return Turn(text, "required_investment", 0.9, (), tuple(read_entities(text)), (), State(), GUIDE, TODAY)


ANSWERS = [
    ("要拿900万的智能化提升资助，去年不含税得投多少", "4500万元"),
    ("去年智能化投了7000万净额，想拿满智能化提升的2000万还要再投多少", "还差3000万元"),
    ("去年智能化改造投了四百九十万，离智能化提升门槛差多少", "还差10万元"),
    ("智能化提升，去年含税560万，最多能有多少可抵扣税还能过500万的门槛", "最多60万元"),
    ("智能化提升补贴想要1500万，含税投资（税率16%全部可抵扣）要多少", "8700万元"),
    ("重大技改项目计划固投2.4亿，想首期拿2000万，得投到多少", "1亿元"),
    ("计划固投2.1亿的技改重大项目，已投3000万，要够20%的进度还差多少投资", "还差1200万元"),
    ("要让重大项目资助总额达到4000万，技改项目固定资产计划总投资至少多少", "2亿元"),
    ("产业链想一年拿1200万，全链条净投资至少要多少", "6000万元"),
    ("产业链四家共投4600万，还差多少够门槛", "还差400万元"),
    ("贷款贴息想拿到190万，利率4.75%和基准一样，借两年，要贷多少", "2000万元"),
    ("贷款3500万要全额计息，固定资产投资至少要做到多少", "5000万元"),
    ("固投3000万，最多贷多少能全部计息", "2100万元"),
    ("融资租赁想拿240万补贴，租两年，额度至少多少", "2400万元"),
    ("融资租赁额度5000万，补贴想顶格要租几年", "2年"),
    ("租三年的融资租赁，想拿满封顶，额度要多少", "3333.3333万元"),
    ("融资租赁想拿150万补贴，额度至少多少", "按最长3年计"),
    ("产业链年度封顶1500万，想拿满的话全链条要投多少", "7500万元"),
    ("领导说要拿满2000万，智能化提升得投多少", "1亿元"),
    ("创业板，募投固投2.1亿（净额），离上市公司本地改造封顶还差多少投资", "还差4000万元"),
]


@pytest.mark.parametrize(("text", "part"), ANSWERS)
def test_answer(text: str, part: str) -> None:
    assert part in required(turn(text)).text


@pytest.mark.parametrize(
    "text",
    [
        "想报智能化提升，去年投了3000万，能拿多少",
        "年度封顶以后按比例分，牵头企业得多少",
        "去年投了1.05亿，2000万封顶对吧，实际能拿多少",
        "智能化去年净投8800万，补贴是多少",
        "老板说智能化提升肯定能拿满2000万，我们去年净投4000万，对吗，实际该是多少",
        "产业链年度封顶1500万，牵头5000万，甲3000万，乙2000万，按投资比例牵头企业能分到多少",
        "上限5000万的那个重大项目，固投计划2.4亿，做了四成，首期金额多少",
    ],
)
def test_question_for_the_grant_is_forward(text: str) -> None:
    assert aim_of(turn(text)) is None
