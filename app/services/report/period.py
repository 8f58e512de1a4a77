"""The period a report is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.services.months import month_range, month_start, months_later

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
        """As many days right before it, which CRR compares with; not before the calendar begins."""
        last = self.first.toordinal() - 1
        first = max(last - self.days + 1, 1)
        return Period(date.fromordinal(first), date.fromordinal(max(last, 1)))

    def until(self, day: date) -> Period:
        """The part of it up to the end of `day`; a period that begins later is its first day."""
        return Period(self.first, max(self.first, min(self.last, day)))

    def months(self) -> tuple[date, ...]:
        """The first days of the calendar months it touches, in order."""
        return month_range(self.first, self.last)


def whole_months(last: date, several: int) -> Period:
    """The calendar month of `last`, up to that day, and the months before it: `several` together."""
    return Period(months_later(month_start(last), 1 - several), last)
