"""Cohorts: clients by the month of their first visit, and in which months they came again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.services.months import month_end, month_number
from app.services.report.period import Period, whole_months
from app.services.report.shop_days import NEVER, ShopDays, months_of, read_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.models.database import Database

    Array = NDArray[Any]

SMALL = 10  # clients, below which a cohort tells little


@dataclass(frozen=True, slots=True)
class Cohort:
    """Clients whose first visit was in `month`. retention[k]: the share of them that came in the k-th month after it,
    for the months that are over; retention[0] is 1.0 always. `few`: too small to build on."""

    month: date
    size: int
    retention: tuple[float, ...]
    few: bool


def read_cohorts(days: ShopDays, period: Period) -> tuple[Cohort, ...]:
    """The cohorts of the months of the period, oldest first, without empty ones; those of its first month whole, of
    its last month up to its last day, at the end of which a month counts as over if it is the month's last."""
    import numpy as np

    end = period.last
    base = month_number(period.first)
    several = month_number(end) - base + 1
    came = days.one_a_month(days.visit & (days.of_clients.day <= end.toordinal()))
    first = np.where(days.first > end.toordinal(), -1, _months_or(days.first) - base)
    cohort, month = first[days.who[came]], days.of_clients.month[came] - base
    kept = cohort >= 0
    table = np.bincount(cohort[kept] * several + month[kept], minlength=several * several)
    over = several if month_end(end) == end else several - 1
    return tuple(_cohorts(table.reshape(several, several), period.months(), over))


def latest_cohorts(db: Database, today: date, months: int, step: Callable[[], object]) -> tuple[Cohort, ...]:
    """The clients who began in the month of `today` or in the `months` - 1 before it, month by month; `step` is called
    between the blocks that are read."""
    with db.read() as session:
        days = read_days(session, today, step)
    return read_cohorts(days, whole_months(today, months))


def _cohorts(table: Array, months: tuple[date, ...], over: int) -> list[Cohort]:
    """`table`: [cohort, month] -> clients that came; `over`: how many of the months are."""
    found = []
    for place, month in enumerate(months):
        size = int(table[place, place])
        if size:
            later = (int(table[place, k]) / size for k in range(place + 1, over))
            found.append(Cohort(month, size, (1.0, *later), size < SMALL))
    return found


def _months_or(first: Array) -> Array:
    """The months of first visits; of NEVER any month."""
    import numpy as np

    never = first == NEVER
    return months_of(np.where(never, first[~never].min() if not never.all() else 1, first))
