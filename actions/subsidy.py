"""“能补多少”: computes from what was said, states its assumptions, asks one thing at a time for what would matter."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.calculation import result_reply
from actions.facts import GROSS, guide_day, known, option_label, read, reading_notes, remember
from actions.inputs import AUDITED, SAME_AS_AUDIT, TAX
from actions.reply import Choice, Reply, choice, joined
from actions.responders import answers
from actions.scheme_meant import scheme_by_figures, scheme_by_words
from actions.told import note_conditions
from actions.topics import ask_scheme
from actions.turn import Turn
from actions.unplaced import keep, placed, with_kept
from actions.wording import value_text
from knowledge.eligibility import own_question
from knowledge.errors import InputError
from knowledge.model import Input, Scheme
from knowledge.money import yuan_text
from knowledge.subsidy.calculate import calculate
from knowledge.subsidy.result import Result

TASK, REFINE = "subsidy", "refine"
SKIP = "不用了"
WHOLE, PLANNED = "total_investment", "planned_fixed_investment"
MEMBERS, WISHES = "members", "wishes"
OWN_SHARE = re.compile(
    "(?:自己|我们|我司|我家|我|咱们?)(?:公司|企业|厂|家)?(?:那|这|嗰|的那)?一?份|"
    "(?:自己|我们|我司|我家|我)[^,。;]{0,8}(?:分到|分得|分几|分多少|能分)"
)
AT_MOST = re.compile("最多|最高|顶天|封顶|撑死|顶多|上限|顶格")
TOTAL_ONLY = re.compile(
    "(?:资助|奖补|补贴|补助|奖励|拨付)(?:资金)?(?:的)?(?:总额|总数|总量|总盘)(?!已|为\\d|是\\d|\\d)|总额(?:能|可|会|最|上限)|最高(?:能|可以?)?(?:到|有|是)多少|"
    "资助总额|总额上限|总额最多|核定|核到|最多核|(?:总共|一共|合计|总的|全部|前后|最多|最高)[^,。;]{0,6}(?:拿|补|领|核|给|拨|奖|资助|得)"
)
"""Words that ask for the whole grant of a project paid in instalments, not for the instalment due now."""


@answers(["calculate"])
def subsidy(turn: Turn) -> Reply:
    """Computes at once if it can; otherwise asks which scheme, or for the first figure that is lacking."""
    whole = with_kept(turn)
    scheme_id = turn.scheme_in_context or scheme_by_figures(whole) or scheme_by_words(whole)
    turn.state.task, turn.state.topic = TASK, "calculate"
    if scheme_id is None:
        keep(turn)
        return ask_scheme(turn, "请问要测算哪一类？")
    turn.state.scheme = scheme_id
    return compute(placed(turn), turn.guide.scheme(scheme_id))


def compute(turn: Turn, scheme: Scheme, pending: str | None = None) -> Reply:
    """Takes in what the message says of the scheme, then answers with a result or the next question."""
    reading = read(turn, scheme, pending)
    remember(turn.state, scheme, reading)
    note_wish(turn)
    note_conditions(turn, scheme, reading)
    if scheme.input(AUDITED) and TOTAL_ONLY.search(turn.text) and not progress_known(turn, scheme):
        turn.state.of(scheme.id)[AUDITED] = "unknown"
    return with_facts(turn, scheme, reading_notes(reading))


def note_wish(turn: Turn) -> None:
    """Keeps that one's own share of a chain's grant is asked for, not only the whole."""
    if OWN_SHARE.search(turn.text):
        turn.state.of(WISHES)["own_share"] = True


def progress_known(turn: Turn, scheme: Scheme) -> bool:
    """Whether anything was said of what has been invested so far."""
    item = scheme.input(AUDITED)
    return item is not None and any(name in turn.state.of(scheme.id) for name in (item.name, *item.covered_by))


def with_facts(turn: Turn, scheme: Scheme, notes: list[str]) -> Reply:
    """The result of what is known, or the question for what is needed first."""
    facts = known(turn.guide, turn.state, scheme.id)
    if scheme.input(WHOLE) and WHOLE not in facts and PLANNED in facts:
        facts[WHOLE] = facts[PLANNED]
        notes = [*notes, "没有另说项目总投资，总投资门槛按固定资产计划总投资核对"]
    try:
        result = calculate(turn.guide, scheme.id, facts, guide_day(turn))
    except InputError as error:
        return wrong_input(turn, scheme, error)
    needed = None if result.eligible is False else needed_input(turn, scheme, result)
    if needed:
        turn.state.task = TASK
        return question(turn, scheme, needed, notes)
    turn.state.result = {"scheme": scheme.id, "kind": "calculation"}
    reply = result_reply(turn, scheme, result, notes)
    asked = None if result.eligible is False else refining_question(turn, scheme, result, facts)
    if asked is None:
        turn.state.close_task()
        return reply
    name, text = asked
    item = scheme.input(name)
    turn.state.task = REFINE
    turn.state.ask(name)
    steps = option_choices(item) if item else (choice("是"), choice("否"))
    return replace(
        reply,
        question=text,
        choices=(*steps, choice(SKIP)),
        expects_number=item is not None and numeric(item),
    )


def refine_again(turn: Turn, item: Input) -> Reply:
    """The question for a finer result by itself, after something else was answered."""
    turn.state.task = REFINE
    turn.state.ask(item.name)
    steps = (*option_choices(item), choice(SKIP))
    return Reply(f"接着刚才的测算：{item.question}", choices=steps, status="task", expects_number=numeric(item))


def refining_question(turn: Turn, scheme: Scheme, result: Result, facts: dict[str, Any]) -> tuple[str, str] | None:
    """What could still change the amount: an input that was assumed, then a condition of the scheme's own."""
    actual = scheme.input(AUDITED)
    if actual and facts.get(AUDITED) == "unknown" and TOTAL_ONLY.search(turn.text):
        return AUDITED, f"想知道当期能拨付多少的话：{actual.question}"
    unknown = unknown_amount(turn, scheme)
    if unknown and turn.state.pending == unknown.name and not turn.state.tries:
        return unknown.name, f"不用很准，说个范围也能测算，例如“800万到1000万”：{unknown.label}大概在多少到多少之间？"
    members = scheme.input(MEMBERS)
    if members and MEMBERS not in facts and turn.state.facts.get(WISHES):
        return members.name, f"想知道自己那份的话：{members.question}只说自己那家的也行。"
    item = None if unknown else refining_input(turn, scheme)
    if item:
        return item.name, f"想更准确的话：{item.question}"
    condition = own_question(turn.guide, scheme.id, facts, result)
    return (condition.name, f"再确认一项条件：{condition.text}") if condition else None


