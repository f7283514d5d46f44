"""The look of all Word files: A4 for duplex printing and glue binding, Chinese fonts, headings, page numbers."""

from __future__ import annotations

import datetime as dt

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from knowledge.documents.ooxml import GREY, PLACEHOLDER, add_page_number, element

LATIN = "Times New Roman"
SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
KEPT_STYLES = {
    *("Normal", "Title", "Subtitle", "heading 1", "heading 2", "caption", "footer"),
    *("Default Paragraph Font", "Normal Table", "No List", "Table Grid"),
}
"""Styles of the blank template that stay, by their names in the file."""
TEXT_WIDTH = Mm(210 - 25 - 22 - 6)
"""Width of the text in millimetres: the sheet less its margins and the binding gutter."""


def new_document(title: str, subject: str, day: dt.date) -> Word:
    """An empty A4 document with the shared styles; `day` stands as its date, so that equal input gives equal bytes."""
    word = docx.Document()
    _page(word)
    _defaults(word)
    _styles(word)
    properties = word.core_properties
    properties.title, properties.subject, properties.author = title, subject, "技改助手"
    properties.comments, properties.keywords, properties.language = "", "", "zh-CN"
    properties.last_modified_by, properties.revision = "技改助手", 1
    properties.created = properties.modified = dt.datetime(day.year, day.month, day.day)
    footer = word.sections[0].footer.paragraphs[0]
    footer.style = word.styles["Footer"]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(footer)
    return word


def _page(word: Word) -> None:
    """A4 upright; margins are mirrored, with a gutter where the copies are glued."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(25)
    section.left_margin, section.right_margin, section.gutter = Mm(25), Mm(22), Mm(6)
    section.header_distance, section.footer_distance = Mm(15), Mm(15)
    settings = word.settings.element
    settings.insert(1, element("w:mirrorMargins"))
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)


def _defaults(word: Word) -> None:
    """Language and fonts of everything that says nothing else; unused styles of the blank template are left out."""
    for style in list(word.styles.element.iter(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")) not in KEPT_STYLES:
            word.styles.element.remove(style)
        for link in style.findall(qn("w:link")):
            style.remove(link)
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        if child.tag in {qn("w:rFonts"), qn("w:lang")}:
            defaults.remove(child)
    defaults.insert(0, element("w:rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=FANG))
    defaults.append(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))


def _styles(word: Word) -> None:
    _style(word, "Normal", FANG, 12, after=0, line=1.5)
    _style(word, "Title", SONG, 26, bold=True, centre=True, after=6, line=1.3)
    _style(word, "Short Title", SONG, 20, bold=True, centre=True, after=4, line=1.3)
    _style(word, "Subtitle", KAI, 14, centre=True, after=6, line=1.3)
    _style(word, "Heading 1", HEI, 16, before=14, after=8, line=1.3, keep=True)
    _style(word, "Heading 2", KAI, 14, bold=True, before=8, after=6, line=1.3, keep=True)
    _style(word, "TOC Title", HEI, 18, centre=True, after=14, line=1.3)
    _style(word, "Label", HEI, 10.5, grey=True, before=4, after=2, line=1.3, keep=True)
    _style(word, "Hint", KAI, 10.5, grey=True, after=2, line=1.3, left=5, hanging=4)
    _style(word, "Caption", HEI, 10.5, centre=True, before=8, after=4, line=1.2, keep=True)
    _style(word, "Writing", FANG, 12, before=6, after=6, line=1.5, indent=8.5)
    _style(word, "Cell", FANG, 10.5, line=1.2)
    _style(word, "Small", FANG, 9, line=1.0)
    _style(word, "Note", FANG, 9, grey=True, before=4, after=4, line=1.2)
    _style(word, "Footer", SONG, 9, line=1.0)
    prompt = word.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER, True)
    prompt.element.set(qn("w:styleId"), PLACEHOLDER)
    prompt.font.color.rgb = RGBColor.from_string(GREY)
    for name, left in (("toc 1", 0), ("toc 2", 7)):
        toc = _style(word, name, FANG if left else HEI, 12, before=0 if left else 4, line=1.4, left=left)
        toc.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _style(
    word: Word,
    name: str,
    font: str,
    size: float,
    *,
    bold: bool = False,
    grey: bool = False,
    centre: bool = False,
    keep: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    left: float = 0,
    hanging: float = 0,
    indent: float = 0,
) -> ParagraphStyle:
    """Set or add a paragraph style: sizes and spacing in points, indents in millimetres."""
    known = {style.name for style in word.styles}
    style = (
        word.styles[name]
        if name in known
        else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name.startswith("toc "))
    )
    assert isinstance(style, ParagraphStyle)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(element("w:rFonts", ascii=LATIN, hAnsi=LATIN, cs=LATIN, eastAsia=font))
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(GREY if grey else "000000")
    for rule in list(style.element.get_or_add_pPr()):
        if rule.tag in {qn("w:pBdr"), qn("w:contextualSpacing")}:
            style.element.pPr.remove(rule)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.MULTIPLE, line
    layout.left_indent, layout.first_line_indent = Mm(left), Mm(indent - hanging)
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
    layout.keep_with_next = keep
    return style
