"""“我们适合报哪一类”: reads what was said about each scheme, asks for what decides, and ranks the schemes by amount."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.answers import says_no, says_yes
from actions.asking import admits_not_knowing
from actions.beside import note_common, noted
from actions.facts import BASE, guide_day, read, remember
from actions.fields import affirmed_schemes, fields_of
from actions.inputs import InputReading
from actions.reply import Choice, Reply, choice, citation
from actions.responders import answers
from actions.turn import Turn
from knowledge.advice import Advice, Option, advise
from knowledge.errors import InputError
from knowledge.model import Input, Scheme
from knowledge.money import yuan_text

TASK = "advice"
ASKED = "asked"
"""Group of facts that notes, by scheme, whether it concerns the enterprise: yes, no or unknown."""
RESULT_NOW = "先看结果"
_NOTHING_ELSE = re.compile(
    r"没有?(?:别|其他|其它|另外)的?|就(?:这些|这个|这一个|这样)|只有(?:这|那)|(?:其他|其它|别的|另外|剩下)的?都?(?:没|不)"
)
_CHOOSES = re.compile(
    r"(?:报|走|选|属于|归|适合|申请|拿).{0,4}(?:哪|什么|啥|乜|边)|哪.{0,8}(?:划算|合适|适合|对口|多|支持|政策|更好|合算|优先)|二选一|只能选|[报选走做].{0,10}还是"
)


def compares(turn: Turn) -> bool:
    """Whether the message gives figures of the enterprise's own and asks which scheme to choose."""
    if not any(item["entity"] == "amount" for item in turn.values) or not _CHOOSES.search(turn.text):
        return False
    return bool(affirmed_schemes(turn))


@answers(["recommend_scheme"])
def recommend(turn: Turn) -> Reply:
    """Ranks the schemes that the message speaks of; asks scheme by scheme where it speaks of none."""
    turn.state.topic = "recommend_scheme"
    turn.state.task = TASK
    turn.state.of(ASKED).clear()
    note_common(turn)
    take_in(turn)
    asked = turn.state.of(ASKED)
    if "yes" in asked.values():
        for scheme in turn.guide.ordered_schemes():
            asked.setdefault(scheme.id, "not mentioned")
    if any(option.given for option in ranked(turn).options):
        return advice_reply(turn)
    return question(turn, "好的，问您几个情况，帮您比一比各类能拿多少；没有的答“没有”。")


def take_in(turn: Turn) -> set[str]:
    """Keeps what the message says of each scheme that it speaks of; the schemes of which it says something."""
    told = set()
    for spoken in fields_of(turn):
        scheme = spoken.scheme
        told.add(scheme.id)
        if spoken.denied:
            turn.state.of(ASKED)[scheme.id] = "no"
            turn.state.facts.pop(scheme.id, None)
            continue
        turn.state.of(ASKED)[scheme.id] = "yes"
        for part in spoken.parts:
            if (reading := read(part, scheme)).inputs:
                remember(turn.state, scheme, reading)
    return told


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
    """The next scheme to ask about: one that concerns the enterprise and lacks figures, then one not spoken of yet."""
    asked = turn.state.of(ASKED)
    schemes = [scheme for scheme in turn.guide.ordered_schemes() if scheme.screening]
    lacking = [scheme for scheme in schemes if asked.get(scheme.id) == "yes" and lacking_input(turn, scheme)]
    fresh = [scheme for scheme in schemes if scheme.id not in asked and scheme.id not in turn.state.facts]
    return next(iter(lacking + fresh), None)


def lacking_input(turn: Turn, scheme: Scheme) -> Input | None:
    """The first figure that the scheme's amount needs and that was not told."""
    facts = turn.state.facts.get(scheme.id, {})
    required = [item for item in scheme.inputs if item.required and item.name not in facts]
    return next((item for item in required if not any(name in facts for name in item.covered_by)), None)


def asked_now(turn: Turn, scheme: Scheme) -> Input | None:
    """The input that is asked of a scheme; None while it is still to be found out whether the scheme concerns them."""
    return lacking_input(turn, scheme) if turn.state.of(ASKED).get(scheme.id) == "yes" else None


