"""The plain forms for calculation and self-assessment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .fake_server import Received


@pytest.fixture
def calculator(page: Page, server: Received) -> Page:
    page.goto(f"{server.base}/calculator")
    expect(page.get_by_label("上年度智能化改造投资")).to_be_visible()
    return page


def test_a_calculation(calculator: Page, server: Received, shoot: Callable[[Page, str], None]) -> None:
    calculator.get_by_label("上年度智能化改造投资").fill("1,234.5")
    expect(calculator.locator(".field__echo").first).to_have_text("即 1234.5万元")
    calculator.get_by_role("button", name="开始测算").click()
    expect(calculator.locator(".amount__value")).to_have_text("123.45万元")
    expect(calculator.get_by_role("region", name="结果")).to_be_focused()
    expect(calculator.locator(".cap")).to_contain_text("年度上限已按此封顶999万元")
    expect(calculator.locator("#scheme-note")).to_have_text("按投资额的15%资助，最高不超过999万元。")
    expect(calculator.locator(".notes").first).to_have_text("项目已在备案系统备案")
    assert server.calculations == [{"scheme": "intelligent_upgrade", "investment": "12345000"}]
    shoot(calculator, "calculator")


@pytest.mark.parametrize(
    ("written", "unit", "sent"),
    [
        ("0.1", "亿元", "10000000"),
        ("３０００万", "元", "30000000"),
        ("1.2亿元", "万元", "120000000"),
        ("12345.67", "元", "12345.67"),
    ],
)
def test_amounts_as_people_write_them(calculator: Page, server: Received, written: str, unit: str, sent: str) -> None:
    calculator.get_by_label("上年度智能化改造投资").fill(written)
    calculator.get_by_label("单位").first.select_option(label=unit)
    calculator.get_by_role("button", name="开始测算").click()
    expect(calculator.locator(".amount__value")).to_be_visible()
    assert server.calculations[0]["investment"] == sent


@pytest.mark.parametrize(("written", "reason"), [("", "请填写"), ("很多", "请填写数字"), ("-5", "金额不能是负数")])
def test_errors_are_shown_at_the_field_and_on_top(calculator: Page, written: str, reason: str) -> None:
    box = calculator.get_by_label("上年度智能化改造投资")
    box.fill(written)
    calculator.get_by_role("button", name="开始测算").click()
    summary = calculator.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(reason)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(f"上年度投资是多少（单位：万元）？ 例如：900万 {reason}")
    summary.get_by_role("button").click()
    expect(box).to_be_focused()
    box.fill("9")
    calculator.get_by_role("button", name="开始测算").click()
    expect(summary).to_be_hidden()
    expect(calculator.locator(".amount__value")).to_be_visible()


def test_a_rate_in_per_cent_years_date_and_yes_or_no(calculator: Page, server: Received) -> None:
    calculator.get_by_text("贷款贴息").click()
    calculator.get_by_label("贷款金额").fill("2000")
    calculator.get_by_label("合同年利率").fill("4.75%")
    calculator.get_by_label("贷款年限").fill("3")
    calculator.get_by_label("放款日期").fill("2016-05-04")
    calculator.get_by_role("group", name="项目已完工吗").get_by_label("不清楚").check()
    calculator.get_by_role("button", name="开始测算").click()
    expect(calculator.locator(".amount__value")).to_be_visible()
    assert server.calculations == [
        {
            "scheme": "loan_interest",
            "loan_amount": "20000000",
            "contract_rate": "0.0475",
            "years": 3,
            "start": "2016-05-04",
            "finished": None,
        }
    ]
    assert calculator.url.endswith("?scheme=loan_interest")


def test_members_and_amounts_by_year(calculator: Page, server: Received) -> None:
    calculator.get_by_text("产业链整合").click()
    calculator.get_by_label("工业项目").check()
    members = calculator.get_by_role("group", name="参与单位与投资")
    members.get_by_role("button", name="增加一家单位").click()
    for number in (1, 2, 4):
        members.get_by_role("group", name=f"单位 {number}").get_by_label("投资额").fill(f"{number}00")
    members.get_by_role("group", name="单位 3").get_by_role("button", name="移除").click()
    years = calculator.get_by_role("group", name="各年度投资")
    years.get_by_label("年份").first.fill("2017")
    years.get_by_label("投资额").first.fill("50")
    calculator.get_by_role("button", name="开始测算").click()
    expect(calculator.locator(".amount__value")).to_be_visible()
    assert server.calculations == [
        {
            "scheme": "industry_chain",
            "project_kind": "industrial",
            "members": [
                {"role": "lead", "investment": "1000000"},
                {"role": "partner", "investment": "2000000"},
                {"role": "partner", "investment": "4000000"},
            ],
            "investment_by_year": {"2017": "500000"},
        }
    ]


def test_a_self_assessment(page: Page, server: Received, shoot: Callable[[Page, str], None]) -> None:
    page.goto(f"{server.base}/assessment?scheme=intelligent_upgrade")
    page.get_by_role("group", name="申报单位是在本市注册").get_by_label("是", exact=True).check()
    page.get_by_role("group", name="项目已在备案系统备案吗").get_by_label("不清楚").check()
    page.get_by_label("上年度智能化改造投资").fill("77")
    page.get_by_role("button", name="查看结论").click()
    expect(page.locator(".amount__value")).to_have_text("77万元")
    expect(page.locator(".amount .badge")).to_have_text("不符合条件")
    expect(page.locator(".condition").first).to_contain_text("补充本年度")
    assert server.calculations == [
        {"scheme": "intelligent_upgrade", "registered": True, "filed": None, "investment": "770000"}
    ]
    shoot(page, "assessment")


def test_switching_the_language_keeps_what_was_filled_in(calculator: Page) -> None:
    calculator.get_by_label("上年度智能化改造投资").fill("77")
    calculator.get_by_role("button", name="EN").click()
    expect(calculator.get_by_role("button", name="Calculate")).to_be_visible()
    expect(calculator.get_by_label("上年度智能化改造投资")).to_have_value("77")
    expect(calculator.locator(".field__echo").first).to_have_text("That is 77万元")


def test_starting_over(calculator: Page) -> None:
    calculator.get_by_label("上年度智能化改造投资").fill("77")
    calculator.get_by_role("button", name="开始测算").click()
    expect(calculator.locator(".card")).to_be_visible()
    calculator.get_by_role("button", name="重新填写").click()
    expect(calculator.get_by_label("上年度智能化改造投资")).to_have_value("")
    expect(calculator.locator(".card")).to_have_count(0)


def test_without_a_connection_the_form_says_so(page: Page, server: Received) -> None:
    page.route("**/api/v1/schemes", lambda route: route.abort())
    page.goto(f"{server.base}/calculator")
    expect(page.get_by_text("没有载入成功")).to_be_visible()
    page.unroute("**/api/v1/schemes")
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_label("上年度智能化改造投资")).to_be_visible()
