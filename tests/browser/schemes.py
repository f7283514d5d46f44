"""Schemes of the pretended API: one of every kind of input. All figures are invented."""

from __future__ import annotations

from typing import Any


def _input(name: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "kind": kind,
        "unit": "元",
        "question": "",
        "example": "",
        "required": True,
        "options": [],
        **more,
    }


CONDITIONS = [
    {
        "id": "registered",
        "kind": "yes_no",
        "statement": "申报单位在本市注册",
        "question": "申报单位是在本市注册的独立法人企业吗？",
        "clause": "四（一）",
    },
    {
        "id": "filed",
        "kind": "yes_no",
        "statement": "项目已在备案系统备案",
        "question": "项目已在备案系统备案吗？",
        "clause": "四（四）",
    },
    {
        "id": "min_investment",
        "kind": "at_least",
        "statement": "投资达到门槛",
        "question": "",
        "clause": "四·专项（一）",
    },
]

SCHEMES = [
    {
        "id": "intelligent_upgrade",
        "name": "技术装备及管理智能化提升",
        "short": "智能化提升",
        "amount_text": "按投资额的15%资助，最高不超过999万元。",
        "inputs": [
            _input(
                "investment",
                "上年度智能化改造投资",
                "amount",
                question="上年度投资是多少（单位：万元；没有请答0）？",
                example="900万",
            ),
            _input("deductible_tax", "其中可抵扣税款", "amount", required=False),
        ],
        "conditions": CONDITIONS,
    },
    {
        "id": "loan_interest",
        "name": "贷款贴息",
        "short": "贷款贴息",
        "amount_text": "最高555万元。",
        "inputs": [
            _input("loan_amount", "贷款金额", "amount"),
            _input("contract_rate", "合同年利率", "percent", example="4.75%"),
            _input("years", "贷款年限", "years", unit="年", example="3年"),
            _input("start", "放款日期", "date", required=False),
            _input("finished", "项目已完工吗", "yes_no", required=False),
        ],
        "conditions": CONDITIONS[:2],
    },
    {
        "id": "industry_chain",
        "name": "产业链垂直整合",
        "short": "产业链整合",
        "amount_text": "最高777万元。",
        "inputs": [
            _input(
                "project_kind",
                "项目类型",
                "choice",
                options=[{"value": "industrial", "label": "工业项目"}, {"value": "technical", "label": "技术改造项目"}],
            ),
            _input("members", "参与单位与投资", "members"),
            _input("count", "参链企业数", "count", unit="家", required=False),
            _input("investment_by_year", "各年度投资", "amounts_by_year", required=False),
        ],
        "conditions": CONDITIONS[:1],
    },
]
