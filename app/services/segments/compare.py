"""Clients who come back beside those who came once: what differs, so that the owner sees what brings people back.

Who came once in the last FRESH_DAYS has had no time to come again, and stands apart. Shares of sources and of first
products are of the clients who came first before that; they have Wilson's 95 % interval, and are called higher or lower
than usual only where all of it lies above or below the share of everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Any

from sqlalchemy import Row

from app.models.comparison import (
    FRESH,
    ONCE,
    REPEAT,
    read_all_rhythms,
    read_first_sums,
    read_shares_of_products,
    read_shares_of_sources,
    read_totals,
)
from app.models.database import Database
from app.models.listing.filter_fields import Condition, Group
from app.services.intervals import wilson
from app.services.report.behind import from_source
from app.services.report.figures import average

FRESH_DAYS = 90
FEW = 10  # clients; a share of fewer says nothing
MOST_ROWS = 12

_AGO = {ONCE: "over_days", FRESH: "last_days"}


class Tells(StrEnum):
    """Whether a share is another one than that of everybody."""

    FEW = "few"
    USUAL = "usual"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Side:
    """Clients of one side. Money in minor units; None where there is nothing to count it from.

    `average`: net revenue / receipts with a known sum; `first_average`: net money of the first day / clients;
    `returns_share`: money that came back / money sold.
    """

    clients: int = 0
    visits: int = 0
    revenue: int = 0
    average: int | None = None
    first_average: int | None = None
    returns_share: float | None = None
    rhythm_days: float | None = None  # median of their own rhythms; only who came three times has one

    @property
    def visits_each(self) -> float | None:
        """Visits a client."""
        return self.visits / self.clients if self.clients else None


@dataclass(frozen=True)
class CameBack:
    """Of the clients of a source, or who began with a product: how many came again; `share` with its 95 % interval."""

    name: str
    clients: int
    back: int
    share: float
    low: float
    high: float
    tells: Tells


@dataclass(frozen=True)
class Comparison:
    """`counted`: clients who have had the time to come again, `back` of them did. Rows: most clients first."""

    repeat: Side
    once: Side
    fresh: Side
    counted: int
    back: int
    sources: tuple[CameBack, ...]
    products: tuple[CameBack, ...]

    @property
    def few(self) -> bool:
        """Whether one of the sides has too few clients to tell anything."""
        return min(self.repeat.clients, self.once.clients) < FEW

    @property
    def share(self) -> float | None:
        """Of those who had the time, how many came again."""
        return self.back / self.counted if self.counted else None


def compare_buyers(db: Database, today: date) -> Comparison:
    """All buyers of the shop on the day `today`."""
    fresh = today - timedelta(days=FRESH_DAYS)
    with db.read() as session:
        totals = {row.side: row for row in read_totals(session, fresh)}
        firsts = {row.side: row for row in read_first_sums(session, fresh)}
        rhythms = read_all_rhythms(session)
        sources = [(row.source, row.clients, row.back) for row in read_shares_of_sources(session, fresh)]
        products = [(row.name, row.clients, row.back) for row in read_shares_of_products(session, fresh)]
    counted, back = sum(row[1] for row in sources), sum(row[2] for row in sources)
    usual = back / counted if counted else 0.0
    return Comparison(
        _side(totals.get(REPEAT), firsts.get(REPEAT), median(rhythms) if rhythms else None),
        _side(totals.get(ONCE), firsts.get(ONCE)),
        _side(totals.get(FRESH), firsts.get(FRESH)),
        counted,
        back,
        _came_back(sources, usual),
        _came_back(products, usual),
    )


def side_group(side: str) -> Group:
    """The clients of "repeat", "once" or "fresh" as a filter."""
    if side == REPEAT:
        return Group("all", (Condition("visits", "ge", 2),))
    return Group("all", (Condition("visits", "eq", 1), Condition("first_visit", _AGO[side], FRESH_DAYS)))


def source_group(source: str) -> Group:
    """The clients of one row of sources as a filter."""
    return Group(
        "all", (from_source(source), Condition("visits", "ge", 1), Condition("first_visit", "over_days", FRESH_DAYS))
    )


def product_group(product: str) -> Group:
    """The clients of one row of first products as a filter."""
    first = Condition("first_bought", "any", {"items": [product]})
    return Group("all", (first, Condition("first_visit", "over_days", FRESH_DAYS)))


def _side(totals: Row[Any] | None, firsts: Row[Any] | None, rhythm: float | None = None) -> Side:
    if totals is None:
        return Side()
    first_average = None if firsts is None else average(firsts.total, firsts.clients)
    return Side(
        totals.clients,
        totals.visits,
        totals.total,
        average(totals.total, totals.known),
        first_average,
        totals.returned / totals.sold if totals.sold else None,
        rhythm,
    )


def _came_back(rows: Iterable[tuple[str, int, int]], usual: float) -> tuple[CameBack, ...]:
    first = sorted(rows, key=lambda row: (-row[1], row[0]))[:MOST_ROWS]
    return tuple(_row(name, clients, back, usual) for name, clients, back in first)


def _row(name: str, clients: int, back: int, usual: float) -> CameBack:
    low, high = wilson(back / clients, clients)
    tells = Tells.USUAL
    if clients < FEW:
        tells = Tells.FEW
    elif low > usual:
        tells = Tells.HIGHER
    elif high < usual:
        tells = Tells.LOWER
    return CameBack(name, clients, back, back / clients, low, high, tells)
