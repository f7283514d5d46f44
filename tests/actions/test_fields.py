"""Which scheme a clause speaks of, and what a message denies."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from actions.asking import asks, corrects
from actions.facts import replace_other_form
from actions.fields import fields_of
from actions.state import State
from actions.turn import Turn
from knowledge.loader import load_guide


def turn(text: str) -> Turn:
    return Turn(text, "recommend_scheme", 0.9, (), (), (), State(), load_guide("2018"), dt.date(2018, 8, 1))


@pytest.mark.parametrize(
    ("text", "affirmed", "denied"),
    [
        ("没上市,没做智能化,只有融资租赁", {"finance_lease"}, {"listed_company", "intelligent_upgrade"}),
        ("去年做了数字化车间;另外有笔银行贷款", {"intelligent_upgrade", "loan_interest"}, set()),
        ("没列入重大项目名录,总投资也不大", set(), {"major_project"}),
        ("我们牵头,带三家配套厂", {"industry_chain"}, set()),
        ("机器都是自己掏钱买的,没贷款也没走租赁", set(), {"loan_interest", "finance_lease"}),
        ("今天天气不错", set(), set()),
    ],
)
def test_fields(text: str, affirmed: set[str], denied: set[str]) -> None:
    found = fields_of(turn(text))
    assert {item.scheme.id for item in found if not item.denied} == affirmed
    assert {item.scheme.id for item in found if item.denied} == denied


def test_a_clause_without_words_goes_with_the_one_before() -> None:
    [loan] = fields_of(turn("从招行贷了款,固投也不少,两年"))
    assert [part.text for part in loan.parts] == ["从招行贷了款,固投也不少,两年"]


def test_questions_and_corrections() -> None:
    assert asks("有没有资格") and not asks("去年没搞什么智能化")
    assert corrects("总额改成6000万") and not corrects("总额6000万")


def test_a_new_sum_replaces_its_parts() -> None:
    facts = {"investment": "100", "investment_by_year": {"2017": "100"}}
    said = {"investment": "120"}
    replace_other_form(facts, said)
    assert said == {"investment": "120", "investment_by_year": {"2017": "120"}}
    facts = {"members": [{"role": "lead", "investment": Decimal(60)}, {"role": "partner", "investment": Decimal(40)}]}
    replace_other_form(facts, {"total_investment": "130"})
    assert facts == {"member_count": "2", "partner_count": "1"}