def needed_input(turn: Turn, scheme: Scheme, result: Result) -> Input | None:
    """The first required input that is missing; the tax too where the amount was said to include it."""
    facts = turn.state.of(scheme.id)
    for item in scheme.inputs:
        if item.required and item.name not in facts and not any(name in facts for name in item.covered_by):
            return item
    tax = scheme.input(TAX)
    if tax and turn.state.of(GROSS).get(scheme.id) and TAX not in facts:
        return tax
    return None


def refining_input(turn: Turn, scheme: Scheme) -> Input | None:
    """An input that was not given and would change the amount; the user may skip it."""
    facts = turn.state.of(scheme.id)
    for item in scheme.inputs:
        covered = any(name in facts for name in item.covered_by)
        if item.name in facts or item.required or covered or not item.assumption:
            continue
        if item.name == TAX and turn.state.of(GROSS).get(scheme.id) is False:
            continue
        return item
    return None


def unknown_amount(turn: Turn, scheme: Scheme) -> Input | None:
    """The sum that the amount depends on and that the user does not know; what refines it would say nothing yet."""
    facts = turn.state.of(scheme.id)
    sums = (item for item in scheme.inputs if item.required and item.kind == "amount")
    return next((item for item in sums if facts.get(item.name) == "unknown"), None)


def numeric(item: Input) -> bool:
    """Whether the answer to the input's question is a number."""
    return item.kind not in ("choice", "date")


def option_choices(item: Input) -> tuple[Choice, ...]:
    """The options of a choice as buttons."""
    return tuple(choice(option.label) for option in item.options)


def question(turn: Turn, scheme: Scheme, item: Input, notes: list[str]) -> Reply:
    """Asks for one input; after two answers that were not understood, with an example."""
    turn.state.ask(item.name)
    said = summary(turn, scheme)
    lines = [
        f"（{'；'.join(notes)}）" if notes else "",
        highest(turn, scheme),
        f"{scheme.short}测算，{said}" if said else f"好的，测算{scheme.name}。",
    ]
    if turn.state.tries >= 2 and item.example:
        lines.append(f"没看明白您的回答，请像这样说：{item.example}；不清楚就说“不清楚”。")
    lines.append(item.question)
    steps = option_choices(item) or (choice("不清楚"), choice("先不算了"))
    text = "\n".join(line for line in lines if line)
    return Reply(text, choices=steps, status="task", expects_number=numeric(item))


def highest(turn: Turn, scheme: Scheme) -> str:
    """The scheme's cap, for somebody who asks how much there can be at most before the figures are known."""
    cap = scheme.parameters.get("cap")
    if cap is None or not AT_MOST.search(turn.text):
        return ""
    return f"{cap.label}{yuan_text(Decimal(str(cap.value)))}（{cap.clause}），具体要看您的数据。"


def summary(turn: Turn, scheme: Scheme) -> str:
    """What has been said so far, so that a misreading shows at once; empty where nothing has."""
    facts = turn.state.of(scheme.id)
    said = [
        item.label + (option_label if item.kind == "choice" else value_text)(item, facts[item.name])
        for item in scheme.inputs
        if item.name in facts and facts[item.name] not in ("unknown", SAME_AS_AUDIT)
    ]
    return f"已记下：{'，'.join(said)}。" if said else ""


def wrong_input(turn: Turn, scheme: Scheme, error: InputError) -> Reply:
    """Says which figure cannot be right, forgets it and asks for it again."""
    turn.state.of(scheme.id).pop(error.field, None)
    item = scheme.input(error.field)
    turn.state.task = TASK
    if item is None:
        turn.state.close_task()
        return Reply(f"这个数据没法用来测算：{error.reason}。请换个说法再试。", status="task")
    turn.state.ask(item.name)
    what = error.reason if error.reason.startswith(item.label) else f"{item.label}{error.reason}"
    return joined(Reply(f"{what}。"), Reply(item.question, status="task"))
