"""The list of conditions: the common ones, and those of a scheme."""

from __future__ import annotations

from actions.reply import Reply, choice, citation
from actions.responders import answers
from actions.turn import Turn
from knowledge.model import Scheme
from knowledge.statements import condition_statement


@answers(["ask_eligibility"])
def conditions(turn: Turn) -> Reply:
    """The conditions of the scheme meant; in general, the common ones and each scheme's in one line."""
    turn.state.topic = turn.intent
    general = turn.guide.general
    scheme_id = turn.scheme_in_context
    base = [f"{number}. {item.statement}" for number, item in enumerate(general.base_conditions, 1)]
    if scheme_id is None:
        lines = ["申报条件由基础条件和专项条件两部分组成。基础条件（各类都要）：", *base, "专项条件："]
        lines += [f"· {scheme.short}：{special_conditions(scheme)}" for scheme in turn.guide.ordered_schemes()]
        clauses: tuple[str, ...] = ("四",)
        steps = tuple(choice(scheme.short, f"自评{scheme.short}的资格") for scheme in turn.guide.ordered_schemes())
    else:
        turn.state.scheme = scheme_id
        scheme = turn.guide.scheme(scheme_id)
        lines = [f"{scheme.name}的专项条件："]
        lines += [f"{number}. {condition_statement(scheme, item)}" for number, item in enumerate(scheme.conditions, 1)]
        lines += ["基础条件（各类都要）：", *base]
        clauses = (
            scheme.conditions[0].clause.split("（")[0] + f"（{'一二三四五六七八九'[scheme.ordinal - 1]}）",
            "四基础",
        )
        steps = (
            choice("自评资格", f"自评{scheme.short}的资格"),
            choice("测算补贴", f"测算{scheme.short}的补贴"),
            choice("申请材料", f"{scheme.short}的申请材料有哪些"),
        )
    lines.append(citation(general.short_title, clauses))
    return Reply("\n".join(lines), choices=steps, clauses=clauses)


def special_conditions(scheme: Scheme) -> str:
    """A scheme's own conditions in one line."""
    return "；".join(condition_statement(scheme, item) for item in scheme.conditions)
