"""Calendar months: what begins, ends and follows them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS_IN_YEAR = 12


def month_start(day: date) -> date:
    """The first day of its calendar month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of its calendar month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_number(day: date) -> int:
    """Its calendar month, counted from the year 0."""
    return day.year * MONTHS_IN_YEAR + day.month - 1


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or earlier below 0; the last one of a shorter month."""
    year, month = divmod(month_number(day) + months, MONTHS_IN_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_range(first: date, last: date) -> tuple[date, ...]:
    """The first days of the calendar months from that of `first` to that of `last`."""
    start = month_start(first)
    return tuple(months_later(start, months) for months in range(month_number(last) - month_number(first) + 1))
