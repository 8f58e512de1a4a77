"""Any filter over a random shop lets through what plain reading of every receipt lets through, and sums up to the
same."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import selectinload

from app.models.database import Database
from app.models.enums import Area
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.purchases.listing import PurchaseFilter, list_purchase_ids, totals
from tests.factories import NOW, make_client

FIRST = date(2026, 1, 1)
PRODUCTS = ("Кения", "Эфиопия", "Чай зелёный", "Кружка")
CATEGORIES = ("Кофе", "Кофе", "Чай", "")
NAMES = ("Крылова Ольга", "Пак Игорь", "Ли Дмитрий")


@pytest.fixture
def shop(db: Database) -> random.Random:
    """Eighty receipts of all kinds; one client is in the trash."""
    chance = random.Random(5)
    clients = [make_client(db, name) for name in NAMES]
    with db.write(Area.PURCHASES) as session:
        goods = [
            Product(name=name, name_key=name.casefold().replace("ё", "е"), category=category)
            for name, category in zip(PRODUCTS, CATEGORIES, strict=True)
        ]
        session.add_all(goods)
        session.flush()
        for number in range(80):
            session.add(_receipt(chance, number, [*clients, None], goods))
        session.execute(
            text("UPDATE client SET deleted_at = :now WHERE id = :id"), {"now": "2026-11-21", "id": clients[2]}
        )
    return chance


def _receipt(chance: random.Random, number: int, clients: list[int | None], goods: list[Product]) -> Purchase:
    lines = [
        PurchaseLine(
            product_id=chance.choice(goods).id,
            position=place,
            quantity=chance.choice((500, 1000, 3000)),
            price=chance.choice((None, 10_000)),
            discount=chance.choice((0, 0, 500)),
            sum=chance.choice((None, 5_000, 10_000, 30_000)),
        )
        for place in range(chance.randrange(4))
    ]
    return Purchase(
        client_id=chance.choice(clients),
        day=FIRST + timedelta(chance.randrange(60)),
        time=chance.choice((None, "09:30:00", "18:05:00")),
        total=chance.choice((None, 0, 10_000, 45_000, -10_000)),
        receipt=chance.choice(("", str(number), f"А-{number}")),
        status=chance.choice(("done", "done", "done", "cancelled", "rejected")),
        payment=chance.choice(("", "карта", "наличные")),
        created_at=NOW,
        updated_at=NOW,
        deleted_at=chance.choice((None, None, None, NOW)),
        lines=lines,
    )


def asked_at_random(chance: random.Random) -> PurchaseFilter:
    """One to three conditions."""
    first = FIRST + timedelta(chance.randrange(60))
    every: dict[str, Any] = {
        "first_day": first,
        "last_day": first + timedelta(chance.randrange(30)),
        "client_id": chance.randrange(1, 4),
        "product_id": chance.randrange(1, 5),
        "category": chance.choice(("Кофе", "Чай")),
        "payment": "карта",
        "status": chance.choice(("done", "cancelled")),
        "only": chance.choice(("sales", "returns")),
        "sum_from": chance.choice((1, 10_000)),
        "sum_to": chance.choice((10_000, 40_000)),
        "query": chance.choice(("кени", "Пак", "а-1", "7", "чай зел")),
    }
    return PurchaseFilter(**{name: every[name] for name in chance.sample(sorted(every), chance.randrange(1, 4))})


def fits(asked: PurchaseFilter, one: Purchase, line: PurchaseLine | None, goods: dict[int | None, Product]) -> bool:
    """Read the filter as its words say, of a receipt or, with `line`, of that line of it."""
    lines = one.lines if line is None else [line]
    sum_ = one.total if line is None else line.sum

    def wanted(found: PurchaseLine) -> bool:
        same = asked.product_id in (None, found.product_id)
        return same and asked.category in (None, goods[found.product_id].category)

    returns = (one.total or 0) < 0 or one.return_of_id is not None
    typed = asked.query.casefold()
    name = NAMES[one.client_id - 1].casefold() if one.client_id else ""
    told = (
        asked.query in one.receipt
        or asked.query.upper() in one.receipt
        or any(word.startswith(typed) or (len(typed) > 2 and typed in word) for word in name.split())
        or any(typed in goods[found.product_id].name_key for found in lines)
    )
    return all(
        (
            asked.first_day is None or one.day >= asked.first_day,
            asked.last_day is None or one.day <= asked.last_day,
            asked.client_id in (None, one.client_id),
            asked.payment in (None, one.payment),
            asked.status in (None, one.status),
            asked.only == "all" or (asked.only == "returns") is returns,
            asked.sum_from is None or (sum_ is not None and abs(sum_) >= asked.sum_from),
            asked.sum_to is None or (sum_ is not None and abs(sum_) <= asked.sum_to),
            (asked.product_id is None and asked.category is None) or any(wanted(found) for found in lines),
            not asked.query or told,
        )
    )


def test_every_filter_lets_through_what_plain_reading_does(db: Database, shop: random.Random) -> None:
    with db.read() as session:
        goods: dict[int | None, Product] = {one.id: one for one in session.scalars(select(Product))}
        every = session.scalars(
            select(Purchase)
            .where(Purchase.deleted_at.is_(None), Purchase.client_id.is_distinct_from(3))
            .options(selectinload(Purchase.lines))
        ).all()
        found = 0
        for _number in range(150):
            asked = asked_at_random(shop)
            receipts = [one for one in every if fits(asked, one, None, goods)]
            lines = [(one, line) for one in every for line in one.lines if fits(asked, one, line, goods)]
            assert sorted(list_purchase_ids(db, asked)) == sorted(one.id for one in receipts), asked
            assert sorted(list_purchase_ids(db, asked, "line")) == sorted(line.id for _one, line in lines), asked
            done = [one for one in receipts if one.status == "done"]
            told = totals(db, asked)
            assert (told.receipts, told.left_out) == (len(done), len(receipts) - len(done)), asked
            assert told.revenue == sum(one.total or 0 for one in done), asked
            signs = [(-1 if (one.total or 0) < 0 else 1, one) for one in done]
            assert told.quantity == sum(sign * line.quantity for sign, one in signs for line in one.lines), asked
            by_line = totals(db, asked, "line")
            counted = [(one, line) for one, line in lines if one.status == "done"]
            assert by_line.revenue == sum(line.sum or 0 for _one, line in counted), asked
            assert by_line.receipts == len({one.id for one, _line in counted}), asked
            found += len(receipts)
    assert found > 200
