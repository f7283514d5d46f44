"""Pieces of WordprocessingML that python-docx lacks: fields, bookmarks, fill-in controls, borders, shading."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

GREY = "6B6B6B"
PALE = "F2F2F2"
RULE = "9A9A9A"
PLACEHOLDER = "PlaceholderText"
"""Id of Word's own character style for the prompt of a content control."""


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """An element of the `w` namespace: `element("w:sz", val=24)`."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def text_run(text: str, *, tab: bool = False) -> BaseOxmlElement:
    """A bare `w:r` with `text`, after a tab stop if `tab`."""
    run = element("w:r")
    if tab:
        run.append(element("w:tab"))
    content = element("w:t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(content)
    return run


def field(instruction: str, cached: str) -> list[BaseOxmlElement]:
    """The runs of a field that shows `cached` until it is updated."""
    return [*field_start(instruction), text_run(cached), field_end()]


def field_start(instruction: str) -> list[BaseOxmlElement]:
    """The runs up to the shown part of a field."""
    code = element("w:instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f" {instruction} "
    runs = []
    for part in (element("w:fldChar", fldCharType="begin"), code, element("w:fldChar", fldCharType="separate")):
        run = element("w:r")
        run.append(part)
        runs.append(run)
    return runs


def field_end() -> BaseOxmlElement:
    """The run that closes a field."""
    run = element("w:r")
    run.append(element("w:fldChar", fldCharType="end"))
    return run


def add_page_number(paragraph: Paragraph) -> None:
    """第 X 页 共 Y 页, counted by the word processor."""
    paragraph.add_run("第 ")
    paragraph._p.extend(field("PAGE", "1"))
    paragraph.add_run(" 页  共 ")
    paragraph._p.extend(field("NUMPAGES", "1"))
    paragraph.add_run(" 页")


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put the whole paragraph into the bookmark `name`; `number` is unique in the document."""
    start = element("w:bookmarkStart", id=number, name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def add_fill_in(paragraph: Paragraph, title: str, prompt: str) -> None:
    """A content control that shows `prompt` in grey; clicking it selects the prompt, typing replaces it."""
    control, properties, content = (element("w:sdt"), element("w:sdtPr"), element("w:sdtContent"))
    for part in (element("w:alias", val=title), element("w:showingPlcHdr"), element("w:text", multiLine=1)):
        properties.append(part)
    run = text_run(prompt)
    look = element("w:rPr")
    look.append(element("w:rStyle", val=PLACEHOLDER))
    run.insert(0, look)
    content.append(run)
    control.append(properties)
    control.append(content)
    paragraph._p.append(control)


def shade(cell: _Cell, fill: str = PALE) -> None:
    """Fill the cell with a colour."""
    _insert(cell, element("w:shd", val="clear", color="auto", fill=fill))


def edges(cell: _Cell, sides: Iterable[str], size: int = 4) -> None:
    """Rule the named sides of the cell (`size` in eighths of a point) and leave the others open."""
    borders = element("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", val="single" if side in sides else "nil", sz=size, space=0, color=RULE))
    _insert(cell, borders)


def colour(run: Run, value: str = GREY) -> Run:
    """Set the run's colour."""
    run.font.color.rgb = RGBColor.from_string(value)
    return run


def _insert(cell: _Cell, child: BaseOxmlElement) -> None:
    """Add a property of the cell where the schema wants it: after the width, before the vertical alignment."""
    properties = cell._tc.get_or_add_tcPr()
    align = properties.find(qn("w:vAlign"))
    if align is None:
        properties.append(child)
    else:
        align.addprevious(child)
