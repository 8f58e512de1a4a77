"""Purchases typed at the counter: a receipt with its lines, and the client's facts in the same transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_facts
from app.models.purchase import Purchase, PurchaseLine
from app.services.clients.people import kept_client
from app.services.errors import InvalidValue
from app.services.products import find_or_add_product
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.money import LARGEST_SUM, line_sum
from app.services.shop_time import is_plausible


def add_purchase(db: Database, data: PurchaseData, now: datetime) -> int:
    """Save a receipt and refresh the client's facts. Raises InvalidValue, or NotFound for an unknown client."""
    _check(data)
    with db.write(Area.PURCHASES, Area.CLIENTS, Area.PRODUCTS) as session:
        begin_action(session, "add_purchase", now)
        client_id = None if data.client_id is None else kept_client(session, data.client_id).id
        purchase = Purchase(
            client_id=client_id,
            day=data.day,
            time=data.time,
            receipt=data.receipt,
            payment=data.payment,
            created_at=now,
            updated_at=now,
            staff_id=db.staff_id,
            lines=[_line(session, line, place) for place, line in enumerate(data.lines)],
        )
        sums = [line.sum for line in purchase.lines if line.sum is not None]
        purchase.total = data.total if data.total is not None else (sum(sums) if sums else None)
        session.add(purchase)
        session.flush()
        if client_id is not None:
            refresh_facts(session, [client_id])
        return purchase.id


def _line(session: Session, line: LineData, position: int) -> PurchaseLine:
    product = find_or_add_product(session, line.product, price=line.price)
    return PurchaseLine(
        product_id=product.id,
        position=position,
        quantity=line.quantity,
        price=line.price,
        discount=line.discount,
        sum=None if line.price is None else line_sum(line.quantity, line.price, line.discount),
    )


def _check(data: PurchaseData) -> None:
    if not data.lines and data.total is None:
        raise InvalidValue(field="line", value="")
    if not is_plausible(data.day):
        raise InvalidValue(field="date", value=data.day.isoformat())
    for line in data.lines:
        if not line.product.strip():
            raise InvalidValue(field="product", value=line.product)
        if line.quantity == 0:
            raise InvalidValue(field="quantity", value="0")
        if line.discount < 0 or (line.price is not None and line.price < 0):
            raise InvalidValue(field="price", value=str(line.price))
        if line.price is not None and abs(line_sum(line.quantity, line.price)) > LARGEST_SUM:
            raise InvalidValue(field="sum", value=str(line_sum(line.quantity, line.price) // 100))
