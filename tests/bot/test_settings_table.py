"""docs/settings.md and the class of the settings name the same things."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import SecretStr

from bot.settings import ROOT, Settings

ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TABLE = {name: cells for name, *cells in ROW.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8"))}
FIELDS = {f"JIGAI_{name.upper()}": field for name, field in Settings.model_fields.items()}
UNSET = "–"


def shown(default: Any) -> str:
    value = default.get_secret_value() if isinstance(default, SecretStr) else default
    if value is None or value == "":
        return UNSET
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{str(value).removeprefix(f'{ROOT}/')}`"


def test_the_table_names_every_setting_and_no_other():
    assert set(TABLE) == {*FIELDS, "PORT"}


def test_the_table_follows_the_order_of_the_class():
    assert [name for name in TABLE if name != "PORT"] == list(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_a_setting_is_described_alike_in_class_and_table(name):
    default, meaning, chinese = TABLE[name]
    assert FIELDS[name].description
    assert FIELDS[name].description in meaning
    assert re.search("[一-鿿]", chinese)
    assert default == shown(FIELDS[name].default)


def test_no_example_of_a_secret_stands_in_the_table():
    for name, field in FIELDS.items():
        if field.annotation is SecretStr:
            assert TABLE[name][0] == UNSET
