"""For how long: terms counted in days, months or years of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from app.models.enums import TermUnit
from app.services.months import months_later

MONTHS = {TermUnit.MONTH: 1, TermUnit.YEAR: 12}
LONGEST = {TermUnit.DAY: 36_525, TermUnit.MONTH: 1_200, TermUnit.YEAR: 100}


def term_end(start: date, count: int, unit: TermUnit) -> date:
    """The last day of a term that begins on `start`: a month from 15 January holds until 14 February.

    Where the month has no such day, the term holds to the month's end: from 31 January until 28 February.
    """
    if unit is TermUnit.DAY:
        return start + timedelta(days=count - 1)
    same_day = months_later(start, count * MONTHS[unit])
    return same_day if same_day.day < start.day else same_day - timedelta(days=1)


def is_term(count: int, unit: TermUnit) -> bool:
    """Whether a term can be meant: at least one, at most a hundred years."""
    return 1 <= count <= LONGEST[unit]
