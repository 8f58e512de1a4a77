"""A saved receipt, and what of a sale can still come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.models.client import Client
from app.models.database import Database
from app.models.enums import PurchaseStatus
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.errors import NotFound
from app.services.purchases.data import LineShown, PurchaseShown
from app.services.purchases.money import shares


@dataclass
class Left:
    """What of one line of a sale has not come back yet: quantity in thousandths, money in minor units (None where the
    line has no sum)."""

    quantity: int
    sum: int | None


def get_purchase(db: Database, purchase_id: int) -> PurchaseShown:
    """A receipt with its lines. Raises NotFound, also for a deleted one."""
    with db.read() as session:
        purchase = live_purchase(session, purchase_id)
        returns = returns_of(session, purchase)
        client = None if purchase.client_id is None else session.get(Client, purchase.client_id)
        return PurchaseShown(
            id=purchase.id,
            version=purchase.version,
            client_id=purchase.client_id,
            client="" if client is None else client.name,
            day=purchase.day,
            time=purchase.time,
            total=purchase.total,
            receipt=purchase.receipt,
            payment=purchase.payment,
            status=purchase.status,
            note=purchase.note,
            lines=_lines(session, purchase, returns),
            return_of=purchase.return_of_id,
            returns=tuple(row.id for row in returns),
            returned=money_returned(returns),
        )


def live_purchase(session: Session, purchase_id: int) -> Purchase:
    """A receipt that is not deleted, as a building block. Raises NotFound."""
    purchase = session.get(Purchase, purchase_id)
    if purchase is None or purchase.deleted_at is not None:
        raise NotFound(what="purchase", id=purchase_id)
    return purchase


def returns_of(session: Session, sale: Purchase) -> Sequence[Purchase]:
    """The receipts that took back something of a sale and count, oldest first."""
    statement = select(Purchase).where(
        Purchase.return_of_id == sale.id, Purchase.deleted_at.is_(None), Purchase.status == PurchaseStatus.DONE
    )
    return session.scalars(statement.order_by(Purchase.id).options(selectinload(Purchase.lines))).all()


def money_returned(returns: Iterable[Purchase]) -> int:
    """What was given back by these returns, in minor units, not negative."""
    return -sum(row.total or 0 for row in returns)


def left_of(sale: Purchase, returns: Iterable[Purchase]) -> dict[int, Left]:
    """What is left of each line of a sale, by the line's id.

    A returned line is taken off the line in its own place, then off others with the same product: a file that is
    imported, and a sale that is edited, know no places.
    """
    left = {line.id: Left(max(line.quantity, 0), paid) for line, paid in zip(sale.lines, _paid(sale), strict=True)}
    for back in (line for row in returns for line in row.lines):
        same = [line for line in sale.lines if line.product_id == back.product_id]
        same.sort(key=lambda line: (line.position != back.position, line.position))
        _take_off([left[line.id] for line in same], back)
    return left


def _paid(sale: Purchase) -> list[int | None]:
    """What was paid for each line: its sum, or its share of a total that differs from the sums, as a file may say."""
    sums = [line.sum for line in sale.lines]
    known = [sum_ for sum_ in sums if sum_ is not None]
    if sale.total is None or (known and sum(known) == sale.total):
        return sums
    if len(sums) == 1:
        return [sale.total]
    if sum(known) <= 0 or min(known) < 0 or len(known) < len(sums):
        return sums
    return [*shares(sale.total, known)]


def _take_off(rows: Sequence[Left], back: PurchaseLine) -> None:
    quantity, money = -back.quantity, -(back.sum or 0)
    for row in rows:
        taken = min(quantity, row.quantity)
        if taken <= 0:
            continue
        share = money if taken == quantity else money * taken // quantity
        row.quantity -= taken
        row.sum = None if row.sum is None else row.sum - share
        quantity, money = quantity - taken, money - share


def _lines(session: Session, purchase: Purchase, returns: Sequence[Purchase]) -> tuple[LineShown, ...]:
    ids = {line.product_id for line in purchase.lines}
    products = {row.id: row for row in session.scalars(select(Product).where(Product.id.in_(ids)))}
    left = {} if purchase.return_of_id is not None else left_of(purchase, returns)
    shown = []
    for line in purchase.lines:
        product = products.get(line.product_id or 0)
        shown.append(
            LineShown(
                id=line.id,
                product_id=line.product_id,
                product="" if product is None else product.name,
                unit="" if product is None else product.unit,
                quantity=line.quantity,
                price=line.price,
                discount=line.discount,
                sum=line.sum,
                returnable=left[line.id].quantity if line.id in left else 0,
                returnable_sum=left[line.id].sum if line.id in left else None,
            )
        )
    return tuple(shown)
