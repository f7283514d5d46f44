"""What comes after or before a step of the process, as “专家看完之后轮到谁”."""

from __future__ import annotations

import re

from actions.reply import Reply, choice, citation
from actions.turn import Turn
from knowledge.model import Step

_NEXT = (
    "下一|接着|接下来|紧接|轮到|最先|首先|先|第一[道关步个]|是什么|是哪|到哪|干(?:什么|啥|嘛)|做什么|还有(?:什么|哪)"
    "|该(?:什么|哪|谁)"
)
_AFTER = re.compile(rf"(?:之后|以后|完(?:了|后|毕)?|过(?:了|后)|结束)[,，]?[^?？]{{0,12}}(?:{_NEXT})")
_NTH = re.compile(r"第\s*([一二三四五六七八九十]{1,2}|\d{1,2})\s*步")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_BEFORE = re.compile(r"(?:之前|以前|前面)[,，]?[^?？]{0,8}(?:哪|什么|啥|谁|先)")

RELATED = ("processing_time", "special_audit", "payout_documents")
"""Records whose questions are worth asking next."""
PROCESS = {
    "process_all",
    "first_step",
    "expert_review",
    "special_audit",
    "publicity",
    "consult_opinions",
    "amount_decided",
    "payout_documents",
    "counter",
    "paper_submission",
}
"""Intents of messages about the process, which may ask for the order of its steps."""


def asked_step(turn: Turn) -> tuple[int, int] | None:
    """The place of the step that the message names, and 1 where it asks for the next, -1 for the one before."""
    for pattern, direction in ((_AFTER, 1), (_BEFORE, -1)):
        if (found := pattern.search(turn.text)) and (place := named_step(turn, turn.text[: found.end()])) is not None:
            return place, direction
    return None


def nth_step(turn: Turn) -> Reply | None:
    """The step of the number that the message asks for; None where it names none, or one that there is not."""
    steps = turn.guide.general.process
    match = _NTH.search(turn.text)
    said = match[1] if match else ""
    number = _NUMERALS.index(said) + 1 if said in _NUMERALS else int(said) if said.isdigit() else 0
    if not 1 <= number <= len(steps):
        return None
    step = steps[number - 1]
    return among_all_steps(
        turn, f"按指南列出的办理流程，第{number}步是“{step.name}”{waived(turn, step)}，共{len(steps)}步。"
    )


def among_all_steps(turn: Turn, sentence: str) -> Reply:
    """The sentence about a step, with all steps in their order and the clause."""
    general = turn.guide.general
    lines = [
        sentence,
        f"全部步骤：{'→'.join(item.name for item in general.process)}。",
        citation(general.short_title, [general.process_clause]),
    ]
    return Reply("\n".join(lines), clauses=(general.process_clause,))


def named_step(turn: Turn, text: str) -> int | None:
    """The place of the step whose words stand in the text; None where none or several do."""
    places = [
        place for place, step in enumerate(turn.guide.general.process) if any(word in text for word in step.words)
    ]
    return places[0] if len(places) == 1 else None


def step_after(turn: Turn) -> Reply | None:
    """The neighbour of the step that is asked about; None where the message does not ask that."""
    asked = asked_step(turn)
    steps = turn.guide.general.process
    if asked is None or not 0 <= asked[0] + asked[1] < len(steps):
        return None
    place, direction = asked
    step, neighbour = steps[place], steps[place + direction]
    reply = among_all_steps(
        turn, f"“{step.name}”{'之后' if direction > 0 else '之前'}是“{neighbour.name}”{waived(turn, neighbour)}。"
    )
    records = turn.guide.records
    return reply.with_choices(tuple(choice(records[name].question) for name in RELATED if name in records))


def waived(turn: Turn, step: Step) -> str:
    """Names the schemes that skip the step; empty where none does."""
    names = [turn.guide.scheme(scheme).short for scheme in step.waived_for]
    return f"（{'、'.join(names)}不经这一步）" if names else ""
