"""The period a report is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included, as the shop counts them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def previous(self) -> Period:
        """As many days right before it, which CRR compares with (DECISIONS 8); not before the calendar begins."""
        last = self.first.toordinal() - 1
        first = max(last - self.days + 1, 1)
        return Period(date.fromordinal(first), date.fromordinal(max(last, 1)))

    def year_ago(self) -> Period:
        """The same days a year before; 29 February is then the 28th."""
        return Period(_year_ago(self.first), _year_ago(self.last))

    def until(self, day: date) -> Period:
        """The part of it up to the end of `day`; a period that begins later is its first day."""
        return Period(self.first, max(self.first, min(self.last, day)))

    def months(self) -> tuple[date, ...]:
        """The first days of the calendar months it touches, in order."""
        return month_range(self.first, self.last)


def _year_ago(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def month_of(day: date) -> date:
    """The first day of its calendar month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the calendar month after the one of `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_range(first: date, last: date) -> tuple[date, ...]:
    """The first days of the calendar months from that of `first` to that of `last`."""
    found = [month_of(first)]
    while next_month(found[-1]) <= last:
        found.append(next_month(found[-1]))
    return tuple(found)


def whole_months(last: date, several: int) -> Period:
    """The calendar month of `last`, up to that day, and the months before it: `several` together."""
    index = last.year * 12 + last.month - several
    return Period(date(index // 12, index % 12 + 1, 1), last)
