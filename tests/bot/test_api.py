"""The JSON API over HTTP: schemes, calculations, assessments, advice, search, files, operation, wrong input."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import icalendar
import pytest
from docx import Document

from bot.channels.rest import MAX_BODY

API = "/api/v1"
SCHEMES = [
    *("intelligent_upgrade", "major_project", "industry_chain"),
    *("loan_interest", "finance_lease", "listed_company"),
]


def calculated(server: httpx.Client, scheme: str, **inputs: Any) -> dict[str, Any]:
    answer = server.post(f"{API}/subsidies/{scheme}", json=inputs)
    assert answer.status_code == httpx.codes.OK, answer.text
    found: dict[str, Any] = answer.json()
    return found


def problem(answer: httpx.Response) -> tuple[str, str]:
    """Field and reason of the first error."""
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY, answer.text
    error = answer.json()["errors"][0]
    assert set(error) == {"field", "reason"}
    return error["field"], error["reason"]


# --- schemes


def test_all_six_kinds_are_listed_in_the_order_of_the_guide(server: httpx.Client) -> None:
    found = server.get(f"{API}/schemes").json()
    assert [item["id"] for item in found][:3] == SCHEMES[:3]
    assert sorted(item["id"] for item in found) == sorted(SCHEMES)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_says_what_a_form_needs(server: httpx.Client, scheme: str) -> None:
    found = server.get(f"{API}/schemes/{scheme}").json()
    assert found in server.get(f"{API}/schemes").json()
    assert found["amount_text"]
    assert any(item["required"] for item in found["inputs"])
    assert all(item["label"] and item["question"] for item in found["inputs"])
    assert all(item["statement"] and item["clause"].startswith(("四", "三")) for item in found["conditions"])
    assert all(item["clause"] for item in (*found["parameters"].values(), *found["facets"].values()))
    assert found["materials"]


def test_an_unknown_scheme_is_named_with_those_there_are(server: httpx.Client) -> None:
    for answer in (
        server.get(f"{API}/schemes/nope"),
        server.post(f"{API}/subsidies/nope", json={}),
        server.post(f"{API}/assessments/nope", json={}),
        server.post(f"{API}/advice", json={"schemes": {"nope": {}}}),
    ):
        assert answer.status_code == httpx.codes.NOT_FOUND
        assert "nope" in answer.text
        assert "loan_interest" in answer.text


# --- calculations, by hand


@pytest.mark.parametrize(
    ("scheme", "inputs", "amount"),
    [
        # 3000万 × 20%
        ("intelligent_upgrade", {"investment": 30_000_000}, "6000000.00"),
        # (3000万 − 400万) × 20%
        ("intelligent_upgrade", {"investment": "30000000", "deductible_tax": 4_000_000}, "5200000.00"),
        # 1.5亿 × 20% = 3000万 > 2000万
        ("intelligent_upgrade", {"investment": 150_000_000}, "20000000.00"),
        # 计划2.4亿 × 20% = 4800万；× 0.9亿/2.4亿 = 1800万
        (
            "major_project",
            {"project_kind": "technical", "total_investment": 240_000_000, "actual_fixed_investment": 90_000_000},
            "18000000.00",
        ),
        # 3亿 × 20% = 6000万 > 5000万；× 1.2亿/3亿 = 2000万；− 500万
        (
            "major_project",
            {
                **{"project_kind": "technical", "total_investment": 320_000_000, "paid": 5_000_000},
                **{"planned_fixed_investment": 300_000_000, "actual_fixed_investment": 120_000_000},
            },
            "15000000.00",
        ),
        # (2500万 + 1800万 + 1700万) × 20%
        (
            "industry_chain",
            {
                "members": [
                    {"role": "lead", "investment": 25_000_000},
                    {"role": "partner", "investment": 18_000_000},
                    {"role": "partner", "investment": 17_000_000},
                ]
            },
            "12000000.00",
        ),
        # 9000万 × 20% = 1800万 > 1500万
        ("industry_chain", {"total_investment": 90_000_000}, "15000000.00"),
        # 2000万 × 4.75% × 2年
        (
            "loan_interest",
            {"loan_amount": 20_000_000, "fixed_investment": 40_000_000, "contract_rate": 0.0475, "years": 2},
            "1900000.00",
        ),
        # 6000万 × 70% = 4200万 < 5000万；6% > 4.75%；× 2年
        (
            "loan_interest",
            {
                **{"loan_amount": "50000000", "fixed_investment": 60_000_000, "years": 2},
                **{"contract_rate": "0.06", "benchmark_rate": 0.0475},
            },
            "3990000.00",
        ),
        # 1800万 × 5% × 3年
        ("finance_lease", {"lease_amount": 18_000_000, "years": 3}, "2700000.00"),
        # 2000万 × 5% × 3年（4年取3年）= 300万 > 融资成本280万
        ("finance_lease", {"lease_amount": 20_000_000, "years": 4, "financing_cost": 2_800_000}, "2800000.00"),
        # 8000万 × 20%
        ("listed_company", {"investment": 80_000_000, "board": "sme"}, "16000000.00"),
        # 2015年的不能追溯；(3000万 + 2000万) × 20%
        (
            "listed_company",
            {"investment_by_year": {"2015": 50_000_000, "2016": 30_000_000, "2017": 20_000_000}},
            "10000000.00",
        ),
    ],
)
def test_amounts_computed_by_hand(server: httpx.Client, scheme: str, inputs: dict[str, Any], amount: str) -> None:
    found = calculated(server, scheme, **inputs)
    assert found["scheme"] == scheme
    assert found["amount"] == amount
    assert found["eligible"] is None
    assert found["steps"]
    assert all(step["clause"].startswith("三") for step in found["steps"])
    assert {item["verdict"] for item in found["conditions"]} <= {"meets", "unknown"}


def test_below_the_threshold_nothing_is_paid(server: httpx.Client) -> None:
    below, at = (calculated(server, "intelligent_upgrade", investment=yuan) for yuan in (4_999_999.99, 5_000_000))
    assert (below["eligible"], below["amount"]) == (False, "0.00")
    failed = [item for item in below["conditions"] if item["verdict"] == "fails"]
    assert [item["threshold"] for item in failed] == ["500万元"]
    assert at["amount"] == "1000000.00"


def test_a_cap_that_bites_is_marked(server: httpx.Client) -> None:
    [cap] = calculated(server, "intelligent_upgrade", investment=150_000_000)["caps"]
    assert (cap["amount"], cap["applied"]) == ("20000000.00", True)


def test_what_is_missing_is_named(server: httpx.Client) -> None:
    assert {"loan_amount", "fixed_investment", "years"} <= set(calculated(server, "loan_interest")["missing"])


@pytest.mark.parametrize(
    ("scheme", "inputs", "field"),
    [
        ("intelligent_upgrade", {"investment": -1}, "investment"),
        ("intelligent_upgrade", {"investment": "三千万"}, "investment"),
        ("intelligent_upgrade", {"investment": [1]}, "investment"),
        ("intelligent_upgrade", {"investment": True}, "investment"),
        ("intelligent_upgrade", {"investment": "NaN"}, "investment"),
        ("intelligent_upgrade", {"investment": "1e400"}, "investment"),
        ("intelligent_upgrade", {"investment": 10_000_000, "deductible_tax": 20_000_000}, "deductible_tax"),
        ("intelligent_upgrade", {"investmnt": 1}, "investmnt"),
        ("major_project", {"project_kind": "big"}, "project_kind"),
        ("industry_chain", {"members": [{"role": "boss", "investment": 1}]}, "members.0.role"),
        ("industry_chain", {"members": "two"}, "members"),
        ("loan_interest", {"contract_rate": 4.75}, "contract_rate"),
        ("finance_lease", {"years": -1}, "years"),
        ("finance_lease", {"start": "2018-13-01"}, "start"),
        ("listed_company", {"investment_by_year": {"last": 1}}, "investment_by_year"),
    ],
)
def test_wrong_input_is_named_with_the_reason(
    server: httpx.Client, scheme: str, inputs: dict[str, Any], field: str
) -> None:
    named, reason = problem(server.post(f"{API}/subsidies/{scheme}", json=inputs))
    assert named.startswith(field)
    assert any("一" <= character <= "鿿" for character in reason)


@pytest.mark.parametrize(("content", "reason"), [(b"{", "JSON"), (b"[1]", "对象"), (b'"x"', "对象")])
def test_a_body_that_is_no_object_is_refused(server: httpx.Client, content: bytes, reason: str) -> None:
    for path in (f"{API}/subsidies/finance_lease", f"{API}/assessments/finance_lease", f"{API}/advice"):
        field, said = problem(server.post(path, content=content, headers={"Content-Type": "application/json"}))
        assert field == ""
        assert reason in said


# --- assessments and advice


PASSING = {
    **dict.fromkeys(("registered", "located", "filed", "compliant", "capable"), True),
    **dict.fromkeys(("industry", "private_funds", "not_duplicated"), False),
}
"""Answers to the questions of the common conditions with which they hold; three of them ask for what must not be."""


def test_an_enterprise_that_meets_everything_is_eligible(server: httpx.Client) -> None:
    answers = {**PASSING, "investment": 12_000_000}
    found = server.post(f"{API}/assessments/intelligent_upgrade", json=answers).json()
    assert (found["verdict"], found["eligible"]) == ("meets", True)
    assert found["result"]["amount"] == "2400000.00"
    assert all(item["verdict"] == "meets" for item in found["conditions"])


@pytest.mark.parametrize("failing", PASSING)
def test_one_failed_condition_decides_and_is_explained(server: httpx.Client, failing: str) -> None:
    answers = {**PASSING, failing: not PASSING[failing], "investment": 12_000_000}
    found = server.post(f"{API}/assessments/intelligent_upgrade", json=answers).json()
    assert (found["verdict"], found["eligible"]) == ("fails", False)
    [failed] = [item for item in found["conditions"] if item["verdict"] == "fails"]
    assert failed["id"] == failing
    assert failed["remedy"]
    assert failed["clause"].startswith("四基础")
    assert found["result"]["amount"] == "0.00"


def test_what_is_not_known_leaves_the_verdict_open(server: httpx.Client) -> None:
    answers = {**PASSING, "filed": "unknown", "investment": 12_000_000}
    found = server.post(f"{API}/assessments/intelligent_upgrade", json=answers).json()
    assert (found["verdict"], found["eligible"]) == ("unknown", None)
    assert [item["id"] for item in found["conditions"] if item["verdict"] == "unknown"] == ["filed"]


def test_a_wrong_answer_is_named(server: httpx.Client) -> None:
    field, reason = problem(server.post(f"{API}/assessments/intelligent_upgrade", json={"registered": "perhaps"}))
    assert field == "registered"
    assert "不清楚" in reason


def test_advice_ranks_the_schemes_by_amount(server: httpx.Client) -> None:
    facts = {
        "intelligent_upgrade": {"investment": 10_000_000},
        "finance_lease": {"lease_amount": 20_000_000, "years": 3},
        "listed_company": {"investment": 5_000_000},
    }
    found = server.post(f"{API}/advice", json={"schemes": facts, "base": {"registered": True}}).json()
    assert found["best"] == "finance_lease"
    amounts = {item["scheme"]: item["amount"] for item in found["options"]}
    assert amounts["finance_lease"] == "3000000.00"
    assert amounts["intelligent_upgrade"] == "2000000.00"
    assert amounts["listed_company"] == "1000000.00"
    ranked = [item["scheme"] for item in found["options"]]
    assert sorted(ranked, key=ranked.index)[0] == "finance_lease"
    assert ranked.index("intelligent_upgrade") < ranked.index("listed_company")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"schemes": []}, "schemes"),
        ({"schemes": {"finance_lease": 3}}, "schemes.finance_lease"),
        ({"base": 3}, "base"),
        ({"base": {"registered": "perhaps"}}, "registered"),
        ({"schemes": {"finance_lease": {"years": "x"}}}, "years"),
        ({"scheme": {}}, "scheme"),
    ],
)
def test_wrong_facts_are_named(server: httpx.Client, facts: dict[str, Any], field: str) -> None:
    assert problem(server.post(f"{API}/advice", json=facts))[0] == field


# --- search and files


def test_search_finds_the_clause(server: httpx.Client) -> None:
    found = server.get(f"{API}/search", params={"q": "骑缝印章 胶装", "limit": 3}).json()
    assert len(found["hits"]) <= 3
    assert any("骑缝" in hit["text"] for hit in found["hits"])
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", ["'; drop table entries; --", '"', "*", "NEAR(", "a OR b", "（", "\x00", "补" * 200])
def test_search_takes_any_text(server: httpx.Client, query: str) -> None:
    assert server.get(f"{API}/search", params={"q": query}).status_code == httpx.codes.OK


@pytest.mark.parametrize(
    "params", [{}, {"q": ""}, {"q": "补" * 201}, {"q": "补", "limit": 0}, {"q": "补", "limit": 21}]
)
def test_search_bounds_what_it_is_asked(server: httpx.Client, params: dict[str, Any]) -> None:
    assert problem(server.get(f"{API}/search", params=params))[0] in ("q", "limit")


def test_every_file_on_offer_can_be_opened(server: httpx.Client) -> None:
    offered = server.get(f"{API}/documents").json()
    assert len(offered) >= 11
    for item in offered:
        answer = server.get(item["url"])
        assert answer.status_code == httpx.codes.OK
        assert "attachment; filename*=UTF-8''" in answer.headers["Content-Disposition"]
        if "wordprocessingml" in answer.headers["Content-Type"]:
            assert "".join(paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs)
        else:
            assert list(events_of(answer.content))


def events_of(content: bytes) -> Iterator[Any]:
    return iter(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_the_link_of_an_assessment_gives_its_report(server: httpx.Client) -> None:
    answers = {**PASSING, "filed": False, "investment": 12_000_000}
    packed = base64.urlsafe_b64encode(json.dumps(answers).encode()).decode().rstrip("=")
    answer = server.get(f"{API}/documents/reports/intelligent_upgrade", params={"answers": packed})
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    assert "不符合" in text
    assert "备案" in text


@pytest.mark.parametrize("answers", ["", "%%%", "e30x", "WzFd", "eyJ4IjogMX0", "é"])
def test_a_damaged_link_of_a_report_is_refused(server: httpx.Client, answers: str) -> None:
    answer = server.get(f"{API}/documents/reports/intelligent_upgrade", params={"answers": answers})
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("slug", ["nope", "..%2f..%2fpyproject.toml", "outline-1-5"])
def test_an_unknown_file_is_not_found(server: httpx.Client, slug: str) -> None:
    assert server.get(f"{API}/documents/{slug}").status_code == httpx.codes.NOT_FOUND


# --- operation


def test_alive_and_ready_with_guide_and_model(server: httpx.Client) -> None:
    assert server.get("/healthz").json() == {"status": "ok"}
    ready = server.get("/readyz").json()
    assert (ready["status"], ready["guide"]) == ("ready", "2018")
    assert ready["model"]


def test_metrics_count_requests_by_route(server: httpx.Client) -> None:
    def counted() -> float:
        lines = server.get("/metrics").text.splitlines()
        name = 'jigai_requests_total{route="/api/v1/schemes",status="200"}'
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(name)), 0.0)

    before = counted()
    server.get(f"{API}/schemes")
    assert counted() == before + 1


def test_every_route_is_described(server: httpx.Client) -> None:
    paths = server.get("/openapi.json").json()["paths"]
    for path in ("/webhooks/rest/webhook", f"{API}/schemes/{{scheme}}", f"{API}/subsidies/{{scheme}}", "/healthz"):
        assert path in paths
    for path in (f"{API}/assessments/{{scheme}}", f"{API}/advice", f"{API}/search", f"{API}/documents/{{slug}}"):
        assert next(iter(paths[path].values()))["description"]
    assert server.get("/docs").status_code == httpx.codes.OK


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", f"{API}/subsidies/finance_lease", f"{API}/advice"])
def test_a_body_that_is_too_large_is_refused(server: httpx.Client, path: str) -> None:
    body = b'{"x": "' + b"a" * (MAX_BODY * 4) + b'"}'
    headers = {"Content-Type": "application/json"}
    assert server.post(path, content=body, headers=headers).status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE
    pieces = (body[start : start + 8192] for start in range(0, len(body), 8192))
    assert server.post(path, content=pieces, headers=headers).status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE


def test_an_unknown_address_is_not_found(server: httpx.Client) -> None:
    assert server.get("/api/v1/nope").status_code == httpx.codes.NOT_FOUND
    assert server.get(f"{API}/subsidies/finance_lease").status_code == httpx.codes.METHOD_NOT_ALLOWED
