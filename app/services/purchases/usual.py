"""What a client usually buys, and for how much the last time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from app.models.database import Database
from app.models.enums import PurchaseStatus
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.clients.people import kept_client
from app.services.purchases.data import UsualProduct

LINES_LOOKED_AT = 1_000  # the newest ones
HALF_LIFE_DAYS = 180  # a purchase so long ago counts half
LEAST_TIMES = 2  # what was bought once is not usual


def usual_products(db: Database, client_id: int, today: date, limit: int = 8) -> tuple[UsualProduct, ...]:
    """What the client bought at least twice up to `today`, what is bought often and lately first.

    Each time counts 0.5 to the power of its age over half a year. Archived products are left out. Raises NotFound.
    """
    with db.read() as session:
        kept_id = kept_client(session, client_id).id
        statement = _sold(kept_id).where(Purchase.day <= today, Product.archived.is_(False)).limit(LINES_LOOKED_AT)
        by_product: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in session.execute(statement):
            by_product[row.product_id].append(row)
    often = [rows for rows in by_product.values() if len({row.id for row in rows}) >= LEAST_TIMES]
    often.sort(key=lambda rows: -_weight(rows, today))
    return tuple(_usual(rows) for rows in often[:limit])


def last_price(db: Database, client_id: int, product_id: int) -> int | None:
    """What the client paid for one of a product the last time, before any discount, in minor units; None if unknown."""
    with db.read() as session:
        kept_id = kept_client(session, client_id).id
        row = session.execute(_sold(kept_id).where(PurchaseLine.product_id == product_id).limit(1)).first()
        return None if row is None else _price(row)


def last_price_of_shop(db: Database, product_id: int) -> int | None:
    """What anybody paid for one of a product the last time it was written down, in minor units; None if unknown."""
    statement = (
        select(PurchaseLine.price)
        .where(PurchaseLine.product_id == product_id, PurchaseLine.quantity > 0, PurchaseLine.price.is_not(None))
        .order_by(PurchaseLine.id.desc())
        .limit(1)
    )
    with db.read() as session:
        return session.scalar(statement)


def _sold(client_id: int) -> Select[*tuple[Any, ...]]:
    """Lines sold to the client, newest first."""
    columns = (Purchase.id, Purchase.day, PurchaseLine.product_id, Product.name)
    amounts = (PurchaseLine.quantity, PurchaseLine.price, PurchaseLine.sum)
    return (
        select(*columns, *amounts)
        .join(PurchaseLine, PurchaseLine.purchase_id == Purchase.id)
        .join(Product, Product.id == PurchaseLine.product_id)
        .where(
            Purchase.client_id == client_id,
            Purchase.status == PurchaseStatus.DONE,
            Purchase.deleted_at.is_(None),
            PurchaseLine.quantity > 0,
        )
        .order_by(Purchase.day.desc(), Purchase.id.desc(), PurchaseLine.position)
    )


def _weight(rows: Sequence[Row[Any]], today: date) -> float:
    ages: dict[int, int] = {row.id: (today - row.day).days for row in rows}
    return math.fsum(0.5 ** (age / HALF_LIFE_DAYS) for age in ages.values())


def _usual(rows: Sequence[Row[Any]]) -> UsualProduct:
    last = rows[0]
    times = len({row.id for row in rows})
    return UsualProduct(last.product_id, last.name, _price(last), last.day, times, last.quantity)


def _price(row: Row[Any]) -> int | None:
    """The price of one; where a file told only the sum, the sum by the quantity."""
    if row.price is not None:
        return int(row.price)
    return None if row.sum is None else round(row.sum * 1000 / row.quantity)
