"""The checklist of a scheme's materials (五): what, in which form, sealed and bound how, handed in when and where."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Word

from knowledge.documents.archive import word_bytes
from knowledge.documents.style import new_document
from knowledge.documents.table import add_table
from knowledge.guide import Guide
from knowledge.model import Material
from knowledge.template import date_text

BOX = "□"
TICKS = f"{BOX}已备\n{BOX}印章\n{BOX}骑缝章"
"""To tick for every material; the seal across the edges only for several pages."""
UNSTATED = "未注明"


def build_checklist(guide: Guide, scheme_id: str) -> bytes:
    """The checklist as a .docx file; raises KeyError for an unknown scheme."""
    scheme = guide.scheme(scheme_id)
    title = checklist_title(guide, scheme_id)
    word = new_document(title, guide.general.programme, guide.general.windows.online.start)
    word.add_paragraph(guide.general.programme, style="Subtitle")
    word.add_paragraph(title, style="Short Title")
    word.add_paragraph("一、递交时间和地点", style="Heading 1")
    add_hand_in(word, guide)
    word.add_paragraph("二、基础申请材料", style="Heading 1")
    add_common_demands(word, guide)
    count = add_materials(word, guide.general.base_materials, first=1, ticks=True)
    word.add_paragraph("三、专项申请材料", style="Heading 1")
    add_materials(word, scheme.materials, first=count + 1, ticks=True)
    word.add_paragraph("四、装订前核对", style="Heading 1")
    rules = [(BOX, rule.name, rule.note, rule.clause) for rule in guide.general.format_rules]
    add_table(word, ("已核对", "项目", "要求", "依据"), rows=rules, shares=(1.3, 2, 8, 2.4), centred=(0,))
    word.add_paragraph("核对人：______________    核对日期：______________", style="Writing")
    return word_bytes(word)


def checklist_title(guide: Guide, scheme_id: str) -> str:
    """The checklist's title."""
    return f"{guide.scheme(scheme_id).short}申报材料清单"


def hand_in(guide: Guide) -> list[tuple[str, str, str]]:
    """When, where and whom to ask: label, text, clause."""
    general = guide.general
    online, paper = general.windows.online, general.windows.paper
    return [
        (
            "网上填报",
            f"{date_text(online.start)}至{date_text(online.end)}{online.until}，{general.website.system}（{general.website.url}）",
            online.clause,
        ),
        ("书面材料", f"{date_text(paper.start)}至{date_text(paper.end)}（{paper.hours}）", paper.clause),
        ("递交地点", f"{general.place.address}{general.place.counter}", general.place.clause),
        ("咨询电话", "、".join(general.contact.phones), general.contact.clause),
    ]


def add_hand_in(word: Word, guide: Guide) -> None:
    """The table of time, place and phones."""
    add_table(word, ("事项", "内容", "依据"), hand_in(guide), shares=(2, 9.3, 2.4), centred=(0,))


def add_common_demands(word: Word, guide: Guide) -> None:
    """What holds for every material: copies, paper, page numbers, binding, seals."""
    demands = "；".join(rule.note for rule in guide.general.format_rules)
    word.add_paragraph(
        f"每项材料都适用：{demands}。表中“{UNSTATED}”指指南没有写明交原件还是复印件，可先向咨询电话核实。", style="Note"
    ).paragraph_format.keep_with_next = True


def add_materials(word: Word, materials: Sequence[Material], *, first: int, ticks: bool = False) -> int:
    """A table of materials, numbered from `first`, with boxes to tick if `ticks`; the last number used."""
    rows: list[tuple[str, ...]] = [
        (str(number), material_name(material), material.form or UNSTATED, material_demand(material), material.clause)
        for number, material in enumerate(materials, first)
    ]
    head: tuple[str, ...] = ("序号", "材料", "形式", "单独要求", "依据")
    shares: tuple[float, ...] = (1.1, 3.5, 2.2, 4.6, 2.6)
    if ticks:
        rows = [(*row, TICKS) for row in rows]
        head, shares = (*head, "核对"), (*shares, 1.7)
    add_table(word, head, rows, shares=shares, centred=(0,))
    return first + len(rows) - 1


def material_name(material: Material) -> str:
    """The material's name, with a mark where it may be left out."""
    return f"{material.name}（有则提供）" if material.optional else material.name


def material_demand(material: Material) -> str:
    """Seal and further demands in one text."""
    return "；".join(text for text in (material.seal, material.note) if text) or "—"
