"""Revenue, receipts, visits and buyers of a period and of each of its months, and what a client is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.services.months import month_end, month_number
from app.services.report.figures import average
from app.services.report.period import Period
from app.services.report.shop_days import NEVER, ShopDays, Sold, inside, months_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Totals:
    """A period added up. Money in minor units, net of returns; `receipts` count those without a known sum too, of which
    the average receipt knows nothing: it is revenue / `known_receipts`.

    `revenue_new`: of clients in the calendar month of their first visit; `revenue_repeat`: of clients in later months.
    `buyers`: clients with a visit in the period; of these `repeat_buyers` with two or more, `new_buyers` with their
    first one ever.
    """

    revenue_new: int
    revenue_repeat: int
    revenue_anonymous: int
    receipts: int
    known_receipts: int
    visits: int
    buyers: int
    new_buyers: int
    repeat_buyers: int

    @property
    def revenue(self) -> int:
        """All of it."""
        return self.revenue_new + self.revenue_repeat + self.revenue_anonymous

    @property
    def aov(self) -> int | None:
        """The average receipt."""
        return average(self.revenue, self.known_receipts)


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month, or the part of it that is in the period. Money in minor units, net of returns; as in Totals,
    `new_buyers` being those whose first visit is in this month."""

    month: date  # its first day
    revenue_new: int
    revenue_repeat: int
    revenue_anonymous: int
    receipts: int
    visits: int
    buyers: int
    new_buyers: int
    aov: int | None

    @property
    def revenue(self) -> int:
        """All of it."""
        return self.revenue_new + self.revenue_repeat + self.revenue_anonymous

    @property
    def repeat_share(self) -> float | None:
        """The share of regular clients in what known clients brought; None where that is nothing, or where one of the
        two brought back more than was sold to them: there is no such share."""
        known = self.revenue_new + self.revenue_repeat
        return self.revenue_repeat / known if known > 0 and 0 <= self.revenue_repeat <= known else None


@dataclass(frozen=True, slots=True)
class LtvMonth:
    """LTV as it was at the end of a month: of those who bought in the so many days before as the period has."""

    month: date
    ltv: int | None
    buyers: int


def is_new(days: ShopDays) -> Array:
    """Which rows of clients are of the calendar month of the client's first visit."""
    import numpy as np

    first = days.first.copy()
    never = first == NEVER
    first[never] = date(1, 1, 1).toordinal()
    months = np.where(never, -1, months_of(first))
    found: Array = months[days.who] == days.of_clients.month
    return found


def add_up(days: ShopDays, period: Period) -> Totals:
    """The totals of a period."""
    known, free = inside(days.of_clients, period), inside(days.of_nobody, period)
    clients, nobody = days.of_clients, days.of_nobody
    net = int(clients.net[known].sum())
    new = int(clients.net[known & is_new(days)].sum())
    visits = days.visits_in(period)
    first = (days.first >= period.first.toordinal()) & (days.first <= period.last.toordinal())
    return Totals(
        revenue_new=new,
        revenue_repeat=net - new,
        revenue_anonymous=int(nobody.net[free].sum()),
        receipts=int(clients.receipts[known].sum() + nobody.receipts[free].sum()),
        known_receipts=int(clients.known[known].sum() + nobody.known[free].sum()),
        visits=int(visits.sum()),
        buyers=int((visits > 0).sum()),
        new_buyers=int(first.sum()),
        repeat_buyers=int((visits > 1).sum()),
    )


def read_months(days: ShopDays, period: Period) -> tuple[Month, ...]:
    """Each calendar month of the period, those without a sale too."""
    import numpy as np

    months = period.months()
    base, several = month_number(months[0]), len(months)
    clients, nobody = days.of_clients, days.of_nobody
    known, free = inside(clients, period), inside(nobody, period)

    def summed(sold: Sold, rows: Array, values: Array | None = None) -> Array:
        weights = None if values is None else values[rows]
        return np.bincount(sold.month[rows] - base, weights, several).astype(np.int64)

    net, new = summed(clients, known, clients.net), summed(clients, known & is_new(days), clients.net)
    free_net = summed(nobody, free, nobody.net)
    receipts = summed(clients, known, clients.receipts) + summed(nobody, free, nobody.receipts)
    with_sum = summed(clients, known, clients.known) + summed(nobody, free, nobody.known)
    came = known & days.visit
    visits = summed(clients, came)
    buyers = summed(clients, days.one_a_month(came))
    firsts = days.first[(days.first >= period.first.toordinal()) & (days.first <= period.last.toordinal())]
    new_buyers = np.bincount(months_of(firsts) - base, minlength=several)
    return tuple(
        Month(
            month,
            revenue_new=int(new[n]),
            revenue_repeat=int(net[n] - new[n]),
            revenue_anonymous=int(free_net[n]),
            receipts=int(receipts[n]),
            visits=int(visits[n]),
            buyers=int(buyers[n]),
            new_buyers=int(new_buyers[n]),
            aov=average(int(net[n] + free_net[n]), int(with_sum[n])),
        )
        for n, month in enumerate(months)
    )


def read_ltv(days: ShopDays, period: Period) -> tuple[int, int]:
    """Net revenue, up to the end of the period, of those who bought in it; and how many they are."""
    buyers = days.visits_in(period) > 0
    return int(days.net_until(period.last)[buyers].sum()), int(buyers.sum())


def read_ltv_months(days: ShopDays, period: Period) -> tuple[LtvMonth, ...]:
    """How LTV moved: at the end of each month of the period, counted as read_ltv does over as many days before."""
    import numpy as np

    clients = days.of_clients
    order = np.argsort(clients.day, kind="stable")
    day = clients.day[order]
    spent, visits = np.zeros(len(days.clients), np.int64), np.zeros(len(days.clients), np.int64)
    gone = reached = 0  # rows before the window, and those up to its end

    found = []
    for month in period.months():
        last = min(month_end(month), period.last)
        start, end = np.searchsorted(day, (last.toordinal() - period.days + 1, last.toordinal() + 1))
        new, old = order[reached:end], order[gone:start]
        np.add.at(spent, days.who[new], clients.net[new])
        np.add.at(visits, days.who[new], days.visit[new].astype(np.int64))
        np.subtract.at(visits, days.who[old], days.visit[old].astype(np.int64))
        gone, reached = start, end
        buyers = visits > 0
        count = int(buyers.sum())
        found.append(LtvMonth(month, average(int(spent[buyers].sum()), count), count))
    return tuple(found)
