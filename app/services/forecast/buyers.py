"""Histories of all buyers as they stood at the end of a day, out of one reading of the receipts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.models.forecast import Days, live_clients, read_days
from app.services.forecast.histories import Buyers

if TYPE_CHECKING:
    from app.services.forecast.histories import Ints

JULIAN = 1721425  # julian day at noon = ordinal + 1721424.5; SQLite's midnight is cut down to this less one
Step = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Past:
    """The buyers at the end of the asked day; and those of an earlier day with the days after it on which they came."""

    now: Buyers
    then: Buyers | None = None
    later: Ints | None = None  # days after the earlier one, an entry a visit


def julian(day: date) -> int:
    """The day as SQLite numbers it, cut to a whole number."""
    return day.toordinal() + JULIAN - 1


def calendar_day(number: int) -> date:
    """The day of such a number."""
    return date.fromordinal(number - JULIAN + 1)


def read_buyers(session: Session, as_of: date, cut: date | None, step: Step) -> Past:
    """Everybody with a visit up to `as_of`, and up to `cut` too where one is given."""
    import numpy as np

    live = live_clients(session)
    ends = [as_of] if cut is None else [as_of, cut]
    parts: list[list[Buyers]] = [[] for _end in ends]
    later: list[Ints] = []
    for block in read_days(session, as_of, step):
        days = Days(*(part[np.isin(block.client, live)] for part in block)) if len(block.client) else block
        for end, found in zip(ends, parts, strict=True):
            found.append(_summed(days, julian(end)))
        if cut is not None:
            known = np.isin(days.client, parts[1][-1].ids) & (days.visit > 0) & (days.day > julian(cut))
            later.append(days.day[known] - julian(cut))
    joined = [_joined(found) for found in parts]
    if cut is None:
        return Past(joined[0])
    return Past(joined[0], joined[1], np.concatenate(later) if later else np.empty(0, np.int64))


def _summed(days: Days, end: int) -> Buyers:
    """The buyers of a block of days, which are sorted by client and day, at the end of the day `end`."""
    import numpy as np

    within = days.day <= end
    client, day, money, known, visit = (part[within] for part in days)
    ids, start = np.unique(client[visit > 0], return_index=True)
    came = day[visit > 0]
    visits = np.diff(np.append(start, len(came)))
    first, last = came[start], came[start + visits - 1] if len(ids) else came[start]
    place = np.minimum(np.searchsorted(ids, client), max(len(ids) - 1, 0))
    counted = (ids[place] == client) & (day > first[place]) if len(ids) else np.zeros(len(client), bool)
    paid = np.bincount(place[counted & (visit > 0) & (known > 0)], minlength=len(ids))
    sums = np.bincount(place[counted], money[counted], len(ids)) if len(ids) else np.empty(0)
    return Buyers(ids, visits - 1, last - first, end - first, paid.astype(np.int64), np.rint(sums).astype(np.int64))


def _joined(parts: list[Buyers]) -> Buyers:
    import numpy as np

    names = ("ids", "repeats", "recency", "age", "paid", "money")
    empty = np.empty(0, np.int64)
    return Buyers(*(np.concatenate([empty, *(getattr(part, name) for part in parts)]) for name in names))
