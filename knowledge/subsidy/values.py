"""Reading one input's value: from JSON numbers, strings, lists and mappings to typed, bounded values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from knowledge.errors import InputError
from knowledge.model.scheme import Input

MOST_YUAN = Decimal(10) ** 13
MOST_YEARS = Decimal(50)
MOST_COUNT = Decimal(1000)
MOST_ITEMS = 100
LONGEST_NUMBER = 40
FIRST_YEAR, LAST_YEAR = 1990, 2100
NOT_A_NUMBER = "应是数字，不带文字；金额以元为单位"

STEPS = {"amount": Decimal("0.01"), "percent": Decimal("1E-10"), "years": Decimal("1E-6"), "count": Decimal(1)}
"""The finest step of each kind of number; what is finer is rounding noise of the sender's arithmetic."""

MOST = {"amount": MOST_YUAN, "percent": Decimal(1), "years": MOST_YEARS, "count": MOST_COUNT}


@dataclass(frozen=True)
class Range:
    """A number known only to lie from `low` to `high`; not `stated` where it is simply unknown."""

    low: Decimal
    high: Decimal
    stated: bool = True


@dataclass(frozen=True)
class Member:
    """A member of a chain with its investment in yuan or its share of the whole."""

    role: str
    investment: Decimal | None
    share: Decimal | None
    name: str = ""


@dataclass(frozen=True)
class Outstanding:
    """The principal outstanding from `date` on."""

    date: dt.date
    outstanding: Decimal


@dataclass(frozen=True)
class Portion:
    """A part of a loan or lease with its own term, and for a loan its own rates (fractions of one)."""

    amount: Decimal
    years: Decimal
    contract_rate: Decimal | None = None
    benchmark_rate: Decimal | None = None


def is_unknown(value: Any) -> bool:
    """Whether the value says that it is not known."""
    return value is None or (isinstance(value, str) and value.strip().lower() == "unknown")


def unknown_range(kind: str) -> Range:
    """Everything that a number of the kind could be."""
    return Range(Decimal(0), MOST[kind], stated=False)


def parse(name: str, kind: str, value: Any, item: Input | None = None) -> Any:
    """The typed value; raises InputError that names the field and, in Chinese, the reason."""
    if kind in STEPS:
        return number(name, kind, value)
    if kind == "date":
        return day(name, value)
    if kind == "choice":
        return choice(name, value, item)
    if kind == "members":
        return tuple(_member(f"{name}.{place}", entry) for place, entry in enumerate(_entries(name, value)))
    if kind == "portions":
        return tuple(_portion(f"{name}.{place}", entry) for place, entry in enumerate(_entries(name, value)))
    if kind == "schedule":
        return _schedule(name, value)
    return _amounts_by_year(name, value)


def number(name: str, kind: str, value: Any) -> Decimal:
    """A finite number within the bounds of its kind, from a JSON number or a string of digits.

    >>> number("investment", "amount", "30,000,000"), number("contract_rate", "percent", 0.0475)
    (Decimal('30000000.00'), Decimal('0.0475000000'))
    """
    result = _finite(name, value)
    if result < 0:
        raise InputError(name, "不能是负数")
    if kind == "amount" and result > MOST_YUAN:
        raise InputError(name, "金额过大，请确认单位是元（不能超过10万亿元）")
    if kind == "percent" and result > 1:
        raise InputError(name, "请用0到1之间的小数表示比例，例如4.75%写作0.0475")
    if kind == "years" and not 0 < result <= MOST_YEARS:
        raise InputError(name, f"年数应大于0、不超过{MOST_YEARS}")
    if kind == "count" and (result > MOST_COUNT or result != int(result)):
        raise InputError(name, f"应是0到{MOST_COUNT}之间的整数")
    return abs(result).quantize(STEPS[kind], rounding=ROUND_HALF_UP)


