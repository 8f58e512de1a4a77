"""What hangs on a sale that is changed: its returns, and what it gave the client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.purchase import Purchase
from app.services.aftersale.by_sale import end_entitlements, make_entitlements
from app.services.purchases.find import left_of, returns_of


def settle_entitlements(session: Session, sale: Purchase, now: datetime) -> None:
    """Building block: the client has what the sale gave, but for the products that came back as a whole."""
    make_entitlements(session, sale, now)
    end_returned(session, sale, returns_of(session, sale))


def end_returned(session: Session, sale: Purchase, returns: Sequence[Purchase]) -> None:
    """Building block: products that came back as a whole give the client nothing any more."""
    left = left_of(sale, returns)
    staying = {line.product_id for line in sale.lines if left[line.id].quantity > 0}
    gone = {line.product_id for line in sale.lines if line.product_id is not None} - staying
    end_entitlements(session, sale.id, [product_id for product_id in gone if product_id is not None])


def take_returns_along(session: Session, sale: Purchase, places: Mapping[int, int], now: datetime) -> None:
    """Building block: the returns against a flushed sale are its client's, and their lines stand in the places of its
    lines, which went from one place to another; also of returns that are deleted, for they may come back.

    A return that a file brought stays with whom the file says.
    """
    for row in session.scalars(select(Purchase).where(Purchase.return_of_id == sale.id)):
        moved = [line for line in row.lines if places.get(line.position, line.position) != line.position]
        for line in moved:
            line.position = places[line.position]
        strange = row.batch_id is None and row.client_id != sale.client_id
        if strange:
            row.client_id = sale.client_id
        if moved or strange:
            row.updated_at = now
            row.version += 1
    session.flush()
