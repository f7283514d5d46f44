"""Teaching: a phrase becomes an example of one of the guide's questions, in a file that Rasa reads."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import httpx
import pytest
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data

from bot.console.catalogue import catalogue, known_examples, narrowed, titles
from bot.operation.taught import LONGEST, CannotTeachError, example, taught_file
from bot.settings import ROOT
from knowledge.loader import load_guide
from knowledge.yaml_file import read_mapping

TITLES = titles(catalogue(load_guide("2018")))
PHRASE = "请问贵处办这个要不要掏腰包"


def teach(console: Any, phrase: str = PHRASE, intent: str = "fee", asked: str = "") -> Any:
    return console.send("/taught/new", phrase=phrase, intent=intent, asked=asked)


def examples(console: Any) -> dict[str, str]:
    """What Rasa reads from the file: text → intent."""
    data = load_data(str(taught_file(console.desk.config)))
    return {item.get("text"): item.get("intent") for item in data.training_examples}


def test_an_unanswered_question_is_taught(console: Any) -> None:
    console.exchange(f"{PHRASE}？", "unsure")
    form = console.page(f"/taught/new?asked={PHRASE}")
    assert f'value="{PHRASE}？"' in form and TITLES["fee"] in form
    assert teach(console, asked=PHRASE).headers["location"] == "/admin/unanswered?done=taught"
    assert examples(console) == {PHRASE: "fee"}
    assert PHRASE not in console.page("/unanswered")
    assert f"已教：{TITLES['fee']}（李工" in console.page("/unanswered?state=taught")
    assert console.log()[0] == ("李工", "教例句", f"{PHRASE} → {TITLES['fee']}（fee）")
    assert PHRASE in console.page("/taught")


def test_the_models_own_guesses_come_first(console: Any) -> None:
    form = console.page(f"/taught/new?asked={PHRASE}")
    guessed = form.partition("模型觉得最接近的")[2].partition("</fieldset>")[0]
    assert TITLES["fee"] in guessed and TITLES["invoice_date"] in guessed
    assert form.count('value="fee"') == 1


def test_withdrawing_takes_it_out_of_the_file_and_puts_the_question_back(console: Any) -> None:
    console.exchange(PHRASE, "unsure")
    teach(console, asked=PHRASE)
    teach(console, "另外一个谁也没说过的问法哦", "place")
    assert console.send("/taught/withdraw", example=PHRASE).headers["location"] == "/admin/taught?done=withdrawn"
    assert list(examples(console).values()) == ["place"]
    assert PHRASE in console.page("/unanswered")
    assert console.log()[0] == ("李工", "撤回例句", f"{PHRASE}（fee）")
    again = console.send("/taught/withdraw", example=PHRASE)
    assert again.status_code == 404 and "已经撤回" in again.text


def test_without_examples_there_is_no_file(console: Any) -> None:
    assert taught_file(console.desk.config) is None
    teach(console)
    console.send("/taught/withdraw", example=PHRASE)
    assert taught_file(console.desk.config) is None


@pytest.mark.parametrize(
    ("phrase", "intent", "reason"),
    [
        ("", "fee", "例句是空的"),
        ("？！", "fee", "例句是空的"),
        pytest.param("长" * (LONGEST + 1), "fee", "例句太长（101字", id="too long"),
        (PHRASE, "", "请先选择"),
        (PHRASE, "nlu_fallback", "请先选择"),
        (PHRASE, "nonsense", "请先选择"),
    ],
)
def test_what_cannot_be_taught_is_refused_in_words(console: Any, phrase: str, intent: str, reason: str) -> None:
    answer = teach(console, phrase, intent)
    assert answer.status_code == 422 and reason in answer.text
    assert taught_file(console.desk.config) is None


def test_a_phrase_belongs_to_one_question_only(console: Any) -> None:
    known = known_examples()
    phrase, owner = next((text, intent) for text, intent in known.items() if intent in TITLES)
    other = next(intent for intent in TITLES if intent != owner)
    assert f"已经归在“{TITLES[owner]}”" in teach(console, f"{phrase}？", other).text
    assert "不用再教" in teach(console, phrase, owner).text
    teach(console, PHRASE, "fee")
    assert f"已经教过，归在“{TITLES['fee']}”" in teach(console, f"{PHRASE}？", "place").text
    assert examples(console) == {PHRASE: "fee"}


def test_what_was_typed_is_still_there_after_a_refusal(console: Any) -> None:
    page = teach(console, "长" * 101, "fee").text
    assert "长" * 101 in page
    assert 'value="fee" checked' in page


@pytest.mark.parametrize(
    ("phrase", "kept"),
    [
        ("打13812345678问收费", "打〔手机号〕问收费"),
        ("第一行\n- 第二行", "第一行 - 第二行"),
        ("- /贵处收不收钱呀", "贵处收不收钱呀"),
        ("[贴息](scheme)多少", "［贴息］(scheme)多少"),
        ('收费{"a": 1}', '收费［"a": 1］'.replace("［", "｛").replace("］", "｝")),
    ],
)
def test_a_phrase_is_masked_and_holds_no_marks_of_rasa(console: Any, phrase: str, kept: str) -> None:
    assert example(phrase) == kept
    teach(console, phrase, "website")
    data = load_data(str(taught_file(console.desk.config)))
    assert [item.get("text") for item in data.training_examples] == [kept]
    assert data.entity_examples == []


@pytest.mark.parametrize("phrase", ["收费: 是", "# 收费", "'收费", '"收费', "|收费", "收费 # 不收", "*收费 &a"])
def test_signs_of_yaml_are_text(console: Any, phrase: str) -> None:
    teach(console, phrase, "website")
    assert list(examples(console)) == [phrase]


def test_the_file_is_read_together_with_the_training_data(console: Any) -> None:
    teach(console)
    path = taught_file(console.desk.config)
    assert read_mapping(path)["version"] == "3.1"
    importer = RasaFileImporter(None, str(ROOT / "domain.yml"), [str(ROOT / "data" / "nlu"), str(path)])
    assert PHRASE in {item.get("text") for item in importer.get_nlu_data().training_examples}


def test_two_who_teach_at_once_lose_nothing(console: Any) -> None:
    taught = console.desk.operation.taught
    phrases = [f"谁也没说过的第{number}句" for number in range(12)]
    threads = [
        threading.Thread(target=taught.teach, args=(phrase, "fee", "李工"), kwargs={"known": {}, "titles": TITLES})
        for phrase in phrases
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(examples(console)) == set(phrases)
    with pytest.raises(CannotTeachError):
        taught.teach(phrases[0], "fee", "李工", known={}, titles=TITLES)


def test_every_question_on_offer_is_an_intent_with_a_title_of_its_own() -> None:
    assert len(TITLES) > 100
    assert len(set(TITLES.values())) == len(TITLES)
    assert {"fee", "ask_amount", "calculate", "oos_other_year"} <= set(TITLES)


def test_the_list_is_searched_without_a_script(console: Any) -> None:
    found = narrowed(catalogue(load_guide("2018")), "发票")
    assert found and all("发票" in title for kind in found.values() for title in kind.values())
    page = console.page("/taught/new?asked=x&words=没有这样的词")
    assert "没有标题含有这些词的问题" in page


def test_the_running_model_ranks_intents_in_the_form_that_the_page_reads(server: httpx.Client) -> None:
    agent = server.app.state.conversations.agent  # type: ignore[attr-defined]
    ranking = asyncio.run(agent.parse_message("收费吗"))["intent_ranking"]
    assert ranking[0]["name"] == "fee" and len(ranking) > 3
