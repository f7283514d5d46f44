"""A condition added to a scheme's YAML is asked in the conversation, judged and explained; no Python knows of it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from actions import rasa_actions  # noqa: F401  (registers the answers)
from actions.reply import Reply
from actions.state import State
from actions.task import continue_task
from actions.turn import SCHEME, Turn
from actions.turn_action import respond_all
from knowledge import loader
from knowledge.guide import Guide
from knowledge.loader import load_guide, read_guide

INSTALLED = loader.GUIDES / "2018"
TODAY = dt.date(2018, 8, 1)
QUESTION = "项目的设备都装在自有厂房里吗？"
CONDITION = f"""\
conditions:
  - id: own_premises
    clause: 四专项（一）（2）
    statement: 项目的设备装在自有厂房里
    question: {QUESTION}
    fails_when: [租的厂房, 租用厂房]
    meets_when: [自有厂房, 自己的厂房]
    remedy: 把设备迁入自有厂房后再申报。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide of 2018 with one more condition of one scheme."""
    copy = Path(shutil.copytree(INSTALLED, tmp_path_factory.mktemp("guides") / "2018"))
    file = copy / "schemes" / "intelligent_upgrade.yml"
    text = file.read_text(encoding="utf-8")
    assert text.count("conditions:\n") == 1
    file.write_text(text.replace("conditions:\n", CONDITION), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def extended(folder: Path) -> Guide:
    return read_guide(folder)


class Talk:
    """A conversation with the actions, the intents and the scheme given by hand."""

    def __init__(self, guide: Guide) -> None:
        self.guide, self.state = guide, State()

    def say(self, text: str, intent: str, scheme: str = "", amount: str = "") -> Reply:
        found = [(SCHEME, scheme)] * bool(scheme) + [("amount", amount)] * bool(amount)
        entities = tuple(
            {"entity": kind, "value": value, "start": 0, "end": len(text), "text": text} for kind, value in found
        )
        turn = Turn(
            text, intent, 0.9, ({"name": intent, "confidence": 0.9},), entities, (), self.state, self.guide, TODAY
        )
        return continue_task(turn) if self.state.pending else respond_all(turn)


@pytest.fixture
def talk(extended: Guide) -> Talk:
    return Talk(extended)


def begun(talk: Talk) -> Reply:
    return talk.say("帮我自评", "start_assessment", "intelligent_upgrade")


def test_the_guide_before_does_not_ask_it() -> None:
    talk = Talk(load_guide("2018"))
    assert QUESTION not in begun(talk).text
    assert talk.state.pending != "own_premises"


def test_it_is_asked_with_yes_no_and_unsure(talk: Talk) -> None:
    reply = begun(talk)
    assert QUESTION in reply.text
    assert [step.title for step in reply.choices] == ["是", "否", "不清楚"]
    assert talk.state.pending == "own_premises"


@pytest.mark.parametrize(
    ("answer", "intent"), [("是", "affirm"), ("都在自己的厂房", "nlu_fallback"), ("对的", "affirm")]
)
def test_a_yes_in_any_words_goes_on(answer: str, intent: str, talk: Talk) -> None:
    begun(talk)
    reply = talk.say(answer, intent)
    assert talk.state.facts["intelligent_upgrade"]["own_premises"] is True
    assert QUESTION not in reply.text
    assert reply.status == "task"


@pytest.mark.parametrize(("answer", "intent"), [("否", "deny"), ("租的厂房", "nlu_fallback"), ("不是", "deny")])
def test_a_no_in_any_words_fails_with_clause_and_remedy(answer: str, intent: str, talk: Talk) -> None:
    begun(talk)
    reply = talk.say(answer, intent)
    assert "不符合" in reply.text
    assert "四专项（一）（2）" in reply.text
    assert "把设备迁入自有厂房后再申报" in reply.text


def test_unsure_leaves_it_open_in_the_verdict(talk: Talk) -> None:
    begun(talk)
    reply = talk.say("不清楚", "unsure")
    common = {condition.id: condition for condition in talk.guide.general.base_conditions}
    for _ in range(len(common) + 1):
        if talk.state.pending in common:
            holds = common[talk.state.pending].expected
            reply = talk.say("是" if holds else "否", "affirm" if holds else "deny")
        elif talk.state.pending == "investment":
            reply = talk.say("3000万", "nlu_fallback", amount="30000000")
    assert "待确认" in reply.text
    assert "还有1项需要确认" in reply.text
    assert "项目的设备装在自有厂房里" in reply.text


def test_it_is_listed_with_the_conditions(talk: Talk) -> None:
    reply = talk.say("申报条件是什么", "ask_eligibility", "intelligent_upgrade")
    assert "项目的设备装在自有厂房里" in reply.text
