"""The periods that the numbers can be of, and what they are compared with: in days and in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from app.i18n import _, day_text, short_day
from app.services.months import month_end, months_later
from app.services.report.period import ONE_DAY, Period

YEAR = 12  # months


class Span(NamedTuple):
    """A period with a name: `months` long, beginning `back` months before the running one of its kind."""

    title: Callable[[], str]
    months: int
    back: int = 0
    rolling: bool = False  # the last months, whichever they are; else a quarter or a year of the calendar


OWN, ALL, USUAL = "own", "all", "last_12"
SPANS: dict[str, Span] = {
    USUAL: Span(lambda: _("Last 12 months"), YEAR, rolling=True),
    "month": Span(lambda: _("This month"), 1),
    "last_month": Span(lambda: _("Last month"), 1, 1),
    "quarter": Span(lambda: _("This quarter"), 3),
    "last_quarter": Span(lambda: _("Last quarter"), 3, 3),
    "year": Span(lambda: _("This year"), YEAR),
    "last_year": Span(lambda: _("Last year"), YEAR, YEAR),
}
BEFORE, YEAR_AGO, NOTHING = "before", "year_ago", "nothing"


def shifted(day: date, months: int) -> date:
    """The same day so many months later, or earlier; the last day of a month stays the last one."""
    later = months_later(day, months)
    return month_end(later) if day == month_end(day) else later


def span_days(span: Span, today: date) -> Period:
    """The days of a period with a name; one that still runs ends today."""
    behind = span.months - 1 if span.rolling else (today.month - 1) % span.months
    first = shifted(today.replace(day=1), -behind - span.back)
    following = shifted(first, span.months)
    return Period(first, min(today, following - ONE_DAY))


def months_before(period: Period, months: int) -> Period:
    """The same days so many months earlier; what ends with a month ends with one there too."""
    return Period(shifted(period.first, -months), shifted(period.last, -months))


def days_text(period: Period, today: date) -> str:
    """ "1 Dec 2025 – 22 Nov", or the day alone."""
    if period.days == 1:
        return day_text(period.first, today)
    return f"{short_day(period.first, today)} – {short_day(period.last, today)}"
