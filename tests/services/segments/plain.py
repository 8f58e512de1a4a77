"""The groups of clients in a second, plain way: from each client's visits alone, as one would tell it in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median


def plain_group(r: int, f: int) -> str:
    """The group of a cell, by the table of the grid as it is written down."""
    told = {
        "hibernating": [(r, f) for r in (1, 2) for f in (1, 2)],
        "at_risk": [(r, f) for r in (1, 2) for f in (3, 4)],
        "cant_lose": [(1, 5), (2, 5)],
        "about_to_sleep": [(3, 1), (3, 2)],
        "need_attention": [(3, 3)],
        "loyal": [(r, f) for r in (3, 4) for f in (4, 5)],
        "promising": [(4, 1)],
        "new": [(5, 1)],
        "potential_loyalist": [(r, f) for r in (4, 5) for f in (2, 3)],
        "champions": [(5, 4), (5, 5)],
    }
    (found,) = [group for group, cells in told.items() if (r, f) in cells]
    return found


def plain_ladder(silent: int, visits: int, gap: float | None) -> tuple[int, int]:
    """(R, F) by the shop's default steps: visits 1, 2, 3, 4-5, 6 and more; silence in median gaps of the shop."""
    steps = (30, 60, 90, 180) if gap is None else (0.5 * gap, gap, 2 * gap, 3 * gap)
    r = next((5 - place for place, step in enumerate(steps) if silent <= step), 1)
    return r, {1: 1, 2: 2, 3: 3, 4: 4, 5: 4}.get(visits, 5)


def plain_gaps(days: Sequence[date]) -> list[int]:
    """Days between visits one after another."""
    ordered = sorted(days)
    return [(later - earlier).days for earlier, later in pairwise(ordered)]


def plain_median_gap(visits: Sequence[Sequence[date]]) -> float | None:
    """The median of all gaps of the shop, None without any."""
    gaps = [gap for days in visits for gap in plain_gaps(days)]
    return median(gaps) if gaps else None


def plain_state(days: Sequence[date], today: date, limit: int) -> str | None:
    """How the rhythm of somebody with these visits goes; `limit`: after how many days of silence a client is lapsed."""
    if not days:
        return None
    silent = (today - max(days)).days
    if silent > 3 * limit:
        return "win_back"
    if silent >= limit:
        return "lapsed"
    if len(days) < 3:
        return "unknown"
    rhythm = median(plain_gaps(days))
    return "at_risk" if silent >= 1.5 * rhythm else "due" if silent >= rhythm else "on_time"
