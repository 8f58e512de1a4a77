"""Receipts typed at the counter: added, changed, deleted, with the client's facts in the same transaction.

With a sale goes what it brings about: entitlements of what it carries, wishes fulfilled, the enquiry that it wins. With
a changed sale go the returns against it: they are its client's, and can never be more than it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area
from app.models.facts import refresh_facts
from app.models.product import Product
from app.models.purchase import Purchase, PurchaseLine
from app.services.aftersale.by_sale import end_entitlements, make_entitlements
from app.services.clients.people import kept_client
from app.services.enquiries.save import reopen, win
from app.services.errors import EditConflict, InvalidValue, NotFound, ReturnBeforeSale
from app.services.interests import close_interests
from app.services.products.find import find_or_add_product
from app.services.purchases.checks import check_returns, check_typed, wall_time
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.family import settle_entitlements, take_returns_along
from app.services.purchases.find import live_purchase, returns_of
from app.services.purchases.money import line_sum
from app.services.shop_time import is_plausible

AREAS = (Area.PURCHASES, Area.CLIENTS, Area.PRODUCTS, Area.AFTERSALE)


def add_purchase(db: Database, data: PurchaseData, now: datetime) -> int:
    """Save a receipt and refresh the client's facts; returns its id. The enquiry it wins is part of the same action.

    Raises InvalidValue, or NotFound for an unknown client or product.
    """
    check_typed(data)
    with db.write(*AREAS, *(() if data.enquiry_id is None else (Area.ENQUIRIES, Area.TASKS))) as session:
        begin_action(session, "add_purchase", now)
        purchase = Purchase(created_at=now, staff_id=db.staff_id, version=0, status="done")
        purchase.client_id = _kept(session, data.client_id)
        _fill(purchase, data, now)
        purchase.lines = [_line(session, line, place, PurchaseLine()) for place, line in enumerate(data.lines)]
        purchase.total = _total(purchase.lines, data)
        session.add(purchase)
        session.flush()
        if purchase.client_id is not None:
            make_entitlements(session, purchase, now)
            close_interests(session, purchase.client_id, _sold(purchase), now, purchase.day)
        if data.enquiry_id is not None:
            win(session, data.enquiry_id, purchase.id, now)
        _refresh(session, purchase.client_id)
        return purchase.id


def edit_purchase(db: Database, purchase_id: int, data: PurchaseData, version: int, now: datetime) -> int:
    """Change a receipt as it was read at `version`; returns its new version.

    Of a return only the day, the time, the number, the payment and the note change: its client and what came back are
    its sale's. Raises InvalidValue, NotFound, EditConflict, and what checks.check_returns raises.
    """
    with db.write(*AREAS) as session:
        purchase = live_purchase(session, purchase_id)
        if purchase.version != version:
            raise EditConflict(what="purchase", id=purchase_id)
        if purchase.return_of_id is None:
            check_typed(data)
        begin_action(session, "edit_purchase", now)
        before = purchase.client_id
        if purchase.return_of_id is None:
            _edit_sale(session, purchase, data, now)
        else:
            _edit_return(session, purchase, data, now)
        _refresh(session, before, purchase.client_id)
        return purchase.version


def delete_purchase(db: Database, purchase_id: int, now: datetime) -> int:
    """Delete a receipt and the returns against it; returns the action to undo. What the sale gave the client goes, and
    comes back where a return is deleted. Raises NotFound."""
    with db.write(*AREAS) as session:
        purchase = live_purchase(session, purchase_id)
        action_id = begin_action(session, "delete_purchase", now)
        gone = (purchase, *returns_of(session, purchase))
        for row in gone:
            row.deleted_at = row.updated_at = now
            row.version += 1
        session.flush()
        sale = None if purchase.return_of_id is None else session.get(Purchase, purchase.return_of_id)
        if purchase.return_of_id is None:
            end_entitlements(session, purchase.id)
            reopen(session, purchase.id, now)
        elif sale is not None and sale.deleted_at is None:
            settle_entitlements(session, sale, now)
        _refresh(session, *(row.client_id for row in gone))
        return action_id


def _edit_sale(session: Session, purchase: Purchase, data: PurchaseData, now: datetime) -> None:
    gave, owes = _gives(purchase), _owes(purchase)
    rows, amounts = _own_rows(purchase.lines, data.lines), _amounts(purchase.lines)
    stood = {row.id: row.position for row in purchase.lines}
    purchase.lines = [
        _line(session, line, at, row) for at, (line, row) in enumerate(zip(data.lines, rows, strict=True))
    ]
    if data.client_id != purchase.client_id:
        purchase.client_id = _kept(session, data.client_id)
    _fill(purchase, data, now)
    if data.total is not None or _amounts(purchase.lines) != amounts or not amounts:
        purchase.total = _total(purchase.lines, data)
    session.flush()
    if _owes(purchase) != owes:
        check_returns(session, purchase, returns_of(session, purchase))
    places = {stood[row.id]: row.position for row in purchase.lines if row.id in stood}
    take_returns_along(session, purchase, places, now)
    if _gives(purchase) != gave:
        settle_entitlements(session, purchase, now)


def _edit_return(session: Session, purchase: Purchase, data: PurchaseData, now: datetime) -> None:
    if not is_plausible(data.day):
        raise InvalidValue(field="date", value=data.day.isoformat())
    sale = session.get(Purchase, purchase.return_of_id)
    if sale is not None and sale.deleted_at is None and data.day < sale.day:
        raise ReturnBeforeSale(day=sale.day)
    _fill(purchase, data, now)


def _kept(session: Session, client_id: int | None) -> int | None:
    return None if client_id is None else kept_client(session, client_id).id


def _fill(purchase: Purchase, data: PurchaseData, now: datetime) -> None:
    purchase.day, purchase.time = data.day, wall_time(data.time)
    purchase.receipt, purchase.payment, purchase.note = data.receipt.strip(), data.payment.strip(), data.note.strip()
    purchase.updated_at = now
    purchase.version += 1


def _own_rows(rows: Sequence[PurchaseLine], lines: Sequence[LineData]) -> list[PurchaseLine]:
    """A row for each line as typed: its own one, a new one for a new line. So the log holds only what changed."""
    known = {row.id: row for row in rows}
    own = [known.pop(line.line_id, None) if line.line_id is not None else None for line in lines]
    return [row or PurchaseLine() for row in own]


def _line(session: Session, line: LineData, position: int, row: PurchaseLine) -> PurchaseLine:
    product = None if line.product_id is None else session.get(Product, line.product_id)
    if line.product_id is not None and product is None:
        raise NotFound(what="product", id=line.product_id)
    product = product or find_or_add_product(session, line.product, price=line.price)
    discount = abs(line.discount) if line.quantity > 0 else -abs(line.discount)
    asked = (product.id, line.quantity, line.price, discount)
    told = row.sum if (row.product_id, row.quantity, row.price, row.discount) == asked else None  # perhaps by a file
    row.product_id, row.position = product.id, position
    row.quantity, row.price, row.discount = line.quantity, line.price, discount
    row.sum = told
    if told is None and line.price is not None:
        row.sum = line_sum(line.quantity, line.price, discount)
    return row


def _total(rows: Sequence[PurchaseLine], data: PurchaseData) -> int | None:
    sums = [row.sum for row in rows if row.sum is not None]
    return data.total if data.total is not None else (sum(sums) if sums else None)


def _amounts(rows: Sequence[PurchaseLine]) -> list[tuple[int, int | None, int]]:
    """What the total follows from; a total that a file told stays while this does."""
    return [(row.quantity, row.price, row.discount) for row in rows]


def _gives(purchase: Purchase) -> tuple[object, ...]:
    """What entitlements follow from."""
    return (purchase.client_id, purchase.day, [(row.product_id, row.quantity) for row in purchase.lines])


def _owes(purchase: Purchase) -> tuple[object, ...]:
    """What has to fit the returns; a sale and returns that came from a file may not, and can be changed otherwise."""
    return (purchase.day, purchase.total, [(row.product_id, row.quantity) for row in purchase.lines])


def _sold(purchase: Purchase) -> list[int]:
    return [row.product_id for row in purchase.lines if row.product_id is not None and row.quantity > 0]


def _refresh(session: Session, *client_ids: int | None) -> None:
    session.flush()
    touched = {client_id for client_id in client_ids if client_id is not None}
    if touched:
        refresh_facts(session, touched)
