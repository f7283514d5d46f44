"""The records: they answer every intent, restate every clause, and take every number from the guide's data."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.clause_table import clause_table, sources_by_clause
from knowledge.loader import GUIDES, load_guide

ROOT = Path(__file__).parents[2]
THEMES = ("amount", "eligibility", "materials", "format", "window", "contact", "process", "notes", "attachments")
FACETS = (
    "amount",
    "funding_mode",
    "payment",
    "lookback",
    "years",
    "investment_scope",
    "threshold",
    "progress",
    "period",
    "scope",
    "plan",
)
COMPOSED = {f"ask_{facet}" for facet in FACETS} | {
    "ask_eligibility",
    "ask_materials",
    "ask_outline",
    "base_materials",
    "calculate",
    "explain_result",
    "mode_by_feature",
    "mode_check",
    "mode_identify",
    "recommend_scheme",
    "required_investment",
    "send_document",
    "start_assessment",
}
"""Intents whose answers actions compose from data; each of the others has a record of its own."""
MODES = {"discrete": 0, "process": 1, "network": 2, "custom": 3, "remote": 4}
NAMED = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}"  # filled in from the guide's data
    r"|https?://\S+"
    r"|《.*?》|（2017—2020年）|[一-鿿]+〔\d{4}〕\d+号"  # documents and their numbers
    r"|附件\d(-\d)?|(?<!\d)1-[1-5]"  # attachments
    r"|A4"
)
TYPED_COUNT = re.compile(r"(?<!第)([两三四五六七八九十百千]+(份|年|个月|家|万|亿|成|步|条|天|日)|[三四五六七八九十]类)")
"""Counts in Chinese numerals such as 两份; sentences have them filled in, keywords may have them."""


def read(path):
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def raw_records():
    return [record for path in sorted((GUIDES / "2018" / "records").glob("*.yml")) for record in read(path)["records"]]


def theme_intents():
    for theme in THEMES:
        for block in read(ROOT / "data" / "nlu" / f"{theme}.yml")["nlu"]:
            if "intent" in block:
                yield block["intent"]


RAW = raw_records()
IDS = [record["id"] for record in RAW]
CLAUSES = read(Path(__file__).with_name("clauses.yml"))


@pytest.fixture(scope="module")
def guide():
    return load_guide("2018")


@pytest.fixture(scope="module")
def sources(guide):
    return sources_by_clause(guide)


@pytest.fixture(params=IDS)
def record(guide, request):
    return guide.records[request.param]


@pytest.mark.parametrize("intent", sorted(set(theme_intents()) - COMPOSED))
def test_an_intent_has_its_record(intent):
    assert intent in IDS


def test_every_scheme_has_every_facet(guide):
    for scheme in guide.schemes.values():
        assert set(FACETS) <= set(scheme.facets), scheme.id


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_is_restated(clause, sources):
    assert clause in sources, f"nothing restates {clause}"
    text = "".join(source.text for source in sources[clause])
    missing = [word for word in CLAUSES[clause] if word not in text]
    assert not missing, f"{clause} lacks {missing}"


def test_a_clause_of_the_guide_proper_is_answered(sources):
    unanswered = [
        clause
        for clause in CLAUSES
        if not clause.startswith("附件") and not any(source.answers for source in sources[clause])
    ]
    assert unanswered == []


def test_no_other_clause_is_named(sources):
    parents = {"一", "二", "三（二）", "四基础", "四专项（四）", "七（二）", "十五", "附件1-3 二"}
    assert set(sources) - set(CLAUSES) <= parents


@pytest.mark.parametrize("raw", RAW, ids=IDS)
def test_numbers_come_from_the_data(raw):
    texts = [raw["heading"], raw["question"], raw["answer"], raw.get("detail", ""), *raw.get("keywords", ())]
    for text in texts:
        rest = NAMED.sub("", text)
        assert not re.search(r"\d", rest), rest
    for text in texts[:4]:
        assert not TYPED_COUNT.search(NAMED.sub("", text)), text


def test_an_answer_is_short_and_complete(record):
    assert 15 <= len(record.answer) <= 180
    assert record.answer.endswith("。")
    assert "{" not in record.answer + record.detail
    assert not record.detail or record.detail.endswith("。")


def test_an_answer_fits_the_question_asked_the_other_way_round(record):
    assert not re.match(r"(可以|不可以|能|不能|是|不是|行|不行|会|不会|要|不要)[，。；：]", record.answer)


def test_a_question_fits_on_a_button(record):
    assert 4 <= len(record.question) <= 20
    assert record.question.endswith("？")


def test_keywords_are_many_and_different(record):
    assert 10 <= len(record.keywords) <= 25
    assert len(set(record.keywords)) == len(record.keywords)


def test_related_records_exist(record, guide):
    assert 2 <= len(record.related) <= 3
    assert record.id not in record.related
    for related in record.related:
        assert related in guide.records or related in guide.schemes, related


@pytest.mark.parametrize("field", ["answer", "question"])
def test_no_two_records_say_the_same(field, guide):
    values = [getattr(guide.records[record_id], field) for record_id in IDS]
    assert len(set(values)) == len(values)


def test_the_counts_of_elements_agree_with_the_attachment(guide):
    modes = guide.attachments["1-5"].modes
    assert guide.value("mode_kinds") == len(modes)
    for name, place in MODES.items():
        assert guide.value(f"elements_{name}") == len(modes[place].elements), name


def test_the_table_of_clauses_is_up_to_date(guide):
    written = (ROOT / "docs" / "clauses.md").read_text(encoding="utf-8")
    assert written == clause_table(guide), "run: python -m knowledge.clause_table > docs/clauses.md"
