"""What each client bought on each day, as columns of numbers: read once, and all of the report is counted of it.

What clients in the trash bought counts as sold to nobody known: the money stays, and whoever is counted can be shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.models.report import (
    DAY_BITS,
    ClientDays,
    DaySums,
    client_days,
    clients_out_of_sight,
    free_days,
    visits_of_returners,
)
from app.services.report.period import Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

NEVER = 1 << 30  # the first visit of those who have none: after every day


@dataclass(frozen=True, slots=True)
class Sold:
    """Receipts by day: ordinal of the day; net sum and the sum of those above 0, in minor units; how many there are,
    with a known sum, above 0 and below 0; calendar month as year * 12 + month - 1. All of one length."""

    day: Array
    net: Array
    sold: Array
    receipts: Array
    known: Array
    sales: Array
    returns: Array
    month: Array


@dataclass(frozen=True, slots=True)
class ShopDays:
    """`of_clients`: one row a client and day, by client, then day; `who` is the client's place in `clients` (ids,
    ascending), `visit` whether the day is one (models/facts.py). `of_nobody`: sales without a known client.
    `first`: the ordinal of each client's first visit, NEVER without."""

    clients: Array
    who: Array
    visit: Array
    of_clients: Sold
    of_nobody: Sold
    first: Array

    def visits_in(self, period: Period) -> Array:
        """How many visits each client has in a period."""
        import numpy as np

        return np.bincount(self.who[self.visit & inside(self.of_clients, period)], minlength=len(self.clients))

    def net_until(self, day: date) -> Array:
        """What each client has spent up to the end of a day, minor units."""
        import numpy as np

        until = self.of_clients.day <= day.toordinal()
        return np.bincount(self.who[until], self.of_clients.net[until], len(self.clients))

    def one_a_month(self, rows: Array) -> Array:
        """Of these rows of clients the first of each client and calendar month: their places."""
        import numpy as np

        at = np.flatnonzero(rows)
        who, month = self.who[at], self.of_clients.month[at]
        first: Array = at[(np.diff(who, prepend=-1) != 0) | (np.diff(month, prepend=-1) != 0)]
        return first


def inside(sold: Sold, period: Period) -> Array:
    """Which rows are of the days of a period."""
    return (sold.day >= period.first.toordinal()) & (sold.day <= period.last.toordinal())


def read_days(session: Session, until: date, step: Callable[[], object]) -> ShopDays:
    """All receipts that count up to the end of `until`; `step` is called between the blocks that are read."""
    import numpy as np

    found = client_days(session, until, step)
    free = free_days(session, until)
    visit = _visits(session, until, found)
    gone = np.isin(found.client, clients_out_of_sight(session))
    apart = (np.concatenate(pair) for pair in zip(free, (column[gone] for column in found.sums), strict=True))
    nobody, client, sums = _sold(DaySums(*apart)), found.client, found.sums
    if gone.any():
        client, visit, sums = client[~gone], visit[~gone], DaySums(*(column[~gone] for column in sums))
    clients, who = _places(client)
    known = _sold(sums)
    return ShopDays(clients, who, visit, known, nobody, _first_visits(len(clients), who, visit, known.day))


def _visits(session: Session, until: date, found: ClientDays) -> Array:
    """Which of the rows are visits: days with a sale, but of those who brought something back only what stayed."""
    import numpy as np

    visit = found.sale
    clients, visits = visits_of_returners(session, until)
    at = np.flatnonzero(np.isin(found.client, clients))
    stayed = [client << DAY_BITS | day for client, day in visits]
    visit[at] = np.isin(found.client[at].astype(np.int64) << DAY_BITS | found.sums.day[at], stayed)
    return visit


def _places(ids: Array) -> tuple[Array, Array]:
    """Ascending ids without repetitions, and the place of each row's among them."""
    import numpy as np

    new = np.diff(ids, prepend=-1) != 0
    return ids[new], np.cumsum(new, dtype=np.int32) - np.int32(1)


def _sold(sums: DaySums) -> Sold:
    return Sold(*sums, months_of(sums.day))


def months_of(day: Array) -> Array:
    """Ordinals of days -> their calendar months as year * 12 + month - 1."""
    import numpy as np

    if not len(day):
        return np.zeros(0, np.int32)
    low, high = int(day.min()), int(day.max())
    epoch = date(1970, 1, 1).toordinal()
    months = np.arange(low - epoch, high - epoch + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    found: Array = (months + np.int32(1970 * 12))[day - low]
    return found


def _first_visits(several: int, who: Array, visit: Array, day: Array) -> Array:
    import numpy as np

    first = np.full(several, NEVER, np.int32)
    at = np.flatnonzero(visit)[::-1]
    first[who[at]] = day[at]  # backwards: the first day is written last
    return first
