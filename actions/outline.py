"""What the plan must contain: the chapters of an attachment, the asked one first, and the files to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.documents import links
from actions.reply import Reply, choice, citation, joined
from actions.responders import answers, respond
from actions.search import index_of
from actions.topics import facet_reply, record_intent
from actions.turn import ATTACHMENT, SCHEME, Turn
from knowledge.model import Attachment, Section
from knowledge.search.query import search
from knowledge.words import segmenter

CLEAR, NEARLY = 0.05, 0.75
"""Score from which a section is taken as asked for, and how close to the best one a second must come."""
_COMMON = re.compile(r"实施方案|建设方案|方案|提纲|附件|里面?|怎么写|要不要写|要写|内容|撰写")
"""What every question about a plan says; it tells no section from another."""

_WRITE = re.compile(r"(?:帮|替|给)(?:我|我们|忙)?.{0,6}(?:写|编|做|起草|出).{0,12}(?:方案|报告|提纲)|代写|代编")
NOT_WRITTEN = "我不能代写实施方案，但可以告诉您每一部分要写什么，并提供Word模板。"


def schemes_meant(turn: Turn) -> list[str]:
    """The schemes that the text names, else the one under discussion."""
    return turn.named(SCHEME) or [turn.state.scheme] * (turn.state.scheme in turn.guide.schemes)  # type: ignore[list-item]


def attachments_meant(turn: Turn) -> list[Attachment]:
    """The attachments that the text names by number or by scheme, else the one of the scheme under discussion."""
    named = [name for name in turn.named(ATTACHMENT) if name in turn.guide.attachments]
    of_schemes = turn.named(SCHEME) if named else schemes_meant(turn)
    names = [*named, *(turn.guide.scheme(scheme_id).attachment for scheme_id in of_schemes)]
    return [turn.guide.attachments[name] for name in dict.fromkeys(names) if name]


def leaves(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Every section that has points of its own, in order."""
    for section in sections:
        if section.points:
            yield section
        yield from leaves(section.sections)


def matching_sections(turn: Turn, attachments: list[Attachment]) -> list[tuple[Attachment, Section]]:
    """The sections of the attachments that the question is about, best first."""
    places = {
        f"{attachment.id}.{section.id}": (attachment, section)
        for attachment in attachments
        for section in leaves(attachment.sections)
    }
    hits = [hit for hit in search(index_of(turn.guide), _COMMON.sub("", turn.text), limit=40) if hit.entry.id in places]
    near = [hit for hit in hits if hit.score >= max(CLEAR, hits[0].score * NEARLY)]
    return [places[hit.entry.id] for hit in near][:2]


@answers(["ask_outline"])
def outline(turn: Turn) -> Reply:
    """The section asked for, then the chapters in order."""
    turn.state.topic = "ask_outline"
    attachments = attachments_meant(turn)
    if len(attachments) > 1:
        return compared(turn, attachments)
    if not attachments and schemes_meant(turn):
        return respond(turn.asking("ask_plan"))
    if not attachments:
        return any_outline(turn)
    attachment = attachments[0]
    if not attachment.sections:
        return Reply(f"{attachment.title}：{attachment.purpose}", clauses=(f"附件{attachment.id}",))
    asked = [section for _, section in matching_sections(turn, [attachment])]
    lines = [pointed(turn.text, section) for section in asked]
    lines += [section_text(attachment, section) for section in asked]
    count = len(attachment.sections)
    lines.append(f"附件{attachment.id}《{attachment.title}》共{count}部分，按顺序写：{chapters_text(attachment)}。")
    if not asked:
        lines += [section_text(attachment, section) for section in leaves(attachment.sections)]
    elif nested := [section for section in attachment.sections if section.sections]:
        lines += [
            f"其中{section.title}有{len(section.sections)}节：" + "；".join(item.title for item in section.sections)
            for section in nested
        ]
    clauses = tuple(section.clause for section in asked) or (f"附件{attachment.id}",)
    lines.append(citation(turn.guide.general.short_title, clauses))
    steps = (
        choice("下载Word模板", f"下载附件{attachment.id}的Word模板"),
        choice("格式要求", "实施方案格式有什么要求"),
    )
    if _WRITE.search(turn.text):
        lines.insert(0, NOT_WRITTEN)
    return Reply(
        "\n".join(filter(None, lines)),
        choices=steps,
        clauses=clauses,
        documents=tuple(links(turn, f"outline-{attachment.id}")),
    )


