"""What is found of a day in a typed line, and the arithmetic of weeks and months for it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class DayFound:
    """A day that was said, or what tells it together with another part: the week it is in, the month, the weekday or
    the day of the month. `doubt`: see QuickTask."""

    start: int
    end: int
    day: date | None = None
    monday: date | None = None  # of the week that was said
    month: date | None = None  # first day of the month that was said
    weekday: int | None = None
    month_day: int | None = None
    doubt: str = ""
    weak: bool = False  # of the day itself, as its end: another day beside it is the one
    stays: bool = False  # in the title: it says more than a task can hold


def monday_of(day: date) -> date:
    """Monday of its week."""
    return day - timedelta(days=day.weekday())


def end_of_week(day: date) -> date:
    """Friday of its week; when that is over, its Sunday."""
    return monday_of(day) + timedelta(days=FRIDAY if day.weekday() <= FRIDAY else SUNDAY)


def clamped(first: date, number: int) -> date:
    """That day of the month which begins on `first`; its last one where it is shorter."""
    return first.replace(day=min(number, calendar.monthrange(first.year, first.month)[1]))


def coming_month(month: int, today: date) -> date:
    """The first day of that month of this year, or of the next one once it is over."""
    return date(today.year + (month < today.month), month, 1)