def _finite(name: str, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise InputError(name, NOT_A_NUMBER)
    text = value.strip().replace(",", "") if isinstance(value, str) else value
    if isinstance(text, str) and len(text) > LONGEST_NUMBER:
        raise InputError(name, "数字过长")
    try:
        result = Decimal(str(text) if isinstance(text, float) else text)
    except InvalidOperation:
        raise InputError(name, NOT_A_NUMBER) from None
    if not result.is_finite():
        raise InputError(name, "应是有限的数字")
    return result


def parse_range(name: str, kind: str, value: Mapping[str, Any]) -> Range:
    """A range given as {"min", "max"}; an end left out is open."""
    if kind not in STEPS:
        raise InputError(name, "这一项不能填区间")
    if extra := value.keys() - {"min", "max"}:
        raise InputError(name, f"区间只有 min 和 max，没有 {'、'.join(sorted(map(str, extra)))}")
    low, high = value.get("min"), value.get("max")
    least = Decimal(0) if is_unknown(low) else number(f"{name}.min", kind, low)
    most = MOST[kind] if is_unknown(high) else number(f"{name}.max", kind, high)
    if most < least:
        raise InputError(name, "区间的上限不能小于下限")
    return Range(least, most, stated=not is_unknown(high))


def day(name: str, value: Any) -> dt.date:
    """A date from a date or from text such as 2016-03-01."""
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value.strip())
        except ValueError:
            raise InputError(name, "应是日期，例如2016-03-01") from None
    if isinstance(value, dt.datetime):
        value = value.date()
    if not isinstance(value, dt.date):
        raise InputError(name, "应是日期，例如2016-03-01")
    _check_year(name, value.year)
    return value


def choice(name: str, value: Any, item: Input | None) -> str:
    """One of the values that the input offers."""
    options = {option.value: option.label for option in item.options} if item else {}
    if not isinstance(value, str) or value not in options:
        offered = "、".join(f"{option}（{label}）" for option, label in options.items())
        raise InputError(name, f"只能是：{offered}")
    return value


def _check_year(name: str, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(name, f"年份应在{FIRST_YEAR}到{LAST_YEAR}之间")


def _entries(name: str, value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise InputError(name, "应是不空的列表")
    if len(value) > MOST_ITEMS:
        raise InputError(name, f"最多{MOST_ITEMS}项")
    return value


def _fields(name: str, value: Any, allowed: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(name, f"应有这些字段：{'、'.join(sorted(allowed))}")
    if extra := value.keys() - allowed:
        raise InputError(name, f"没有字段 {'、'.join(sorted(str(key)[:LONGEST_NUMBER] for key in extra))}")
    return value


def _member(name: str, value: Any) -> Member:
    entry = _fields(name, value, {"role", "investment", "share", "name"})
    role = entry.get("role")
    if role not in {"lead", "partner"}:
        raise InputError(f"{name}.role", "只能是：lead（牵头单位）、partner（协作单位）")
    if ("investment" in entry) == ("share" in entry):
        raise InputError(name, "投资额（investment）和占投资总额的比例（share）填一项")
    investment = number(f"{name}.investment", "amount", entry["investment"]) if "investment" in entry else None
    share = number(f"{name}.share", "percent", entry["share"]) if "share" in entry else None
    return Member(role, investment, share, str(entry.get("name", ""))[:LONGEST_NUMBER])


def _portion(name: str, value: Any) -> Portion:
    entry = _fields(name, value, {"amount", "years", "contract_rate", "benchmark_rate"})
    rates = {
        rate: number(f"{name}.{rate}", "percent", entry[rate])
        for rate in ("contract_rate", "benchmark_rate")
        if not is_unknown(entry.get(rate))
    }
    amount = number(f"{name}.amount", "amount", entry.get("amount"))
    return Portion(amount, number(f"{name}.years", "years", entry.get("years")), **rates)


def _schedule(name: str, value: Any) -> tuple[Outstanding, ...]:
    lines: list[Outstanding] = []
    for place, item in enumerate(_entries(name, value)):
        key = f"{name}.{place}"
        entry = _fields(key, item, {"date", "outstanding"})
        date = day(f"{key}.date", entry.get("date"))
        if lines and date <= lines[-1].date:
            raise InputError(f"{key}.date", "日期应从早到晚，不能重复")
        lines.append(Outstanding(date, number(f"{key}.outstanding", "amount", entry.get("outstanding"))))
    return tuple(lines)


def _amounts_by_year(name: str, value: Any) -> dict[int, Decimal]:
    if not isinstance(value, Mapping) or not value:
        raise InputError(name, '应按年度填写，例如 {"2016": 30000000, "2017": 50000000}')
    amounts: dict[int, Decimal] = {}
    for key, amount in value.items():
        text = str(key).strip()
        if not (text.isascii() and text.isdigit() and len(text) == len(str(LAST_YEAR))):
            raise InputError(f"{name}.{text[:LONGEST_NUMBER]}", "年度应是四位数字，例如2017")
        year = int(text)
        _check_year(f"{name}.{year}", year)
        if year in amounts:
            raise InputError(f"{name}.{year}", "同一年度填了两次")
        amounts[year] = number(f"{name}.{year}", "amount", amount)
    return amounts
