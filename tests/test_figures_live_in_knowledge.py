"""No figure of the guide is typed outside knowledge: not in code, rules, domain or configuration.

What people say (data/nlu) is exempt, and so are docstrings, which show what is read; the CLI's are help for users and
are looked at.
"""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import NamedTuple

import cn2an
import pytest

from knowledge.guide import Guide
from knowledge.loader import guide_names, load_guide
from knowledge.model import Parameter
from knowledge.money import WAN, YI, percent_text, plain, yuan_text
from knowledge.template import date_text

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for floor in ("actions", "bot") for path in (ROOT / floor).rglob("*.py"))
TEXTS = [ROOT / "domain.yml", ROOT / "config.yml", *sorted((ROOT / "data" / "rules").glob("*.yml"))]
PAGES = sorted(path for kind in ("*.js", "*.html") for path in (ROOT / "bot").rglob(kind))
HELP = {ROOT / "bot" / "cli.py"}
"""Files whose docstrings users read."""
MEASURES = {"年": ["年"], "月": ["个月"], "家": ["家"], "份": ["份"], "个": ["个", "种", "类", "条"]}
"""The words that follow a count of each unit."""
NUMERAL = "零一二两三四五六七八九十百千万亿点"


class Figure(NamedTuple):
    """A spelling of a figure, and what it is; `plain_text` where it means nothing else in any text."""

    spelling: str
    meaning: str
    plain_text: bool = True


class Finding(NamedTuple):
    """Where a figure is typed."""

    place: str
    spelling: str
    meaning: str


def numerals(number: Decimal) -> set[str]:
    """The ways to write a whole number in Chinese: 二千 and 两千, 十 without 一."""
    written = cn2an.an2cn(str(int(number))).replace("一十", "十", int(number) < 20)
    choices = ["二两" if character == "二" else character for character in written]
    return {"".join(letters) for letters in product(*choices)}


def money(amount: Decimal) -> Iterator[str]:
    """An amount in digits and in words: 20000000, 2000万, 2千万, 0.2亿, 两千万."""
    yield from (plain(amount), f"{int(amount):,}", yuan_text(amount))
    for size, unit in ((WAN, "万"), (YI, "亿"), (WAN * 1000, "千万")):
        many = amount / size
        yield f"{plain(many)}{unit}"
        yield f"{plain(many)} {unit}"
        if many == int(many):
            yield from (f"{words}{unit}" for words in numerals(many))


def share(fraction: Decimal) -> Iterator[str]:
    """A rate: 20%, 20 %, 百分之二十, 两成, 5个点."""
    digits = plain(fraction * 100)
    yield from (percent_text(fraction), f"{digits}％", f"{digits} %", f"{digits}个点", f"百分之{digits}")
    if fraction * 100 == int(fraction * 100):
        for words in numerals(fraction * 100):
            yield from (f"百分之{words}", f"{words}个点")
    if fraction * 10 == int(fraction * 10):
        yield from (f"{words}成" for words in (*numerals(fraction * 10), plain(fraction * 10)))


def day_names(day: dt.date) -> Iterator[str]:
    """A date: 2018年8月10日, 8月10日, 2018-08-10, 2018.8.10."""
    yield from (date_text(day), f"{day.month}月{day.day}日", f"{day.month}月{day.day}号", day.isoformat())
    yield from (f"{day.year}{mark}{day.month}{mark}{day.day}" for mark in "-/.")


def spellings(parameter: Parameter) -> Iterator[tuple[str, bool]]:
    """The spellings of a parameter; a count of few is no figure in a page or a stylesheet."""
    value = parameter.value
    if isinstance(value, dt.date):
        yield from ((name, True) for name in day_names(value))
    elif parameter.unit == "元":
        yield from ((name, True) for name in money(value))
    elif parameter.unit == "比例":
        yield from ((name, not name.endswith("%")) for name in share(value))
    else:
        counts = {plain(value), *(numerals(value) if value == int(value) else ())}
        yield from ((f"{count}{measure}", False) for count in counts for measure in MEASURES[parameter.unit])


def figures(guide: Guide) -> list[Figure]:
    """Every figure of the guide in its usual spellings, and its dates, phones, places and numbers of decrees."""
    general = guide.general
    found = [Figure(phone, "phone") for phone in general.contact.phones]
    for window in (general.windows.online, general.windows.paper):
        found += [Figure(name, "window") for day in (window.start, window.end) for name in day_names(day)]
    found += [Figure(general.windows.online.until, "window")]
    found += [Figure(name, "place") for name in (general.place.address, general.place.counter, general.website.url)]
    found += [Figure(policy.number, "decree") for policy in general.basis]
    groups: list[tuple[str, Iterable[tuple[str, Parameter]]]] = [("general", general.parameters.items())]
    groups += [(scheme.id, scheme.parameters.items()) for scheme in guide.schemes.values()]
    groups += [(mode.id, mode.parameters.items()) for item in guide.attachments.values() for mode in item.modes]
    for owner, parameters in groups:
        for name, parameter in parameters:
            found += [Figure(text, f"{owner}.{name}", clear) for text, clear in spellings(parameter)]
    return list({figure.spelling: figure for figure in found if figure.spelling}.values())


FIGURES = [figure for name in guide_names() for figure in figures(load_guide(name))]
MEANINGS = {figure.spelling: figure.meaning for figure in FIGURES}
SUMS = {
    int(parameter.value)
    for name in guide_names()
    for scheme in load_guide(name).schemes.values()
    for parameter in scheme.parameters.values()
    if parameter.unit == "元" and isinstance(parameter.value, Decimal)
}
RATES = {
    spelling
    for name in guide_names()
    for scheme in load_guide(name).schemes.values()
    for parameter in scheme.parameters.values()
    if parameter.unit == "比例"
    for spelling in (plain(Decimal(str(parameter.value))), f"{parameter.value:.2f}")
}


