"""What to hand in: the common materials, and those of a scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.reply import Reply, choice, citation
from actions.responders import answers
from actions.turn import Turn
from knowledge.model import Material, Scheme

_BESIDES_BASE = re.compile("除了?(?:这些)?(?:基础|基本|通用|公共)[^,。;?]{0,8}(?:还|另|再|以外|之外)")
"""Words that ask for what a scheme needs besides the common materials."""


def material_line(number: int, material: Material) -> str:
    """One numbered line of a list of materials."""
    about = "，".join(part for part in (material.form, material.seal, material.note) if part)
    return f"{number}. {material.name}（{about}）" if about else f"{number}. {material.name}"


def material_items(materials: Iterable[Material]) -> list[dict[str, str]]:
    """The materials as items of a card."""
    return [
        {
            "name": item.name,
            "form": item.form,
            "note": "，".join(filter(None, (item.seal, item.note))),
            "clause": item.clause,
        }
        for item in materials
    ]


def format_line(turn: Turn) -> str:
    """The rules of printing, binding and sealing in one sentence."""
    return "格式：" + "；".join(rule.note for rule in turn.guide.general.format_rules) + "。"


@answers(["base_materials"])
def base_materials(turn: Turn) -> Reply:
    """The materials that every scheme needs; with its own where the question names a scheme."""
    if turn.scheme or (turn.scheme_in_context and _BESIDES_BASE.search(turn.text)):
        return scheme_materials(turn.asking("ask_materials"))
    turn.state.topic = turn.intent
    materials = turn.guide.general.base_materials
    lines = ["各类都要交的基础申请材料："]
    lines += [material_line(number, item) for number, item in enumerate(materials, 1)]
    lines += [format_line(turn), citation(turn.guide.general.short_title, ["五基础", "五专项（五）"])]
    card = {"kind": "materials", "title": "基础申请材料", "items": material_items(materials)}
    steps = tuple(choice(scheme.short, f"{scheme.short}的申请材料有哪些") for scheme in turn.guide.ordered_schemes())
    return Reply("\n".join(lines), choices=steps, card=card, clauses=("五基础",))


@answers(["ask_materials"])
def scheme_materials(turn: Turn) -> Reply:
    """The special materials of the scheme meant, and the common ones by name; of all schemes where none is meant."""
    turn.state.topic = turn.intent
    scheme_id = turn.scheme_in_context
    if scheme_id is None:
        return all_materials(turn)
    turn.state.scheme = scheme_id
    scheme = turn.guide.scheme(scheme_id)
    base = turn.guide.general.base_materials
    lines = [f"{scheme.name}的申请材料分两部分。专项材料：", *special_lines(scheme)]
    lines.append("基础材料：" + "；".join(item.name for item in base) + "。")
    lines.append(format_line(turn))
    clauses = (
        tuple(dict.fromkeys([scheme.materials[0].clause.rsplit("（", 1)[0], "五基础"]))
        if scheme.materials
        else ("五基础",)
    )
    lines.append(citation(turn.guide.general.short_title, clauses))
    card = {
        "kind": "materials",
        "title": f"{scheme.name}申请材料",
        "items": material_items((*scheme.materials, *base)),
    }
    steps = (
        choice("下载材料清单", f"下载{scheme.short}的材料清单"),
        choice("实施方案怎么写", f"{scheme.short}的实施方案写什么")
        if scheme.attachment
        else choice("自评资格", f"自评{scheme.short}的资格"),
        choice(
            "什么时候截止",
            turn.guide.records["window_all"].question if "window_all" in turn.guide.records else "什么时候截止",
        ),
    )
    return Reply("\n".join(lines), choices=steps, card=card, clauses=clauses)


def special_lines(scheme: Scheme) -> list[str]:
    """The scheme's own materials, numbered."""
    return [material_line(number, item) for number, item in enumerate(scheme.materials, 1)]


def all_materials(turn: Turn) -> Reply:
    """The common materials, and per scheme the names of the special ones."""
    base = turn.guide.general.base_materials
    lines = ["申请材料由基础材料和专项材料两部分组成。基础材料（各类都要）："]
    lines += [material_line(number, item) for number, item in enumerate(base, 1)]
    lines.append("专项材料：")
    for scheme in turn.guide.ordered_schemes():
        lines.append(f"· {scheme.short}：" + "；".join(item.name for item in scheme.materials))
    lines += [format_line(turn), citation(turn.guide.general.short_title, ["五"])]
    steps = tuple(choice(scheme.short, f"{scheme.short}的申请材料有哪些") for scheme in turn.guide.ordered_schemes())
    return Reply("\n".join(lines), choices=steps, clauses=("五",))
