"""A guide of another year is a folder of data: other figures, a scheme less and a scheme more, no line of Python."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from ruamel.yaml import YAML

import actions.search
from actions import rasa_actions  # noqa: F401  (registers the answers)
from actions.reply import Reply
from actions.state import State
from actions.task import continue_task
from actions.turn import Turn
from actions.turn_action import respond_all
from bot.nlu import value_extractor
from bot.nlu.normalise import normalise
from bot.settings import Settings
from knowledge import loader
from knowledge.documents.names import build, documents
from knowledge.eligibility import assess
from knowledge.errors import GuideError
from knowledge.guide import Guide
from knowledge.loader import guide_names, load_guide, read_guide
from knowledge.search.index import SearchIndex, open_index
from knowledge.search.query import search
from knowledge.subsidy.calculate import calculate

INSTALLED = loader.GUIDES / "2018"
YEAR = "2027"
TODAY = dt.date(2027, 5, 20)
NEW, DROPPED = "green_upgrade", "finance_lease"
LEASE_RECORDS = {"lease_rate", "lease_cost_limit", "lease_equipment", "lease_lessor"}

Content = dict[str, Any]


def yaml() -> YAML:
    return YAML(typ="safe", pure=True)


def changed(path: Path, change: Callable[[Content], None]) -> None:
    """The file with its content changed."""
    content = yaml().load(path.read_text(encoding="utf-8"))
    change(content)
    write(path, content)


def write(path: Path, content: Content) -> None:
    with path.open("w", encoding="utf-8") as stream:
        yaml().dump(content, stream)


def general(content: Content) -> None:
    content.update(
        year=2027,
        title="市工业和信息化局2027年度深圳市企业技术改造扶持计划申请指南",
        programme="2027年度深圳市企业技术改造扶持计划",
    )
    content["windows"]["online"].update(start=dt.date(2027, 5, 6), end=dt.date(2027, 6, 15), until="18时")
    content["windows"]["paper"].update(start=dt.date(2027, 5, 6), end=dt.date(2027, 6, 30))
    content["contact"]["phones"] = ["88101234", "88105678"]
    content["place"].update(address="深圳市福田区莲花路2号政务服务中心", counter="3号厅11号窗口")
    content["parameters"]["copies"]["value"] = 3
    for step in content["process"]:
        if "waived_for" in step:
            step["waived_for"].remove(DROPPED)


def upgrade(content: Content) -> None:
    content["parameters"]["rate"]["value"] = 0.25
    content["parameters"]["cap"]["value"] = 30_000_000
    content["parameters"]["min_investment"]["value"] = 8_000_000


GREEN: Content = {
    "id": NEW,
    "ordinal": 6,
    "name": "绿色改造提升项目",
    "short": "绿色改造提升",
    "aliases": ["绿色改造提升项目", "绿色改造提升", "绿色改造", "节能改造", "绿改", "第六类"],
    "calculation": "share",
    "parameters": {
        "rate": {"label": "资助比例", "value": 0.3, "unit": "比例", "clause": "三（二）6"},
        "cap": {"label": "单个企业年度资助上限", "value": 8_000_000, "unit": "元", "clause": "三（二）6"},
        "min_investment": {"label": "节能投资额门槛", "value": 3_000_000, "unit": "元", "clause": "四专项（六）（1）"},
    },
    "inputs": [
        {
            "name": "investment",
            "label": "节能降碳投资额",
            "kind": "amount",
            "required": True,
            "unit": "万元",
            "question": "上年度完成的节能降碳投资额是多少（单位：万元，不含可抵扣税款）？",
            "example": "900万",
            "cues": ["节能", "光伏", "余热", "投资", "投了"],
        },
        {
            "name": "deductible_tax",
            "label": "可抵扣税款",
            "kind": "amount",
            "unit": "万元",
            "question": "其中可抵扣税款是多少（单位：万元；金额已不含税的请答0）？",
            "cues": ["可抵扣", "进项税"],
            "assumption": "按不含可抵扣税款的金额计算",
        },
    ],
    "conditions": [
        {
            "id": "min_investment",
            "clause": "四专项（六）（1）",
            "statement": "上一年度完成的节能降碳投资额达到门槛",
            "kind": "at_least",
            "of": "net_investment",
            "threshold": "min_investment",
            "remedy": "核对是否漏计了光伏和余热利用的设备。",
        },
        {
            "id": "energy_audit",
            "clause": "四专项（六）（2）",
            "statement": "已取得有资质机构出具的能源审计报告",
            "question": "贵公司取得能源审计报告了吗？",
            "fails_when": ["没做能源审计", "还没出报告"],
            "meets_when": ["报告出来了", "拿到报告"],
            "remedy": "先委托有资质的机构做能源审计。",
            "time_mends": True,
        },
    ],
    "materials": [
        {"name": "能源审计报告", "form": "复印件", "clause": "五专项（六）（1）"},
        {"name": "绿色改造实施方案", "form": "按附件1-6提纲撰写", "attachment": "1-6", "clause": "五专项（六）（2）"},
    ],
    "attachment": "1-6",
    "screening": "去年（{{ year - 1 }}年）有做节能降碳改造吗？完成的投资额大约多少？",
    "facets": {
        "amount": {
            "clause": "三（二）6",
            "question": "绿色改造提升最多补多少？",
            "answer": "{{ name }}按节能降碳投资额的{{ p.rate|percent }}资助，单个企业年度最高{{ p.cap|money }}。",
        },
        "threshold": {
            "clause": "四专项（六）（1）",
            "question": "绿色改造提升的投资门槛是多少？",
            "answer": "{{ name }}要求上一年度（{{ year - 1 }}年）节能降碳投资额达到{{ p.min_investment|money }}。",
        },
        "scope": {
            "clause": "一（六）",
            "question": "绿色改造提升支持什么？",
            "answer": "{{ name }}支持光伏、余热利用、电机能效提升等节能降碳改造。",
            "keywords": ["光伏", "余热", "节能", "降碳"],
        },
    },
}

OUTLINE: Content = {
    "id": "1-6",
    "title": "绿色改造提升项目建设实施方案",
    "purpose": "绿色改造提升项目的实施方案撰写提纲：按两章顺序写。",
    "schemes": [NEW],
    "sections": [
        {
            "id": "energy",
            "number": "一",
            "title": "用能现状",
            "points": ["近两年的能源消费结构和单位产值能耗"],
            "evidence": ["能源消费表（能源、用量、费用）"],
            "keywords": ["能耗", "用能"],
            "clause": "附件1-6 一",
        },
        {
            "id": "saving",
            "number": "二",
            "title": "节能措施和减排效果",
            "points": ["逐项说明节能措施", "测算减排量"],
            "clause": "附件1-6 二",
        },
    ],
}


def without_leasing(content: Content) -> None:
    """Records without those of leasing, and without what refers to them or to the scheme."""
    records = [record for record in content["records"] if record["id"] not in LEASE_RECORDS]
    for record in records:
        related = [name for name in record.get("related", []) if name.split(".")[0] not in {*LEASE_RECORDS, DROPPED}]
        if "related" in record:
            record["related"] = related
        if DROPPED in record.get("schemes", []):
            record["schemes"].remove(DROPPED)
        if record["id"] == "ask_highest":
            record["answer"] = (
                "上限最高的是重大项目奖补（{{ schemes.major_project.cap|money }}），"
                "绿色改造提升最高{{ schemes.green_upgrade.cap|money }}。"
            )
            record["detail"] = ""
        if record["id"] == "amount_of_kinds":
            record["answer"] = "共六类：智能化提升、重大项目奖补、产业链、贷款贴息、上市公司、绿色改造提升。"
    content["records"] = records


def drop_scheme(folder: Path) -> None:
    (folder / "schemes" / f"{DROPPED}.yml").unlink()


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of guides: that of 2018 as it is, and one of 2027 made from a copy of it."""
    root = tmp_path_factory.mktemp("guides")
    shutil.copytree(INSTALLED, root / "2018")
    folder = Path(shutil.copytree(INSTALLED, root / YEAR))
    changed(folder / "guide.yml", general)
    changed(folder / "schemes" / "intelligent_upgrade.yml", upgrade)
    drop_scheme(folder)
    for path in (folder / "records").glob("*.yml"):
        changed(path, without_leasing)
    changed(folder / "attachments" / "2.yml", lambda content: content["schemes"].remove(DROPPED))
    write(folder / "schemes" / f"{NEW}.yml", GREEN)
    write(folder / "attachments" / "1-6.yml", OUTLINE)
    return root


