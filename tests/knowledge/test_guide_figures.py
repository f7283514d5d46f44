"""Every figure of the guide of 2018, typed by hand from the official text: a change of any of them fails here."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest

from knowledge.guide import Guide
from knowledge.loader import GUIDES

D = dt.date

PARAMETERS: dict[str, dict[str, tuple[Decimal | dt.date, str, str]]] = {
    "intelligent_upgrade": {
        "rate": (Decimal("0.2"), "比例", "三（二）1"),
        "cap": (Decimal(20_000_000), "元", "三（二）1"),
        "min_investment": (Decimal(5_000_000), "元", "四专项（一）（1）"),
    },
    "major_project": {
        "rate": (Decimal("0.2"), "比例", "三（二）2"),
        "cap": (Decimal(50_000_000), "元", "三（二）2"),
        "min_industrial": (Decimal(1_000_000_000), "元", "四专项（二）（1）"),
        "min_technical": (Decimal(200_000_000), "元", "四专项（二）（1）"),
        "min_progress": (Decimal("0.2"), "比例", "四专项（二）（3）"),
        "lookback_years": (Decimal(2), "年", "三（二）2"),
        "payment_years": (Decimal(3), "年", "三（二）2"),
    },
    "industry_chain": {
        "rate": (Decimal("0.2"), "比例", "三（二）3"),
        "cap": (Decimal(15_000_000), "元", "三（二）3"),
        "min_total": (Decimal(50_000_000), "元", "四专项（三）（3）"),
        "min_members": (Decimal(3), "家", "四专项（三）（2）"),
        "min_partners": (Decimal(2), "家", "四专项（三）（2）"),
        "min_progress": (Decimal("0.2"), "比例", "四专项（三）（4）"),
        "min_links": (Decimal(2), "个", "五专项（二）产业链（2）"),
        "payment_years": (Decimal(3), "年", "三（二）3"),
    },
    "loan_interest": {
        "cap": (Decimal(5_000_000), "元", "三（二）4（1）"),
        "loan_ratio": (Decimal("0.7"), "比例", "三（二）4（1）"),
        "max_years": (Decimal(3), "年", "三（二）4（1）"),
        "period_start": (D(2015, 1, 1), "日期", "四专项（四）（2）"),
        "period_end": (D(2017, 12, 31), "日期", "四专项（四）（2）"),
    },
    "finance_lease": {
        "rate": (Decimal("0.05"), "比例", "三（二）4（2）"),
        "cap": (Decimal(5_000_000), "元", "三（二）4（2）"),
        "max_years": (Decimal(3), "年", "三（二）4（2）"),
        "start_from": (D(2015, 1, 1), "日期", "四专项（四）（3）"),
        "start_to": (D(2017, 12, 31), "日期", "四专项（四）（3）"),
    },
    "listed_company": {
        "rate": (Decimal("0.2"), "比例", "三（二）5"),
        "cap": (Decimal(50_000_000), "元", "三（二）5"),
        "lookback_years": (Decimal(2), "年", "三（二）5"),
    },
}

GENERAL = {
    "documented_years": (Decimal(3), "年", "五基础（三）"),
    "copies": (Decimal(2), "份", "五专项（五）"),
    "approval_months": (Decimal(1), "月", "十一"),
    "barred_years": (Decimal(3), "年", "十五（二）"),
    "scheme_kinds": (Decimal(5), "个", "一"),
    "mode_kinds": (Decimal(5), "个", "附件1-5"),
    "elements_discrete": (Decimal(7), "个", "附件1-5 一"),
    "elements_process": (Decimal(7), "个", "附件1-5 二"),
    "elements_network": (Decimal(6), "个", "附件1-5 三"),
    "elements_custom": (Decimal(4), "个", "附件1-5 四"),
    "elements_remote": (Decimal(5), "个", "附件1-5 五"),
}


def test_the_schemes(guide: Guide) -> None:
    assert guide.schemes.keys() == PARAMETERS.keys()
    assert {scheme.id: scheme.ordinal for scheme in guide.schemes.values()} == {
        "intelligent_upgrade": 1,
        "major_project": 2,
        "industry_chain": 3,
        "loan_interest": 4,
        "finance_lease": 4,
        "listed_company": 5,
    }


@pytest.mark.parametrize("scheme", PARAMETERS)
def test_parameters_of_a_scheme(guide: Guide, scheme: str) -> None:
    found = guide.scheme(scheme).parameters
    assert {name: (item.value, item.unit, item.clause) for name, item in found.items()} == PARAMETERS[scheme]


def test_general_parameters(guide: Guide) -> None:
    found = guide.general.parameters
    assert {name: (item.value, item.unit, item.clause) for name, item in found.items()} == GENERAL


def test_windows(guide: Guide) -> None:
    online, paper = guide.general.windows.online, guide.general.windows.paper
    assert (online.start, online.end, online.until) == (D(2018, 7, 19), D(2018, 8, 10), "24时")
    assert (paper.start, paper.end, paper.hours) == (D(2018, 7, 19), D(2018, 8, 24), "工作时间")
    assert (online.clause, paper.clause) == ("七（二）1", "七（二）2")


def test_phones_and_year(guide: Guide) -> None:
    assert guide.general.contact.phones == ("25110539", "25103306", "25979670")
    assert guide.general.year == 2018


def test_documents_that_the_guide_rests_on(guide: Guide) -> None:
    assert [policy.number for policy in guide.general.basis] == [
        "深府办〔2017〕22号",
        "深府办规〔2017〕9号",
        "深经贸信息规〔2018〕7号",
    ]
    assert guide.general.basis[0].title.endswith("行动方案（2017—2020年）")


def test_process(guide: Guide) -> None:
    waived = {step.name: step.waived_for for step in guide.general.process if step.waived_for}
    assert len(guide.general.process) == 12
    assert waived == {"专家评审": ("loan_interest", "finance_lease")}


def test_shares_of_the_intelligent_modes(guide: Guide) -> None:
    found = [
        (mode.name, item.value, item.unit)
        for attachment in guide.attachments.values()
        for mode in attachment.modes
        for item in mode.parameters.values()
    ]
    assert found
    assert {(name[:3], value, unit) for name, value, unit in found} == {("流程型", Decimal("0.9"), "比例")}


def test_conditions_compare_the_right_figures(guide: Guide) -> None:
    found = {
        (scheme.id, condition.id): (
            condition.of,
            condition.threshold or condition.threshold_by or (condition.first, condition.last),
        )
        for scheme in guide.schemes.values()
        for condition in scheme.conditions
        if condition.kind in {"at_least", "within"}
    }
    assert found == {
        ("intelligent_upgrade", "min_investment"): ("net_investment", "min_investment"),
        ("major_project", "min_total"): (
            "total_investment",
            {"project_kind": {"industrial": "min_industrial", "technical": "min_technical"}},
        ),
        ("major_project", "min_progress"): ("progress", "min_progress"),
        ("industry_chain", "min_members"): ("member_count", "min_members"),
        ("industry_chain", "min_partners"): ("partner_count", "min_partners"),
        ("industry_chain", "min_total"): ("net_investment", "min_total"),
        ("industry_chain", "min_progress"): ("progress", "min_progress"),
        ("loan_interest", "period"): (("period_start", "period_end"), ("period_start", "period_end")),
        ("finance_lease", "start"): ("start", ("start_from", "start_to")),
    }
    board = next(item for item in guide.scheme("listed_company").conditions if item.id == "board")
    assert board.allowed == ("main", "sme", "chinext")


FIGURE = re.compile(r"\d\s*(万|亿|%|％|元|家|份|个百分点)|\d+月\d+日")
NOT_PROSE = re.compile(r"value:|example:|keywords:|aliases:|cues:|words:|meets_when:|fails_when:")


def test_no_figure_is_typed_in_the_prose() -> None:
    """Sentences take their figures from the parameters, so that the expectations above cover what they say."""
    typed = [
        f"{path.name}: {line.strip()}"
        for path in (GUIDES / "2018").rglob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if FIGURE.search(line) and not NOT_PROSE.search(line)
    ]
    assert typed == []
