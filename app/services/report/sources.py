"""Where new clients come from, what each source costs and what its clients are worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.models.report import clients_by_source
from app.models.search import fold
from app.services.report.figures import average
from app.services.report.period import Period
from app.services.report.shop_days import ShopDays, inside
from app.services.spend import Spend, spend_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source over a period; "" is of clients whose source nobody told, and of spend for none in particular.

    Money in minor units, net of returns. `spend` None: nothing was entered for these days. `cac` = spend / new buyers.
    `ltv` = net revenue ever, up to the end of the period, of those who bought in it / their number. `ltv_to_cac` stands
    on revenue, not on margin.
    """

    source: str
    buyers: int  # with a visit in the period
    new_buyers: int  # whose first visit is in the period
    revenue: int  # of the period
    spend: int | None
    cac: int | None
    ltv: int | None
    ltv_to_cac: float | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Every source with buyers or spend in the period, most new buyers first, and all of them together."""

    rows: tuple[SourceRow, ...]
    total: SourceRow


@dataclass(frozen=True, slots=True)
class _Buyers:
    """What is known of every client of the report, one array each, in the order of ShopDays.clients: visits of the
    period, whether the first of all is among them, money of the period and ever."""

    visits: Array
    new: Array
    revenue: Array
    ever: Array


def read_sources(session: Session, days: ShopDays, period: Period) -> Sources:
    """Sources of the clients who bought in the period, and of what was spent on its days. Spellings that differ by
    case only are one source, called as most of its clients have it."""
    import numpy as np

    buyers = _buyers(days, period)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[Array]] = defaultdict(list)
    for source, ids in clients_by_source(session):
        found = np.searchsorted(days.clients, ids)
        known = found[found < len(days.clients)]
        known = known[days.clients[known] == ids[found < len(days.clients)]]
        spelt[fold(source)][source] += len(known)
        places[fold(source)].append(known)
    spent: dict[str, list[Spend]] = defaultdict(list)
    for one in spend_in(session, period):
        spelt[fold(one.source)][one.source] += 0
        spent[fold(one.source)].append(one)
    rows = [
        _row(names.most_common(1)[0][0], buyers, _together(places[key]), _spend(spent[key], period), costs=bool(key))
        for key, names in spelt.items()
    ]
    rows = [row for row in rows if row.buyers or row.revenue or row.spend is not None]
    rows.sort(key=lambda row: (-row.new_buyers, -row.revenue, row.source))
    everything = [one for several in spent.values() for one in several]
    return Sources(tuple(rows), _everybody(buyers, everything, period))


def all_sources(session: Session, days: ShopDays, period: Period) -> SourceRow:
    """All of them together."""
    return _everybody(_buyers(days, period), spend_in(session, period), period)


def cost_per_client(spend: int | None, new_buyers: int) -> int | None:
    """CAC: what a new buyer cost, in minor units; None where nothing was entered, or nobody came."""
    return None if spend is None else average(spend, new_buyers)


def _buyers(days: ShopDays, period: Period) -> _Buyers:
    import numpy as np

    among = inside(days.of_clients, period)
    new = (days.first >= period.first.toordinal()) & (days.first <= period.last.toordinal())
    revenue = np.bincount(days.who[among], days.of_clients.net[among], len(days.clients))
    return _Buyers(days.visits_in(period), new, revenue, days.net_until(period.last))


def _everybody(buyers: _Buyers, spent: Sequence[Spend], period: Period) -> SourceRow:
    import numpy as np

    return _row("", buyers, np.arange(len(buyers.visits)), _spend(spent, period))


def _together(places: Sequence[Array]) -> Array:
    import numpy as np

    return np.concatenate([np.zeros(0, np.int64), *places])


def _spend(spent: Sequence[Spend], period: Period) -> int | None:
    """The part of these sums that falls on the days of the period; None without any."""
    return sum(one.within(period) for one in spent) if spent else None


def _row(source: str, buyers: _Buyers, places: Array, spend: int | None, *, costs: bool = True) -> SourceRow:
    """`costs`: what was spent brought these clients; spend for no source in particular brought all of them, not those
    whose source nobody told."""
    bought = places[buyers.visits[places] > 0]
    new = int(buyers.new[places].sum())
    cac = cost_per_client(spend, new) if costs else None
    ltv = average(round(float(buyers.ever[bought].sum())), len(bought))
    return SourceRow(
        source=source,
        buyers=len(bought),
        new_buyers=new,
        revenue=round(float(buyers.revenue[places].sum())),
        spend=spend,
        cac=cac,
        ltv=ltv,
        ltv_to_cac=ltv / cac if cac and ltv is not None else None,
    )
