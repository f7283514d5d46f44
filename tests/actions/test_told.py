"""Conditions that a message decides in passing."""

from __future__ import annotations

import pytest

from actions.told import told_to_fail
from bot.nlu.normalise import normalise
from knowledge.loader import load_guide

GUIDE = load_guide("2018")

FAILING = [
    ("major_project", "directory", "可是没列入市重大工业项目名录"),
    ("major_project", "directory", "名录里没有我们"),
    ("major_project", "statistics", "没法纳入工业投资统计"),
    ("industry_chain", "agreement", "合作协议还没签"),
    ("industry_chain", "agreement", "几家只是口头约定"),
    ("industry_chain", "lead", "我们算不上先进制造业龙头，是贸易公司牵头"),
    ("loan_interest", "shenzhen_bank", "惠州的银行给我们放的贷款"),
    ("loan_interest", "shenzhen_bank", "从股东那里借了2000万"),
    ("loan_interest", "purpose", "贷款合同写了不能用于固定资产投资"),
    ("finance_lease", "lessor", "出租方没有牌照"),
    ("listed_company", "same_entity", "募投项目子公司来实施"),
    ("listed_company", "fund_use", "项目和公告的用途对不上"),
    ("intelligent_upgrade", "registered", "公司注册地在东莞"),
    ("intelligent_upgrade", "registered", "我们是分公司，不是独立法人"),
    ("intelligent_upgrade", "located", "项目在惠州"),
    ("intelligent_upgrade", "located", "公司在光明区，厂在东莞"),
    ("intelligent_upgrade", "industry", "我们行业属于限制类"),
    ("intelligent_upgrade", "private_funds", "项目是政府投资建设的"),
    ("intelligent_upgrade", "filed", "项目没有备案"),
]
NOT_FAILING = [
    ("major_project", "directory", "已经进了名录"),
    ("major_project", "directory", "在不在名录里都能报吗"),
    ("major_project", "statistics", "审计数和统计数一致"),
    ("industry_chain", "agreement", "协议都签了"),
    ("industry_chain", "lead", "我们是龙头企业"),
    ("loan_interest", "shenzhen_bank", "上海银行深圳分行放的贷款"),
    ("loan_interest", "purpose", "合同没有写不得用于固定资产投资"),
    ("finance_lease", "lessor", "出租方资质没问题"),
    ("listed_company", "same_entity", "是不是同一主体有关系吗"),
    ("intelligent_upgrade", "registered", "母公司注册在香港，我们是深圳公司"),
    ("intelligent_upgrade", "located", "项目在龙岗，设备从苏州买的"),
    ("intelligent_upgrade", "industry", "产业不属于限制类"),
    ("intelligent_upgrade", "private_funds", "不是政府投资项目"),
    ("intelligent_upgrade", "filed", "项目备案了"),
]


def told(scheme: str, name: str, text: str) -> bool:
    """Whether the text says that the scheme's condition fails."""
    every = (*GUIDE.general.base_conditions, *GUIDE.scheme(scheme).conditions)
    condition = next(item for item in every if item.id == name)
    return told_to_fail(condition, normalise(text))


@pytest.mark.parametrize(("scheme", "name", "text"), FAILING)
def test_told_to_fail(scheme: str, name: str, text: str) -> None:
    assert told(scheme, name, text)


@pytest.mark.parametrize(("scheme", "name", "text"), NOT_FAILING)
def test_not_told_to_fail(scheme: str, name: str, text: str) -> None:
    assert not told(scheme, name, text)


def test_plain_figures_decide_no_condition() -> None:
    text = "去年智能化投了3000万,不含税,能补多少"
    for scheme in GUIDE.ordered_schemes():
        for condition in (*GUIDE.general.base_conditions, *scheme.conditions):
            assert not told_to_fail(condition, text)
