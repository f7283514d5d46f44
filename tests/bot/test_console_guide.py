"""The guide in force, and reading it afresh from the console."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.errors import GuideError


def test_the_page_says_what_is_in_force(console: Any) -> None:
    page = console.page("/guide")
    for shown in (console.desk.knowledge.guide.title, "2018-08-01", "JIGAI_TODAY", "jigai-pretended", "已就绪"):
        assert shown in page


def test_a_model_that_is_not_ready_is_said_to_be_so(console: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console.agent, "is_ready", lambda: False)
    monkeypatch.setattr(console.agent, "model_name", None)
    assert "没有就绪" in console.page("/guide")


def test_the_guide_is_read_afresh(console: Any) -> None:
    assert console.send("/guide/reload").headers["location"] == "/admin/guide?done=reloaded"
    assert console.log()[0][:2] == ("李工", "重新载入指南")
    assert "已经生效" in console.page("/guide?done=reloaded")


def test_a_faulty_guide_is_named_with_file_key_and_reason(console: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise GuideError("schemes/loan_interest.yml", "parameters.cap", "the clause is missing")

    monkeypatch.setattr(console.desk.knowledge, "reload", fail)
    answer = console.send("/guide/reload")
    assert answer.status_code == 409
    for shown in ("schemes/loan_interest.yml", "parameters.cap", "the clause is missing", "原来的内容继续使用"):
        assert shown in answer.text
    assert console.log()[0][1] == "重新载入指南失败"


def test_done_words_are_never_taken_from_the_address(console: Any) -> None:
    assert "attack" not in console.page("/guide?done=attack")
