"""Answers of the pretended assistant. All figures are invented: these tests are about the page, not about the guide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b>粗体</b>'
"""Text that would run if any place of the page took it for markup."""

CONDITIONS = [
    {"id": "registered", "statement": "申报单位在本市注册", "verdict": "meets", "actual": "本市", "clause": "四（一）"},
    {
        "id": "investment",
        "statement": "上一年度完成的投资达到门槛",
        "verdict": "fails",
        "actual": "77万元",
        "threshold": "88万元以上",
        "clause": "四·专项（一）",
        "remedy": "补充本年度已开票的投入后再核对。",
    },
    {
        "id": "filed",
        "statement": "项目已在备案系统备案",
        "verdict": "unknown",
        "threshold": "已备案",
        "clause": "四（四）",
    },
]

CALCULATION = {
    "kind": "calculation",
    "title": "技术装备及管理智能化提升",
    "amount": "1234500.00",
    "amount_text": "123.45万元",
    "eligible": None,
    "steps": [
        {
            "label": "计入的投资额",
            "expression": "900万元 − 可抵扣税款 77万元",
            "value": "823万元",
            "clause": "三（二）备注②",
        },
        {"label": "按比例计算", "expression": "823万元 × 15%", "value": "123.45万元", "clause": "三（二）1"},
        {"label": "不超过上限", "expression": "min(123.45万元, 999万元)", "value": "123.45万元", "clause": "三（二）1"},
    ],
    "assumptions": ["投资额按您所说，已扣除可抵扣税款。", "以专项审计确认的金额为准。"],
    "conditions": CONDITIONS,
}

ASSESSMENT = {
    "kind": "assessment",
    "title": "技术装备及管理智能化提升",
    "verdict": "fails",
    "conditions": CONDITIONS,
    "amount_text": "0元",
}

MATERIALS = {
    "kind": "materials",
    "title": "基础申请材料",
    "items": [
        {"name": "申请书", "form": "原件", "note": "在线填报后打印", "clause": "五（一）"},
        {"name": "营业执照", "form": "复印件，加盖公章", "clause": "五（二）"},
        {
            "name": "近三年财务审计报告",
            "form": "复印件，加盖公章",
            "note": "尚未完成的可用决算报表",
            "clause": "五（四）",
        },
    ],
}

HOSTILE_CARDS: list[dict[str, Any]] = [
    {
        "kind": "calculation",
        "title": HOSTILE,
        "amount": HOSTILE,
        "amount_text": HOSTILE,
        "eligible": HOSTILE,
        "steps": [{"label": HOSTILE, "expression": HOSTILE, "value": HOSTILE, "clause": HOSTILE}],
        "assumptions": [HOSTILE],
        "conditions": [
            {
                "id": HOSTILE,
                "statement": HOSTILE,
                "verdict": HOSTILE,
                "actual": HOSTILE,
                "threshold": HOSTILE,
                "clause": HOSTILE,
                "remedy": HOSTILE,
            }
        ],
    },
    {"kind": "assessment", "title": HOSTILE, "verdict": HOSTILE, "conditions": [HOSTILE, None], "amount_text": HOSTILE},
    {
        "kind": "materials",
        "title": HOSTILE,
        "items": [{"name": HOSTILE, "form": HOSTILE, "note": HOSTILE, "clause": HOSTILE}],
    },
    {"kind": "__proto__", "title": HOSTILE},
    {"kind": "calculation", "steps": "not a list", "conditions": {"a": 1}, "assumptions": [{"b": 2}]},
]


def _part(text: str = "", buttons: list[dict[str, str]] | None = None, **custom: Any) -> dict[str, Any]:
    return {"text": text, "buttons": buttons or [], "custom": custom}


def _button(title: str, payload: str = "") -> dict[str, str]:
    return {"title": title, "payload": payload or title}


def _hostile(_: str) -> list[dict[str, Any]]:
    links = [{"title": HOSTILE, "url": "javascript:window.hacked=1"}, {"title": HOSTILE, "url": "/files/a.docx"}]
    first = _part(
        f'{HOSTILE} javascript:alert(1) https://example.com/"onclick=window.hacked=1',
        [_button(HOSTILE, HOSTILE)],
        citations=[HOSTILE, {"a": 1}],
        documents=links,
        status=HOSTILE,
    )
    return [first, *(_part(card=card) for card in HOSTILE_CARDS)]


def _calculation(_: str) -> list[dict[str, Any]]:
    text = "按您说的投入，预计可得 123.45万元；是否符合条件还有一项要确认。"
    choices = [_button("核对申报条件"), _button("需要哪些材料"), _button("换一个金额", "金额改为500万元")]
    return [
        _part(text, status="answered", card=CALCULATION, citations=["三（二）1"]),
        _part("接下来可以：", choices),
    ]


def _materials(_: str) -> list[dict[str, Any]]:
    documents = [{"title": "实施方案提纲.docx", "url": "/files/outline.docx"}]
    return [_part("基础材料共三项，备好一项勾一项。", card=MATERIALS, documents=documents, citations=["五"])]


def _echo(message: str) -> list[dict[str, Any]]:
    return [_part(f"收到：{message}", [_button("帮我算算"), _button("选项乙", "乙的内容")], status="answered")]


ANSWERS: dict[str, Callable[[str], list[dict[str, Any]]]] = {
    "XSS": _hostile,
    "链接": lambda _: [_part("请见 https://example.com/guide（公告）。电话不是链接。", status="answered")],
    "算": _calculation,
    "条件": lambda _: [_part("目前有一项不符合、一项待确认。", card=ASSESSMENT, status="answered", citations=["四"])],
    "材料": _materials,
    "长": lambda _: [_part("\n".join(f"第{number}行：这是一段比较长的说明。" for number in range(1, 61)))],
    "转人工": lambda _: [_part("已为您登记转人工。工作时间内会有同事联系您。", status="handover")],
    "不懂": lambda _: [_part("您想问的是不是：", [_button("申报时间"), _button("受理地点")], status="unsure")],
}
"""The first of these words that a message holds decides its answer."""


def answer(message: str) -> list[dict[str, Any]]:
    """The parts of the answer to a message."""
    return next((make for word, make in ANSWERS.items() if word in message), _echo)(message)
