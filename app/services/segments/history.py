"""In which group a client was when: worked out of the visits by the scale in force, so that an old file that was
brought in has its history at once, and another scale another one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from app.models.segments import Scale, cell_of
from app.services.segments.groups import GRID


@dataclass(frozen=True)
class GroupSpan:
    """A client was in a group from `first` on, until the next span begins."""

    first: date
    segment: str


def spans(days: Sequence[date], today: date, scale: Scale) -> tuple[GroupSpan, ...]:
    """The groups of somebody with visits on these days, in order, from the first one to today, the oldest first."""
    found: list[GroupSpan] = []
    for day in _turns(days, today, scale):
        code = _group(days, day, scale)
        if not found or found[-1].segment != code:
            found.append(GroupSpan(day, code))
    return tuple(found)


def _turns(days: Sequence[date], today: date, scale: Scale) -> list[date]:
    """The days on which the group may change: visits, silences that pass an edge, visits that leave the window."""
    after = [floor(edge) + 1 for edge in scale.recency if floor(edge) >= 0]
    if scale.window_days is not None:
        after.append(scale.window_days)
    most = (today - days[0]).days if days else 0
    turns = {day + timedelta(days=step) for day in days for step in (0, *after) if step <= most}
    return sorted(turn for turn in turns if turn <= today)


def _group(days: Sequence[date], day: date, scale: Scale) -> str:
    seen = bisect_right(days, day)
    since = 0
    if scale.window_days is not None:
        since = bisect_right(days, day - timedelta(days=min(scale.window_days, (day - date.min).days)))
    return GRID[cell_of(days[seen - 1], seen - since, day, scale)]
