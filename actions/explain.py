"""“怎么算出来的”: the last calculation or assessment, step by step, each with what the clause says."""

from __future__ import annotations

from dataclasses import replace

from actions.assessment import reason
from actions.calculation import headline
from actions.facts import guide_day, known
from actions.reply import Reply, choice, citation
from actions.responders import answers, respond
from actions.subsidy import note_wish
from actions.topics import record_intent
from actions.turn import Turn
from knowledge.errors import InputError
from knowledge.subsidy.calculate import calculate
from knowledge.subsidy.chain import SHARE


@answers(["explain_result"])
def explain(turn: Turn) -> Reply:
    """Explains the last result; without one, says on what rule the scheme's amount rests."""
    scheme = turn.result_scheme
    if scheme is None:
        if turn.scheme_in_context:
            return respond(turn.asking("ask_amount"))
        return Reply(
            "还没有测算或自评的结果可以解释。您可以先告诉我类别和投资额，我来算。",
            choices=(choice("测算补贴", "帮我测算补贴"),),
        )
    try:
        result = calculate(turn.guide, scheme.id, known(turn.guide, turn.state, scheme.id), guide_day(turn))
    except InputError as error:
        return Reply(f"刚才的数据已不能用：{error.reason}。")
    lines = [headline(scheme, result)]
    lines += [f"✗ {reason(item)}" for item in result.with_verdict("fails")]
    lines += [
        f"{number}. {step.label}：{step.expression}（依据{step.clause}）" for number, step in enumerate(result.steps, 1)
    ]
    lines += [f"· {cap.label}：{step_note(cap.applied)}（{cap.clause}）" for cap in result.caps]
    if result.assumptions:
        lines.append("其中的假定和读法：" + "；".join(result.assumptions) + "。")
    if amount := turn.guide.facet_record(scheme.id, "amount"):
        lines.append(f"指南的规定：{amount.answer}")
    clauses = tuple(dict.fromkeys(step.clause for step in result.steps))
    lines.append(citation(turn.guide.general.short_title, clauses))
    return Reply(
        "\n".join(line for line in lines if line),
        choices=(choice("重新测算", f"测算{scheme.short}的补贴"),),
        clauses=clauses,
    )


@answers(["chain_distribution"])
def distribution(turn: Turn) -> Reply:
    """How a chain's grant is divided: the shares of the result at hand first, then what the guide says."""
    note_wish(turn)
    rule = record_intent(turn)
    scheme = turn.result_scheme
    if scheme is None or not turn.state.of(scheme.id).get("members"):
        return rule
    try:
        result = calculate(turn.guide, scheme.id, known(turn.guide, turn.state, scheme.id), guide_day(turn))
    except InputError:
        return rule
    shares = [f"· {step.label}：{step.expression}" for step in result.steps if step.label.endswith(SHARE)]
    return replace(rule, text="\n".join(["按刚才的测算：", *shares, rule.text])) if shares else rule


def step_note(applied: bool) -> str:
    """Whether a cap made the amount smaller."""
    return "起了作用" if applied else "没有超过"
