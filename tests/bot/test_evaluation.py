"""The evaluation itself: its data is sound, its figures are right, its player hears what is said."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi import FastAPI, HTTPException
from rich.console import Console

from bot.evaluation import nlu, suite
from bot.evaluation.cross_validation import best_temperature, folded
from bot.evaluation.dialogues import Played, application, environment, play, play_here
from bot.evaluation.floors import Floor, fallen, read_floors
from bot.evaluation.heard import amounts, hear, question
from bot.evaluation.questions import KINDS, Example, Question, leaked, read_examples, read_questions, themes
from bot.evaluation.recognition import Recognition, read_parse
from bot.evaluation.report import draw, markdown, show, transcripts
from bot.evaluation.script import Dialogue, read_dialogues
from bot.evaluation.tables import Table, dialogue_tables, question_tables
from bot.settings import settings

FAKE = f"{__name__}:fake_app"


def fake_app() -> FastAPI:
    """An assistant that asks two things and then names an amount; it tells the date it is given."""
    app = FastAPI()
    waiting: dict[str, str] = {}
    replies = {
        "测算": "好的。\n贷款金额是多少（单位：万元）？\n例如：3000万",
        "2000万": "已记下。\n贷款期限是几年？",
        "两年": "预计最多可获资助190万元。",
    }

    @app.post("/webhooks/rest/webhook")
    def webhook(body: dict[str, Any]) -> list[dict[str, Any]]:
        text = body["message"]
        if len(text) > 1000:
            raise HTTPException(413)
        if text == "坏了":
            raise HTTPException(500)
        if text == "今天几号":
            return [{"recipient_id": body["sender"], "text": str(settings().current_date)}]
        waiting[body["sender"]] = text
        reply = {"recipient_id": body["sender"], "text": replies.get(text, "没听懂"), "buttons": [{"title": "不清楚"}]}
        return [reply, {"recipient_id": body["sender"], "custom": {"documents": [{"title": "提纲", "url": "/d/1"}]}}]

    return app


def played(*turns: dict[str, Any], today: dt.date | None = None) -> Played:
    dialogue = Dialogue.model_validate({"name": "试", "turns": turns, "today": today})
    return asyncio.run(play_here(FAKE, [dialogue]))[0]


def outcome(intent: str, found: str, confidence: float, **more: Any) -> nlu.Outcome:
    parts = more.pop("parts", ())
    return nlu.Outcome(
        Question(f"{intent}{found}{confidence}", intent, **more), Recognition(found, confidence, (found,), parts)
    )


# --- the data

SOURCES = suite.SOURCES


def test_questions_cover_every_intent_in_every_style() -> None:
    questions = read_questions(SOURCES / "questions.yml")
    counts = Counter(question.intent for question in questions if question.kind != "two")
    kinds = Counter(question.kind for question in questions)
    assert len(questions) >= 480
    assert set(counts) == set(themes(read_examples(suite.TRAINING)))
    assert min(counts.values()) >= 3
    assert kinds["two"] >= 30
    assert set(kinds) == set(KINDS)


def test_questions_are_not_in_the_training_data() -> None:
    assert leaked(read_questions(SOURCES / "questions.yml"), read_examples(suite.TRAINING)) == []


def test_a_message_with_two_questions_names_both_intents() -> None:
    double = [question for question in read_questions(SOURCES / "questions.yml") if question.kind == "two"]
    assert all(len(question.accepted) == 2 for question in double)


def test_dialogues_are_sound_and_many() -> None:
    dialogues = read_dialogues(SOURCES / "dialogues")
    assert len(dialogues) >= 60
    assert all(turn.answer_if or not turn.done for dialogue in dialogues for turn in dialogue.turns)


def test_floors_name_what_is_measured() -> None:
    names = {name.split(".")[0] for name in read_floors(SOURCES / "floors.yml")}
    assert names == set(suite.PARTS)


@pytest.mark.parametrize(
    ("row", "said"),
    [("{text: 问, intent: a, kind: odd}", "odd"), ("{text: 问, intent: a, colour: red}", "colour")],
)
def test_a_wrong_question_is_named(tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "questions.yml"
    file.write_text(f"- {row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_questions(file)


def test_repeated_questions_are_named(tmp_path: Path) -> None:
    file = tmp_path / "questions.yml"
    file.write_text("- {text: 问, intent: a}\n- {text: 问, intent: b}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="repeated: 问"):
        read_questions(file)


def test_a_leak_is_found_whatever_the_punctuation() -> None:
    asked = [Question("网上填報到幾號呀？", "window_online"), Question("几号关", "window_all")]
    assert (
        leaked(asked, [Example("网上填报到几号呀", "window_online", "window"), Example("截止", "x", "y")]) == asked[:1]
    )


@pytest.mark.parametrize("turn", ["{sya: 你好}", "{say: 好, answers: [谁]}"])
def test_a_wrong_dialogue_is_named(tmp_path: Path, turn: str) -> None:
    folder = tmp_path / "dialogues"
    folder.mkdir()
    (folder / "a.yml").write_text(f"- {{name: 甲, turns: [{turn}]}}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="a.yml: 甲"):
        read_dialogues(folder)


# --- understanding


def test_also_accepted_intents_count_as_right() -> None:
    rows = [outcome("a", "b", 0.9, also=("b",)), outcome("a", "c", 0.9)]
    assert nlu.accuracy(rows) == nlu.Share(1, 2)
    assert nlu.confusions(rows) == [("a", "c", 1)]


def test_calibration_error_is_the_weighted_gap() -> None:
    rows = [outcome("a", "a", 0.95), outcome("a", "b", 0.95), outcome("a", "a", 0.25), outcome("a", "b", 0.25)]
    assert [(row.low, row.count, row.accuracy) for row in nlu.calibration(rows)] == [(0.2, 2, 0.5), (0.9, 2, 0.5)]
    assert nlu.calibration_error(rows) == pytest.approx(0.35)


def test_full_confidence_falls_into_the_last_bin() -> None:
    assert nlu.calibration([outcome("a", "a", 1.0)])[0].high == 1.0


def test_scope_asks_only_for_the_right_side() -> None:
    rows = [outcome("oos_world", "oos_private", 0.5), outcome("oos_world", "fee", 0.5), outcome("fee", "place", 0.5)]
    assert nlu.scope(rows, "outside") == nlu.Share(1, 2)
    assert nlu.scope(rows, "inside") == nlu.Share(1, 1)


def test_both_questions_must_be_found() -> None:
    rows = [
        outcome("hotline", "hotline", 0.8, also=("place",), kind="two", parts=("hotline", "place")),
        outcome("hotline", "hotline", 0.7, also=("place",), kind="two"),
    ]
    assert nlu.both(rows) == nlu.Share(1, 2)


def test_only_sure_mistakes_are_alarming() -> None:
    rows = [outcome("a", "b", 0.9), outcome("a", "b", 0.5), outcome("a", "a", 0.99), outcome("a", "b", 0.95)]
    assert [row.found.confidence for row in nlu.wrong_and_sure(rows)] == [0.95, 0.9]


def test_unsure_keeps_the_nearest_intent() -> None:
    parse = {
        "intent": {"name": "nlu_fallback", "confidence": 0.7},
        "intent_ranking": [{"name": "nlu_fallback", "confidence": 0.7}, {"name": "fee", "confidence": 0.2}],
        "parts": [{"text": "收费吗", "intent": "fee", "confidence": 0.9}],
    }
    assert read_parse(parse) == Recognition("nlu_fallback", 0.7, ("fee",), ("fee",))
    assert read_parse({"intent": {"name": None}}).intent == "nlu_fallback"


def test_cross_validation_recognises_every_example_once() -> None:
    words = {"hotline": "咨询电话", "fee": "收费标准", "place": "交到地址"}
    examples = [Example(f"{text}{n}", intent, "t") for intent, text in words.items() for n in range(12)]
    vectors = np.zeros((len(examples), 384), dtype=np.float32)
    vectors[np.arange(len(examples)), [list(words).index(example.intent) for example in examples]] = 1
    found = folded(examples, vectors, folds=3)
    assert sorted(row.question.text for row in found.outcomes) == sorted(example.text for example in examples)
    assert nlu.accuracy(found.outcomes).rate == 1


def test_the_best_temperature_makes_sure_scores_surer_and_doubtful_ones_less_so() -> None:
    scores = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    mostly_right = best_temperature(scores, np.array([0, 0, 0, 1]))
    half_right = best_temperature(scores, np.array([0, 0, 1, 1]))
    assert mostly_right == pytest.approx(1 / np.log(3), rel=0.01)
    assert half_right > mostly_right


# --- conversations


def test_hears_text_choices_and_documents() -> None:
    heard = hear([{"text": "一"}, {"text": "二", "buttons": [{"title": "三"}]}, {"custom": {"url": "/四"}}])
    assert heard.text == "一\n二"
    assert all(part in heard.whole for part in ("三", "/四"))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("1.2亿元", "120000000"), ("190 万元", "1900000"), ("1,234.5元", "1234.5"), ("二〇一八年8月", None)],
)
def test_amounts_are_read_in_yuan(text: str, yuan: str | None) -> None:
    assert amounts(text) == ({Decimal(yuan)} if yuan else set())


def test_the_question_is_the_last_line_that_asks() -> None:
    assert question("好吗？\n贷款几年？\n例如：3年") == "贷款几年？"
    assert question("请说明。") == "请说明。"


ASKED = [{"asked": "金额", "say": "2000万"}, {"asked": "几年", "say": "两年"}]


def test_a_simulated_enterprise_answers_until_the_end() -> None:
    game = played({"say": "测算", "answer_if": ASKED, "done": "可获资助", "money": [1900000]})
    assert game.passed
    assert [said for said, _ in game.transcript] == ["测算", "2000万", "两年"]


def test_a_conversation_that_never_ends_is_a_fault() -> None:
    game = played({"say": "测算", "answer_if": [{"asked": ".", "say": "测算"}], "done": "可获资助"})
    assert game.faults == ("第1轮 没有得到 可获资助",)


def test_faults_name_what_is_missing_and_what_is_forbidden() -> None:
    game = played({"say": "两年", "expect": ["依据"], "not": ["预计"], "money": [1], "no_money": [1900000]})
    assert game.faults == ("第1轮 缺少 依据", "第1轮 不应有 预计", "第1轮 缺少金额 1 元", "第1轮 不应有金额 1900000 元")
    assert "两年" in transcripts([game])


def test_documents_beside_the_text_are_heard() -> None:
    assert played({"say": "提纲", "expect": ["/d/1"]}).passed


def test_an_error_of_the_server_is_a_fault_unless_it_may_refuse() -> None:
    assert "500" in played({"say": "坏了"}).faults[0]
    assert played({"say": "长", "repeat": 2000, "may_refuse": True}).passed
    assert not played({"say": "坏了", "may_refuse": True}).passed


def test_a_dialogue_is_played_on_its_own_date() -> None:
    assert played({"say": "今天几号", "expect": ["^2018-08-01"]}, today=dt.date(2018, 8, 1)).passed
    assert "JIGAI_TODAY" not in os.environ


def test_the_environment_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIGAI_TODAY", "2018-07-20")
    with environment(JIGAI_TODAY=None):
        assert "JIGAI_TODAY" not in os.environ
    assert settings().current_date == dt.date(2018, 7, 20)
    settings.cache_clear()


def test_two_senders_do_not_share_a_conversation() -> None:
    async def names() -> set[str]:
        dialogue = Dialogue.model_validate({"name": "试", "turns": [{"say": "测算"}]})
        async with application(FAKE) as client:
            seen: list[bytes] = []

            async def note(request: Any) -> None:
                seen.append(request.content)

            client.event_hooks["request"] = [note]
            await play(dialogue, client)
            await play(dialogue, client)
        return {content.decode() for content in seen}

    assert len(asyncio.run(names())) == 2


# --- the report


def test_bounds_are_included_and_absent_measurements_cannot_fail() -> None:
    floors = {"a": Floor("a", 0.9), "b": Floor("b", 0.1, ceiling=True), "c": Floor("c", 1)}
    assert fallen({"a": 0.9, "b": 0.1}, floors) == []
    assert fallen({"a": 0.89, "b": 0.2}, floors) == ["a: 0.89, must be ≥ 0.9", "b: 0.2, must be ≤ 0.1"]


def test_an_unknown_table_of_floors_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "floors.yml"
    file.write_text("at_last: {a: 1}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="at_last"):
        read_floors(file)


def test_the_report_shows_every_table(tmp_path: Path) -> None:
    rows = [outcome("fee", "place", 0.9), outcome("fee", "fee", 0.8)]
    tables = [*question_tables("q", rows, {"fee": "process"}), Table("空", ("a",), ())]
    text = markdown("Evaluation", tables, draw("q", rows, tmp_path))
    assert all(
        part in text for part in ("| process | 1 | 2 | 50.0% |", "| fee | place | 1 |", "(q-calibration.png)", "None.")
    )
    assert (tmp_path / "q-confusions.png").stat().st_size > 1000
    console = Console(record=True, width=160)
    show(tables, console)
    assert "q: by theme" in console.export_text()


def test_skipped_dialogues_are_listed_and_not_counted() -> None:
    dialogue = Dialogue.model_validate({"name": "试", "theme": "t", "turns": [{"say": "好"}]})
    shares, faults, skipped = dialogue_tables([Played(dialogue), Played(dialogue, skipped=True)])
    assert shares.rows == (("t", "1", "1", "100.0%"),)
    assert (faults.rows, skipped.rows) == ((), (("t", "试"),))


@pytest.mark.parametrize(("bound", "code"), [(0.5, 0), (0.8, 1)])
def test_the_exit_code_tells_whether_the_floors_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: float, code: int
) -> None:
    (tmp_path / "floors.yml").write_text(f"at_least: {{dialogues.passed: {bound}}}\n", encoding="utf-8")
    folder = tmp_path / "dialogues"
    folder.mkdir()
    good, bad = "{name: 好, turns: [{say: 两年, money: [1900000]}]}", "{name: 坏, turns: [{say: 两年, expect: [依据]}]}"
    (folder / "loan.yml").write_text(f"- {good}\n- {bad}\n", encoding="utf-8")
    monkeypatch.setattr(suite, "SOURCES", tmp_path)
    monkeypatch.setattr(suite, "APPLICATION", FAKE)
    results = tmp_path / "results"
    assert suite.run(["dialogues"], results=results, console=Console(quiet=True)) == code
    assert "dialogues.passed | 0.5000" in (results / "report.md").read_text(encoding="utf-8")
    assert "缺少 依据" in (results / "dialogues.md").read_text(encoding="utf-8")


def test_an_unknown_part_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nul"):
        suite.run(["nul"], results=tmp_path)
