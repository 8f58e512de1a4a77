"""Who came again: against the period before, within a period, and how soon after the first visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.services.report.period import Period
from app.services.report.shop_days import NEVER, ShopDays

SOON = (30, 60, 90)  # days within which a second purchase is asked for


@dataclass(frozen=True, slots=True)
class Kept:
    """`before`: who bought in the period before; `again`: those of them who bought in this one, too."""

    before: int
    again: int

    @property
    def crr(self) -> float | None:
        """Client retention rate, (E - N) / S: as a shop has no contracts, S are the buyers of the period before, and
        E - N those of them who bought in this one. None of nobody."""
        return self.again / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class Second:
    """Clients who came first in the period and have had `days` since: `counted`; those of them who came a second time
    within these: `back`."""

    days: int
    counted: int
    back: int

    @property
    def share(self) -> float | None:
        """back / counted; None of nobody."""
        return self.back / self.counted if self.counted else None


def read_kept(days: ShopDays, period: Period) -> Kept:
    """How many of the buyers of the period before bought in this one."""
    before, now = days.visits_in(period.previous()) > 0, days.visits_in(period) > 0
    return Kept(int(before.sum()), int((before & now).sum()))


def read_seconds(days: ShopDays, period: Period, today: date) -> tuple[Second, ...]:
    """The shares of second purchases within 30, 60 and 90 days of the first one."""
    import numpy as np

    came = np.flatnonzero(days.visit)
    who = days.who[came]
    start = np.flatnonzero(np.diff(who, prepend=-1) != 0)  # the first visit of each client with any
    again = start[np.append(np.diff(start), len(who) - start[-1:]) > 1] + 1 if len(start) else start
    second = np.full(len(days.clients), NEVER, np.int64)
    second[who[again]] = days.of_clients.day[came][again]
    last = min(period.last, today)
    found = []
    for several in SOON:
        counted = (days.first >= period.first.toordinal()) & (days.first <= last.toordinal())
        counted &= days.first <= today.toordinal() - several
        back = counted & (second - days.first <= several)
        found.append(Second(several, int(counted.sum()), int(back.sum())))
    return tuple(found)
