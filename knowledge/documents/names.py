"""The files that a guide offers, by slug."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from knowledge.documents.calendar import build_calendar
from knowledge.documents.checklist import build_checklist, checklist_title
from knowledge.documents.outline import build_outline
from knowledge.guide import Guide

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ICALENDAR = "text/calendar"
SUFFIXES = {WORD: ".docx", ICALENDAR: ".ics"}


@dataclass(frozen=True)
class Document:
    """A file on offer: `slug` names it in addresses, `schemes` are those that it serves, `builder` makes its bytes."""

    slug: str
    title: str
    media_type: str
    schemes: tuple[str, ...]
    builder: Callable[[], bytes]

    @property
    def filename(self) -> str:
        """The name under which it is saved."""
        return f"{self.title}{SUFFIXES[self.media_type]}"


def documents(guide: Guide) -> list[Document]:
    """The guide's files: the outlines of the plans, a checklist for every scheme, the calendar."""
    outlines = [
        Document(
            slug=f"outline-{attachment.id}",
            title=f"附件{attachment.id} {attachment.title}（撰写模板）",
            media_type=WORD,
            schemes=attachment.schemes,
            builder=partial(build_outline, guide, attachment.id),
        )
        for attachment in guide.attachments.values()
        if attachment.sections
    ]
    checklists = [
        Document(
            slug=f"checklist-{scheme.id.replace('_', '-')}",
            title=checklist_title(guide, scheme.id),
            media_type=WORD,
            schemes=(scheme.id,),
            builder=partial(build_checklist, guide, scheme.id),
        )
        for scheme in guide.ordered_schemes()
    ]
    calendar = Document(
        slug="calendar",
        title=f"{guide.general.programme}申报日程",
        media_type=ICALENDAR,
        schemes=tuple(scheme.id for scheme in guide.ordered_schemes()),
        builder=partial(build_calendar, guide),
    )
    return [*outlines, *checklists, calendar]


def document(guide: Guide, slug: str) -> Document:
    """The file with that slug; raises KeyError for an unknown one."""
    for offered in documents(guide):
        if offered.slug == slug:
            return offered
    raise KeyError(slug)


def build(guide: Guide, slug: str) -> bytes:
    """The bytes of the file with that slug; raises KeyError for an unknown one."""
    return document(guide, slug).builder()
