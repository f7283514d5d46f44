"""A parameter of the guide: one number or date, with its unit and the clause that states it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

ClauseRef = Annotated[str, Field(min_length=1, max_length=40)]
"""Where the guide says it, as `三（二）1`, `四专项（二）（1）`, `附件1-2 三`."""


def _plausible(day: dt.date) -> dt.date:
    if not 2000 <= day.year <= 2100:
        raise ValueError("the year must lie between 2000 and 2100")
    return day


Day = Annotated[dt.date, AfterValidator(_plausible)]


class Strict(BaseModel):
    """Base of all guide records: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(Strict):
    """One value of the guide. Units: 元, 比例 (a fraction, 0.2 = 20 %), 年, 月, 个, 家, 份, 日期."""

    label: str = Field(min_length=1)
    value: Day | Decimal
    unit: Literal["元", "比例", "年", "月", "个", "家", "份", "日期"]
    clause: ClauseRef

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
