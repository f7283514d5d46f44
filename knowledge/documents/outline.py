"""Word templates of the plans (附件1-1 to 1-4): cover, table of contents, one page to write on for every section.

Every section starts a new page and its hints fit on it, so that the page numbers in the table of contents are right
as soon as the file is opened; they are also fields that the word processor can update.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from knowledge.documents.archive import word_bytes
from knowledge.documents.ooxml import (
    add_fill_in,
    bookmark,
    colour,
    edges,
    element,
    field,
    field_end,
    field_start,
    text_run,
)
from knowledge.documents.style import new_document
from knowledge.documents.table import add_form, add_table, form_of
from knowledge.guide import Guide
from knowledge.model import Attachment, Mode, Section

FRONT_PAGES = 2
"""The cover and the table of contents."""
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Entry:
    """A heading: its level, text, page and bookmark, and what it is the heading of."""

    level: int
    text: str
    page: int
    mark: str
    subject: Section | Mode | None


def build_outline(guide: Guide, attachment_id: str) -> bytes:
    """The template of a plan as a .docx file; raises KeyError for an attachment without an outline."""
    attachment = guide.attachments[attachment_id]
    if not attachment.sections:
        raise KeyError(f"attachment {attachment_id} has no outline")
    word = new_document(attachment.title, guide.general.programme, guide.general.windows.online.start)
    entries = headings(guide, attachment)
    _cover(word, guide, attachment)
    _contents(word, guide, attachment, entries)
    page = FRONT_PAGES
    for number, entry in enumerate(entries):
        heading = word.add_paragraph(entry.text, style=f"Heading {entry.level}")
        heading.paragraph_format.page_break_before = entry.page > page
        bookmark(heading, entry.mark, number)
        page = entry.page
        if isinstance(entry.subject, Section):
            _section(word, entry.subject)
        elif isinstance(entry.subject, Mode):
            _mode(word, entry.subject)
    return word_bytes(word)


def headings(guide: Guide, attachment: Attachment) -> list[Entry]:
    """All headings in order; a chapter shares the page of its first section."""
    entries: list[Entry] = []
    page = FRONT_PAGES

    def add(level: int, text: str, subject: Section | Mode | None) -> None:
        entries.append(Entry(level, text, page, f"_Toc{attachment.id.replace('-', '')}{len(entries):03}", subject))

    for chapter in attachment.sections:
        page += 1
        add(1, f"{chapter.number}、{chapter.title}", chapter)
        for place, section in enumerate(chapter.sections):
            page += 1 if place else 0
            add(2, f"{section.number.removeprefix(chapter.number)}{section.title}", section)
    for place, mode in enumerate(_modes(guide, attachment)):
        page += 1
        if not place:
            add(1, "附表  智能化技术模式要素对照表", None)
        add(2, f"（{NUMERALS[mode.number - 1]}）{mode.name}", mode)
    return entries


def _modes(guide: Guide, attachment: Attachment) -> Iterator[Mode]:
    """The modes that the plan has to be held against: those explained for one of its schemes."""
    for other in guide.attachments.values():
        if set(other.schemes) & set(attachment.schemes):
            yield from other.modes


def _cover(word: Word, guide: Guide, attachment: Attachment) -> None:
    label = word.add_paragraph(style="Label")
    label.add_run(f"{guide.general.short_title} 附件{attachment.id}")
    programme = word.add_paragraph(style="Subtitle")
    programme.add_run(guide.general.programme).font.size = Pt(16)
    programme.paragraph_format.space_before = Pt(90)
    title = word.add_paragraph(style="Title")
    title.paragraph_format.space_before = Pt(18)
    name, kind = _split_title(attachment.title)
    title.add_run(name)
    if kind:
        title.add_run().add_break(WD_BREAK.LINE)
        title.add_run(kind)
    joint = any(section.number == attachment.sections[0].number and section.sections for section in attachment.sections)
    units = ("牵头单位（盖章）", "协作单位（盖章）") if joint else ("申报单位（盖章）",)
    gap = word.add_paragraph()
    gap.paragraph_format.space_before = Pt(150)
    lines = ("项目名称", *units, "项目实施地", "联系人及电话", "编制日期")
    table = word.add_table(rows=len(lines), cols=2)
    table.autofit = False
    for row, line in zip(table.rows, lines, strict=True):
        row.height = Mm(12)
        left, right = row.cells
        left.width, right.width = Mm(56), Mm(92)
        for cell, sides in ((left, ()), (right, ("bottom",))):
            edges(cell, sides)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        left.paragraphs[0].add_run(f"{line}：").font.size = Pt(14)
        add_fill_in(right.paragraphs[0], line, f"点击填写{line.removesuffix('（盖章）')}")
    for column, width in zip(table.columns, (Mm(56), Mm(92)), strict=True):
        column.width = width
    table.alignment = WD_TABLE_ALIGNMENT.CENTER


def _split_title(title: str) -> tuple[str, str]:
    """The title in two lines, before the kind of document.

    >>> _split_title("重大工业项目建设实施方案")
    ('重大工业项目', '建设实施方案')
    """
    for kind in ("项目建设实施方案", "总体实施方案"):
        if title.endswith(kind):
            name = title.removesuffix(kind)
            return (f"{name}项目", kind.removeprefix("项目")) if kind.startswith("项目") else (name, kind)
    return title, ""


def _contents(word: Word, guide: Guide, attachment: Attachment, entries: list[Entry]) -> None:
    head = word.add_paragraph("目    录", style="TOC Title")
    head.paragraph_format.page_break_before = True
    for number, entry in enumerate(entries):
        line = word.add_paragraph(style=f"toc {entry.level}")
        if number == 0:
            line._p.extend(field_start(r'TOC \o "1-2" \h \z \u'))
        link = element("w:hyperlink", anchor=entry.mark, history=1)
        link.extend(
            [text_run(entry.text), text_run("", tab=True), *field(f"PAGEREF {entry.mark} \\h", str(entry.page))]
        )
        line._p.append(link)
        if number == len(entries) - 1:
            line._p.append(field_end())
    note = word.add_paragraph("编制说明（提交前删除）", style="Label")
    note.paragraph_format.space_before = Pt(16)
    rules = [f"{rule.name}：{rule.note}。" for rule in guide.general.format_rules]
    for text in (
        f"{attachment.purpose.rstrip('。')}。",
        *rules,
        "灰色文字是撰写提示，写完后删除；目录页码可在目录上按右键选“更新域”。",
    ):
        _hint(word, text)


def _section(word: Word, section: Section) -> None:
    """Hints in grey; where there are no sections below, room to write and the forms to fill in."""
    if section.sections:
        for point in section.points:
            _hint(word, point)
        return
    word.add_paragraph("撰写要点", style="Label")
    for point in section.points:
        _hint(word, point)
    forms = [form for form in map(form_of, section.evidence) if form]
    papers = [paper for paper in section.evidence if not form_of(paper)]
    if papers:
        word.add_paragraph("建议随附的数据和佐证", style="Label")
        _hint(word, "、".join(papers))
    writing = word.add_paragraph(style="Writing")
    add_fill_in(writing, section.title, f"（在此撰写{section.title}）")
    for form in forms:
        add_form(word, *form)


def _mode(word: Word, mode: Mode) -> None:
    _hint(word, "只保留选定的模式，对照各要素逐条说明；其余模式的表删除。")
    rows = [(str(item.number), "", "", "") for item in mode.elements]
    table = add_table(word, ("序号", "要素", "本项目情况", "佐证"), rows, (1.1, 8, 4.4, 2), centred=(0,))
    for row, item in zip(table.rows[1:], mode.elements, strict=True):
        paragraph = row.cells[1].paragraphs[0]
        paragraph.style = word.styles["Small"]
        paragraph.add_run(f"{item.title}：").bold = True
        colour(paragraph.add_run(item.text))


def _hint(word: Word, text: str) -> Paragraph:
    return word.add_paragraph(f"•\t{text}", style="Hint")
