"""The period that a page looks at: today, the last days, or from one day to another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.console.desk import LOCAL

PERIODS = {"today": "今天", "7": "近7天", "30": "近30天", "custom": "自选日期"}
LONGEST = 366


class WrongPeriodError(ValueError):
    """A period that cannot be shown, with the reason in Chinese."""


@dataclass(frozen=True)
class Period:
    """Whole days in China's time, both ends included."""

    first: dt.date
    last: dt.date

    @property
    def bounds(self) -> tuple[str, str]:
        """The moments, as the journal writes them, from which and before which the period lasts."""
        return moment(self.first), moment(self.last + dt.timedelta(days=1))

    @property
    def days(self) -> list[dt.date]:
        """Every day of the period."""
        return [self.first + dt.timedelta(days=number) for number in range((self.last - self.first).days + 1)]


def moment(day: dt.date) -> str:
    """The beginning of a day in China's time, as the journal writes moments.

    >>> moment(dt.date(2026, 11, 26))
    '2026-11-25T16:00:00+00:00'
    """
    return dt.datetime.combine(day, dt.time(), LOCAL).astimezone(dt.UTC).isoformat(timespec="seconds")


def last_days(days: int, today: dt.date) -> Period:
    """So many days up to today."""
    return Period(today - dt.timedelta(days=days - 1), today)


def period_of(name: str, first: str, last: str, today: dt.date) -> Period:
    """The period of a form; raises WrongPeriodError."""
    if name == "custom":
        return custom(first, last, today)
    return last_days({"today": 1, "30": 30}.get(name, 7), today)


def custom(first: str, last: str, today: dt.date) -> Period:
    """From one day to another; an end left empty is today, a beginning left empty is the end."""
    end = day_of(last, "结束日期") or today
    begin = day_of(first, "起始日期") or end
    if begin > end:
        raise WrongPeriodError("起始日期晚于结束日期，请对调或改正。")
    if (end - begin).days >= LONGEST:
        raise WrongPeriodError(f"一次最多看{LONGEST}天，请缩短日期范围。")
    return Period(begin, end)


def day_of(text: str, label: str) -> dt.date | None:
    """A day typed into a form; None where it is empty. Raises WrongPeriodError."""
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise WrongPeriodError(f"{label}应写成 2026-01-31 这样的年月日。") from None
