"""When the shop sells: by month of the year, day of the week and hour of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.models.sold import HourSold

if TYPE_CHECKING:
    from app.services.report.period import Period

MONTHS, WEEKDAYS, HOURS = range(1, 13), range(1, 8), range(24)


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


def read_season(hours: Sequence[HourSold], period: Period, today: date, opened: date | None) -> Season:
    """The seasonalities out of the receipts of the period (models/sold.py). `opened` is the day of the shop's first
    receipt, None without one; days after `today` are none yet."""
    days = _days(max(period.first, opened), min(period.last, today)) if opened is not None else []
    revenue = sum(hour.sold + hour.returned for hour in hours)
    months, weekdays = Counter(day.month for day in days), Counter(day.isoweekday() for day in days)
    timed = [hour for hour in hours if hour.hour is not None]
    open_hours = {hour.hour or 0 for hour in timed}
    return Season(
        months=_bars(hours, lambda hour: hour.day.month, months, MONTHS, (revenue, len(days))),
        weekdays=_bars(hours, lambda hour: hour.day.isoweekday(), weekdays, WEEKDAYS, (revenue, len(days))),
        hours=_bars(
            timed,
            lambda hour: hour.hour or 0,
            Counter(dict.fromkeys(open_hours, len(days))),
            HOURS,
            (sum(hour.sold + hour.returned for hour in timed), len(days) * len(open_hours)),
        ),
        receipts=sum(hour.receipts for hour in hours),
        timed=sum(hour.receipts for hour in timed),
        is_year=len(months) == len(MONTHS),
    )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _bars(
    hours: Sequence[HourSold],
    place_of: Callable[[HourSold], int],
    days: Counter[int],
    places: range,
    whole: tuple[int, int],
) -> tuple[SeasonBar, ...]:
    """A bar for each place; `whole` is the money and the days that all of them are compared with."""
    receipts: Counter[int] = Counter()
    money: Counter[int] = Counter()
    for hour in hours:
        receipts[place_of(hour)] += hour.receipts
        money[place_of(hour)] += hour.sold + hour.returned
    return tuple(_bar(place, receipts[place], money[place], days[place], whole) for place in places)


def _bar(place: int, receipts: int, revenue: int, days: int, whole: tuple[int, int]) -> SeasonBar:
    all_revenue, all_days = whole
    if not days:
        return SeasonBar(place, receipts, revenue, 0, None, None)
    index = (revenue / days) / (all_revenue / all_days) if all_revenue > 0 else None
    return SeasonBar(place, receipts, revenue, days, round(revenue / days), index)
