"""“我们适合报哪一类”: reads what was said about each scheme, asks for what decides, and ranks the schemes by amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from actions.facts import BASE, guide_day, plain, read, remember
from actions.reply import Choice, Reply, choice, citation
from actions.responders import answers
from actions.turn import SCHEME, Turn
from knowledge.advice import Advice, Option, advise
from knowledge.errors import InputError
from knowledge.model import Scheme
from knowledge.money import yuan_text

TASK = "advice"
ASKED = "asked"
_CLAUSES = re.compile(r"[;。]|[,、]?(?=另外|还有|此外|同时还)")
_NONE = re.compile(r"^(否|没|无|不|0|零|冇|唔)|没有|没做|没上市|没贷|未")


@answers(["recommend_scheme"])
def recommend(turn: Turn) -> Reply:
    """Ranks the schemes that the message speaks of; asks scheme by scheme where it speaks of none."""
    turn.state.topic = "recommend_scheme"
    take_in(turn)
    if any(option.given for option in ranked(turn).options):
        return advice_reply(turn)
    turn.state.task = TASK
    turn.state.of(ASKED).clear()
    return question(turn, "好的，问您几个情况，帮您比一比各类能拿多少；没有的答“没有”。")


def take_in(turn: Turn) -> None:
    """Keeps what each clause of the message says of the scheme that it speaks of."""
    spoken = {scheme.id: list(clauses_about(turn, scheme)) for scheme in turn.guide.ordered_schemes()}
    for scheme_id, clauses in spoken.items():
        scheme = turn.guide.scheme(scheme_id)
        for part in clauses:
            reading = read(part, scheme)
            if {item.name for item in scheme.inputs if item.required or item.kind == "choice"} & set(reading.inputs):
                remember(turn.state, scheme, reading)


def clauses_about(turn: Turn, scheme: Scheme) -> Iterator[Turn]:
    """The clauses that name the scheme or use words of its field; the whole message if only this scheme is named."""
    named = turn.named(SCHEME)
    if named == [scheme.id]:
        yield turn
        return
    words = scheme.facets["scope"].keywords if "scope" in scheme.facets else ()
    for start, end in spans(turn.text):
        text = turn.text[start:end]
        inside = tuple(
            {**item, "start": item["start"] - start, "end": item["end"] - start}
            for item in turn.entities
            if start <= item.get("start", -1) and item.get("end", 0) <= end
        )
        if any(item["value"] == scheme.id for item in inside if item["entity"] == SCHEME) or (
            not any(item["entity"] == SCHEME for item in inside) and any(word in text for word in words)
        ):
            yield replace(turn, text=text, entities=inside)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the clauses of a text."""
    start = 0
    for match in _CLAUSES.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def ranked(turn: Turn) -> Advice:
    """The schemes ranked by what is known; facts that cannot be are left out."""
    facts = {name: values for name, values in turn.state.facts.items() if name in turn.guide.schemes and values}
    usable: dict[str, dict[str, Any]] = {}
    for name, values in facts.items():
        try:
            advise(turn.guide, {name: values}, {}, guide_day(turn))
            usable[name] = values
        except InputError:
            continue
    return advise(turn.guide, usable, turn.state.facts.get(BASE, {}), guide_day(turn))


def to_ask(turn: Turn) -> Scheme | None:
    """The next scheme to ask about."""
    asked = turn.state.of(ASKED)
    for scheme in turn.guide.ordered_schemes():
        if scheme.screening and scheme.id not in asked and scheme.id not in turn.state.facts:
            return scheme
    return None


def question(turn: Turn, intro: str = "") -> Reply:
    """Asks whether the next scheme concerns the enterprise; ends with the advice where none is left."""
    scheme = to_ask(turn)
    if scheme is None:
        return advice_reply(turn)
    turn.state.ask(scheme.id)
    text = f"{intro}\n{scheme.screening}" if intro else scheme.screening
    return Reply(text, choices=(choice("没有"), choice("不清楚"), choice("先看结果")), status="task")


def answered(turn: Turn) -> Reply:
    """Takes the answer about one scheme and goes on with the next."""
    scheme = turn.guide.schemes.get(turn.state.pending or "")
    if scheme is None or turn.text == "先看结果":
        return advice_reply(turn)
    turn.state.of(ASKED)[scheme.id] = True
    take_in(turn)
    first = next((item.name for item in scheme.inputs if item.required), None)
    reading = read(turn, scheme, first)
    if reading.inputs and not (_NONE.search(turn.text) and not turn.values):
        remember(turn.state, scheme, reading)
    elif not _NONE.search(turn.text) and turn.intent == "affirm":
        turn.state.facts.setdefault(scheme.id, {plain(first): "unknown"} if first else {})
    return question(turn)


def advice_reply(turn: Turn) -> Reply:
    """The best scheme with its amount, the others with their reasons, and the rule that only one may be chosen."""
    advice = ranked(turn)
    turn.state.close_task()
    given = [option for option in advice.options if option.given]
    best = next((option for option in given if option.verdict != "fails" and option.result.upper > 0), None)
    lines = []
    if best:
        turn.state.scheme = best.scheme
        lines.append(f"根据您说的情况，建议申报{best.name}：{worth(best)}。")
    elif given:
        lines.append("按您说的情况，提到的这几类暂时都不符合条件：")
    else:
        lines.append(
            "从您说的情况看，暂时没有直接对应的类别。您可以从去年智能化改造的投资、贷款、融资租赁、产业链合作或上市募投几方面再说具体些。"
        )
    lines += [f"· {option.name}：{'；'.join(option.reasons)}" for option in given if option is not best]
    lines.append(f"规则：{advice.rule.text}。金额以各项条件都符合为前提，最终以主管部门审定为准。")
    lines.append(citation(turn.guide.general.short_title, [advice.rule.clause]))
    return Reply(
        "\n".join(lines),
        choices=tuple(steps(turn, best)),
        card={"kind": "advice", "title": "各类比较", "options": [option.as_json() for option in given]},
        clauses=(advice.rule.clause,),
    )


def worth(option: Option) -> str:
    """What the best scheme pays, as far as it is known."""
    result = option.result
    if result.exact:
        return f"预计最多可获资助{yuan_text(result.amount)}"
    if result.lower:
        return f"预计可获资助{yuan_text(result.lower)}到{yuan_text(result.upper)}"
    return f"最高可到{yuan_text(result.upper)}，补充数据后可以测算"


def steps(turn: Turn, best: Option | None) -> list[Choice]:
    """What to do after the advice."""
    if best is None:
        return [choice("申报条件", "申报条件有哪些"), choice("各类的资助标准", "各类的资助标准分别是多少")]
    return [
        choice("自评资格", f"自评{best.name}的资格"),
        choice("测算补贴", f"测算{best.name}的补贴"),
        choice("申请材料", f"{best.name}的申请材料有哪些"),
    ]
