"""Questions that a record of the guide answers: of the guide in general, or of one side (facet) of a scheme."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.reply import Choice, Reply, choice, citation
from actions.responders import RESPONDERS, answers
from actions.scheme_meant import scheme_by_words
from actions.turn import Turn
from knowledge.guide import Guide
from knowledge.model import Record, Scheme
from knowledge.template import date_text

FACETS = (
    "amount",
    "funding_mode",
    "payment",
    "lookback",
    "years",
    "investment_scope",
    "threshold",
    "progress",
    "period",
    "scope",
    "plan",
)
"""Sides of a scheme; the intent that asks for one is `ask_` and its name."""

UNCERTAIN = 0.6
"""Confidence below which a record may be beside the point, so that an amount is offered with it."""
MONEY = ("amount", "payment")
NO_IDEA = "不知道报哪个"
_OURS = re.compile(
    r"到手|测|算|帮.{0,4}[看估]|这种(?:情况)?能?(?:补|拿|贴)(?:多少|几)|能.{0,2}(?:多少|几多)|有几多|几多[攞拎]|[攞拎]到?几多|估|给多少|给几|多少钱|几个钱|出多少|补几|我们|我司|我公司|客户|自己|这次|这期|本期|首期|今年|能.{0,3}(?:补|拿|拨|领|得|贴|核).{0,3}(?:多少|几)|可以.{0,3}(?:补|拿|领).{0,3}(?:多少|几)"
)
"""Words of somebody who asks for an amount of their own rather than for the rule."""

_COMPUTES = re.compile("怎么算|咋算|如何算|点计|能.?(?:多少|几多)|(?:拨|补|拿|领|贴)(?:多少|几多)")

FACET_NAMES = {
    "amount": "资助标准",
    "funding_mode": "资助方式",
    "payment": "拨付方式",
    "lookback": "投资追溯",
    "years": "年限",
    "investment_scope": "投资额的范围",
    "threshold": "投资门槛",
    "progress": "投资进度要求",
    "period": "时间要求",
    "scope": "支持方向",
    "plan": "实施方案要求",
}


def record_reply(turn: Turn, record: Record) -> Reply:
    """The record's answer, its detail and clause, with related questions as next steps."""
    guide = turn.guide
    lines = [
        record.answer,
        record.detail,
        past_note(turn, record),
        citation(guide.general.short_title, [record.clause]),
    ]
    return Reply(
        text="\n".join(line for line in lines if line),
        choices=related_choices(guide, record),
        clauses=(record.clause,),
    )


def past_note(turn: Turn, record: Record) -> str:
    """Says of a record about a window that the window is over, or not yet open; empty otherwise."""
    windows = turn.guide.general.windows
    notes = []
    for name, label in (("online", "网络填报"), ("paper", "书面材料受理")):
        if record.window not in (name, "both"):
            continue
        window = getattr(windows, name)
        if turn.today > window.end:
            notes.append(f"{label}已于{date_text(window.end)}截止")
        elif turn.today < window.start:
            notes.append(f"{label}{date_text(window.start)}才开始")
    return f"请注意：今天是{date_text(turn.today)}，{'，'.join(notes)}。" if notes else ""


def related_choices(guide: Guide, record: Record) -> tuple[Choice, ...]:
    """Up to three questions worth asking next."""
    found = [guide.records[name] for name in record.related if name in guide.records]
    return tuple(choice(item.question) for item in found[:3])


def scheme_choices(guide: Guide, question: str = "") -> tuple[Choice, ...]:
    """One choice per scheme; with `question` the choice asks it of the scheme."""
    return tuple(choice(scheme.short, f"{scheme.short}{question}") for scheme in guide.ordered_schemes())


def ask_scheme(turn: Turn, question: str) -> Reply:
    """Asks for the scheme; where the answer did not name one, with what each is about and an offer to find it out."""
    turn.state.ask("scheme")
    steps = scheme_choices(turn.guide)
    if not turn.state.tries:
        return Reply(question, choices=steps, status="task")
    lines = ["记下了，不过还没听出是哪一类。看看哪一条说的是您："]
    lines += [f"· {scheme.short}：{scheme.screening}" for scheme in turn.guide.ordered_schemes() if scheme.screening]
    lines.append("都拿不准就说“不知道报哪个”，我问几个情况帮您比一比。")
    return Reply("\n".join(lines), choices=(*steps, choice(NO_IDEA)), status="task")


