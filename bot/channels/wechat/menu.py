"""The account's menu: three columns of up to five entries; an entry's key is the question it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from bot.channels.wechat.api import wechat_api
from bot.channels.wechat.redis_store import connect
from bot.settings import Settings

Columns = Mapping[str, Sequence[tuple[str, str]]]
"""Name of a column → its entries: name and key, or name and an address to open."""

COLUMNS: Columns = {
    "扶持项目": (
        ("智能化提升", "技术装备及管理智能化提升项目怎么补助？"),
        ("重大项目奖补", "重大项目奖补怎么奖励？"),
        ("产业链整合", "产业链垂直整合项目怎么补助？"),
        ("贷款贴息与融资租赁", "贷款贴息和融资租赁补贴怎么补？"),
        ("上市公司改造", "上市公司本地改造提升怎么补助？"),
    ),
    "申请指引": (
        ("申请条件", "申请要满足哪些基本条件？"),
        ("申请材料", "申请需要准备什么材料？"),
        ("申请时间", "什么时候申请？"),
        ("办理流程", "申请流程是怎样的？"),
        ("咨询与地址", "到哪里提交材料？咨询电话是多少？"),
    ),
    "测算自评": (
        ("测算补助金额", "帮我测算能补多少钱"),
        ("我能申请哪种", "我们企业能申请哪一种？"),
        ("自评是否符合", "帮我自评一下是否符合条件"),
        ("转人工", "转人工"),
    ),
}

COLUMN_NAME_BYTES = 16
ENTRY_NAME_BYTES = 60
KEY_BYTES = 128
URL_BYTES = 1024


def build_menu(columns: Columns = COLUMNS, public_url: str = "") -> dict[str, Any]:
    """The JSON of `menu/create`; ValueError names what is too long or too much.

    With a public address the last column gets an entry that opens the chat page, if it has room for one.
    """
    _check(1 <= len(columns) <= 3, f"菜单应有 1 至 3 列，现有 {len(columns)} 列")
    entries = {name: list(column) for name, column in columns.items()}
    last = next(reversed(entries.values()))
    if public_url and len(last) < 5:
        last.append(("网页版", public_url))
    return {"button": [_column(name, column) for name, column in entries.items()]}


async def publish_menu(
    settings: Settings, columns: Columns = COLUMNS, http: httpx.AsyncClient | None = None
) -> dict[str, Any]:
    """Builds the menu, puts it in force and returns it; for `jigai wechat menu`."""
    menu = build_menu(columns, settings.public_url)
    redis = connect(settings.redis_url) if settings.redis_url else None
    api = wechat_api(settings, redis, http)
    if api is None:
        raise ValueError("发布菜单需要设置 JIGAI_WECHAT_APPID 和 JIGAI_WECHAT_SECRET")
    try:
        await api.create_menu(menu)
    finally:
        await api.close()
        if redis is not None:
            await redis.aclose()
    return menu


def _column(name: str, entries: Sequence[tuple[str, str]]) -> dict[str, Any]:
    _check_size(name, COLUMN_NAME_BYTES, "一级菜单名称")
    _check(1 <= len(entries) <= 5, f"“{name}”应有 1 至 5 个子菜单，现有 {len(entries)} 个")
    return {"name": name, "sub_button": [_entry(*entry) for entry in entries]}


def _entry(name: str, target: str) -> dict[str, str]:
    _check_size(name, ENTRY_NAME_BYTES, "子菜单名称")
    if target.startswith(("https://", "http://")):
        _check_size(target, URL_BYTES, f"“{name}”的网址")
        return {"type": "view", "name": name, "url": target}
    _check_size(target, KEY_BYTES, f"“{name}”的问题")
    return {"type": "click", "name": name, "key": target}


def _check_size(text: str, most: int, what: str) -> None:
    size = len(text.encode())
    _check(bool(text.strip()), f"{what}不能为空")
    _check(size <= most, f"{what}“{text}”有 {size} 字节，最多 {most} 字节")


def _check(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)