@answers(["ask_plan"])
def plan(turn: Turn) -> Reply:
    """Whether there is a plan, by which attachment it is written, and the section that the question is about."""
    attachments = attachments_meant(turn)
    if attachments and _WRITE.search(turn.text):
        return outline(turn)
    reply = facet_reply(turn)
    asked = matching_sections(turn, attachments) if len(attachments) == 1 else []
    if not asked:
        return reply
    lines = [f"附件{attachment.id}{section_text(attachment, section)}" for attachment, section in asked]
    clauses = tuple(section.clause for _, section in asked)
    lines.append(citation(turn.guide.general.short_title, clauses))
    return joined(Reply("\n".join(lines), clauses=clauses), reply)


def any_outline(turn: Turn) -> Reply:
    """Which plan has what, where no scheme is named: the sections that fit best over all attachments."""
    found = matching_sections(turn, [item for item in turn.guide.attachments.values() if item.sections])
    lines = [
        f"{pointed(turn.text, section)}附件{attachment.id}（{attachment.title}）{section_text(attachment, section)}"
        for attachment, section in found[:3]
    ]
    lines.append(
        "各类的提纲不同："
        + "；".join(f"附件{item.id} {item.title}" for item in turn.guide.attachments.values() if item.sections)
    )
    steps = tuple(
        choice(turn.guide.scheme(item.schemes[0]).short, f"{turn.guide.scheme(item.schemes[0]).short}的实施方案写什么")
        for item in turn.guide.attachments.values()
        if item.sections and item.schemes
    )
    clauses = tuple(dict.fromkeys(section.clause for _, section in found[:3])) or ("五专项（五）",)
    lines.append(citation(turn.guide.general.short_title, clauses))
    return Reply("\n".join(lines), choices=steps, clauses=clauses)


def chapters_text(attachment: Attachment) -> str:
    """The chapters, or the modes, of an attachment in one line."""
    chapters = "；".join(f"{section.number}、{section.title}" for section in attachment.sections)
    return chapters or "；".join(f"{mode.number}. {mode.name}" for mode in attachment.modes)


def compared(turn: Turn, attachments: list[Attachment]) -> Reply:
    """The chapters of several attachments, and what the first has more than the second."""
    lines = [f"附件{item.id}《{item.title}》：{chapters_text(item)}。" for item in attachments]
    first, second = attachments[:2]
    for one, other in ((first, second), (second, first)):
        titles = {section.title for section in other.sections}
        if more := [section.title for section in one.sections if section.title not in titles]:
            lines.append(f"附件{one.id}有而附件{other.id}没有的章：{'、'.join(more)}。")
    clauses = tuple(f"附件{item.id}" for item in attachments)
    lines.append(citation(turn.guide.general.short_title, clauses))
    return Reply("\n".join(lines), clauses=clauses)


def pointed(text: str, section: Section) -> str:
    """The points of a section that share words with the question, said first; empty where all or none do."""
    words = {word for word in segmenter().cut_for_search(_COMMON.sub("", text)) if len(word) > 1}
    found = [point.rstrip("。；") for point in section.points if any(word in point for word in words)]
    return f"要写：{'；'.join(found)}。" if found and len(found) < len(section.points) else ""


def section_text(attachment: Attachment, section: Section) -> str:
    """A section with its points and the evidence to bring."""
    evidence = f"（附：{'、'.join(section.evidence)}）" if section.evidence else ""
    return f"“{section.title}”要写：{'；'.join(point.rstrip('。；') for point in section.points)}{evidence}。"


@answers(["attachment_which"])
def which(turn: Turn) -> Reply:
    """What an attachment is for and its chapters; without one named, which attachment belongs to which scheme."""
    named = [turn.guide.attachments[name] for name in turn.named(ATTACHMENT) if name in turn.guide.attachments]
    reply = record_intent(turn)
    if not named:
        return reply
    lines = [f"附件{item.id}《{item.title}》：{item.purpose.rstrip('。')}。{chapters_text(item)}" for item in named]
    return joined(Reply("\n".join(lines), clauses=tuple(f"附件{item.id}" for item in named)), reply)
