"""What was not understood: answered from the clause found if that is clear, offered as choices, or declined."""

from __future__ import annotations

from actions.nearest import briefly, nearest_intents, question_of
from actions.reply import Reply, choice, citation
from actions.responders import RESPONDERS, answers
from actions.scheme_meant import scheme_by_words
from actions.search import clear_hits, index_of
from actions.talk import STARTERS, phones
from actions.topics import invited, scheme_overview, wants_own_amount
from actions.turn import Turn
from knowledge.search.query import search

UNCERTAIN, AHEAD, FURTHER = 0.5, 0.15, 1.5
"""Confidence below which an intent gives way to what is found, the score of that, and how far it must be ahead."""
SHOWN, CHOICES = 2, 3
"""How many of the nearest questions are answered in brief, and how many are offered."""


@answers(["nlu_fallback", "edit_answer"])
def unsure(turn: Turn) -> Reply:
    """The best that can be done with a message that no intent fits."""
    if not any(character.isalnum() for character in turn.text):
        return Reply("没有看到文字内容。请直接输入您的问题，例如“申报条件是什么”。", choices=STARTERS, status="unsure")
    if turn.scheme and len(turn.text) <= 14 and not turn.values:
        overview = scheme_overview(turn, turn.guide.scheme(turn.scheme))
        return invited(turn, turn.scheme, overview) if wants_own_amount(turn.text) else overview
    if wants_own_amount(turn.text) and (scheme_id := turn.scheme or scheme_by_words(turn)):
        turn.state.scheme = scheme_id
        return RESPONDERS["calculate"](turn)
    declined = [item for item in turn.ranking if str(item.get("name") or "").startswith("oos_")]
    likely_outside = sum(float(item["confidence"]) for item in declined)
    clarity, hits = clear_hits(turn)
    if clarity == "clear" and likely_outside < 0.3:
        hit = hits[0]
        lines = [hit.text, citation(turn.guide.general.short_title, [hit.clause])]
        return Reply(
            "\n".join(lines),
            choices=tuple(choice(item.question) for item in hits[1:3] if item.question),
            clauses=(hit.clause,),
        )
    if likely_outside >= 0.3:
        return RESPONDERS[declined[0]["name"]](turn.asking(declined[0]["name"]))
    found = [hit.question for hit in hits if hit.question] if clarity == "choices" else []
    if reply := nearest_answers(turn, found):
        return reply
    return Reply(
        f"抱歉，我没有理解您的意思，指南里也没有找到对应的内容。您可以换个说法，或拨打咨询电话{phones(turn)}。",
        choices=STARTERS,
        status="unsure",
    )


def better_found(turn: Turn) -> Reply | None:
    """The element or section that the search finds, where the intent is not certain and the find is well ahead."""
    if turn.confidence >= UNCERTAIN or turn.named("scheme"):
        return None
    hits = search(index_of(turn.guide), turn.text, limit=2)
    if not hits or hits[0].score < AHEAD or hits[0].entry.kind not in ("element", "section", "mode"):
        return None
    if len(hits) > 1 and hits[0].score < hits[1].score * FURTHER:
        return None
    found = hits[0].entry
    lines = [f"{found.heading}：{found.text}", citation(turn.guide.general.short_title, [found.clause])]
    return Reply("\n".join(lines), clauses=(found.clause,))


def nearest_answers(turn: Turn, found: list[str]) -> Reply | None:
    """The nearest questions, the likeliest answered in brief; `found` are those of the search."""
    likely = nearest_intents(turn)[:SHOWN]
    offered = list(dict.fromkeys([*(question_of(turn, intent) for intent in likely), *found]))[:CHOICES]
    if not offered:
        return None
    lines, clauses = [], []
    for intent in likely:
        answer, clause = briefly(turn, intent)
        if answer:
            lines.append(f"· {question_of(turn, intent)}{answer}")
            clauses.append(clause)
    head = "没完全明白您的意思，最接近的是：" if lines else "没完全明白您的意思，您是想问下面哪一个？"
    return Reply(
        "\n".join([head, *lines, "也可以换个说法再问。", citation(turn.guide.general.short_title, clauses)]).strip(),
        choices=tuple(choice(question) for question in offered),
        clauses=tuple(clauses),
        status="unsure",
    )
