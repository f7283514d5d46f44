"""Tables of the Word files: ruled, with a shaded head that repeats on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.document import Document as Word
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm
from docx.table import Table, _Cell, _Row

from knowledge.documents.ooxml import element, shade
from knowledge.documents.style import TEXT_WIDTH

FORM = re.compile(r"^(?P<caption>[^（]*表)（(?P<columns>[^；）]+)(?:；(?P<rows>[^）]+))?）$")
"""Evidence that is a form: 名称表（列、列；行、行）."""
BLANK_ROWS = 3


def add_table(
    word: Word,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    *,
    centred: Sequence[int] = (),
    row_height: Length | None = None,
) -> Table:
    """A table over the full width; `shares` are the columns' relative widths, `centred` those set in the middle."""
    table: Table = word.add_table(rows=1 + len(rows), cols=len(head))
    table.style = word.styles["Table Grid"]
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(_padding())
    widths = [Length(int(TEXT_WIDTH * share / sum(shares))) for share in shares]
    for number, (row, texts) in enumerate(zip(table.rows, (head, *rows), strict=True)):
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        if row_height and number:
            row.height = row_height
        for column, text in enumerate(texts):
            cell = row.cells[column]
            cell.width = widths[column]
            _write(word, cell, text, middle=number == 0 or column in centred, head=number == 0)
    _repeat(table.rows[0])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def form_of(evidence: str) -> tuple[str, list[str], list[str]] | None:
    """Caption, columns and rows of evidence that is a form; None for other evidence.

    >>> form_of("风险评价表（风险、评价；市场风险、资金风险）")
    ('风险评价表', ['风险', '评价'], ['市场风险', '资金风险'])
    >>> form_of("施工许可证") is None
    True
    """
    match = FORM.match(evidence)
    if not match:
        return None
    rows = match["rows"].split("、") if match["rows"] else []
    return match["caption"], match["columns"].split("、"), rows


def add_form(word: Word, caption: str, columns: Sequence[str], rows: Sequence[str]) -> None:
    """An empty table to fill in, under its caption."""
    word.add_paragraph(caption, style="Caption")
    names = list(rows) or [""] * BLANK_ROWS
    body = [[name, *[""] * (len(columns) - 1)] for name in names]
    shares = [1.5 if rows or len(columns) > 3 else 1.0, *[1.0] * (len(columns) - 1)]
    add_table(word, columns, body, shares, row_height=Mm(8))


def _write(word: Word, cell: _Cell, text: str, *, middle: bool, head: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = word.styles["Cell"]
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph = cell.add_paragraph(style="Cell")
        run = paragraph.add_run(line)
        run.bold = head or None
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if head:
        shade(cell)


def _padding() -> BaseOxmlElement:
    """Room between the text of a cell and its rules, in twentieths of a point."""
    margins = element("w:tblCellMar")
    for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    return margins


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))
