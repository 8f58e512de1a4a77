"""After how many days clients come again, and when it is best to remind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.services.report.period import Period
from app.services.report.shop_days import ShopDays

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

WIDTHS = (1, 2, 3, 5, 7, 10, 14, 30, 60, 90, 180, 365)  # days of a bar that people think in
MOST_BINS = 24
SHOWN = 0.95  # share of the gaps that have bars of their own; the last bar holds the longer ones
FEW = 20
WEEK = 7


@dataclass(frozen=True, slots=True)
class GapBin:
    """How many times a client came again after `first` to `last` days; `last` None: or later."""

    first: int
    last: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """Days from a visit to the next one that fell into the period. `median`, `low` and `high` (quartiles) in days;
    `remind_days`: after how many to remind; None without any. `few`: too little to build on."""

    bins: tuple[GapBin, ...]
    counted: int
    median: float | None
    low: float | None
    high: float | None
    remind_days: int | None
    few: bool


def read_gaps(days: ShopDays, period: Period) -> Gaps:
    """The days between visits, of those that ended in the period."""
    import numpy as np

    came = np.flatnonzero(days.visit)
    who, day = days.who[came], days.of_clients.day[came]
    same = np.flatnonzero(np.diff(who) == 0)
    ended = same[(day[same + 1] >= period.first.toordinal()) & (day[same + 1] <= period.last.toordinal())]
    gaps = day[ended + 1] - day[ended]
    if not len(gaps):
        return Gaps((), 0, None, None, None, None, few=True)
    low, median, high = (float(edge) for edge in np.quantile(gaps, (0.25, 0.5, 0.75)))
    return Gaps(_bins(gaps), len(gaps), median, low, high, remind_after(median), len(gaps) < FEW)


def remind_after(median: float) -> int:
    """A week before half of the clients are back: who is to be reminded has not come yet, and still thinks of it. With
    a rhythm under two weeks, half of it; never before the day after."""
    return max(1, int(max(median - WEEK, median / 2)))


def _bins(gaps: Array) -> tuple[GapBin, ...]:
    """Bars of one width from 1 day on, and a last one for the few longest gaps."""
    import numpy as np

    counts = np.bincount(gaps)
    shown = int(np.searchsorted(np.cumsum(counts), SHOWN * len(gaps)))  # days within which that share lies
    width = next((width for width in WIDTHS if shown <= width * MOST_BINS), WIDTHS[-1])
    several = min(-(-shown // width), MOST_BINS)
    bins = [
        GapBin(first, first + width - 1, int(counts[first : first + width].sum()))
        for first in range(1, several * width + 1, width)
    ]
    later = int(counts[several * width + 1 :].sum())
    return tuple(bins) if not later else (*bins, GapBin(several * width + 1, None, later))