def question(turn: Turn, intro: str = "") -> Reply:
    """Asks whether the next scheme concerns the enterprise, or for its figure; ends with the advice."""
    scheme = to_ask(turn)
    if scheme is None:
        return advice_reply(turn)
    turn.state.ask(scheme.id)
    item = asked_now(turn, scheme)
    text = item.question if item else scheme.screening
    steps = (choice("不清楚"),) if item else (choice("有"), choice("没有"), choice("不清楚"))
    return Reply(
        f"{intro}\n{text}" if intro else text,
        choices=(*steps, choice(RESULT_NOW)),
        status="task",
        expects_number=item is not None,
    )


def answered(turn: Turn) -> Reply:
    """Takes the answer about one scheme and goes on with the next."""
    scheme = turn.guide.schemes.get(turn.state.pending or "")
    if scheme is None or turn.text == RESULT_NOW:
        return advice_reply(turn)
    item = asked_now(turn, scheme)
    common = note_common(turn)
    told = take_in(turn)
    if common and not told and not turn.values and not says_no(turn.text):
        return question(turn, noted(turn, common))
    if not told and not turn.values and _NOTHING_ELSE.search(turn.text):
        return advice_reply(turn)
    asked = turn.state.of(ASKED)
    reading = read(turn, scheme, item.name if item else None)
    if told - {scheme.id} and scheme.id not in told and not turn.state.tries:
        return question(turn)
    if scheme.id not in told or (item and item.name not in turn.state.of(scheme.id)):
        if admits_not_knowing(turn.text) or turn.intent == "unsure":
            if item:
                turn.state.of(scheme.id)[item.name] = "unknown"
            asked.setdefault(scheme.id, "unknown")
        elif says_no(turn.text) and not turn.values:
            asked[scheme.id] = "no"
            turn.state.facts.pop(scheme.id, None)
        elif figures_in(scheme, reading) and not told - {scheme.id}:
            asked[scheme.id] = "yes"
            remember(turn.state, scheme, reading)
        elif item is None and not told and (says_yes(turn.text) or turn.intent == "affirm"):
            asked[scheme.id] = "yes"
        elif item and turn.state.tries:
            turn.state.of(scheme.id)[item.name] = "unknown"
        else:
            asked.setdefault(scheme.id, "unknown")
    if not turn.state.facts.get(scheme.id):
        turn.state.facts.pop(scheme.id, None)
    return question(turn)


def figures_in(scheme: Scheme, reading: InputReading) -> bool:
    """Whether the reading has a figure of the scheme; a date by itself may be about anything."""
    return any(item.name in reading.inputs and item.kind not in ("date", "choice") for item in scheme.inputs)


def advice_reply(turn: Turn) -> Reply:
    """The best scheme with its amount, the others with their reasons, and the rule that only one may be chosen."""
    advice = ranked(turn)
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
    reply = Reply(
        "\n".join(lines),
        choices=tuple(steps(turn, best)),
        card={"kind": "advice", "title": "各类比较", "options": [option.as_json() for option in given]},
        clauses=(advice.rule.clause,),
    )
    return with_open_figure(turn, reply, given)


def with_open_figure(turn: Turn, reply: Reply, given: list[Option]) -> Reply:
    """The reply with the question for a figure without which a scheme that still stands cannot be compared."""
    standing = [turn.guide.scheme(option.scheme) for option in given if option.verdict != "fails"]
    scheme = next((scheme for scheme in standing if asked_now(turn, scheme)), None)
    item = asked_now(turn, scheme) if scheme else None
    if scheme is None or item is None or turn.text == RESULT_NOW:
        turn.state.close_task()
        return reply
    turn.state.task = TASK
    turn.state.ask(scheme.id)
    return replace(
        reply,
        question=f"想比得更准的话（{scheme.short}）：{item.question}",
        choices=(choice("不清楚"), choice(RESULT_NOW)),
        expects_number=True,
    )


def worth(option: Option) -> str:
    """What the best scheme pays, as far as it is known."""
    result = option.result
    if result.exact:
        working = f"（{result.steps[-1].expression}）" if result.steps else ""
        return f"预计最多可获资助{yuan_text(result.amount)}{working}"
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
