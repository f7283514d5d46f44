"""Files to take away: outlines as Word templates, checklists, the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from actions.reply import Reply
from actions.responders import answers
from actions.turn import ATTACHMENT, Turn
from knowledge.documents.names import Document, documents

PATH = "/api/v1/documents/"


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
