"""Which scheme to choose: ranking, reasons, and the rule that only one may be chosen."""

# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from knowledge.advice import Advice, advise, choice_rule
from knowledge.errors import InputError
from knowledge.guide import Guide

Advise = Callable[..., Advice]

LEASE = {"lease_amount": 10_000_000, "years": 2}
UPGRADE = {"investment": 30_000_000}


@pytest.fixture
def advice(guide: Guide, today: dt.date) -> Advise:
    def run(base: dict[str, Any] | None = None, **facts: dict[str, Any]) -> Advice:
        return advise(guide, facts, base or {}, today)

    return run


def order(advice: Advice) -> list[str]:
    return [option.scheme for option in advice.options]


def test_known_amounts_first_then_what_is_open_by_its_cap(advice: Advise) -> None:
    found = advice(finance_lease=LEASE, intelligent_upgrade=UPGRADE)
    assert order(found) == [
        "intelligent_upgrade", "finance_lease", "major_project", "listed_company", "industry_chain", "loan_interest",
    ]  # fmt: skip
    assert [option.given for option in found.options] == [True, True, False, False, False, False]
    assert found.best is not None
    assert found.best.scheme == "intelligent_upgrade"


def test_failed_schemes_come_last_with_the_reason(advice: Advise) -> None:
    found = advice(finance_lease=LEASE, intelligent_upgrade={"investment": 4_000_000})
    last = found.options[-1]
    assert (last.scheme, last.verdict, last.result.amount) == ("intelligent_upgrade", "fails", 0)
    assert last.reasons == (
        "不符合：上一年度完成的智能化改造投资额（不含可抵扣税款）达到门槛，要求500万元，实际400万元，还差100万元（四专项（一）（1））",
    )
    assert found.best is not None
    assert found.best.scheme == "finance_lease"


def test_every_failure_is_a_reason(advice: Advise) -> None:
    found = advice({"located": False}, listed_company={"investment": 1e8, "board": "other"})
    option = next(item for item in found.options if item.scheme == "listed_company")
    assert option.reasons == (
        "不符合：申报项目的实施地在深圳市，要求是，实际否（四基础（二））",
        "不符合：申报单位在国内主板、中小板或创业板上市，要求主板、中小板、创业板，实际其他或未上市（四专项（五）（1））",
    )


def test_an_answer_for_every_scheme_counts_for_every_scheme(advice: Advise) -> None:
    found = advice({"registered": False}, finance_lease=LEASE, intelligent_upgrade=UPGRADE)
    assert {option.verdict for option in found.options} == {"fails"}
    assert found.best is None
    assert found.as_json()["best"] is None


def test_nothing_known_recommends_nothing(advice: Advise) -> None:
    found = advice()
    assert found.best is None
    assert order(found)[:4] == ["major_project", "listed_company", "intelligent_upgrade", "industry_chain"]
    assert set(order(found)[4:]) == {"loan_interest", "finance_lease"}
    assert found.options[0].reasons == ("资料不足，最高5000万元", "还有13项条件待确认")


def test_reasons_of_an_amount(advice: Advise) -> None:
    by_scheme = {option.scheme: option for option in advice(
        finance_lease=LEASE,
        intelligent_upgrade={"investment": 200_000_000},
        listed_company={"investment": {"min": 10_000_000, "max": 20_000_000}},
    ).options}  # fmt: skip
    assert by_scheme["finance_lease"].reasons == ("可得100万元", "还有12项条件待确认")
    assert by_scheme["intelligent_upgrade"].reasons == (
        "可得2000万元", "受单个企业年度资助上限2000万元限制（三（二）1）", "还有8项条件待确认",
    )  # fmt: skip
    assert by_scheme["listed_company"].reasons[0] == "可得200万元至400万元"


def test_a_scheme_of_which_all_conditions_are_met(advice: Advise) -> None:
    base = {
        "registered": True, "located": True, "industry": False, "private_funds": False, "filed": True,
        "compliant": True, "capable": True, "not_duplicated": False,
    }  # fmt: skip
    option = advice(base, intelligent_upgrade=UPGRADE).options[0]
    assert (option.scheme, option.name, option.verdict, option.reasons) == (
        "intelligent_upgrade",
        "智能化提升",
        "meets",
        ("可得600万元",),
    )


def test_facts_of_a_scheme_come_before_answers_for_all(advice: Advise) -> None:
    found = advice({"filed": False}, intelligent_upgrade={**UPGRADE, "filed": True})
    verdicts = {option.scheme: option.verdict for option in found.options}
    assert verdicts["intelligent_upgrade"] == "unknown"
    assert verdicts["finance_lease"] == "fails"


def test_equal_amounts_stand_in_the_guides_order(advice: Advise) -> None:
    found = advice(
        finance_lease={"lease_amount": 60_000_000, "years": 2}, intelligent_upgrade={"investment": 25_000_000}
    )
    assert order(found)[:2] == ["intelligent_upgrade", "finance_lease"]
    assert found.options[0].result.amount == found.options[1].result.amount


def test_failed_come_after_what_pays_nothing(advice: Advise) -> None:
    found = advice(finance_lease={**LEASE, "financing_cost": 0}, intelligent_upgrade={"investment": 4_000_000})
    assert order(found)[-2:] == ["finance_lease", "intelligent_upgrade"]
    assert found.options[-2].reasons == ("可得0元", "受企业的融资成本0元限制（三（二）4（2））", "还有12项条件待确认")


def test_the_day_is_passed_on(guide: Guide, today: dt.date) -> None:
    facts = {"finance_lease": {**LEASE, "start": today + dt.timedelta(days=1)}}
    later = next(item for item in advise(guide, facts, {}, today).options if item.scheme == "finance_lease")
    assert "起租时间尚未到来" in later.result.assumptions


def test_one_scheme_only(advice: Advise, guide: Guide) -> None:
    rule = advice().rule
    assert rule == choice_rule(guide)
    assert rule.clause == "三备注①"
    assert rule.text == "同一企业只能选择其中一类申报一个项目；技术改造投资补贴可以就同一项目在同一年度叠加申报"
    renamed = replace(
        guide, general=guide.general.model_copy(update={"combinable": "设备补贴", "choose_one": "三备注③"})
    )
    assert "设备补贴" in choice_rule(renamed).text
    assert choice_rule(renamed).clause == "三备注③"


def test_as_data(advice: Advise) -> None:
    data = advice(finance_lease=LEASE).as_json()
    assert data["best"] == "finance_lease"
    assert data["rule"]["clause"] == "三备注①"
    assert data["rule"]["text"].startswith("同一企业只能选择其中一类")
    assert len(data["options"]) == 6
    first = data["options"][0]
    assert (first["scheme"], first["name"], first["verdict"], first["amount"]) == (
        "finance_lease",
        "融资租赁补贴",
        "unknown",
        "1000000.00",
    )
    assert first["reasons"] == ["可得100万元", "还有12项条件待确认"]


def test_errors_of_inputs_pass_through(advice: Advise) -> None:
    with pytest.raises(InputError) as caught:
        advice(green_factory={})
    assert caught.value.field == "scheme"
    with pytest.raises(InputError) as caught:
        advice(finance_lease={"years": 0})
    assert caught.value.field == "years"
    with pytest.raises(InputError) as caught:
        advice({"moon": True})
    assert caught.value.field == "moon"
