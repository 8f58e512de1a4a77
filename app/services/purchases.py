"""Purchases typed at the counter: a receipt with its lines, and the client's facts in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_facts
from app.models.purchase import Purchase, PurchaseLine
from app.services.clients.people import kept_client
from app.services.errors import InvalidValue
from app.services.products import find_or_add_product
from app.services.shop_time import is_plausible

LARGEST_SUM = 10**13  # minor units of one line; a client's total stays within 64 bits


@dataclass(frozen=True)
class LineData:
    """One position as typed. Quantity in thousandths, price and discount in minor units."""

    product: str
    quantity: int = 1000
    price: int | None = None
    discount: int = 0


@dataclass(frozen=True)
class PurchaseData:
    """A receipt as typed; without a client it is an anonymous sale. `total` only where there are no priced lines."""

    client_id: int | None
    day: date
    lines: tuple[LineData, ...] = ()
    total: int | None = None
    time: str | None = None
    receipt: str = ""
    payment: str = ""


def line_sum(quantity: int, price: int, discount: int = 0) -> int:
    """quantity x price less discount, in minor units, rounded half-up (thousandths x minor units / 1000)."""
    exact = Decimal(quantity) * price / 1000
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP)) - discount


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