def pattern(wanted: Iterable[Figure]) -> re.Pattern[str]:
    """Finds the spellings as whole figures: 500万 is no part of 1500万."""
    longest_first = sorted((figure.spelling for figure in wanted), key=len, reverse=True)
    alternatives = "|".join(bounded(spelling) for spelling in longest_first)
    return re.compile(alternatives)


def bounded(spelling: str) -> str:
    before = r"(?<![\d.,])" if spelling[0].isdigit() else rf"(?<![{NUMERAL}第])" if spelling[0] in NUMERAL else ""
    after = r"(?![\d,]|\.\d)" if spelling[-1].isdigit() else ""
    return f"{before}{re.escape(spelling)}{after}"


EVERY, CLEAR = pattern(FIGURES), pattern(figure for figure in FIGURES if figure.plain_text)


def in_text(text: str, place: str, wanted: re.Pattern[str] = EVERY) -> list[Finding]:
    """The figures in a text, with their lines."""
    return [
        Finding(f"{place}:{number}", match[0], MEANINGS[match[0]])
        for number, line in enumerate(text.splitlines(), 1)
        for match in wanted.finditer(line)
    ]


def in_code(source: str, place: str, *, docstrings: bool = False) -> list[Finding]:
    """The figures in the literals of a module."""
    tree = ast.parse(source)
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found: list[Finding] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or (id(node) in statements and not docstrings):
            continue
        where = f"{place}:{node.lineno}"
        if isinstance(node.value, str):
            found += [Finding(where, match[0], MEANINGS[match[0]]) for match in EVERY.finditer(node.value)]
            found += [Finding(where, node.value, "rate")] * (node.value in RATES)
        elif node.value in SUMS:
            found.append(Finding(where, str(node.value), "amount"))
    return found


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_figure_is_typed_in_code() -> None:
    found = [
        item
        for path in CODE
        for item in in_code(path.read_text(encoding="utf-8"), name_of(path), docstrings=path in HELP)
    ]
    assert found == []


def test_no_figure_is_typed_in_domain_rules_and_configuration() -> None:
    assert [item for path in TEXTS for item in in_text(path.read_text(encoding="utf-8"), name_of(path))] == []


def test_no_figure_is_typed_in_pages() -> None:
    assert [item for path in PAGES for item in in_text(path.read_text(encoding="utf-8"), name_of(path), CLEAR)] == []


def test_everything_is_looked_at() -> None:
    assert {"actions/talk.py", "bot/app.py", "bot/cli.py"} <= {name_of(path) for path in CODE}
    assert {"domain.yml", "config.yml", "data/rules/amount.yml"} <= {name_of(path) for path in TEXTS}
    assert PAGES
    meanings = {figure.meaning for figure in FIGURES}
    for name in guide_names():
        guide = load_guide(name)
        assert {f"{scheme.id}.cap" for scheme in guide.schemes.values()} & meanings
        assert {"phone", "window", "place", "decree"} <= meanings


@pytest.mark.parametrize(
    "literal",
    [
        *(
            "最高500万元",
            "最高5000万",
            "封顶2千万",
            "封顶两千万",
            "一千五百万",
            "0.2亿",
            "总投资10亿元以上",
            "二亿",
            "两亿",
        ),
        *("20000000", "20,000,000", "按20%资助", "按20％资助", "百分之二十", "百分之五", "70%", "七成", "5个点"),
        *("2018年8月10日截止", "8月24日", "7月19号", "2018-08-10", "2018.8.10", "2015年1月1日"),
        *("拨打25110539", "0755-25110539", "市民中心B区市行政服务大厅", "深府办规〔2017〕9号", "24时"),
        *("最长3年", "三年", "一式两份", "2份", "不少于3家", "五种模式", "5类", "七条要素", "1个月内"),
    ],
)
def test_a_planted_figure_is_found(literal: str) -> None:
    planted = literal.replace("市民中心B区市行政服务大厅", load_guide("2018").general.place.address)
    assert in_code(f'REPLY = "{planted}"', "planted.py")
    assert in_code(f'def reply(name):\n    return f"{{name}}{planted}"', "planted.py")
    assert in_text(f"text: {planted}", "planted.yml")


@pytest.mark.parametrize(
    "source", ["CAP = 20_000_000", "RATE = Decimal('0.20')", "RATE = Decimal('0.7')", "return_ = [5000000]"]
)
def test_a_planted_number_is_found(source: str) -> None:
    assert in_code(source, "planted.py")


def test_a_finding_says_where_and_what() -> None:
    (found,) = in_code('# 1\nTEXT = "最高5000万元"\n', "planted.py")
    assert found.place == "planted.py:2"
    assert found.spelling == "5000万元"
    assert found.meaning.endswith(".cap") or found.meaning.endswith(".min_total")


@pytest.mark.parametrize("source", ['"投了12500万"', '"120%"', '"第三年"', '"十三年"', '"上一年度"', "80", "3"])
def test_other_figures_are_no_findings(source: str) -> None:
    assert in_code(f"X = {source}", "planted.py") == []


def test_docstrings_are_looked_at_only_where_users_read_them() -> None:
    source = 'def command():\n    """如：投了500万"""\n'
    assert in_code(source, "planted.py") == []
    assert in_code(source, "planted.py", docstrings=True)
