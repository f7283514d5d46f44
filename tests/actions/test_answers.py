"""Free answers to the questions of the conditions."""

from __future__ import annotations

import pytest

from actions.answers import read_condition
from bot.nlu.normalise import normalise
from knowledge.loader import load_guide
from knowledge.model import Condition

GUIDE = load_guide("2018")
CONDITIONS: dict[str, Condition] = {condition.id: condition for condition in GUIDE.general.base_conditions} | {
    f"{scheme.id}.{condition.id}": condition for scheme in GUIDE.schemes.values() for condition in scheme.conditions
}

HOLDS = {
    "registered": [
        *(
            "是",
            "是的",
            "对",
            "嗯",
            "是，深圳注册的有限公司",
            "不是分公司，是独立法人",
            "yes",
            "Yes, we are",
            "系",
            "系嘅",
            "啱",
        ),
        *(
            "我们注册在深圳南山",
            "在深汕特别合作区注册的",
            "都满足",
            "符合",
            "没问题",
            "当然是",
            "是独立法人企业",
            "股份公司，深圳的",
        ),
    ],
    "located": [
        "在宝安",
        "是，在龙岗坪地",
        "都在深圳",
        "在光明区的厂房里",
        "不在东莞，在宝安",
        "深汕合作区",
        "是的，在市内",
    ],
    "industry": [
        *(
            "不属于禁止类和限制类",
            "否",
            "不是",
            "不属于",
            "否，不属于",
            "是，不属于限制类",
            "鼓励类的",
            "没有",
            "都不是",
            "no",
            "唔系",
            "冇",
        ),
        *("不在限制目录里", "不是限制类也不是禁止类", "全部符合", "我们是允许类产业"),
    ],
    "private_funds": [
        *(
            "是，不是政府投资项目，企业自己投的",
            "否",
            "不是",
            "企业自筹",
            "自己投的钱",
            "不属于政府投资",
            "no",
            "非政府投资",
            "全是自有资金",
        ),
    ],
    "filed": [
        *(
            "已经备案了",
            "备案了",
            "办好了",
            "有备案表",
            "是",
            "去年就备过案",
            "早就备案了",
            "已备案",
            "有",
            "搞定了",
            "yes",
        ),
        *("以前没备案，现在已备案", "拿到备案表了"),
    ],
    "compliant": [
        "是",
        "没有失信",
        "没有处罚记录",
        "都具备",
        "合规经营",
        "一直诚信合规经营",
        "从来没有违法",
        "无违法违规",
    ],
    "not_duplicated": [
        *(
            "否，没有多头申报",
            "是，不存在多头或重复申报",
            "没有",
            "否",
            "冇",
            "没有重复",
            "只报了这一个",
            "没报过别的",
            "不存在",
            "no",
        ),
    ],
    "major_project.statistics": ["可以纳入", "能", "已经纳入统计了", "是"],
    "major_project.directory": ["列入了", "是，已列入2018年名录", "今年刚进名录", "在名录里", "有列入"],
    "industry_chain.lead": ["我们是龙头", "是", "联合申报的", "是先进制造业龙头企业"],
    "industry_chain.agreement": ["签了", "都签好了", "有合同", "已签", "是的，签了协议"],
    "loan_interest.contract": ["工行深圳分行", "签了", "是，深圳的银行", "已经放款"],
    "loan_interest.purpose": [
        "没有写",
        "没有这种限制",
        "没有",
        "否",
        "合同没有约定",
        "写明用于固定资产投资",
        "没有限制",
    ],
    "finance_lease.contract": ["签了", "有合同", "是"],
    "finance_lease.lessor": ["有资质", "具备", "有", "是的，有融资租赁业务资质"],
    "finance_lease.equipment": ["是", "先进适用的", "是先进设备"],
    "listed_company.same_entity": ["一致", "是同一主体", "是", "同一个主体", "是一个主体"],
    "listed_company.fund_use": ["一致", "对应", "是的"],
}
FAILS = {
    "registered": [
        *(
            "在龙岗的分公司",
            "不是",
            "否",
            "分公司",
            "我们是办事处",
            "唔系",
            "no",
            "个体户",
            "不是独立法人",
            "合伙企业",
            "注册在外地",
        ),
        *("是，是分公司", "不符合", "深圳分公司", "没有独立法人资格", "我们是个体工商户"),
    ],
    "located": ["在东莞", "一部分在惠州", "不在深圳", "外地", "否", "项目在珠海", "没有在深圳"],
    "industry": [
        "否，项目属于限制类",
        "是，属于限制类产业",
        "是的",
        "属于",
        "属于禁止类",
        "是限制类的",
        "yes",
        "系",
        "有一项属于限制类",
        "不符合",
    ],
    "private_funds": ["是政府投资", "是的", "是，政府投资建设的", "属于政府投资项目", "yes"],
    "filed": [
        *(
            "还没备案",
            "没有",
            "没",
            "正在办",
            "下周去备案",
            "还没",
            "未备案",
            "没去备案",
            "否",
            "no",
            "准备去备案",
            "冇",
            "还没有",
            "是还没备案",
        ),
        *("没做备案", "尚未"),
    ],
    "compliant": ["不具备", "去年被环保处罚过", "被列入失信名单", "有违法记录", "否", "有处罚"],
    "not_duplicated": [
        "有",
        "存在重复",
        "报过别的市级资助",
        "是的",
        "同一个项目已经拿过科创委的钱",
        "有重复",
        "有多头申报",
    ],
    "major_project.statistics": ["不能纳入", "没有", "纳入不了"],
    "major_project.directory": ["没列入", "不在名录里", "没有", "还没进名录", "列入了但没有更新"],
    "industry_chain.lead": ["不是龙头", "单独申报", "没有龙头企业", "否"],
    "industry_chain.agreement": ["还没有签", "没签", "没有协议", "口头的，没签合同", "正在谈"],
    "loan_interest.contract": ["东莞的银行", "没签", "外地银行", "还没签"],
    "loan_interest.purpose": [
        "合同写明不得用于固定资产投资",
        "有",
        "有限制",
        "写了不能用于固定资产",
        "有，限定流动资金",
    ],
    "finance_lease.lessor": ["没有", "没有资质", "不具备", "无资质"],
    "finance_lease.equipment": ["不是", "不是先进设备"],
    "listed_company.same_entity": ["是子公司做的", "不一致", "不是同一个主体", "否", "子公司实施"],
    "listed_company.fund_use": ["不一致", "变更了用途", "用的自有资金", "不对应"],
}
UNKNOWN = [
    *(
        "不清楚",
        "不知道",
        "待确认",
        "还没定",
        "问问财务",
        "我问一下再说",
        "不确定",
        "说不准",
        "不太清楚",
        "要查一下",
        "拿不准",
        "唔知",
        "not sure",
    ),
    *(
        "I don't know",
        "可能没有",
        "好像备案了",
        "应该有吧",
        "待定",
        "回头核实",
        "没把握",
        "不清楚有没有备案",
        "跳过",
        "估计有",
    ),
]
NO_ANSWER = [
    "3000万",
    "什么是备案",
    "备案要多久",
    "怎么备案",
    "这个条件是什么意思",
    "哪些行业是限制类",
    "我们做手机壳",
    "帮我算一下补贴",
    "???",
]


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(condition, answer) for condition, answers in table.items() for answer in answers]


