"""The intelligent-manufacturing modes of 附件1-5: which one fits, what it asks for, and a check element by element."""

from __future__ import annotations

import re

from actions.answers import read_condition
from actions.reply import Reply, choice, citation
from actions.responders import answers
from actions.turn import MODE, Turn
from knowledge.model import Condition, Mode
from knowledge.modes import check_mode, find_elements, identify, mode_named, modes, modes_without
from knowledge.template import count_text

TASK = "mode_check"
YES_NO = ("是", "否", "不清楚")
_COMMON = re.compile(
    r"智能化(?:技术)?模式|智能制造模式|智能化技术|技术模式|附件1-5|[一二两三四五六七八九十\d]+种模式|哪[一几]?[种个些]?模式|模式"
)
"""What every question of this kind says; it tells no mode from another."""
_WITHOUT = re.compile(r"不要求|没要求|不需要|没有提|不用|没提到|不提")


def mode_meant(turn: Turn) -> Mode | None:
    """The mode that the text names, or the one under discussion."""
    named = turn.named(MODE)
    if named:
        return next((mode for mode in modes(turn.guide) if mode.id == named[0]), None)
    if mode := mode_named(turn.guide, turn.text):
        return mode
    last = turn.state.of("modes").get("current")
    return next((mode for mode in modes(turn.guide) if mode.id == last), None)


@answers(["mode_elements"])
def elements(turn: Turn) -> Reply:
    """The elements of the mode meant; without one, the list of modes with their numbers of elements."""
    turn.state.topic = "mode_elements"
    mode = mode_meant(turn)
    if mode is None:
        mentions = find_elements(turn.guide, turn.text)
        if mentions:
            return by_feature(turn)
        lines = [f"{mode.number}. {mode.name}：{len(mode.elements)}条要素" for mode in modes(turn.guide)]
        steps = tuple(choice(mode.name, f"{mode.name}有哪些要素") for mode in modes(turn.guide))
        return Reply(
            "\n".join([f"附件1-5的{count_text(len(lines))}种模式：", *lines]),
            choices=steps,
            clauses=("附件1-5",),
        )
    turn.state.of("modes")["current"] = mode.id
    asked = [item for item in find_elements(turn.guide, turn.text) if item.mode.id == mode.id and item.element]
    lines = [f"{mode.name}共{len(mode.elements)}条要素："]
    if asked and len(asked) <= 2:
        lines.insert(
            0,
            "您问的这一点，"
            + "；".join(f"第{item.element.number}条写的是：{item.element.text}" for item in asked if item.element),
        )
    lines += [f"{element.number}. {element.title}：{element.text}" for element in mode.elements]
    lines.append(citation(turn.guide.general.short_title, [mode.clause]))
    steps = (choice("逐条自查", f"逐条自查{mode.name}"), choice("有哪几种模式", "智能化技术模式有哪几种"))
    return Reply("\n".join(lines), choices=steps, clauses=(mode.clause,))


@answers(["mode_by_feature"])
def by_feature(turn: Turn) -> Reply:
    """Which modes mention what is asked for."""
    turn.state.topic = "mode_by_feature"
    mentions = find_elements(turn.guide, _COMMON.sub("", turn.text))
    if not mentions:
        if mode_meant(turn):
            return elements(turn)
        names = [mode.name for mode in modes(turn.guide)]
        return Reply(
            f"附件1-5的要素里没有找到您说的这一点。{count_text(len(names))}种模式是：{'、'.join(names)}。",
            choices=tuple(choice(mode.name, f"{mode.name}有哪些要素") for mode in modes(turn.guide)),
            clauses=("附件1-5",),
        )
    found: dict[str, list[str]] = {}
    for mention in mentions:
        text = (
            f"第{mention.element.number}条：{mention.element.text}" if mention.element else f"目标：{mention.mode.goal}"
        )
        found.setdefault(mention.mode.name, []).append(text)
    if _WITHOUT.search(turn.text):
        without = "、".join(mode.name for mode in modes_without(turn.guide, turn.text))
        lines = [f"没有写到这一点的是：{without}。写到的是{'、'.join(found)}。"]
    else:
        lines = [f"{'、'.join(found)}写到了这一点："]
    lines += [f"· {name}{text}" for name, texts in found.items() for text in texts[:2]]
    clauses = tuple(dict.fromkeys(mention.clause for mention in mentions))[:4]
    lines.append(citation(turn.guide.general.short_title, clauses))
    steps = tuple(choice(f"{name}的要素", f"{name}有哪些要素") for name in list(found)[:3])
    return Reply("\n".join(lines), choices=steps, clauses=clauses)


