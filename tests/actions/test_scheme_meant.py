"""Which scheme figures are about where none is named, and what is kept until it is known."""

from __future__ import annotations

import datetime as dt

import pytest

from actions.scheme_meant import scheme_by_figures, scheme_by_words
from actions.state import State
from actions.turn import Turn
from actions.unplaced import keep, placed, with_kept
from bot.nlu.normalise import normalise
from bot.nlu.value_extractor import read_entities
from knowledge.loader import load_guide

DAY = dt.date(2018, 8, 1)


def turn(text: str, state: State | None = None) -> Turn:
    text = normalise(text)
    return Turn(text, "calculate", 0.9, (), tuple(read_entities(text)), (), state or State(), load_guide("2018"), DAY)


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        # A bank loan of so many years was once read as a lease, for which a wrong grant was computed.
        ("银行贷了2000万，利率4.6%，2年", "loan_interest"),
        ("租了一套设备，融资额900万，租期24个月", "finance_lease"),
        ("募来的钱投了6000万", "listed_company"),
        ("3260万", None),
        # A plain investment was once computed as a major project, whose figures it happened to fill.
        ("去年投了585万含税，能抵85万，刚好500万", None),
        ("机器人花了800万，又从银行贷了500万", None),
    ],
)
def test_figures_belong_to_the_scheme_of_which_the_words_speak(text: str, scheme: str | None) -> None:
    assert scheme_by_figures(turn(text)) == scheme


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        # The one scheme that was denied was once taken for the scheme meant, and the sum for a loan.
        ("没贷款，只做了自动化，花了1500万", None),
        ("没有融资租赁，贷款贴息能拿多少，固投6000万", "loan_interest"),
        ("不是智能化，是重大项目", "major_project"),
        ("没贷款3000万，贷款其实是2000万", "loan_interest"),
        ("我们没有贷款", "loan_interest"),
        ("贷款贴息和融资租赁哪个好", None),
    ],
)
def test_a_scheme_that_is_denied_is_not_meant(text: str, scheme: str | None) -> None:
    assert turn(text).scheme == scheme


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("做机器人焊接线的", "intelligent_upgrade"),
        ("做电池的", None),
        ("没贷款，只做了自动化，花了1500万", "intelligent_upgrade"),
    ],
)
def test_the_field_of_a_message_without_figures(text: str, scheme: str | None) -> None:
    assert scheme_by_words(turn(text)) == scheme


def test_what_was_said_before_is_read_as_one_message_with_what_names_the_field() -> None:
    state = State()
    keep(turn("不含税3260万", state))
    whole = placed(turn("做机器人焊接线的", state))
    assert whole.text == "不含税3260万，做机器人焊接线的"
    [amount] = whole.values
    assert whole.text[amount["start"] : amount["end"]] == "3260万"
    assert with_kept(turn("再来", state)).text == "再来"


def test_places_of_values_hold_in_the_joined_text() -> None:
    state = State()
    keep(turn("去年投的", state))
    keep(turn("一共3260万", state))
    whole = placed(turn("税款260万", state))
    found = [whole.text[item["start"] : item["end"]] for item in whole.values if item["entity"] == "amount"]
    assert found == ["3260万", "260万"]