def wants_own_amount(text: str) -> bool:
    """Whether the text asks for an amount of one's own rather than for the rule.

    >>> wants_own_amount("我们能补多少"), wants_own_amount("比例是多少")
    (True, False)
    """
    return bool(_OURS.search(text))


@answers(f"ask_{facet}" for facet in FACETS if facet != "plan")
def facet_reply(turn: Turn) -> Reply:
    """One side of the scheme meant, or of every scheme that the guide says something about."""
    facet = turn.intent.removeprefix("ask_")
    turn.state.topic = turn.intent
    scheme_id = turn.scheme_in_context or scheme_by_words(turn)
    described = turn.scheme_in_context is None
    if scheme_id and (record := turn.guide.facet_record(scheme_id, facet)):
        turn.state.scheme = scheme_id
        reply = record_reply(turn, record).with_choices(scheme_steps(turn.guide.scheme(scheme_id), facet))
        own = described or wants_own_amount(turn.text)
        return invited(turn, scheme_id, reply) if facet in MONEY and own else reply
    named = turn.named("scheme") or [scheme.id for scheme in turn.guide.ordered_schemes()]
    return facet_overview(turn, facet, named)


def invited(turn: Turn, scheme_id: str, reply: Reply) -> Reply:
    """The reply with an offer to compute the enterprise's own amount, asking for the first figure that this needs."""
    first = next((item for item in turn.guide.scheme(scheme_id).inputs if item.required), None)
    if first is None:
        return reply
    turn.state.scheme, turn.state.task = scheme_id, "refine"
    turn.state.ask(first.name)
    return replace(
        reply,
        question=f"想算您自己的金额，请告诉我：{first.question}",
        choices=(choice("不用了"),),
        expects_number=True,
    )


def facet_overview(turn: Turn, facet: str, scheme_ids: list[str]) -> Reply:
    """One line per scheme; schemes of which the guide says nothing are left out unless they were asked for."""
    records = [
        (turn.guide.scheme(scheme_id), turn.guide.scheme(scheme_id).facets[facet])
        for scheme_id in scheme_ids
        if facet in turn.guide.scheme(scheme_id).facets
    ]
    if not turn.named("scheme"):
        records = [pair for pair in records if not pair[1].silent]
    clauses = tuple(dict.fromkeys(record.clause for _, record in records))
    lines = [f"各类的{FACET_NAMES[facet]}不同：" if len(records) > 1 else ""]
    lines += [f"· {record.answer}" if len(records) > 1 else record.answer for _, record in records]
    lines.append(citation(turn.guide.general.short_title, clauses))
    steps = tuple(choice(scheme.short, record.question) for scheme, record in records) if len(records) > 1 else ()
    return Reply("\n".join(line for line in lines if line), choices=steps, clauses=clauses)


def scheme_steps(scheme: Scheme, answered: str) -> list[Choice]:
    """What people ask next about a scheme."""
    steps = [
        ("amount", choice("测算补贴", f"测算{scheme.short}的补贴")),
        ("eligibility", choice("自评资格", f"自评{scheme.short}的资格")),
        ("materials", choice("申请材料", f"{scheme.short}的申请材料有哪些")),
        ("threshold", choice("申报条件", f"{scheme.short}的申报条件是什么")),
    ]
    return [step for name, step in steps if name != answered][:3]


def scheme_overview(turn: Turn, scheme: Scheme) -> Reply:
    """What a scheme is, what it pays and what to ask next."""
    turn.state.scheme = scheme.id
    facets = [scheme.facets[name] for name in ("scope", "amount", "threshold") if name in scheme.facets]
    shown = [facet for facet in facets if not facet.silent]
    clauses = tuple(dict.fromkeys(facet.clause for facet in shown))
    lines = [facet.answer for facet in shown]
    lines.append(citation(turn.guide.general.short_title, clauses))
    return Reply("\n".join(lines), choices=tuple(scheme_steps(scheme, "")), clauses=clauses)


def record_intent(turn: Turn) -> Reply:
    """The record whose id is the intent; used for every intent that no other capability answers."""
    record = turn.guide.records.get(turn.intent)
    if record is None:
        return RESPONDERS["nlu_fallback"](turn)
    turn.state.topic = turn.intent
    if len(record.schemes) == 1:
        turn.state.scheme = record.schemes[0]
        amount_asked = record.asks_amount or turn.confidence < UNCERTAIN or _COMPUTES.search(turn.text)
        if wants_own_amount(turn.text) and amount_asked:
            return invited(turn, record.schemes[0], record_reply(turn, record))
    return record_reply(turn, record)
