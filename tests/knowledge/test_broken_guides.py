"""Broken copies of the guide of 2018: each is refused with the file, the key and the reason, and the old one stays."""

from __future__ import annotations

import copy
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

import actions.search
from bot.api.operation import operation_router
from bot.api.rules import rules_router
from bot.knowledge_in_force import Knowledge
from bot.settings import Settings
from knowledge import loader, yaml_file
from knowledge.errors import GuideError
from knowledge.guide import Guide
from knowledge.loader import load_guide, read_guide, reload_guide
from knowledge.subsidy.calculate import calculate
from knowledge.yaml_file import read_mapping

INSTALLED = loader.GUIDES / "2018"
UPGRADE, CHAIN, LEASE = (f"schemes/{name}.yml" for name in ("intelligent_upgrade", "industry_chain", "finance_lease"))
Edit = Callable[[Path], None]


def replaced(old: str, new: str) -> Edit:
    """Puts `new` in the place of the first `old`, which must be there."""

    def edit(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path.name} does not hold {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def written(content: str | bytes) -> Edit:
    """The whole file anew."""
    return lambda path: path.write_bytes(content.encode() if isinstance(content, str) else content) and None


def appended(text: str) -> Edit:
    """More at the end of the file."""
    return lambda path: path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8") and None


def copied_from(name: str) -> Edit:
    """The file as a copy of another one."""
    return lambda path: shutil.copy(INSTALLED / name, path) and None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the guide that may be broken."""
    return Path(shutil.copytree(INSTALLED, tmp_path / "guides" / "2018"))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not broken is parsed once for all tests."""

    def read(path: Path) -> dict[str, Any]:
        twin = INSTALLED.joinpath(*path.parts[-2:]) if path.parent.name != "2018" else INSTALLED / path.name
        untouched = path.is_file() and twin.is_file() and path.read_bytes() == twin.read_bytes()
        return copy.deepcopy(parsed(twin)) if untouched else read_mapping(path)

    monkeypatch.setattr(yaml_file, "read_mapping", read)


@lru_cache
def parsed(path: Path) -> dict[str, Any]:
    return read_mapping(path)


def error_of(folder: Path) -> GuideError:
    with pytest.raises(GuideError) as caught:
        read_guide(folder)
    return caught.value


RATE, CAP = "value: 0.20, unit: 比例, clause: 三（二）1", "value: 20000000"
ONLINE = "{start: 2018-07-19, end: 2018-08-10"
MINIMUM = "    of: net_investment\n    threshold: min_investment"
PLAN = "attachment: 1-1, clause"

BROKEN: dict[str, tuple[str, Edit, str, tuple[str, ...]]] = {
    "an unknown key": ("guide.yml", appended("hotline: x\n"), "hotline", ("no such key",)),
    "an unknown key within": (
        UPGRADE,
        replaced("{label: 资助比例,", "{lable: 资助比例,"),
        "parameters.rate.lable",
        ("no such key",),
    ),
    "a key given twice": ("guide.yml", appended("year: 2019\n"), "line 176", ("duplicate key", "year")),
    "a parameter given twice": (UPGRADE, replaced("  cap: {", "  rate: {"), "line 9", ("duplicate key", "rate")),
    "a clause that is missing": (
        UPGRADE,
        replaced(", clause: 三（二）1}", "}"),
        "parameters.rate.clause",
        ("missing",),
    ),
    "a clause that is empty": (
        UPGRADE,
        replaced("clause: 三（二）1}", 'clause: ""}'),
        "parameters.rate.clause",
        ("at least 1 character",),
    ),
    "a condition without its clause": (
        LEASE,
        replaced("  - id: lessor\n    clause: 四专项（四）（3）\n", "  - id: lessor\n"),
        "conditions.lessor.clause",
        ("missing",),
    ),
    "a cap below zero": (UPGRADE, replaced(CAP, "value: -20000000"), "parameters.cap", ("below zero", "-20000000")),
    "a rate in per cent": (
        UPGRADE,
        replaced(RATE, "value: 20, unit: 比例, clause: x"),
        "parameters.rate",
        ("at most 1", "20"),
    ),
    "a rate of zero": (UPGRADE, replaced(RATE, "value: 0, unit: 比例, clause: x"), "parameters.rate", ("above 0",)),
    "an amount in words": (UPGRADE, replaced(CAP, "value: 2000万"), "parameters.cap.value", ("a number", "2000万")),
    "an amount in quotes": (UPGRADE, replaced(CAP, 'value: "20000000"'), "parameters.cap.value", ("without quotes",)),
    "half a copy": (
        "guide.yml",
        replaced("value: 2, unit: 份", "value: 2.5, unit: 份"),
        "parameters.copies",
        ("whole number",),
    ),
    "an unknown unit": (UPGRADE, replaced("unit: 元", "unit: 万元"), "parameters.cap.unit", ("元", "比例")),
    "a date with the unit of money": (
        LEASE,
        replaced("value: 2015-01-01, unit: 日期", "value: 2015-01-01, unit: 元"),
        "parameters.start_from",
        ("does not fit",),
    ),
    "a window that ends before it starts": (
        "guide.yml",
        replaced(ONLINE, "{start: 2018-07-19, end: 2018-07-10"),
        "windows.online",
        ("ends", "2018-07-10", "before it starts", "2018-07-19"),
    ),
    "an impossible date": (
        "guide.yml",
        replaced(ONLINE, "{start: 2018-02-30, end: 2018-08-10"),
        "windows.online.start",
        ("no day 2018-02-30",),
    ),
    "an impossible date as a parameter": (
        LEASE,
        replaced("value: 2017-12-31", "value: 2017-13-31"),
        "parameters.start_to.value",
        ("no day 2017-13-31",),
    ),
    "a date in words": (
        "guide.yml",
        replaced(ONLINE, "{start: 2018-07-19, end: 8月10日"),
        "windows.online.end",
        ("YYYY-MM-DD", "8月10日"),
    ),
    "a date in quotes": (
        "guide.yml",
        replaced(ONLINE, '{start: 2018-07-19, end: "2018-08-10"'),
        "windows.online.end",
        ("without quotes", "2018-08-10"),
    ),
    "a date out of all bounds": (
        LEASE,
        replaced("value: 2015-01-01", "value: 1015-01-01"),
        "parameters.start_from.value",
        ("between 2000 and 2100",),
    ),
    "no phone at all": (
        "guide.yml",
        replaced('["25110539", "25103306", "25979670"]', "[]"),
        "contact.phones",
        ("at least 1",),
    ),
    "a parameter that the arithmetic needs": (
        UPGRADE,
        replaced("  cap: {", "  most: {"),
        "parameters",
        ("share needs cap",),
    ),
    "a date where the arithmetic needs a number": (
        UPGRADE,
        replaced("value: 20000000, unit: 元", "value: 2018-01-01, unit: 日期"),
        "parameters.cap",
        ("a number is expected",),
    ),
    "an input that the arithmetic needs": (
        UPGRADE,
        replaced("- name: investment\n", "- name: spending\n"),
        "inputs",
        ("needs investment of kind amount",),
    ),
    "an unknown kind of arithmetic": (
        UPGRADE,
        replaced("calculation: share", "calculation: lottery"),
        "calculation",
        ("'share'",),
    ),
    "an unknown quantity": (
        UPGRADE,
        replaced("of: net_investment", "of: turnover"),
        "conditions.min_investment",
        ("turnover", "neither an input nor a derived quantity"),
    ),
    "an unknown threshold": (
        UPGRADE,
        replaced("threshold: min_investment", "threshold: minimum"),
        "conditions.min_investment",
        ("no parameter minimum",),
    ),
    "a figure without a threshold": (
        UPGRADE,
        replaced(MINIMUM, "    of: net_investment"),
        "conditions.min_investment",
        ("at_least", "threshold"),
    ),
    "a yes or no without a question": (
        LEASE,
        replaced("    question: 融资租赁合同签了吗？\n", ""),
        "conditions.contract",
        ("yes_no needs `question`",),
    ),
    "an option that is not offered": (
        "schemes/listed_company.yml",
        replaced("allowed: [main,", "allowed: [moon,"),
        "conditions.board",
        ("does not offer moon",),
    ),
    "a condition that is there twice": (
        LEASE,
        replaced("- id: lessor", "- id: contract"),
        "conditions",
        ("contract is there twice",),
    ),
    "a condition of every scheme that is there twice": (
        "guide.yml",
        replaced("- id: located", "- id: registered"),
        "base_conditions",
        ("same id",),
    ),
    "a condition named like one of every scheme": (
        LEASE,
        replaced("- id: lessor", "- id: filed"),
        "conditions.filed",
        ("every scheme",),
    ),
    "a related record that does not exist": (
        "records/window.yml",
        replaced("related: [window_online, window_paper, first_step]", "related: [window_online, first_stop]"),
        "window_all.related",
        ("no record first_stop",),
    ),
    "a record of a scheme that does not exist": (
        "records/amount.yml",
        replaced("schemes: [finance_lease]", "schemes: [leasing]"),
        "lease_rate.schemes",
        ("no scheme leasing",),
    ),
    "a record that is there twice": (
        "records/window.yml",
        replaced("- id: window_late", "- id: hotline"),
        "hotline",
        ("another record", "contact.yml"),
    ),
    "a scheme with a missing attachment": (
        UPGRADE,
        replaced("\nattachment: 1-1\n", "\nattachment: 1-7\n"),
        "attachment",
        ("no attachment 1-7",),
    ),
    "a material with a missing attachment": (
        UPGRADE,
        replaced(PLAN, "attachment: 1-8, clause"),
        "materials.项目建设实施方案.attachment",
        ("no attachment 1-8",),
    ),
    "a common material with a missing attachment": (
        "guide.yml",
        replaced('attachment: "2"', 'attachment: "3"'),
        "base_materials.项目投入明细清单.attachment",
        ("no attachment 3",),
    ),
    "an attachment of a scheme that does not exist": (
        "attachments/1-2.yml",
        replaced("schemes: [major_project]", "schemes: [minor_project]"),
        "1-2.schemes",
        ("no scheme minor_project",),
    ),
    "an attachment under the name of another": (
        "attachments/1-2.yml",
        replaced("id: 1-2", "id: 1-3"),
        "id",
        ("1-3.yml",),
    ),
    "a step waived for a scheme that does not exist": (
        "guide.yml",
        replaced("waived_for: [loan_interest,", "waived_for: [loan,"),
        "process.专家评审.waived_for",
        ("no scheme loan",),
    ),
    "a template with an unknown parameter": (
        UPGRADE,
        replaced("{{ p.rate|percent }}资助", "{{ p.share|percent }}资助"),
        "facets.amount.answer",
        ("cannot be filled in", "no parameter share"),
    ),
    "a template with a parameter of another scheme": (
        "records/window.yml",
        replaced("{{ gp.copies|cn }}", "{{ gp.piles|cn }}"),
        "records.window_paper.detail",
        ("no parameter piles",),
    ),
    "a template with an unknown scheme": (
        "records/amount.yml",
        replaced("{{ schemes.major_project.cap|money }}", "{{ schemes.minor_project.cap|money }}"),
        "records.ask_highest.answer",
        ("no scheme minor_project",),
    ),
    "a template with an unknown value": (
        "records/contact.yml",
        replaced("{{ g.contact.phones|join", "{{ g.contact.faxes|join"),
        "records.hotline.answer",
        ("faxes",),
    ),
    "a template with a slip of the pen": (
        "records/contact.yml",
        replaced("{{ g.contact.phones|join('、') }}", "{{ g.contact.phones|join('、') }"),
        "records.hotline.answer",
        ("cannot be filled in",),
    ),
    "two schemes of one id": (
        "schemes/zweitschrift.yml",
        copied_from(UPGRADE),
        "id",
        ("intelligent_upgrade", "another"),
    ),
    "an empty file": (CHAIN, written(""), "", ("empty",)),
    "a file of comments": (CHAIN, written("# later\n"), "", ("empty",)),
    "no YAML": ("guide.yml", written("year: [2018\ntitle: x\n"), "line", ("expected",)),
    "a tab in YAML": ("guide.yml", written("year: 2018\nwindows:\n\tonline: x\n"), "line 3", ("\\t",)),
    "no text": ("guide.yml", written(b"\xff\xfe\x00y"), "", ("UTF-8",)),
    "control characters": ("guide.yml", written("year: \x00\n"), "", ("not YAML",)),
    "a list instead of a mapping": (
        "records/window.yml",
        written("- id: window_all\n"),
        "",
        ("a mapping", "at the top"),
    ),
    "a word instead of a mapping": ("guide.yml", written("2018\n"), "", ("a mapping", "at the top")),
    "a mapping instead of a list": (
        UPGRADE,
        replaced("conditions:\n  - id:", "conditions:\n    id:"),
        "conditions",
        ("tuple",),
    ),
    "a year out of all bounds": ("guide.yml", replaced("year: 2018", "year: 18"), "year", ("2000",)),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_fault_is_named_with_file_key_and_reason(fault: str, folder: Path) -> None:
    name, edit, key, words = BROKEN[fault]
    edit(folder / name)
    error = error_of(folder)
    assert error.file == str(folder / name)
    assert error.key == key if key != "line" else error.key.startswith("line ")
    for word in words:
        assert word in error.reason
    assert error.file in str(error)
    assert error.key in str(error)
    assert error.reason in str(error)


def test_the_copy_that_is_not_broken_is_the_guide(folder: Path) -> None:
    assert read_guide(folder) == load_guide("2018")


@pytest.mark.parametrize("name", ["guide.yml", CHAIN, "attachments/1-2.yml"])
def test_a_missing_file_is_named_by_itself_or_by_what_refers_to_it(name: str, folder: Path) -> None:
    (folder / name).unlink()
    error = error_of(folder)
    if name == "guide.yml":
        assert (error.file, error.reason) == (str(folder / name), "the file is missing")
    else:
        assert Path(name).stem in error.reason


def test_a_guide_without_schemes(folder: Path) -> None:
    shutil.rmtree(folder / "schemes")
    assert "at least one scheme" in error_of(folder).reason


def test_an_unknown_guide_names_those_there_are() -> None:
    with pytest.raises(GuideError) as caught:
        load_guide("1999")
    assert caught.value.key == "1999"
    assert "2018" in caught.value.reason


@pytest.fixture
def installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy as the installed guide."""
    monkeypatch.setattr(loader, "GUIDES", folder.parent)
    monkeypatch.setattr(loader, "_LOADED", {})
    return folder


def grant(guide: Guide) -> Decimal:
    inputs: dict[str, Any] = {"investment": 10_000_000}
    return calculate(guide, "intelligent_upgrade", inputs, dt.date(2018, 8, 1)).amount


HALF = replaced(RATE, "value: 0.50, unit: 比例, clause: 三（二）1")


def test_after_a_faulty_reload_the_guide_before_stays(installed: Path) -> None:
    before = load_guide("2018")
    replaced(CAP, "value: -1")(installed / UPGRADE)
    with pytest.raises(GuideError, match="below zero"):
        reload_guide("2018")
    assert load_guide("2018") is before
    replaced("value: -1", CAP)(installed / UPGRADE)
    HALF(installed / UPGRADE)
    assert load_guide("2018") is before
    assert grant(reload_guide("2018")) == grant(load_guide("2018")) == Decimal(5_000_000)
    assert grant(before) == Decimal(2_000_000)


class ReadyAgent:
    """As much of an agent as the routes of operation look at."""

    model_name = "none"

    def is_ready(self) -> bool:
        return True


SECRET = "only for this test"


@pytest.fixture
def client(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The routes of operation and calculation over the copy."""
    monkeypatch.setenv("JIGAI_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(actions.search, "_OPEN", {})
    config = Settings(guide="2018", today=dt.date(2018, 8, 1), data_dir=tmp_path, admin_secret=SecretStr(SECRET))
    knowledge = Knowledge(config)
    app = FastAPI()
    app.include_router(operation_router(knowledge, ReadyAgent(), config))  # type: ignore[arg-type]
    app.include_router(rules_router(knowledge, config))
    with TestClient(app) as client:
        yield client
    for index in actions.search._OPEN.values():
        index.close()


def post(client: TestClient, secret: str = SECRET) -> Any:
    return client.post("/admin/reload", headers={"Authorization": f"Bearer {secret}"})


def amount(client: TestClient) -> str:
    body = client.post("/api/v1/subsidies/intelligent_upgrade", json={"investment": 10_000_000}).json()
    return str(body["amount"])


def test_only_the_secret_reloads(client: TestClient) -> None:
    assert client.post("/admin/reload").status_code == 403
    assert post(client, "guessed").status_code == 403
    assert post(client, "").status_code == 403
    assert post(client).status_code == 200


def test_without_a_secret_in_the_settings_nobody_reloads(installed: Path, tmp_path: Path, client: TestClient) -> None:
    config = Settings(guide="2018", data_dir=tmp_path, admin_secret=SecretStr(""))
    app = FastAPI()
    app.include_router(operation_router(Knowledge(config), ReadyAgent(), config))  # type: ignore[arg-type]
    assert post(TestClient(app), "").status_code == 403


def test_a_reload_over_http_names_the_fault_and_takes_the_repair(client: TestClient, installed: Path) -> None:
    assert amount(client) == "2000000.00"
    HALF(installed / UPGRADE)
    replaced("value: 5000000, unit: 元, clause: 四专项", "value: 五百万, unit: 元, clause: 四专项")(installed / UPGRADE)
    answer = post(client)
    assert answer.status_code == 409
    (fault,) = answer.json()["errors"]
    assert fault["file"].endswith(UPGRADE)
    assert fault["key"] == "parameters.min_investment.value"
    assert "五百万" in fault["reason"]
    assert amount(client) == "2000000.00"

    replaced("value: 五百万", "value: 11000000")(installed / UPGRADE)
    answer = post(client)
    assert answer.status_code == 200
    assert answer.json()["guide"] == "2018"
    assert amount(client) == "0.00"
    found = client.get("/api/v1/search", params={"q": "智能化提升的投资门槛是多少"}).json()["hits"]
    assert "1100万元" in found[0]["text"]
