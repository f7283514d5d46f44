"""The command line: calculations, assessments and advice as tables and JSON, the same as the API says."""

from __future__ import annotations

import json
import random
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fastapi import FastAPI
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from bot import cli
from bot.api.errors import add_error_handlers
from bot.api.rules import rules_router
from bot.knowledge_in_force import Knowledge
from bot.settings import Settings, settings
from knowledge.loader import load_guide
from knowledge.model import Input, Scheme

GUIDE = load_guide("2018")
SCHEMES = sorted(GUIDE.schemes)
ROUNDS = 150
"""Random inputs of each kind."""


@pytest.fixture(autouse=True)
def _day_and_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("JIGAI_TODAY", "2018-08-01")
    monkeypatch.setenv("JIGAI_GUIDE", "2018")
    monkeypatch.setenv("JIGAI_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def api(tmp_path: Path) -> Iterator[TestClient]:
    """The API without the conversations."""
    config = Settings(_env_file=None)
    app = FastAPI()
    add_error_handlers(app)
    app.include_router(rules_router(Knowledge(config), config))
    with TestClient(app) as client:
        yield client


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.app, list(words))


def told(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# --- tables


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("calc intelligent_upgrade investment=30000000", ("600万元", "条件待确认", "三（二）1", "可抵扣税款")),
        ("calc intelligent_upgrade investment=3000000", ("不符合条件", "500万元", "300万元")),
        ("calc finance_lease lease_amount=18000000 years=3", ("270万元", "5%", "三（二）4（2）")),
        ("calc loan_interest loan_amount=20000000", ("补充后更准确", "fixed_investment")),
        ("assess intelligent_upgrade registered=true investment=12000000", ("待确认", "符合", "接下来")),
        ("assess intelligent_upgrade registered=false", ("不符合", "四基础（一）")),
        ("advise finance_lease.lease_amount=18000000 finance_lease.years=3", ("融资租赁补贴", "270万元", "三备注①")),
        ("search 骑缝印章", ("骑缝",)),
    ],
)
def test_results_are_shown_as_tables(line: str, said: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "console", cli.Console(width=240))
    result = run(*shlex.split(line))
    assert result.exit_code == 0, result.output
    for text in said:
        assert text in result.output


def test_json_carries_the_same_result() -> None:
    found = told("calc", "finance_lease", "lease_amount=18000000", "years=3")
    assert (found["scheme"], found["amount"], found["eligible"]) == ("finance_lease", "2700000.00", None)
    assert told("assess", "finance_lease", "registered=false")["verdict"] == "fails"
    assert told("advise", "finance_lease.lease_amount=18000000", "finance_lease.years=3")["best"] == "finance_lease"
    assert told("search", "收费", "--limit", "2")["hits"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("calc intelligent_upgrade investment=三千万", ("investment", "数字")),
        ("calc intelligent_upgrade investmnt=1", ("investmnt", "investment、deductible_tax")),
        ("calc nope investment=1", ("nope", "loan_interest")),
        ("assess nope", ("nope", "loan_interest")),
        ("calc intelligent_upgrade investment=", ("investment",)),
        ("assess intelligent_upgrade registered=perhaps", ("registered", "不清楚")),
        ("advise nope.investment=1", ("nope",)),
        ("calc intelligent_upgrade investment", ("名称=值",)),
        ("calc industry_chain members=[{", ("members",)),
    ],
)
def test_wrong_input_is_named_and_ends_with_an_error(line: str, said: tuple[str, ...]) -> None:
    result = run(*shlex.split(line))
    assert result.exit_code == 2
    assert not isinstance(result.exception, KeyError | ValueError)
    for text in said:
        assert text in result.output


def test_export_writes_every_file(tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) >= 11


# --- the same as the API


