"""The account's menu: shape, limits, and putting it in force."""

import json

import pytest

from bot.channels.wechat.menu import COLUMNS, build_menu, publish_menu
from bot.settings import Settings


def test_the_menu_has_three_columns_of_at_most_five_questions():
    columns = build_menu()["button"]
    assert len(columns) == 3
    for column in columns:
        assert len(column["name"].encode()) <= 16
        assert 1 <= len(column["sub_button"]) <= 5
        for entry in column["sub_button"]:
            assert entry["type"] == "click"
            assert len(entry["name"].encode()) <= 60
            assert len(entry["key"].encode()) <= 128


def test_the_chat_page_is_linked_where_its_address_is_known():
    entry = build_menu(public_url="https://jigai.example.cn")["button"][-1]["sub_button"][-1]
    assert entry == {"type": "view", "name": "网页版", "url": "https://jigai.example.cn"}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({}, "1 至 3 列"),
        (dict.fromkeys("一二三四", (("甲", "乙"),)), "现有 4 列"),
        ({"扶持项目": ()}, "1 至 5 个"),
        ({"扶持项目": (("甲", "乙"),) * 6}, "现有 6 个"),
        ({"一二三四五六": (("甲", "乙"),)}, "18 字节，最多 16"),
        ({"": (("甲", "乙"),)}, "不能为空"),
        ({"扶持项目": (("长" * 21, "乙"),)}, "63 字节，最多 60"),
        ({"扶持项目": (("甲", "长" * 43),)}, "129 字节，最多 128"),
        ({"扶持项目": (("甲", "https://a.cn/" + "a" * 1024),)}, "最多 1024"),
    ],
)
def test_a_menu_beyond_the_limits_is_refused_with_the_reason(columns, reason):
    with pytest.raises(ValueError, match=reason):
        build_menu(columns)


def test_a_menu_exactly_at_the_limits_is_built():
    build_menu({"12345678901234567"[:16]: (("长" * 20, "a" * 128),) * 5})


@pytest.mark.anyio
async def test_the_menu_is_put_in_force(customer_service, tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path, wechat_appid="wx1", wechat_secret="s")
    menu = await publish_menu(settings, COLUMNS, customer_service.client())
    assert customer_service.menus == [menu]
    assert "\\u" not in customer_service.bodies[-1].decode()
    assert "扶持项目" in customer_service.bodies[-1].decode()
    assert json.loads(customer_service.bodies[-1]) == menu


@pytest.mark.anyio
async def test_without_app_id_and_secret_the_reason_is_said(tmp_path):
    with pytest.raises(ValueError, match="JIGAI_WECHAT_SECRET"):
        await publish_menu(Settings(_env_file=None, data_dir=tmp_path))