@pytest.mark.parametrize(("condition", "answer"), cases(HOLDS))
def test_holds(condition: str, answer: str) -> None:
    assert read_condition(CONDITIONS[condition], normalise(answer)) == "yes"


@pytest.mark.parametrize(("condition", "answer"), cases(FAILS))
def test_fails(condition: str, answer: str) -> None:
    assert read_condition(CONDITIONS[condition], normalise(answer)) == "no"


@pytest.mark.parametrize("answer", UNKNOWN)
@pytest.mark.parametrize("condition", ["filed", "industry"])
def test_unknown_is_an_answer(condition: str, answer: str) -> None:
    assert read_condition(CONDITIONS[condition], normalise(answer)) == "unknown"


@pytest.mark.parametrize("answer", NO_ANSWER)
def test_something_else_is_no_answer(answer: str) -> None:
    assert read_condition(CONDITIONS["filed"], normalise(answer)) is None


def test_text_that_was_not_normalised() -> None:
    assert read_condition(CONDITIONS["filed"], "  YES ") == "yes"
    assert read_condition(CONDITIONS["filed"], "") is None


def test_yes_to_a_condition_that_figures_decide_is_no_answer() -> None:
    condition = CONDITIONS["intelligent_upgrade.min_investment"]
    assert read_condition(condition, "是") is None
    assert read_condition(condition, "达到了") == "yes"
    assert read_condition(condition, "达不到") == "no"
