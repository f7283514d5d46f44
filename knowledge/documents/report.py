"""The assessment of an enterprise as a Word file: verdict on every condition, estimate, materials, deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from docx.document import Document as Word

from knowledge.documents.archive import word_bytes
from knowledge.documents.checklist import add_common_demands, add_hand_in, add_materials
from knowledge.documents.style import new_document
from knowledge.documents.table import add_table
from knowledge.guide import Guide
from knowledge.money import yuan_text
from knowledge.subsidy.result import Result, Verdict
from knowledge.template import date_text

VERDICTS: Mapping[Verdict, str] = {"meets": "符合", "fails": "不符合", "unknown": "待核实"}
OVERALL: Mapping[bool | None, str] = {
    True: "按所填情况，符合申报条件。",
    False: "按所填情况，暂不符合申报条件。",
    None: "尚有条件待核实，暂不能判断是否符合。",
}


def build_report(guide: Guide, result: Result, today: dt.date) -> bytes:
    """The report of a calculation or assessment as a .docx file; raises KeyError for an unknown scheme."""
    scheme = guide.scheme(result.scheme)
    word = new_document(f"{scheme.short}自评报告", guide.general.programme, today)
    word.add_paragraph(guide.general.programme, style="Subtitle")
    word.add_paragraph(f"{scheme.short}自评报告", style="Short Title")
    word.add_paragraph(f"{date_text(today)}生成", style="Subtitle")
    word.add_paragraph("一、结论", style="Heading 1")
    for line in _conclusion(result):
        word.add_paragraph(line, style="Writing")
    word.add_paragraph("二、逐条对照", style="Heading 1")
    _findings(word, guide, result)
    word.add_paragraph("三、金额估算", style="Heading 1")
    _estimate(word, guide, result)
    word.add_paragraph("四、申请材料", style="Heading 1")
    add_common_demands(word, guide)
    word.add_paragraph("（一）基础申请材料", style="Heading 2")
    count = add_materials(word, guide.general.base_materials, first=1)
    word.add_paragraph("（二）专项申请材料", style="Heading 2")
    add_materials(word, scheme.materials, first=count + 1)
    word.add_paragraph("五、递交时间和地点", style="Heading 1")
    for line in _deadlines(guide, today):
        word.add_paragraph(line, style="Writing").paragraph_format.keep_with_next = True
    add_hand_in(word, guide)
    decides = f"{guide.general.authority.name}会同{guide.general.authority.decides_with}"
    word.add_paragraph(
        f"本报告按所填情况和《{guide.title}》自动生成，供申报前自查；是否资助和资助金额由{decides}审定。", style="Note"
    )
    return word_bytes(word)


def _conclusion(result: Result) -> Iterable[str]:
    yield OVERALL[result.eligible]
    counts = [f"{label}{len(result.with_verdict(verdict))}项" for verdict, label in VERDICTS.items()]
    yield f"共对照{len(result.conditions)}项条件：{'，'.join(counts)}。"
    if result.steps or result.eligible is False:
        condition = "（以待核实的条件均符合为前提）" if result.eligible is None else ""
        yield f"估算资助金额：{_amount(result)}{condition}。"


def _amount(result: Result) -> str:
    return yuan_text(result.amount) if result.exact else f"{yuan_text(result.lower)}至{yuan_text(result.upper)}"


def _findings(word: Word, guide: Guide, result: Result) -> None:
    """One row for every condition; a yes or no is told by the verdict alone."""
    known = {item.id: item for item in (*guide.general.base_conditions, *guide.scheme(result.scheme).conditions)}
    rows = []
    for finding in result.conditions:
        plain = finding.id in known and known[finding.id].kind == "yes_no"
        threshold, actual = ("", "") if plain else (finding.threshold, finding.actual)
        remedy = finding.remedy if finding.verdict == "fails" else ""
        if finding.gap:
            remedy = f"还差{finding.gap}。{remedy}"
        cells = (finding.statement, VERDICTS[finding.verdict], threshold, actual, remedy, finding.clause)
        rows.append(tuple(cell or "—" for cell in cells))
    head = ("条件", "结论", "要求", "实际", "补救办法", "依据")
    add_table(word, head, rows, shares=(3.8, 1.4, 1.8, 1.8, 3.5, 2.7), centred=(1,))


def _estimate(word: Word, guide: Guide, result: Result) -> None:
    if result.steps:
        rows = [(step.label, step.expression, step.value, step.clause) for step in result.steps]
        add_table(word, ("步骤", "算式", "结果", "依据"), rows, shares=(2.8, 6.4, 2.6, 2.4))
        if result.eligible is False:
            word.add_paragraph("以上是条件都符合时的算法；因有条件不符合，估算金额为零。", style="Note")
    else:
        word.add_paragraph("所填情况还不足以估算金额。", style="Writing")
    applied = [f"{cap.label}：{yuan_text(cap.amount)}（{cap.clause}）" for cap in result.caps if cap.applied]
    _listed(word, "起作用的上限", applied)
    _listed(word, "估算所按的口径", result.assumptions)
    scheme = guide.scheme(result.scheme)
    asked = [scheme.input(name) for name in result.missing]
    _listed(word, "补充后可算得更准", [given.label for given in asked if given])


def _listed(word: Word, label: str, lines: Sequence[str]) -> None:
    if lines:
        word.add_paragraph(label, style="Label")
        for line in lines:
            word.add_paragraph(f"•\t{line}", style="Hint")


def _deadlines(guide: Guide, today: dt.date) -> Iterable[str]:
    windows = guide.general.windows
    for label, window in (("网上填报", windows.online), ("书面材料递交", windows.paper)):
        end = f"{date_text(window.end)}{window.until}"
        left = (window.end - today).days
        if left < 0:
            yield f"{label}已于{end}截止。"
        elif today < window.start:
            yield f"{label}自{date_text(window.start)}开始，至{end}截止。"
        elif left:
            yield f"{label}至{end}截止，还有{left}天。"
        else:
            yield f"{label}今天（{end}）截止。"
