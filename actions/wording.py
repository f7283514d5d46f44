"""How values are read back to the user."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from knowledge.model import Input
from knowledge.money import percent_text, plain, yuan_text

ROLES = {"lead": "牵头", "partner": "协作"}


def value_text(item: Input, value: Any) -> str:
    """A value of an input as people write it, with its unit."""
    if isinstance(value, Mapping) and {"min", "max"} & set(value):
        return "至".join(value_text(item, value[end]) for end in ("min", "max") if end in value)
    if item.kind == "amount":
        return yuan_text(Decimal(str(value)))
    if item.kind == "percent":
        return percent_text(Decimal(str(value)))
    if item.kind == "years":
        return f"{plain(Decimal(str(value)))}年"
    if item.kind == "count":
        return f"{value}{item.unit}"
    if item.kind == "members":
        return "、".join(
            f"{ROLES.get(member.get('role', ''), '')}{yuan_text(Decimal(str(member['investment'])))}"
            for member in value
            if "investment" in member
        )
    if item.kind == "amounts_by_year":
        return "、".join(f"{year}年{yuan_text(Decimal(str(amount)))}" for year, amount in value.items())
    return str(value)
