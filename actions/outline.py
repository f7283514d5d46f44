"""What the plan must contain: the chapters of an attachment, the asked one first, and the files to take away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.reply import Reply, choice, citation, joined
from actions.responders import answers
from actions.search import index_of
from actions.topics import record_intent
from actions.turn import ATTACHMENT, Turn
from knowledge.documents.names import Document, documents
from knowledge.model import Attachment, Section
from knowledge.search.query import search

PATH = "/api/v1/documents/"
CLEAR, NEARLY = 0.05, 0.75
"""Score from which a section is taken as asked for, and how close to the best one a second must come."""
_COMMON = re.compile(r"实施方案|建设方案|方案|提纲|附件|里面?|怎么写|要不要写|要写|内容|撰写")
"""What every question about a plan says; it tells no section from another."""


def attachment_meant(turn: Turn) -> Attachment | None:
    """The attachment that the text names, or the one of the scheme meant."""
    for name in turn.named(ATTACHMENT):
        if name in turn.guide.attachments:
            return turn.guide.attachments[name]
    scheme_id = turn.scheme_in_context
    return turn.guide.attachments.get(turn.guide.scheme(scheme_id).attachment) if scheme_id else None


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
    attachment = attachment_meant(turn)
    if attachment is None:
        return any_outline(turn)
    if not attachment.sections:
        return Reply(f"{attachment.title}：{attachment.purpose}", clauses=(f"附件{attachment.id}",))
    asked = [section for _, section in matching_sections(turn, [attachment])]
    lines = [section_text(attachment, section) for section in asked]
    chapters = "；".join(f"{section.number}、{section.title}" for section in attachment.sections)
    count = len(attachment.sections)
    lines.append(f"附件{attachment.id}《{attachment.title}》共{count}部分，按顺序写：{chapters}。")
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
    return Reply(
        "\n".join(lines), choices=steps, clauses=clauses, documents=tuple(links(turn, f"outline-{attachment.id}"))
    )


def any_outline(turn: Turn) -> Reply:
    """Which plan has what, where no scheme is named: the sections that fit best over all attachments."""
    found = matching_sections(turn, [item for item in turn.guide.attachments.values() if item.sections])
    lines = [
        f"附件{attachment.id}（{attachment.title}）{section_text(attachment, section)}"
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
    lines = []
    for attachment in named:
        chapters = "；".join(f"{section.number}、{section.title}" for section in attachment.sections)
        modes = "；".join(f"{mode.number}. {mode.name}" for mode in attachment.modes)
        lines.append(
            f"附件{attachment.id}《{attachment.title}》：{attachment.purpose.rstrip('。')}。{chapters or modes}"
        )
    return joined(Reply("\n".join(lines), clauses=tuple(f"附件{item.id}" for item in named)), reply)


@answers(["send_document"])
def send(turn: Turn) -> Reply:
    """Links to the files that fit the scheme or attachment meant, or to all of them."""
    turn.state.topic = "send_document"
    offered = documents(turn.guide)
    names = turn.named(ATTACHMENT)
    scheme_id = turn.scheme_in_context
    wanted = [item for item in offered if any(item.slug == f"outline-{name}" for name in names)]
    if not wanted and scheme_id:
        wanted = [item for item in offered if scheme_id in item.schemes]
    wanted = narrowed(turn.text, wanted or offered)
    lines = ["可以下载："] + [f"· {item.title}" for item in wanted]
    if "附件2" in turn.text or "投入明细" in turn.text:
        lines.append("项目投入明细清单的模板（附件2）随申请指南发布，这里没有文件，请在受理机关网站下载。")
    return Reply("\n".join(lines), documents=tuple(link(item) for item in wanted), status="answered")


def narrowed(text: str, offered: list[Document]) -> list[Document]:
    """Only checklists, outlines or the calendar where the text asks for one of these."""
    kinds = [
        ("清单", "checklist"),
        ("提纲", "outline"),
        ("模板", "outline"),
        ("日历", "calendar"),
        ("日程", "calendar"),
    ]
    for word, prefix in kinds:
        if word in text and (found := [item for item in offered if item.slug.startswith(prefix)]):
            return found
    return offered


def links(turn: Turn, *slugs: str) -> Iterator[dict[str, str]]:
    """Links to files by slug; one that the guide does not offer is left out."""
    for item in documents(turn.guide):
        if item.slug in slugs:
            yield link(item)


def link(item: Document) -> dict[str, str]:
    """Title and address of a file."""
    return {"title": item.title, "url": f"{PATH}{item.slug}"}
