"""A calculation told in words: the amount or the reason against it, every step with its clause, what was assumed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from actions.claim import verdict
from actions.goal import BEYOND
from actions.reply import Choice, Reply, choice, citation
from actions.turn import Turn
from knowledge.model import Scheme
from knowledge.money import yuan_text
from knowledge.subsidy.result import ConditionResult, Result, Step


def result_reply(turn: Turn, scheme: Scheme, result: Result, notes: Iterable[str] = ()) -> Reply:
    """The result as a reply with its card."""
    lines = [*([f"（{'；'.join(notes)}）"] if notes else []), headline(scheme, result)]
    lines.append(verdict(turn, scheme, result))
    lines.append(beyond(turn, scheme, result))
    failed = result.with_verdict("fails")
    lines += [failure_line(item) for item in failed]
    steps = shown_steps(scheme, result)
    lines += [f"· {step.label}：{step.expression}" for step in steps]
    if result.assumptions:
        lines.append("说明：" + "；".join(result.assumptions) + "。最终以主管部门审定为准。")
    clauses = tuple(dict.fromkeys([*(item.clause for item in failed), *(step.clause for step in steps)]))
    lines.append(citation(turn.guide.general.short_title, clauses))
    return Reply(
        "\n".join(line for line in lines if line),
        choices=tuple(next_steps(scheme, result)),
        card=card(scheme, result),
        clauses=clauses,
    )


def beyond(turn: Turn, scheme: Scheme, result: Result) -> str:
    """What is above the cap, in words, where the message asks for that; empty otherwise."""
    excess, rate = result.quantities.get("excess"), scheme.parameters.get("rate")
    if excess is None or not BEYOND.search(turn.text):
        return ""
    text = f"超出上限的{yuan_text(excess)}不予资助"
    main = next((item for item in scheme.inputs if item.required and item.kind == "amount"), None)
    if rate is None or main is None or scheme.input("years"):
        return f"{text}。"
    return f"{text}，相当于{yuan_text(excess / Decimal(str(rate.value)))}的投资得不到资助。"


def shown_steps(scheme: Scheme, result: Result) -> tuple[Step, ...]:
    """The steps; where nothing can be received, only those that lead to the figure that fails, not to an amount."""
    amount = scheme.facets.get("amount")
    if result.eligible is not False or amount is None:
        return tuple(result.steps)
    return tuple(step for step in result.steps if step.clause != amount.clause)


def headline(scheme: Scheme, result: Result) -> str:
    """The answer in one sentence."""
    if result.eligible is False:
        return f"按您提供的情况，暂不符合{scheme.name}的申报条件，不能获得资助："
    if not result.exact:
        return (
            f"{scheme.name}预计可获资助{yuan_text(result.lower)}到{yuan_text(result.upper)}之间，取决于还不清楚的数据。"
        )
    if not result.amount:
        return f"按您提供的数据，{scheme.name}可获资助0元，即目前不能获得资助，原因见下。"
    capped = [cap for cap in result.caps if cap.applied]
    note = f"（超过{capped[0].label}，按上限{yuan_text(capped[0].amount)}计）" if capped else ""
    condition = "" if result.eligible else "（以各项申报条件都符合为前提）"
    return f"{scheme.name}预计最多可获资助{yuan_text(result.amount)}{note}{condition}。"


def failure_line(item: ConditionResult) -> str:
    """A failed condition with what is, what must be, what lacks and what would mend it."""
    parts = [f"· 不满足：{item.statement}"]
    if item.actual and item.threshold not in ("", "是", "否"):
        parts.append(f"实际{item.actual}，要求{item.threshold}" + (f"，还差{item.gap}" if item.gap else ""))
    if item.remedy:
        parts.append(item.remedy.rstrip("。"))
    return "；".join(parts) + f"（{item.clause}）"


def card(scheme: Scheme, result: Result) -> dict[str, Any]:
    """The result as a card for rich channels."""
    return {
        "kind": "calculation",
        "title": f"{scheme.name}测算",
        "scheme": scheme.id,
        "eligible": result.eligible,
        "amount": result.as_json()["amount"],
        "amount_text": yuan_text(result.amount),
        "steps": [step.as_json() for step in result.steps],
        "assumptions": list(result.assumptions),
        "conditions": [item.explained() for item in result.conditions if item.verdict != "unknown"],
    }


def next_steps(scheme: Scheme, result: Result) -> list[Any]:
    """What people do after a calculation."""
    if result.eligible is False:
        return [choice("看看适合哪一类", "我们适合报哪一类"), choice("申报条件", f"{scheme.short}的申报条件是什么")]
    return list(after_result(scheme))


def after_result(scheme: Scheme) -> tuple[Choice, ...]:
    """What people ask once they know the amount."""
    return (
        choice("自评资格", f"自评{scheme.short}的资格"),
        choice("申请材料", f"{scheme.short}的申请材料有哪些"),
        choice("怎么算出来的", "怎么算出来的"),
    )
