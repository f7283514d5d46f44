"""The index file: what it holds, how its fields weigh, when it is rebuilt, and that a failed build harms nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import GuideError
from knowledge.guide import Guide
from knowledge.loader import load_guide
from knowledge.search import SearchIndex, clarity, open_index, search
from knowledge.search import index as index_module
from knowledge.search.entries import Entry, guide_entries
from knowledge.search.index import WEIGHTS, build_index, fingerprint, stored_fingerprint
from knowledge.search.synonyms import Synonyms, load_synonyms, read_groups

NONE = Synonyms(())


def entry(name: str, **texts: Any) -> Entry:
    blank: dict[str, Any] = {"heading": "甲", "question": "乙", "text": "丙"}
    return Entry(id=name, kind="record", clause="一", **{**blank, **texts})


def built(path: Path, entries: list[Entry], synonyms: Synonyms = NONE) -> SearchIndex:
    build_index(path, entries, synonyms, "mark")
    return SearchIndex(path, synonyms)


def changed(guide: Guide, record_id: str, **update: object) -> Guide:
    records = dict(guide.records)
    records[record_id] = records[record_id].model_copy(update=update)
    return replace(guide, records=records)


def test_every_record_section_mode_element_and_material_is_an_entry() -> None:
    guide = load_guide()
    entries = guide_entries(guide)
    by_kind: dict[str, int] = {}
    for one in entries:
        by_kind[one.kind] = by_kind.get(one.kind, 0) + 1
    modes = [mode for attachment in guide.attachments.values() for mode in attachment.modes]
    assert len({one.id for one in entries}) == len(entries)
    assert by_kind["record"] == len(guide.records)
    assert by_kind["attachment"] == len(guide.attachments)
    assert by_kind["mode"] == len(modes)
    assert by_kind["element"] == sum(len(mode.elements) for mode in modes)
    assert by_kind["material"] == len(guide.general.base_materials) + sum(
        len(scheme.materials) for scheme in guide.schemes.values()
    )
    assert by_kind["section"] > 30
    assert all(one.clause and one.heading and one.text for one in entries)


def test_what_the_guide_is_silent_on_is_marked() -> None:
    by_id = {one.id: one for one in guide_entries(load_guide())}
    assert by_id["loan_interest.threshold"].silent
    assert not by_id["loan_interest.amount"].silent
    assert not by_id["filing"].silent


def test_each_field_is_indexed_and_weighs_by_its_place(tmp_path: Path) -> None:
    places: dict[str, dict[str, Any]] = {
        "heading": {"heading": "甲 水稻"},
        "question": {"question": "乙 水稻"},
        "keywords": {"keywords": ("丁", "水稻")},
        "text": {"text": "丙 水稻"},
    }
    padding = [entry(f"other{number}", heading="棉花", text="小麦") for number in range(20)]
    index = built(tmp_path / "search.db", [*(entry(name, **texts) for name, texts in places.items()), *padding])
    strengths = {index.rows[position].entry.id: strength for position, strength in index.ranked('"水稻"', 10)}
    assert set(strengths) == set(places)
    assert WEIGHTS["heading"] == WEIGHTS["question"] > WEIGHTS["keywords"] > WEIGHTS["text"]
    assert min(strengths["heading"], strengths["question"]) > strengths["keywords"] > strengths["text"]
    index.close()


def test_scheme_and_pinyin_are_fields_too(tmp_path: Path) -> None:
    index = built(tmp_path / "search.db", [entry("one", schemes=("loan_interest",)), entry("two", heading="水稻")])
    assert [position for position, _ in index.ranked('scheme : "loan_interest"', 5)] == [0]
    assert [position for position, _ in index.ranked('pinyin : "sui_dao"', 5)] == [1]
    assert search(index, "睡到")[0].entry.id == "two"
    index.close()


def test_a_synonym_group_is_found_from_each_of_its_words(tmp_path: Path) -> None:
    synonyms = Synonyms((("水稻", "稻谷", "大米"),))
    index = built(tmp_path / "search.db", [entry("one", heading="水稻"), entry("two", heading="大米")], synonyms)
    for word in ("水稻", "稻谷", "大米"):
        assert {hit.entry.id for hit in search(index, word)} == {"one", "two"}
    assert search(index, "大米")[0].entry.id == "two"
    index.close()


def test_an_index_that_is_current_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "search.db"
    open_index(path, load_guide()).close()
    written = path.stat().st_mtime_ns

    def refuse(*_: object) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(index_module, "build_index", refuse)
    open_index(path, load_guide()).close()
    assert path.stat().st_mtime_ns == written


def test_changed_data_are_found_at_the_next_opening(tmp_path: Path) -> None:
    path, guide = tmp_path / "search.db", load_guide()
    before = open_index(path, guide)
    assert clarity(search(before, "斑马鱼")) == "none"
    after = open_index(path, changed(guide, "filing", heading="斑马鱼"))
    assert search(after, "斑马鱼")[0].entry.id == "filing"
    assert clarity(search(before, "斑马鱼")) == "none"
    assert search(before, "骑缝章")[0].entry.id == "seals"
    before.close()
    after.close()


def test_the_fingerprint_tells_data_and_synonyms_apart() -> None:
    guide = load_guide()
    entries, synonyms = guide_entries(guide), load_synonyms(guide)
    mark = fingerprint(entries, synonyms)
    assert mark == fingerprint(guide_entries(guide), load_synonyms(guide))
    assert mark != fingerprint(guide_entries(changed(guide, "seals", answer="别的")), synonyms)
    assert mark != fingerprint(entries, Synonyms((*synonyms.groups, ("甲", "乙"))))


def test_a_failed_build_keeps_the_old_index_and_leaves_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, guide = tmp_path / "search.db", load_guide()
    opened = open_index(path, guide)
    content = path.read_bytes()
    fill = index_module._fill

    def breaks(*arguments: object) -> None:
        fill(*arguments)  # type: ignore[arg-type]
        raise OSError("no space left on device")

    monkeypatch.setattr(index_module, "_fill", breaks)
    with pytest.raises(OSError, match="no space left"):
        open_index(path, changed(guide, "filing", heading="别的"))
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == ["search.db"]
    assert search(opened, "骑缝章")[0].entry.id == "seals"
    opened.close()
    monkeypatch.undo()
    again = open_index(path, guide)
    assert search(again, "骑缝章")[0].entry.id == "seals"
    again.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_damaged_file_is_built_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "search.db"
    path.write_bytes(content)
    assert stored_fingerprint(path) is None
    index = open_index(path, load_guide())
    assert search(index, "骑缝章")[0].entry.id == "seals"
    index.close()


def test_the_open_index_cannot_be_written(tmp_path: Path) -> None:
    index = built(tmp_path / "search.db", [entry("one")])
    with pytest.raises(Exception, match="readonly"):
        index._connection.execute("DELETE FROM entries")
    index.close()


def test_building_takes_less_than_a_second(tmp_path: Path) -> None:
    guide = load_guide()
    open_index(tmp_path / "warm.db", guide).close()
    started = time.process_time()
    open_index(tmp_path / "search.db", guide).close()
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("groups: 多少", "groups"),
        ("groups: [[多少]]", "groups.0"),
        ("groups: [[上限, 封顶], [甲, 1]]", "groups.1"),
        ("groups: [[上限, 上限]]", "groups.0"),
    ],
)
def test_a_faulty_synonym_file_is_named(tmp_path: Path, content: str, key: str) -> None:
    path = tmp_path / "synonyms.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GuideError) as caught:
        read_groups(path)
    assert caught.value.key == key
    assert caught.value.file == str(path)