@answers(["mode_identify"])
def likely(turn: Turn) -> Reply:
    """The mode that what the enterprise has points to, what of it is there and what is open."""
    turn.state.topic = "mode_identify"
    matches = identify(turn.guide, turn.text)
    if not matches:
        return Reply(
            "请告诉我已经上了哪些系统和装备（如MES、ERP、PDM、机器人、数据采集）、产品是怎么生产的，我来比对附件1-5的模式。",
            choices=tuple(choice(mode.name, f"{mode.name}有哪些要素") for mode in modes(turn.guide)),
        )
    best = matches[0]
    turn.state.of("modes")["current"] = best.mode.id
    lines = [f"从您说的看，最接近{best.mode.name}（附件1-5第{best.mode.number}种）。"]
    there = [*best.met, *best.partial]
    if there:
        lines.append("已经沾上的要素：" + "；".join(f"{item.number}. {item.title}" for item in there))
    if best.open:
        lines.append("还没有提到的：" + "；".join(f"{item.number}. {item.title}" for item in best.open))
    if len(matches) > 1:
        lines.append(f"其次是{matches[1].mode.name}。按什么模式申报由企业自己对照要素说明，专家评审认定。")
    lines.append(citation(turn.guide.general.short_title, [best.mode.clause]))
    steps = (choice("逐条自查", f"逐条自查{best.mode.name}"), choice("看全部要素", f"{best.mode.name}有哪些要素"))
    return Reply("\n".join(lines), choices=steps, clauses=(best.mode.clause,))


@answers(["mode_check"])
def start_check(turn: Turn) -> Reply:
    """Begins the check of the mode meant, or asks for it."""
    turn.state.topic = "mode_check"
    mode = mode_meant(turn)
    if mode is None:
        return Reply(
            "要自查哪一种模式？",
            choices=tuple(choice(mode.name, f"逐条自查{mode.name}") for mode in modes(turn.guide)),
            clauses=("附件1-5",),
        )
    turn.state.facts["modes"] = {"current": mode.id, "answers": {}}
    turn.state.task = TASK
    return question(turn)


def question(turn: Turn) -> Reply:
    """Asks for the next element; ends with what is missing."""
    kept = turn.state.of("modes")
    mode = next(mode for mode in modes(turn.guide) if mode.id == kept["current"])
    given = kept.setdefault("answers", {})
    for element in mode.elements:
        if str(element.number) not in given:
            turn.state.ask(str(element.number))
            text = f"{mode.name}自查（{element.number}/{len(mode.elements)}）：{element.question}"
            return Reply(text, choices=tuple(choice(word) for word in YES_NO), status="task")
    return check_reply(turn, mode, given)


def answered(turn: Turn) -> Reply:
    """Takes a yes, a no or 不清楚 and goes on."""
    verdict: str | None = read_condition(element_asked(turn), turn.text)
    if verdict is None and turn.intent in ("affirm", "deny", "unsure"):
        verdict = {"affirm": "yes", "deny": "no", "unsure": "unknown"}[turn.intent]
    if verdict and turn.state.pending:
        turn.state.of("modes").setdefault("answers", {})[turn.state.pending] = {"yes": True, "no": False}.get(verdict)
    return question(turn)


def element_asked(turn: Turn) -> Condition:
    """The pending element as a condition, so that free answers are read as in the self-assessment."""
    current = turn.state.of("modes")["current"]
    mode = next(mode for mode in modes(turn.guide) if mode.id == current)
    element = next(item for item in mode.elements if str(item.number) == turn.state.pending)
    return Condition(id="element", clause=element.clause, statement=element.text, question=element.question)


def check_reply(turn: Turn, mode: Mode, given: dict[str, bool | None]) -> Reply:
    """What is there, what is missing, what is open."""
    result = check_mode(mode, {int(number): value for number, value in given.items()})
    turn.state.close_task()
    lines = [f"{mode.name}自查结果：{len(mode.elements)}条要素中已具备{len(result.met)}条。"]
    for label, group in (("✗ 还缺", result.missing), ("？ 待确认", result.unknown), ("✓ 已具备", result.met)):
        if group:
            lines.append(f"{label}：" + "；".join(f"{item.number}. {item.title}" for item in group))
    lines.append("实施方案里要对照这些要素逐条说明，是否认可由专家评审认定。")
    lines.append(citation(turn.guide.general.short_title, [mode.clause]))
    steps = (choice("实施方案提纲", "智能化提升的实施方案写什么"), choice("自评资格", "自评智能化提升的资格"))
    return Reply("\n".join(lines), choices=steps, clauses=(mode.clause,))