@pytest.fixture(scope="module")
def both(guides: Path) -> dict[str, Guide]:
    """Both guides, read once."""
    return {name: read_guide(guides / name) for name in ("2018", YEAR)}


@pytest.fixture(autouse=True)
def installed(guides: Path, both: dict[str, Guide], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both guides are installed."""
    monkeypatch.setattr(loader, "GUIDES", guides)
    monkeypatch.setattr(loader, "_LOADED", dict(both))


@pytest.fixture(scope="module")
def index(both: dict[str, Guide], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    opened = open_index(tmp_path_factory.mktemp("index") / "search.sqlite", both[YEAR])
    yield opened
    opened.close()


@pytest.fixture
def guide() -> Guide:
    return load_guide(YEAR)


def test_both_guides_are_installed_and_the_name_chooses() -> None:
    assert guide_names() == ["2018", YEAR]
    assert load_guide("2018").general.year == 2018
    assert load_guide(YEAR).general.year == 2027
    assert load_guide("2018").general.contact.phones != load_guide(YEAR).general.contact.phones


def test_the_guide_is_read_from_its_folder(guides: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "_LOADED", {})
    assert NEW in load_guide(YEAR).schemes
    assert DROPPED not in load_guide(YEAR).schemes


def test_its_sentences_hold_its_figures(guide: Guide) -> None:
    text = " ".join(f"{record.answer} {record.detail}" for record in guide.records.values())
    for new in ("2027年6月15日", "18时", "88101234", "莲花路2号", "11号窗口", "25%", "3000万元", "800万元", "一式三份"):
        assert new in text, new
    for old in ("2018年8月10日", "25110539", "市民中心", "24时"):
        assert old not in text, old


def test_calculations_use_its_figures(guide: Guide) -> None:
    inputs = {"investment": 10_000_000}
    assert calculate(load_guide("2018"), "intelligent_upgrade", inputs, TODAY).amount == Decimal(2_000_000)
    assert calculate(guide, "intelligent_upgrade", inputs, TODAY).amount == Decimal(2_500_000)
    below = calculate(guide, "intelligent_upgrade", {"investment": 7_999_999}, TODAY)
    assert (below.eligible, below.amount) == (False, Decimal(0))
    capped = calculate(guide, "intelligent_upgrade", {"investment": 200_000_000}, TODAY)
    assert capped.amount == Decimal(30_000_000)


def test_the_new_scheme_is_calculated(guide: Guide) -> None:
    result = calculate(guide, NEW, {"investment": 9_000_000}, TODAY)
    assert result.amount == Decimal(2_700_000)
    assert {step.clause for step in result.steps} >= {"三（二）6"}
    assert calculate(guide, NEW, {"investment": 90_000_000}, TODAY).amount == Decimal(8_000_000)


def test_the_self_assessment_asks_the_new_condition(guide: Guide) -> None:
    first = assess(guide, NEW, {}, TODAY).next_question
    assert first is not None
    assert (first.condition, first.text) == ("energy_audit", "贵公司取得能源审计报告了吗？")
    refused = assess(guide, NEW, {"energy_audit": False}, TODAY)
    assert [item.id for item in refused.failed] == ["energy_audit"]
    every = {item.id: item.expected for item in guide.general.base_conditions}
    assert assess(guide, NEW, {**every, "energy_audit": True, "investment": 3_000_000}, TODAY).verdict == "meets"


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("绿色改造提升最多补多少", f"{NEW}.amount"),
        ("余热利用支持吗", f"{NEW}.scope"),
        ("能源审计报告要交吗", f"{NEW}.materials.1"),
        ("节能措施和减排效果怎么写", "1-6.saving"),
        ("网上填报什么时候截止", "window_online"),
    ],
)
def test_search_finds_its_clauses(query: str, entry: str, index: SearchIndex) -> None:
    assert entry in [hit.entry.id for hit in search(index, query, limit=3)]


def test_search_finds_nothing_of_what_was_dropped(index: SearchIndex) -> None:
    assert not [hit for hit in search(index, "融资租赁利率几个点", limit=10) if hit.entry.id.startswith(DROPPED)]


def test_documents_are_built(guide: Guide) -> None:
    offered = {item.slug: item for item in documents(guide)}
    assert {"outline-1-6", "checklist-green-upgrade"} <= set(offered)
    assert "checklist-finance-lease" not in offered
    plan, checklist = (
        "\n".join([*(p.text for p in word.paragraphs), *(c.text for t in word.tables for r in t.rows for c in r.cells)])
        for word in (Document(io.BytesIO(build(guide, slug))) for slug in ("outline-1-6", "checklist-green-upgrade"))
    )
    assert "节能措施和减排效果" in plan
    assert "能源消费表" in plan
    assert "能源审计报告" in checklist
    assert "2027年6月30日" in checklist
    assert "88105678" in checklist
    calendar = build(guide, "calendar").decode()
    assert "20270615" in calendar
    assert "2018" not in calendar


class Talk:
    """A conversation with the actions over the guide of a year, the intents given by hand."""

    def __init__(self, year: str) -> None:
        self.guide, self.state = load_guide(year), State()

    def say(self, text: str, intent: str) -> Reply:
        text = normalise(text)
        turn = Turn(
            text=text,
            intent=intent,
            confidence=0.9,
            ranking=({"name": intent, "confidence": 0.9},),
            entities=tuple(value_extractor.read_entities(text)),
            parts=(),
            state=self.state,
            guide=self.guide,
            today=TODAY,
        )
        return continue_task(turn) if self.state.pending else respond_all(turn)


@pytest.fixture
def talk_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Talk]]:
    """Makes a conversation over the guide of a year."""
    monkeypatch.setenv("JIGAI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(actions.search, "_OPEN", {})

    def make(year: str) -> Talk:
        monkeypatch.setattr(value_extractor, "settings", lambda: Settings(guide=year, today=TODAY, data_dir=tmp_path))
        return Talk(year)

    value_extractor.mentions_of.cache_clear()
    yield make
    value_extractor.mentions_of.cache_clear()
    for opened in actions.search._OPEN.values():
        opened.close()


ASKED = [
    ("网上填报什么时候截止", "window_online", "2018年8月10日", "2027年6月15日"),
    ("咨询电话是多少", "hotline", "25110539", "88101234"),
    ("书面材料交到哪里", "place", "市民中心", "莲花路2号"),
    ("材料要交几份", "copies_count", "两份", "三份"),
    ("智能化提升最多补多少", "ask_amount", "2000万元", "3000万元"),
    ("智能化提升的投资门槛是多少", "ask_threshold", "500万元", "800万元"),
    ("智能化改造投了1000万，能补多少", "calculate", "200万元", "250万元"),
    ("你好", "greet", "2018年度", "2027年度"),
    ("2019年怎么报", "oos_other_year", "2018年度", "2027年度"),
]


@pytest.mark.parametrize(("question", "intent", "then", "now"), ASKED)
def test_the_same_question_has_the_answer_of_the_year(
    question: str, intent: str, then: str, now: str, talk_of: Callable[[str], Talk]
) -> None:
    old, new = (talk_of(year).say(question, intent).text for year in ("2018", YEAR))
    assert then in old
    assert now not in old
    assert now in new
    assert then not in new


@pytest.mark.parametrize("year", ["2018", YEAR])
def test_a_question_about_another_year_is_told_which_year_this_is(year: str, talk_of: Callable[[str], Talk]) -> None:
    reply = talk_of(year).say("前年的标准是多少", "oos_other_year")
    general = load_guide(year).general
    assert reply.status == "declined"
    assert f"{general.year}年度的申请指南" in reply.text
    assert general.title in reply.text
    assert general.programme in reply.text
    assert all(phone in reply.text for phone in general.contact.phones)


@pytest.mark.parametrize("name", ["绿色改造提升", "节能改造", "绿改", "第六类"])
def test_a_scheme_is_heard_by_its_own_names(name: str, talk_of: Callable[[str], Talk]) -> None:
    reply = talk_of(YEAR).say(f"{name}最多补多少", "ask_amount")
    assert "30%" in reply.text
    assert "800万元" in reply.text
    assert reply.clauses == ("三（二）6",)


def test_the_names_of_a_dropped_scheme_mean_nothing(talk_of: Callable[[str], Talk]) -> None:
    talk_of("2018")
    assert [item["value"] for item in value_extractor.read_entities("融资租赁补多少")] == [DROPPED]
    talk_of(YEAR)
    assert value_extractor.read_entities("融资租赁补多少") == []


def test_the_new_scheme_is_computed_in_conversation(talk_of: Callable[[str], Talk]) -> None:
    talk = talk_of(YEAR)
    assert "节能降碳投资额" in talk.say("帮我测算绿色改造的补贴", "calculate").text
    reply = talk.say("900万", "nlu_fallback")
    assert "270万元" in reply.text
    assert reply.card is not None
    assert reply.card["amount"] == "2700000.00"


def test_the_new_scheme_is_assessed_in_conversation(talk_of: Callable[[str], Talk]) -> None:
    talk = talk_of(YEAR)
    assert "能源审计报告" in talk.say("自评绿色改造的资格", "start_assessment").text
    assert "贵公司取得能源审计报告了吗" not in talk.say("拿到报告了", "affirm").text
    assert talk.state.facts[NEW]["energy_audit"] is True
    refused = talk_of(YEAR)
    refused.say("自评绿色改造的资格", "start_assessment")
    reply = refused.say("还没出报告", "deny")
    assert "不符合" in reply.text
    assert "先委托有资质的机构做能源审计" in reply.text


def test_lists_and_choices_name_the_schemes_of_the_year(talk_of: Callable[[str], Talk]) -> None:
    for question, intent in (
        ("申报条件有哪些", "ask_eligibility"),
        ("要交哪些材料", "ask_materials"),
        ("资助标准是多少", "ask_amount"),
        ("帮我测算补贴", "calculate"),
        ("一共有哪几类", "amount_of_kinds"),
        ("哪一类给得最多", "ask_highest"),
    ):
        reply = talk_of(YEAR).say(question, intent)
        shown = reply.text + " ".join(step.title for step in reply.choices)
        assert "绿色改造提升" in shown, question
        assert not re.search("融资租赁补贴", shown), question


def test_the_new_plan_and_its_file_are_offered(talk_of: Callable[[str], Talk]) -> None:
    reply = talk_of(YEAR).say("附件1-6写什么", "ask_outline")
    assert "用能现状" in reply.text
    assert [item["url"] for item in reply.documents] == ["/api/v1/documents/outline-1-6"]


def test_advice_ranks_the_new_scheme(talk_of: Callable[[str], Talk]) -> None:
    reply = talk_of(YEAR).say("去年光伏节能改造投了900万，适合报哪一类", "recommend_scheme")
    assert "绿色改造提升" in reply.text
    assert "270万元" in reply.text


def test_what_still_refers_to_a_dropped_scheme_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(INSTALLED, tmp_path / YEAR))
    drop_scheme(folder)
    with pytest.raises(GuideError) as caught:
        read_guide(folder)
    assert caught.value.file.endswith("records/amount.yml")
    assert caught.value.key == "records.ask_highest.answer"
    assert f"no scheme {DROPPED}" in caught.value.reason
