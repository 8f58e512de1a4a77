"""A small random shop in which everything happens that a report must be right about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from app.models.aftersale import Feedback
from app.models.client import Client
from app.models.database import Database
from app.models.enquiry import Enquiry
from app.models.facts import refresh_cadence, refresh_facts
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.models.spend import MarketingSpend
from tests.factories import NOW

TODAY = date(2026, 11, 21)
ZONE = ZoneInfo("Europe/Moscow")
SOURCES = ("Карты", "карты", "ВК", "", "Друзья")
REASONS = ("дорого", "Дорого", "нет в наличии", "")
PRODUCTS = ("Эфиопия", "Фильтры", "Кружка")
STAMPS: dict[str, Any] = {"created_at": NOW, "updated_at": NOW}


def fill_shop(db: Database, seed: int, clients: int = 35) -> None:
    """Clients who come often, rarely or never, two of them in the trash; sales to nobody known; returns of a sale, of
    nothing in particular and of another's sale; orders that do not count; spend, enquiries and answers."""
    random = Random(seed)
    with db.write() as session:
        session.add_all(Product(name=name, name_key=name.casefold()) for name in PRODUCTS)
        for number in range(1, clients + 1):
            gone = NOW if number > clients - 2 else None
            client = Client(id=number, name=f"№ {number}", source=random.choice(SOURCES), deleted_at=gone, **STAMPS)
            session.add(client)
        session.flush()
        for number in range(1, clients + 1):
            every = random.choice((4, 15, 40, 90))
            for _ in range(random.choice((0, 1, 1, 2, 3, 5, 9))):
                _sell(session, random, number, TODAY - timedelta(days=random.randrange(every * 8)), clients)
        for _ in range(random.randrange(15)):
            _sell(session, random, None, TODAY - timedelta(days=random.randrange(400)), clients)
        _add_beside(session, random, clients)
        session.flush()
        refresh_facts(session, range(1, clients + 1))
        refresh_cadence(session)


def _sell(session: Any, random: Random, client: int | None, day: date, clients: int) -> None:
    for _ in range(random.choice((1, 1, 1, 2))):  # several receipts on one day
        total = random.choice((None, 0, 10_000, 25_050, 25_050, 90_001, -4_000))
        sale = Purchase(client_id=client, day=day, total=total, **STAMPS)
        sale.status = random.choice(("done",) * 8 + ("cancelled", "rejected"))
        sale.deleted_at = NOW if random.random() < 0.05 else None
        sale.time = random.choice((None, "09:15:00", "18:40:00"))
        products = random.sample((1, 2, 3), random.randrange(3))
        sale.lines = [PurchaseLine(product_id=product, sum=total, quantity=1000) for product in products]
        session.add(sale)
        if total and total > 0 and random.random() < 0.25:
            session.flush()
            _bring_back(session, random, sale, clients)


def _bring_back(session: Any, random: Random, sale: Purchase, clients: int) -> None:
    assert sale.total is not None
    day = min(TODAY, sale.day + timedelta(days=random.choice((0, 1, 20, 70))))
    back = Purchase(return_of_id=sale.id, day=day, **STAMPS)
    back.client_id = sale.client_id if random.random() < 0.9 else random.randrange(1, clients + 1)
    back.total = random.choice((-sale.total, -sale.total, -sale.total // 2))
    whole = back.total == -sale.total
    back.lines = [PurchaseLine(product_id=line.product_id, quantity=-1000) for line in sale.lines if whole]
    session.add(back)


def _add_beside(session: Any, random: Random, clients: int) -> None:
    for _ in range(random.randrange(4)):
        first = TODAY - timedelta(days=random.randrange(300))
        last = first + timedelta(days=random.randrange(60))
        spend = MarketingSpend(source=random.choice(SOURCES), first_day=first, last_day=last, sum=300_007)
        session.add(spend)
    for _ in range(random.randrange(12)):
        moment = _moment(TODAY - timedelta(days=random.randrange(300)), random)
        session.add(Feedback(client_id=random.randrange(1, clients + 1), at=moment, score=random.randrange(11)))
    for _ in range(random.randrange(12)):
        day = TODAY - timedelta(days=random.randrange(300))
        state = random.choice(("new", "won", "lost"))
        closed = None if state == "new" else _moment(day + timedelta(days=random.randrange(40)), random)
        enquiry = Enquiry(asked="?", day=day, state=state, closed_at=closed, touched_at=NOW, **STAMPS)
        enquiry.lost_reason = random.choice(REASONS) if state == "lost" else ""
        session.add(enquiry)


def _moment(day: date, random: Random) -> datetime:
    return datetime.combine(day, time(random.randrange(24), 30), ZONE)
