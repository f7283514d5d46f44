"""Sentences made from the guide's data: Jinja templates in the YAML, with filters for money, dates and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from knowledge.errors import GuideError
from knowledge.model.parameter import Parameter
from knowledge.money import percent_text, plain, yuan_text

COUNT_WORDS = "零一两三四五六七八九十"


def date_text(day: dt.date) -> str:
    """A date as people write it.

    >>> date_text(dt.date(2018, 8, 10))
    '2018年8月10日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def count_text(number: Decimal | int) -> str:
    """A small count in Chinese numerals, as used before a measure word.

    >>> count_text(2), count_text(Decimal(3)), count_text(12)
    ('两', '三', '12')
    """
    value = int(number)
    return COUNT_WORDS[value] if 0 <= value <= 10 else str(value)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters.update(
        money=yuan_text,
        percent=percent_text,
        date=date_text,
        years=lambda number: f"{plain(number)}年",
        plain=plain,
        cn=count_text,
    )
    return environment


ENVIRONMENT = _environment()


class Named(dict[str, Any]):
    """Things of one kind by name, as the templates see them; asked for one that is not there, it says so."""

    def __init__(self, kind: str, things: Mapping[str, Any]) -> None:
        super().__init__(things)
        self._kind = kind

    def __missing__(self, name: str) -> Any:
        raise UndefinedError(f"there is no {self._kind} {name}")


def values(parameters: Mapping[str, Parameter]) -> Named:
    """The bare values of parameters by name."""
    return Named("parameter", {name: parameter.value for name, parameter in parameters.items()})


def render(template: str, variables: Mapping[str, Any], *, file: str, key: str) -> str:
    """The sentence; raises GuideError that names file and key where the template asks for something unknown."""
    if "{" not in template:
        return template
    try:
        return ENVIRONMENT.from_string(template).render(**variables)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise GuideError(file, key, f"the template cannot be filled in: {error}") from None
