"""When the shop sells: by month of the year, day of the week and hour of the day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeasonBar:
    """One month (1 to 12), weekday (1 Monday to 7) or hour (0 to 23). Money in minor units, net.

    `days`: how many such days the period has since the shop's first receipt; for hours, all of its days. `a_day` =
    revenue / days; `index` = a_day by that of the whole period, 1.0 being as always. None without such days.
    """

    place: int
    receipts: int
    revenue: int
    days: int
    a_day: int | None
    index: float | None


@dataclass(frozen=True, slots=True)
class Season:
    """The three seasonalities of a period. `timed` of its `receipts` have a time of day, and only they are in `hours`,
    whose index compares the hours with each other. `is_year`: every month of the year is among the days."""

    months: tuple[SeasonBar, ...]
    weekdays: tuple[SeasonBar, ...]
    hours: tuple[SeasonBar, ...]
    receipts: int
    timed: int
    is_year: bool
