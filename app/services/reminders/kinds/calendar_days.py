"""Days that come once a year: on which day each is kept, and which of its alerts has come."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Times:
    """When a day of the year is told of: days before it, until how many after it, and where 29 February goes in common
    years ("feb28" or "mar1")."""

    leads: tuple[int, ...]
    grace_days: int
    leap: str


def celebrated(month: int, day: int, year: int, leap: str) -> date:
    """The day of that year on which it is kept; 29 February in a common year by the shop's rule."""
    if (month, day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28) if leap == "feb28" else date(year, 3, 1)
    return date(year, month, day)


def current_lead(event: date, reached: date, leads: tuple[int, ...]) -> int | None:
    """The latest alert whose day has come by `reached`: 7, then 1, then 0; None before the first."""
    return min((lead for lead in leads if event - timedelta(days=lead) <= reached), default=None)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def kept_on(event: date, leap: str) -> frozenset[tuple[int, int]]:
    """The days of the year, as month and day, that are kept on `event`."""
    pairs = {(event.month, event.day), (2, 29)}
    return frozenset(pair for pair in pairs if celebrated(*pair, event.year, leap) == event)
