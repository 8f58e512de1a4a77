"""The numbers of the report counted in plain Python from the bare rows, client by client: what it must equal."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import text

from app.models.database import Database


class Receipt(NamedTuple):
    """A receipt that counts, up to today; `client` is None of nobody known and of who is in the trash."""

    id: int
    client: int | None
    owner: int | None  # the client, in the trash or not
    day: date
    total: int | None
    of: int | None


def read_receipts(db: Database, today: date) -> list[Receipt]:
    """Every receipt that counts."""
    with db.read() as session:
        gone = set(session.scalars(text("SELECT id FROM client WHERE deleted_at IS NOT NULL")))
        rows = session.execute(
            text(
                "SELECT id, client_id, day, total, return_of_id FROM purchase"
                " WHERE status = 'done' AND deleted_at IS NULL"
            )
        ).all()
    found = []
    for row in rows:
        day = date.fromisoformat(row.day)
        if day <= today:
            client = None if row.client_id in gone else row.client_id
            found.append(Receipt(row.id, client, row.client_id, day, row.total, row.return_of_id))
    return found


def visits_of(receipts: list[Receipt]) -> dict[int, list[date]]:
    """The days on which each client came, in order: what was sold that day, less what went back of it, is something."""
    days = defaultdict(set)
    for client in {one.client for one in receipts if one.client is not None}:
        own = [one for one in receipts if one.client == client]
        for day in {one.day for one in own}:
            sales = [one for one in own if one.day == day and one.of is None and (one.total is None or one.total > 0)]
            ids = {one.id for one in sales}
            back = [one for one in own if one.of in ids]
            net = sum(one.total or 0 for one in [*sales, *back])
            if any(one.total is None for one in sales) or (sales and net > 0):
                days[client].add(day)
    return {client: sorted(found) for client, found in days.items()}


class Plain:
    """Every number of a period, each by its own definition."""

    def __init__(self, receipts: list[Receipt], first: date, last: date, today: date) -> None:
        self.receipts, self.visits, self.today = receipts, visits_of(receipts), today
        self.first, self.last = first, last
        self.period = [one for one in receipts if first <= one.day <= last]

    def came(self, first: date, last: date) -> dict[int, int]:
        """Client -> visits in some days, of those who have any."""
        counted = {client: sum(first <= day <= last for day in days) for client, days in self.visits.items()}
        return {client: several for client, several in counted.items() if several}

    def is_new(self, one: Receipt) -> bool:
        first = self.visits[one.client][0] if one.client in self.visits else None
        return first is not None and (first.year, first.month) == (one.day.year, one.day.month)

    def money(self, first: date, last: date) -> dict[str, int]:
        """Revenue of new and regular clients and of nobody known."""
        found = {"revenue_new": 0, "revenue_repeat": 0, "revenue_anonymous": 0}
        for one in self.receipts:
            if first <= one.day <= last and one.total is not None:
                kind = "anonymous" if one.client is None else "new" if self.is_new(one) else "repeat"
                found[f"revenue_{kind}"] += one.total
        return found

    def aov(self, first: date, last: date) -> float | None:
        totals = [one.total for one in self.receipts if first <= one.day <= last and one.total is not None]
        return sum(totals) / len(totals) if totals else None

    def ltv(self, first: date, last: date) -> tuple[float | None, int]:
        buyers = self.came(first, last)
        spent = sum(one.total or 0 for one in self.receipts if one.client in buyers and one.day <= last)
        return (spent / len(buyers) if buyers else None), len(buyers)

    def kept(self, first: date, last: date) -> tuple[int, int]:
        """Buyers of as many days before, and those of them who came in these days too."""
        several = (last - first).days + 1
        before = set(self.came(first - timedelta(days=several), first - timedelta(days=1)))
        return len(before), len(before & set(self.came(first, last)))

    def simple_ltv(self) -> float | None:
        first = self.last - timedelta(days=364)
        before, again = self.kept(first, self.last)
        came, aov = self.came(first, self.last), self.aov(first, self.last)
        if not before or not came or aov is None:
            return None
        years = 10.0 if before == again else min(10.0, 1 / (1 - again / before))
        return aov * sum(came.values()) / len(came) * years

    def second(self, days: int) -> tuple[int, int]:
        """Who had the time since the first visit of the period, and who came again within it."""
        counted = back = 0
        for own in self.visits.values():
            if self.first <= own[0] <= self.last and own[0] + timedelta(days=days) <= self.today:
                counted += 1
                back += len(own) > 1 and (own[1] - own[0]).days <= days
        return counted, back

    def gaps(self) -> list[int]:
        found = []
        for own in self.visits.values():
            found += [(b - a).days for a, b in pairwise(own) if self.first <= b <= self.last]
        return found

    def figures(self) -> dict[str, Any]:
        """Key -> value of every figure that follows from receipts."""
        came = self.came(self.first, self.last)
        money, (before, again) = self.money(self.first, self.last), self.kept(self.first, self.last)
        repeat, gaps = sum(several > 1 for several in came.values()), self.gaps()
        found: dict[str, Any] = {
            "revenue": sum(money.values()),
            "revenue_new": money["revenue_new"],
            "revenue_repeat": money["revenue_repeat"],
            "receipts": len(self.period),
            "visits": sum(came.values()),
            "buyers": len(came),
            "new_buyers": sum(self.first <= own[0] <= self.last for own in self.visits.values()),
            "repeat_buyers": repeat,
            "aov": self.aov(self.first, self.last),
            "ltv": self.ltv(self.first, self.last)[0],
            "ltv_simple": self.simple_ltv(),
            "crr": again / before if before else None,
            "churn": 1 - again / before if before else None,
            "repeat_purchase_rate": repeat / len(came) if came else None,
            "frequency": sum(came.values()) / len(came) if came else None,
            "median_gap_days": median(gaps) if gaps else None,
        }
        for days in (30, 60, 90):
            counted, back = self.second(days)
            found[f"second_{days}"] = back / counted if counted else None
        return found

    def cohort(self, month: date, until: date) -> tuple[int, list[float]]:
        """The clients of a month, and the shares of them that came in each month up to `until`."""
        members = [own for own in self.visits.values() if own[0].replace(day=1) == month and own[0] <= self.last]
        shares, k = [], month
        while k <= until:
            came = sum(any(day.replace(day=1) == k and day <= self.last for day in own) for own in members)
            shares.append(came / len(members) if members else 0.0)
            k = (k + timedelta(days=31)).replace(day=1)
        return len(members), shares
