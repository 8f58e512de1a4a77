"""The comparison of clients who come back with those who came once, against a plain count of random shops."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from statistics import median
from typing import Any

import pytest

from app.models.client import Client
from app.models.database import Database
from app.models.facts import refresh_cadence, refresh_facts
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.clients.find import list_client_ids
from app.services.segments.compare import (
    FRESH_DAYS,
    Side,
    Tells,
    compare_buyers,
    product_group,
    side_group,
    source_group,
)
from tests.factories import NOW, make_client, sell
from tests.services.plain_facts import plain_facts

TODAY = NOW.date()
SOURCES = ("", "Instagram", "сарафан")
GOODS = ("Кофе", "Чай", "Фильтр", "Чашка")


def _fill(db: Database, seed: int) -> None:
    random = Random(seed)
    with db.write() as session:
        session.add_all(Product(name=name, name_key=name.casefold()) for name in GOODS)
        session.add_all(
            Client(name=f"№ {number}", source=random.choice(SOURCES), created_at=NOW, updated_at=NOW)
            for number in range(60)
        )
        session.flush()
        for client_id in range(1, 61):
            for _ in range(random.randrange(4)):
                _sell(session, random, client_id)
        session.get_one(Client, 60).deleted_at = NOW
        session.flush()
        refresh_facts(session, range(1, 61))
        refresh_cadence(session)


def _sell(session: Any, random: Random, client_id: int) -> None:
    day = TODAY - timedelta(days=random.randrange(200))
    total = random.choice((10_000, 25_050, 7_000, None))
    status = random.choice(("done", "done", "done", "cancelled"))
    sale = Purchase(client_id=client_id, day=day, total=total, status=status, created_at=NOW, updated_at=NOW)
    products = random.sample(range(1, 5), 2)
    sale.lines = [PurchaseLine(product_id=product, quantity=1000, sum=total) for product in products]
    session.add(sale)
    session.flush()
    if total is None or random.random() > 0.3:
        return
    part = random.choice((1, 2))  # of the money: all of it, or half
    back = Purchase(client_id=client_id, day=day, total=-total // part, created_at=NOW, updated_at=NOW)
    back.return_of_id = random.choice((sale.id, None))
    back.lines = [PurchaseLine(product_id=product, quantity=-1000) for product in products[: 2 // part]]
    session.add(back)


def _plain(db: Database) -> dict[str, Any]:
    """Every number once more, client by client from the bare rows."""
    facts = plain_facts(db)
    with db.read() as session:
        clients = {row.id: row for row in session.query(Client).filter(Client.deleted_at.is_(None))}
        rows = session.query(Purchase).filter_by(status="done").all()
        lines = {row.id: [(line.product_id, line.quantity) for line in row.lines] for row in rows}
    sides, sources, products = defaultdict(list), defaultdict(list), defaultdict(list)
    for client_id, fact in facts.items():
        if client_id not in clients or not fact["visits"]:
            continue
        settled = (TODAY - fact["first_visit"]).days > FRESH_DAYS
        again = fact["visits"] > 1
        own = [row for row in rows if row.client_id == client_id]
        sides["repeat" if again else "once" if settled else "fresh"].append((fact, own))
        if settled:
            sources[clients[client_id].source].append(again)
            for product in _kept(own, lines, fact["first_visit"]):
                products[GOODS[product - 1]].append(again)
    return {"sides": sides, "sources": sources, "products": products}


def _kept(own: list[Any], lines: dict[int, list[tuple[int, int]]], first: date) -> set[int]:
    sales = [row.id for row in own if row.day == first and row.return_of_id is None and (row.total or 0) >= 0]
    left: dict[int, int] = defaultdict(int)
    for row in own:
        if row.id in sales or row.return_of_id in sales:
            for product, quantity in lines[row.id]:
                left[product] += quantity
    return {product for product, quantity in left.items() if quantity > 0}


def _side(members: list[Any]) -> tuple[Any, ...]:
    known = [row.total for _fact, own in members for row in own if row.total is not None]
    first = [[row.total for row in own if row.day == fact["first_visit"]] for fact, own in members]
    firsts = [sum(one for one in sums if one is not None) for sums in first if any(one is not None for one in sums)]
    sold, returned = sum(t for t in known if t > 0), -sum(t for t in known if t < 0)
    return (
        len(members),
        sum(fact["visits"] for fact, _own in members),
        sum(known),
        _average(known),
        _average(firsts),
        returned / sold if sold else None,
    )


def _average(sums: list[int]) -> int | None:
    """Halves away from zero, as money is rounded."""
    return int(Decimal(sum(sums) / len(sums)).quantize(Decimal(1), ROUND_HALF_UP)) if sums else None


def _numbers(side: Side) -> tuple[Any, ...]:
    return side.clients, side.visits, side.revenue, side.average, side.first_average, side.returns_share


@pytest.mark.parametrize("seed", range(6))
def test_every_number_is_what_a_plain_count_gives(db: Database, seed: int) -> None:
    _fill(db, seed)
    found, plain = compare_buyers(db, TODAY), _plain(db)
    for side in ("repeat", "once", "fresh"):
        assert _numbers(getattr(found, side)) == _side(plain["sides"][side])
        members = list_client_ids(db, where=side_group(side), today=TODAY)
        assert len(members) == getattr(found, side).clients
    rhythms = [fact["rhythm_days"] for fact, _own in plain["sides"]["repeat"] if fact["rhythm_days"] is not None]
    assert found.repeat.rhythm_days == (median(rhythms) if rhythms else None)
    for rows, counted in ((found.sources, plain["sources"]), (found.products, plain["products"])):
        assert {row.name: (row.clients, row.back) for row in rows} == {
            name: (len(again), sum(again)) for name, again in counted.items()
        }
    for rows, group in ((found.sources, source_group), (found.products, product_group)):
        for row in rows:
            assert len(list_client_ids(db, where=group(row.name), today=TODAY)) == row.clients


def test_an_empty_shop_has_nothing_to_compare(db: Database) -> None:
    found = compare_buyers(db, TODAY)
    assert (found.repeat, found.once, found.fresh, found.share) == (Side(), Side(), Side(), None)


def test_a_share_is_called_another_one_only_where_its_interval_is(db: Database) -> None:
    long_ago = TODAY - timedelta(days=300)
    for number in range(30):
        client = make_client(db, f"№ {number}")
        sell(db, client, long_ago, product="Кофе" if number < 15 else "Чай" if number < 26 else "Чашка")
        if number < 15:
            sell(db, client, long_ago + timedelta(days=30), product="Сироп")
    told = {row.name: row.tells for row in compare_buyers(db, TODAY).products}
    assert told == {"Кофе": Tells.HIGHER, "Чай": Tells.LOWER, "Чашка": Tells.FEW}