def value_of(item: Input, draw: random.Random) -> Any:
    """A value that an enterprise might give; now and then one that is wrong."""
    if draw.random() < 0.02:
        return draw.choice(["x", -1, "unknown", "", 10**12])
    if item.kind == "amount":
        return draw.choice([draw.randrange(0, 10**9), round(draw.uniform(1, 10**8), 2), draw.randrange(1, 99) * 10**6])
    if item.kind == "percent":
        return round(draw.uniform(0, 0.12 if "rate" in item.name else 1), 4)
    if item.kind == "years":
        return draw.choice([1, 2, 3, 5, 0.5, 2.25])
    if item.kind == "date":
        return f"{draw.randrange(2014, 2019)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
    if item.kind == "choice":
        return draw.choice(item.options).value
    if item.kind == "count":
        return draw.randrange(1, 7)
    if item.kind == "members":
        roles = ["lead", *["partner"] * draw.randrange(0, 4)]
        return [{"role": role, "investment": draw.randrange(1, 60) * 10**6} for role in roles]
    return {str(year): draw.randrange(0, 50) * 10**6 for year in draw.sample(range(2014, 2019), 3)}


def inputs_of(scheme: Scheme, draw: random.Random) -> dict[str, Any]:
    return {
        item.name: value_of(item, draw) for item in scheme.inputs if draw.random() < (0.9 if item.required else 0.4)
    }


def answers_of(scheme: Scheme, draw: random.Random) -> dict[str, Any]:
    asked = [item for item in (*GUIDE.general.base_conditions, *scheme.conditions) if item.kind == "yes_no"]
    given = {item.id: draw.choice([True, False, "unknown"]) for item in asked if draw.random() < 0.7}
    return {**given, **inputs_of(scheme, draw)}


def as_pairs(values: dict[str, Any], prefix: str = "") -> list[str]:
    """The values as they are written on a command line."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
    return [f"{prefix}{name}={text}" for name, text in texts.items()]


def as_text(values: dict[str, Any]) -> dict[str, Any]:
    """The values as JSON carries them from a form: numbers as text, so that both sides read the same digits."""
    plain = {name: str(value) for name, value in values.items() if type(value) in (int, float)}
    return {**values, **plain}


def same(answer: Any, result: Result, without: tuple[str, ...] = ()) -> None:
    """The API's answer and the command's result are one; so are their errors."""
    body = answer.json()
    if answer.status_code == 422:
        assert result.exit_code == 2, result.output
        error = body["errors"][0]
        assert f"{error['field']}：{error['reason']}" in result.output.replace("\n", "")
        return
    assert answer.status_code == 200, answer.text
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {name: value for name, value in body.items() if name not in without}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_calc_and_api_agree_on_random_inputs(api: TestClient, scheme: str) -> None:
    draw = random.Random(f"calc {scheme}")
    for _ in range(ROUNDS):
        values = inputs_of(GUIDE.scheme(scheme), draw)
        answer = api.post(f"/api/v1/subsidies/{scheme}", json=as_text(values))
        same(answer, run("calc", scheme, *as_pairs(values), "--json"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_assess_and_api_agree_on_random_answers(api: TestClient, scheme: str) -> None:
    draw = random.Random(f"assess {scheme}")
    for _ in range(ROUNDS):
        values = answers_of(GUIDE.scheme(scheme), draw)
        answer = api.post(f"/api/v1/assessments/{scheme}", json=as_text(values))
        same(answer, run("assess", scheme, *as_pairs(values), "--json"), without=("result",))


def test_advise_and_api_agree_on_random_facts(api: TestClient) -> None:
    draw = random.Random("advise")
    for _ in range(ROUNDS):
        chosen = draw.sample(SCHEMES, draw.randrange(0, 4))
        facts = {scheme: inputs_of(GUIDE.scheme(scheme), draw) for scheme in chosen}
        facts = {scheme: values for scheme, values in facts.items() if values}
        base = {item.id: draw.choice([True, False]) for item in GUIDE.general.base_conditions if draw.random() < 0.5}
        pairs = [pair for scheme, values in facts.items() for pair in as_pairs(values, f"{scheme}.")]
        answer = api.post(
            "/api/v1/advice",
            json={"schemes": {scheme: as_text(values) for scheme, values in facts.items()}, "base": base},
        )
        same(answer, run("advise", *pairs, *as_pairs(base), "--json"))


def test_there_are_wrong_and_right_inputs_among_the_random_ones(api: TestClient) -> None:
    draw = random.Random("mixture")
    post: Callable[..., Any] = api.post
    codes = [
        post(f"/api/v1/subsidies/{scheme}", json=as_text(inputs_of(GUIDE.scheme(scheme), draw))).status_code
        for scheme in SCHEMES
        for _ in range(30)
    ]
    assert {200, 422} == set(codes)
    assert codes.count(200) > len(codes) / 3
