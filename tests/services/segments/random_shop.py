"""A small random shop with returns, cancelled receipts and clients in the trash, and its visits in plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from app.models.client import Client
from app.models.database import Database
from app.models.facts import refresh_cadence, refresh_facts
from app.models.purchase import Purchase
from tests.factories import NOW

TODAY = date(2026, 11, 21)
CLIENTS = 60


class Sale(NamedTuple):
    """A receipt; `of` is the sale that it takes back."""

    id: int
    client: int
    day: date
    total: int | None
    counts: bool
    of: int | None


def fill_shop(db: Database, seed: int) -> list[Sale]:
    """Clients who buy often, rarely or once; the last two are in the trash."""
    random = Random(seed)
    with db.write() as session:
        for number in range(1, CLIENTS + 1):
            gone = NOW if number > CLIENTS - 2 else None
            session.add(Client(id=number, name=f"№ {number}", created_at=NOW, updated_at=NOW, deleted_at=gone))
            every = random.choice((3, 10, 25, 40, 90))
            for _visit in range(random.choice((0, 1, 1, 2, 3, 4, 5, 6, 8, 12))):
                ago = random.randrange(every * 6)
                _sell(session, random, number, TODAY - timedelta(days=ago))
        session.flush()
        refresh_facts(session, range(1, CLIENTS + 1))
        refresh_cadence(session)
        return [
            Sale(one.id, one.client_id or 0, one.day, one.total, one.status == "done", one.return_of_id)
            for one in session.query(Purchase)
        ]


def _sell(session: Any, random: Random, client: int, day: date) -> None:
    at = {"created_at": NOW, "updated_at": NOW}
    total = random.choice((None, 0, 10_000, 25_050, 90_000))
    status = random.choice(("done", "done", "done", "done", "cancelled"))
    sale = Purchase(client_id=client, day=day, total=total, status=status, **at)
    session.add(sale)
    if total and random.random() < 0.2:
        session.flush()
        back = min(TODAY, day + timedelta(days=random.randrange(20)))
        taken = random.choice((-total, -total // 2))
        session.add(Purchase(client_id=client, day=back, total=taken, status="done", return_of_id=sale.id, **at))


def visits_until(sales: list[Sale], day: date, clients: int = CLIENTS - 2) -> dict[int, list[date]]:
    """Client -> days of the visits that stand at the end of `day`, in order; of the first so many `clients`, which
    leaves out those in the trash."""
    known = [one for one in sales if one.counts and one.day <= day and one.client <= clients]
    left: dict[int, int] = defaultdict(int)
    for one in known:
        if one.of is not None:
            left[one.of] += one.total or 0
    net: dict[tuple[int, date], list[int | None]] = defaultdict(list)
    for one in known:
        if one.of is None and (one.total is None or one.total > 0):
            net[one.client, one.day].append(None if one.total is None else one.total + left[one.id])
    visits: dict[int, list[date]] = defaultdict(list)
    for (client, on), sums in sorted(net.items()):
        if None in sums or sum(one or 0 for one in sums) > 0:
            visits[client].append(on)
    return dict(visits)


def spent_until(sales: list[Sale], day: date, since: date = date.min) -> dict[int, int]:
    """Client -> net spend of the days after `since` up to `day`."""
    spent: dict[int, int] = defaultdict(int)
    for one in sales:
        if one.counts and since < one.day <= day:
            spent[one.client] += one.total or 0
    return spent
