"""The periods that a list of purchases can be of, in days and in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from app.i18n import _, day_text, short_day

OWN, ALL, USUAL = "own", "all", "last_30"
Days = tuple[date | None, date | None]


class Period(NamedTuple):
    """A period with a name: its words, and its first and last day, both included; None is without an end."""

    title: Callable[[], str]
    days: Callable[[date], Days]


PERIODS: dict[str, Period] = {
    "today": Period(lambda: _("Today"), lambda today: (today, today)),
    "yesterday": Period(lambda: _("Yesterday"), lambda today: (today - timedelta(1), today - timedelta(1))),
    "week": Period(lambda: _("This week"), lambda today: (today - timedelta(today.weekday()), today)),
    "month": Period(lambda: _("This month"), lambda today: (today.replace(day=1), today)),
    USUAL: Period(lambda: _("30 days"), lambda today: (today - timedelta(29), today)),
    "year": Period(lambda: _("This year"), lambda today: (today.replace(month=1, day=1), today)),
    ALL: Period(lambda: _("All time"), lambda _today: (None, None)),
}


def days_text(first: date | None, last: date | None, today: date) -> str:
    """ "24 Oct – 21 Nov", "21 November", "since 1 Mar 2024", "all time"."""
    if first is None and last is None:
        return _("all time")
    if last is None or first is None:
        words = _("since {day}") if last is None else _("up to {day}")
        return words.format(day=short_day(first or last or today, today))
    if first == last:
        return day_text(first, today)
    return f"{short_day(first, today)} – {short_day(last, today)}"
