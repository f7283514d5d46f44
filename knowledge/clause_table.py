"""The table of the guide's clauses: for each, the data and the answers that restate it.

`python -m knowledge.clause_table > docs/clauses.md` writes the table anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowledge.guide import Guide
from knowledge.loader import load_guide
from knowledge.model import Attachment, Condition, Material, Record, Scheme, Section

NUMERALS = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨"
PLACES = {"基础": 1, "专项": 2, "重大项目": 1, "产业链": 2, "备注": 90, "附件": 100}
"""Where a word of a clause label stands among its neighbours: notes after the clauses, attachments after the guide."""
TOKEN = re.compile(rf"{'|'.join(PLACES)}|[{NUMERALS}]+|[{CIRCLED}]|\d+")
HEADER = """# 条款对照表

《{title}》的每一条记在哪里：“数据”是参数、条件、材料和提纲，“回答”是直接回答提问的记录。

| 条款 | 数据 | 回答 |
|---|---|---|
"""


class Source(NamedTuple):
    """One place in the guide's YAML that restates a clause."""

    name: str
    text: str
    answers: bool = False


def clause_key(label: str) -> tuple[int, ...]:
    """Sorts clause labels in the guide's order.

    >>> sorted(["九备注", "十一", "五专项（二）产业链（1）", "附件1-5 一2", "九", "五基础（六）"], key=clause_key)
    ['五基础（六）', '五专项（二）产业链（1）', '九', '九备注', '十一', '附件1-5 一2']
    """
    return tuple(_place(token) for token in TOKEN.findall(label))


def _place(token: str) -> int:
    if token in PLACES:
        return PLACES[token]
    if token.isdecimal():
        return int(token)
    if token in CIRCLED:
        return CIRCLED.index(token) + 1
    return sum(NUMERALS.index(numeral) + 1 for numeral in token)


def sources_by_clause(guide: Guide) -> dict[str, list[Source]]:
    """Every clause that the guide's files name, in the guide's order, with all that restates it."""
    found: dict[str, list[Source]] = {}
    for clause, source in _sources(guide):
        found.setdefault(clause, []).append(source)
    return {clause: found[clause] for clause in sorted(found, key=clause_key)}


def clause_table(guide: Guide) -> str:
    """The table as Markdown."""
    rows = []
    for clause, sources in sources_by_clause(guide).items():
        data = _names(source.name for source in sources if not source.answers)
        answers = _names(source.name for source in sources if source.answers)
        rows.append(f"| {clause} | {data} | {answers} |\n")
    return HEADER.format(title=guide.title) + "".join(rows)


def _names(names: Iterable[str]) -> str:
    return "、".join(f"`{name}`" for name in dict.fromkeys(names))


def _sources(guide: Guide) -> Iterator[tuple[str, Source]]:
    yield from _general(guide)
    for scheme in guide.ordered_schemes():
        yield from _scheme(scheme)
    for record in guide.records.values():
        yield from _record(record)
    for attachment in guide.attachments.values():
        yield from _attachment(attachment)


def _general(guide: Guide) -> Iterator[tuple[str, Source]]:
    general = guide.general
    for name, window in (("online", general.windows.online), ("paper", general.windows.paper)):
        yield window.clause, Source(f"windows.{name}", f"{window.start} {window.end} {window.until}{window.hours}")
    yield general.contact.clause, Source("contact", " ".join(general.contact.phones))
    yield general.place.clause, Source("place", f"{general.place.address}{general.place.counter}")
    yield general.website.clause, Source("website", f"{general.website.system} {general.website.url}")
    yield general.authority.accept_clause, Source("authority", general.authority.name)
    yield general.authority.decide_clause, Source("authority", general.authority.decides_with)
    yield general.process_clause, Source("process", " ".join(step.name for step in general.process))
    yield general.choose_one, Source("combinable", general.combinable)
    for policy in general.basis:
        yield policy.clause, Source("basis", f"{policy.title} {policy.number}")
    for name, parameter in general.parameters.items():
        yield parameter.clause, Source(f"parameters.{name}", f"{parameter.label} {parameter.value}")
    yield from _conditions("base_conditions", general.base_conditions)
    yield from _materials("base_materials", general.base_materials)
    yield from _materials("format_rules", general.format_rules)


def _scheme(scheme: Scheme) -> Iterator[tuple[str, Source]]:
    for name, parameter in scheme.parameters.items():
        yield parameter.clause, Source(f"{scheme.id}.parameters.{name}", f"{parameter.label} {parameter.value}")
    yield from _conditions(f"{scheme.id}.conditions", scheme.conditions)
    yield from _materials(f"{scheme.id}.materials", scheme.materials)


def _conditions(place: str, conditions: Iterable[Condition]) -> Iterator[tuple[str, Source]]:
    for condition in conditions:
        text = f"{condition.statement} {condition.question} {condition.remedy}"
        yield condition.clause, Source(f"{place}.{condition.id}", text)


def _materials(place: str, materials: Iterable[Material]) -> Iterator[tuple[str, Source]]:
    for material in materials:
        yield material.clause, Source(place, f"{material.name} {material.form} {material.seal} {material.note}")


def _record(record: Record) -> Iterator[tuple[str, Source]]:
    for clause in (record.clause, *record.covers):
        yield clause, Source(record.id, f"{record.heading} {record.answer} {record.detail}", answers=True)


def _attachment(attachment: Attachment) -> Iterator[tuple[str, Source]]:
    for section in _flat(attachment.sections):
        text = " ".join((section.title, *section.points, *section.evidence))
        yield section.clause, Source(f"attachments.{attachment.id}.{section.id}", text)
    for mode in attachment.modes:
        place = f"attachments.{attachment.id}.{mode.id}"
        yield mode.clause, Source(place, f"{mode.name} {mode.goal}")
        for name, parameter in mode.parameters.items():
            yield parameter.clause, Source(f"{place}.{name}", f"{parameter.label} {parameter.value}")
        for element in mode.elements:
            yield element.clause, Source(place, f"{element.title} {element.text}")


def _flat(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _flat(section.sections)


if __name__ == "__main__":
    print(clause_table(load_guide()), end="")
