"""The Rasa component: values, schemes, attachments and modes as entities of a message."""

from __future__ import annotations

import time

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.normalise import normalise
from bot.nlu.value_extractor import ValueExtractor, mentions_of, read_entities
from bot.settings import settings


@pytest.fixture(autouse=True)
def _guide_2018(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIGAI_TODAY", "2018-07-25")
    monkeypatch.setenv("JIGAI_GUIDE", "2018")
    settings.cache_clear()


def mentioned(text: str, entity: str) -> list[str]:
    return [item["value"] for item in read_entities(normalise(text)) if item["entity"] == entity]


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        *(("智能化提升能补多少", "intelligent_upgrade"), ("第一类要什么材料", "intelligent_upgrade")),
        *(("重大项目奖补分几期", "major_project"), ("产业链垂直整合", "industry_chain"), ("贷款贴息", "loan_interest")),
        *(
            ("融资租赁补贴", "finance_lease"),
            ("上市公司本地改造", "listed_company"),
            ("Industry Chain", "industry_chain"),
        ),
        *(("重大項目獎補", "major_project"), ("貸款貼息", "loan_interest")),
    ],
)
def test_names_of_schemes(text: str, scheme: str) -> None:
    assert mentioned(text, "scheme") == [scheme]


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        *(("产业练补多少", "industry_chain"), ("贴西能贴几年", "loan_interest"), ("融资租凭的条件", "finance_lease")),
        *(
            ("融资租货补贴", "finance_lease"),
            ("产业连整合", "industry_chain"),
            ("贴习", "loan_interest"),
            ("贷宽1800万", "loan_interest"),
        ),
        *(
            ("zhineng hua 提升", "intelligent_upgrade"),
            ("tie xi 能贴几年", "loan_interest"),
            ("rongzizulin", "finance_lease"),
        ),
        *(("上市公司本地改照", "listed_company"), ("智能化提生", "intelligent_upgrade")),
    ],
)
def test_misspelt_names_of_schemes(text: str, scheme: str) -> None:
    assert scheme in mentioned(text, "scheme")


@pytest.mark.parametrize(
    "text", ["你好", "带宽多少", "几家公司", "材料交到哪里", "women shenbao tiaojian", "之间的关系", "中午开门吗"]
)
def test_no_scheme_is_made_up(text: str) -> None:
    assert mentioned(text, "scheme") == []


def test_longest_name_wins() -> None:
    found = [item for item in read_entities("技改贷款贴息") if item["entity"] == "scheme"]
    assert [(item["start"], item["end"]) for item in found] == [(0, 6)]


@pytest.mark.parametrize(
    ("text", "attachment"),
    [
        ("附件1-2的提纲", "1-2"),
        ("附件一之二", "1-2"),
        ("1-3的提纲是啥", "1-3"),
        ("附件 1－4", "1-4"),
        ("附件2怎么填", "2"),
        ("看附件1-5", "1-5"),
    ],
)
def test_attachments(text: str, attachment: str) -> None:
    assert mentioned(text, "attachment") == [attachment]


@pytest.mark.parametrize("text", ["1-3年", "附件3万", "1-2家企业", "附件9-9"])
def test_no_attachment_is_made_up(text: str) -> None:
    assert mentioned(text, "attachment") == []


def test_modes() -> None:
    mode = next(iter(mentions_of("2018").modes))
    assert mentioned(f"{mode.name}有哪些要素", "mode") == [mode.id]


def test_component_adds_to_what_is_there() -> None:
    message = Message({TEXT: "贷款2000万", ENTITIES: [{"entity": "earlier"}]})
    ValueExtractor().process([message])
    entities = message.get(ENTITIES)
    assert [item["entity"] for item in entities] == ["earlier", "scheme", "amount"]
    assert {item.get("extractor") for item in entities[1:]} == {"ValueExtractor"}
    assert entities[2]["value"] == "20000000"


def test_message_without_text() -> None:
    message = Message({})
    ValueExtractor().process([message])
    assert message.get(ENTITIES) is None


def test_values_use_the_injected_date() -> None:
    assert mentioned("去年投了3000万", "date") == ["2017"]


def test_fast_enough() -> None:
    text = normalise("向农行深圳分行借款2800万元，期限36个月，年利率4.9%，项目固投4200万元，贷款贴息能贴多少")
    read_entities(text)
    start = time.perf_counter()
    for _ in range(50):
        read_entities(text)
    assert (time.perf_counter() - start) / 50 < 0.01
