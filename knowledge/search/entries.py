"""What can be found: every record, plan section, mode, element and document of a guide, as one kind of entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.guide import Guide
from knowledge.model import Attachment, Material, Mode, Section


@dataclass(frozen=True)
class Entry:
    """One clause that can be found; `schemes` is empty where it holds for every scheme."""

    id: str
    kind: str
    """`record`, `attachment`, `section`, `mode`, `element` or `material`."""
    clause: str
    heading: str
    question: str
    text: str
    keywords: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    silent: bool = False
    """The guide says nothing of this, and the text says so."""

    def concerns(self, scheme: str | None) -> bool:
        """The entry holds for `scheme`: it is one of its own, or it is of no scheme in particular."""
        return scheme is None or not self.schemes or scheme in self.schemes


def guide_entries(guide: Guide) -> list[Entry]:
    """Every entry of the guide, in a fixed order; ids are unique."""
    found = list(_records(guide))
    for attachment in guide.attachments.values():
        found.append(_attachment(attachment))
        found.extend(_sections(attachment, attachment.sections))
        for mode in attachment.modes:
            found.extend(_mode(attachment, mode))
    found.extend(_materials("base", "", guide.general.base_materials, ()))
    for scheme in guide.ordered_schemes():
        found.extend(_materials(scheme.id, scheme.short, scheme.materials, (scheme.id,)))
    return found


def _records(guide: Guide) -> Iterator[Entry]:
    for record in guide.records.values():
        scheme, _, facet = record.id.partition(".")
        silent = bool(facet) and guide.scheme(scheme).facets[facet].silent
        yield Entry(
            id=record.id,
            kind="record",
            clause=record.clause,
            heading=record.heading,
            question=record.question,
            text=record.answer + record.detail,
            keywords=record.keywords,
            schemes=record.schemes,
            silent=silent,
        )


def _attachment(attachment: Attachment) -> Entry:
    return Entry(
        id=attachment.id,
        kind="attachment",
        clause=f"附件{attachment.id}",
        heading=attachment.title,
        question=f"附件{attachment.id}是什么？",
        text=attachment.purpose,
        schemes=_own(attachment),
    )


def _sections(attachment: Attachment, sections: Iterable[Section]) -> Iterator[Entry]:
    for section in sections:
        yield Entry(
            id=f"{attachment.id}.{section.id}",
            kind="section",
            clause=section.clause,
            heading=section.title,
            question=f"附件{attachment.id}的“{section.title}”写什么？",
            text="；".join((*section.points, *section.evidence)) + "。",
            keywords=section.keywords,
            schemes=_own(attachment),
        )
        yield from _sections(attachment, section.sections)


def _mode(attachment: Attachment, mode: Mode) -> Iterator[Entry]:
    yield Entry(
        id=f"{attachment.id}.{mode.id}",
        kind="mode",
        clause=mode.clause,
        heading=mode.name,
        question=f"什么是{mode.name}？",
        text=mode.goal,
        keywords=mode.aliases,
        schemes=_own(attachment),
    )
    for element in mode.elements:
        yield Entry(
            id=f"{attachment.id}.{mode.id}.{element.number}",
            kind="element",
            clause=element.clause,
            heading=f"{mode.name}：{element.title}",
            question=element.question,
            text=element.text,
            keywords=tuple(dict.fromkeys((*element.systems, *element.keywords))),
            schemes=_own(attachment),
        )


def _materials(owner: str, short: str, materials: Iterable[Material], schemes: tuple[str, ...]) -> Iterator[Entry]:
    for number, material in enumerate(materials, start=1):
        yield Entry(
            id=f"{owner}.materials.{number}",
            kind="material",
            clause=material.clause,
            heading=f"{short}材料：{material.name}" if short else f"基础材料：{material.name}",
            question=f"{short}要交{material.name}吗？",
            text="；".join(filter(None, (material.name, material.form, material.seal, material.note))) + "。",
            schemes=schemes,
        )


def _own(attachment: Attachment) -> tuple[str, ...]:
    """The schemes of an attachment; one for several schemes counts as being for all."""
    return attachment.schemes if len(attachment.schemes) == 1 else ()
