"""A parameter of the guide: one number or date, with its unit and the clause that states it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

ClauseRef = Annotated[str, Field(min_length=1, max_length=40)]
"""Where the guide says it, as `三（二）1`, `四专项（二）（1）`, `附件1-2 三`."""


DAY_FORM = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def _is_day(value: Any) -> Any:
    """YAML gives a day as a date; text in its place is a slip of the pen."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and DAY_FORM.fullmatch(value):
        try:
            dt.date(*map(int, value.split("-")))
        except ValueError:
            raise ValueError(f"there is no day {value}") from None
    raise ValueError(f"a date written YYYY-MM-DD without quotes is expected, is {value!r}")


def _plausible(day: dt.date) -> dt.date:
    if not 2000 <= day.year <= 2100:
        raise ValueError("the year must lie between 2000 and 2100")
    return day


Day = Annotated[dt.date, BeforeValidator(_is_day), AfterValidator(_plausible)]


class Strict(BaseModel):
    """Base of all guide records: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(Strict):
    """One value of the guide. Units: 元, 比例 (a fraction, 0.2 = 20 %), 年, 月, 个, 家, 份, 日期."""

    label: str = Field(min_length=1)
    value: Day | Decimal
    unit: Literal["元", "比例", "年", "月", "个", "家", "份", "日期"]
    clause: ClauseRef

    @field_validator("value", mode="before")
    @classmethod
    def _is_number_or_day(cls, value: Any) -> Any:
        if isinstance(value, str) and DAY_FORM.fullmatch(value):
            return _is_day(value)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | dt.date):
            raise ValueError(f"a number, or a date written YYYY-MM-DD without quotes, is expected, is {value!r}")
        return value

    @model_validator(mode="after")
    def _in_range(self) -> Parameter:
        if (self.unit == "日期") != isinstance(self.value, dt.date):
            raise ValueError(f"unit {self.unit} does not fit the value {self.value}")
        if isinstance(self.value, Decimal):
            if self.value < 0:
                raise ValueError(f"must not be below zero, is {self.value}")
            if self.unit == "比例" and not 0 < self.value <= 1:
                raise ValueError(f"a fraction above 0 and at most 1 is expected, is {self.value}")
            if self.unit in {"个", "家", "份", "月"} and self.value != int(self.value):
                raise ValueError(f"a whole number is expected, is {self.value}")
        return self
