"""The questions that come nearest to a message that was not clearly understood, and what they are answered with."""

from __future__ import annotations

from actions.talk import SMALL_TALK
from actions.turn import Turn

OFFERED = 0.08
"""Confidence from which an intent is worth offering."""
NOT_OFFERED = {*SMALL_TALK, "detail", "brief", "repeat", "more", "edit_answer", "explain_result", "nlu_fallback"}
TITLES = {
    "calculate": "帮我测算补贴",
    "start_assessment": "帮我自评资格",
    "recommend_scheme": "我们适合报哪一类",
    "required_investment": "要投多少才能拿满",
    "ask_materials": "要交哪些申请材料",
    "ask_eligibility": "申报条件是什么",
    "base_materials": "各类都要交的基础材料有哪些",
    "ask_outline": "实施方案要写什么",
    "send_document": "下载提纲和清单",
    "mode_elements": "各种智能化模式有哪些要素",
    "mode_by_feature": "哪种智能化模式提到某个系统",
    "mode_identify": "我们属于哪种智能化模式",
    "mode_check": "逐条自查智能化模式",
}
"""Questions that stand for intents without a record of their own."""
SELF_EVIDENT = {"calculate", "start_assessment", "recommend_scheme", "required_investment"}
"""Intents whose reply says by itself what was understood."""


def nearest_intents(turn: Turn) -> list[str]:
    """The likeliest intents that ask something of the guide, the likeliest first."""
    return [
        name
        for item in turn.ranking
        if (name := str(item.get("name") or "")) not in NOT_OFFERED
        and not name.startswith("oos_")
        and item["confidence"] >= OFFERED
        and question_of(turn, name)
    ]


def question_of(turn: Turn, intent: str) -> str:
    """The question shown for an intent; empty where there is none."""
    if intent in turn.guide.records:
        return turn.guide.records[intent].question
    if intent in TITLES:
        return TITLES[intent]
    facet = intent.removeprefix("ask_")
    scheme_id = turn.scheme_in_context
    for scheme in [turn.guide.scheme(scheme_id)] if scheme_id else turn.guide.ordered_schemes():
        if facet in scheme.facets:
            return scheme.facets[facet].question
    return ""


def briefly(turn: Turn, intent: str) -> tuple[str, str]:
    """The answer to an intent in one sentence or two, and its clause; empty where it depends on more than the guide."""
    record = turn.guide.records.get(intent)
    if record is None and (scheme_id := turn.scheme_in_context):
        record = turn.guide.facet_record(scheme_id, intent.removeprefix("ask_"))
    return (record.answer, record.clause) if record else ("", "")


def understood_as(turn: Turn) -> str:
    """Says what the message is taken to ask; empty where the intent has no question of its own."""
    if turn.intent in NOT_OFFERED or turn.intent.startswith("oos_") or turn.intent in SELF_EVIDENT:
        return ""
    question = question_of(turn, turn.intent)
    return f"我理解您问的是“{question}”，不是的话请换个说法。" if question else ""
