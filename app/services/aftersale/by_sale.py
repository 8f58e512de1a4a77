"""What a sale gives, and what goes with it: the entitlements of the products on it that carry one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.aftersale import Entitlement
from app.models.enums import EntitlementKind, PurchaseStatus, TermUnit
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.aftersale.terms import LONGEST, is_term, term_end

ONE = 1000  # thousandths


def make_entitlements(session: Session, purchase: Purchase, now: datetime) -> None:
    """Building block: give the client what the products on a flushed sale carry, within the caller's action.

    Two of a one-month pass give two months, and what is bought while one of the same product runs begins the day after
    it ends. A warranty begins with its own sale and is as long for two machines as for one. Called again after a sale
    was edited, it brings what the sale gave in line with the lines; a sale of nobody gives nothing.
    """
    given = {row.product_id: row for row in _given(session, purchase.id)}
    carried = _carried(session, purchase)
    for product, quantity in carried:
        row = given.pop(product.id, None)
        start, end = _term(session, purchase, product, quantity, None if row is None else row.id)
        if row is None:
            row = Entitlement(purchase_id=purchase.id, created_at=now, version=0, staff_id=purchase.staff_id)
            row.product_id, row.kind, row.name = product.id, EntitlementKind(product.carries or ""), product.name
            session.add(row)
        if (row.client_id, row.start_day, row.end_day) != (purchase.client_id, start, end):
            assert purchase.client_id is not None
            row.client_id, row.start_day, row.end_day = purchase.client_id, start, end
            row.updated_at = now
            row.version += 1
    for row in given.values():
        session.delete(row)
    session.flush()


def end_entitlements(session: Session, purchase_id: int, product_ids: Iterable[int] | None = None) -> None:
    """Building block: the sale is deleted, or these products of it came back; what it gave is taken away.

    Within the caller's action, so that undoing the return gives it back.
    """
    gone = None if product_ids is None else set(product_ids)
    for entitlement in _given(session, purchase_id):
        if gone is None or entitlement.product_id in gone:
            session.delete(entitlement)
    session.flush()


def _given(session: Session, purchase_id: int) -> Iterable[Entitlement]:
    return session.scalars(select(Entitlement).where(Entitlement.purchase_id == purchase_id)).all()


def _carried(session: Session, purchase: Purchase) -> list[tuple[Product, int]]:
    """Products of a client's sale that carry something, with their quantity in thousandths."""
    if purchase.client_id is None or purchase.status != PurchaseStatus.DONE or purchase.return_of_id is not None:
        return []
    found = session.execute(
        select(Product, func.sum(PurchaseLine.quantity))
        .join(PurchaseLine, PurchaseLine.product_id == Product.id)
        .where(PurchaseLine.purchase_id == purchase.id, Product.carries.is_not(None))
        .group_by(Product.id)
        .order_by(Product.id)
    )
    return [(product, quantity) for product, quantity in found if quantity > 0 and _is_sound(product)]


def _is_sound(product: Product) -> bool:
    count, unit = product.carries_count, product.carries_unit
    return count is not None and unit is not None and is_term(count, TermUnit(unit))


def _term(
    session: Session, purchase: Purchase, product: Product, quantity: int, own_id: int | None
) -> tuple[date, date]:
    """First and last day of what the sale gives."""
    unit, count = TermUnit(product.carries_unit or ""), product.carries_count or 1
    if product.carries == EntitlementKind.WARRANTY:
        return purchase.day, term_end(purchase.day, count, unit)
    start = _first_free(session, purchase, product.id, own_id)
    bought = min(max(1, count * quantity // ONE), LONGEST[unit])
    return start, term_end(start, bought, unit)


def _first_free(session: Session, purchase: Purchase, product_id: int, own_id: int | None) -> date:
    """The day of the sale, or the day after all of the same product that runs on without a gap from then."""
    others = (
        select(Entitlement.start_day, Entitlement.end_day)
        .where(Entitlement.client_id == purchase.client_id, Entitlement.product_id == product_id)
        .where(Entitlement.end_day >= purchase.day, Entitlement.id != (own_id or 0))
        .order_by(Entitlement.start_day)
    )
    free = purchase.day
    for start, end in session.execute(others):
        if start <= free <= end:
            free = end + timedelta(days=1)
    return free
