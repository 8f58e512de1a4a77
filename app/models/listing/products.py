"""What the receipts say of products: how many were sold lately, when last, at which prices, to whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

_COUNTED = "p.status = 'done' AND p.deleted_at IS NULL"

# One walk over the receipts since a day: a second for a million lines.
_SOLD_SINCE = f"""
SELECT l.product_id, sum(l.quantity), max(CASE WHEN l.quantity > 0 THEN p.day END)
FROM purchase p INDEXED BY ix_purchase_day_total CROSS JOIN purchase_line l ON l.purchase_id = p.id
WHERE p.day >= :since AND {_COUNTED} AND l.product_id IS NOT NULL GROUP BY l.product_id"""

# Receipt by receipt: only for products of which nothing was sold lately, so there are few.
_LAST_SOLD = f"""
SELECT l.product_id, max(p.day)
FROM product g CROSS JOIN purchase_line l ON l.product_id = g.id CROSS JOIN purchase p ON p.id = l.purchase_id
WHERE g.id NOT IN (SELECT value FROM json_each(:known)) AND l.quantity > 0 AND {_COUNTED} GROUP BY l.product_id"""

_WAITING = """
SELECT i.product_id, count(DISTINCT i.client_id) FROM interest i CROSS JOIN client c ON c.id = i.client_id
WHERE i.closed_at IS NULL AND c.deleted_at IS NULL AND c.merged_into_id IS NULL GROUP BY i.product_id"""

_PRICES = f"""
SELECT p.day, coalesce(l.price, CAST(l.sum * 1000.0 / l.quantity + 0.5 AS INTEGER)) AS price, count(*)
FROM purchase_line l CROSS JOIN purchase p ON p.id = l.purchase_id
WHERE l.product_id = :product_id AND l.quantity > 0 AND {_COUNTED} AND (l.price IS NOT NULL OR l.sum IS NOT NULL)
GROUP BY p.day, price ORDER BY p.day, count(*) DESC, price"""

_LAST_BUYERS = f"""
SELECT c.id, c.name, max(p.day), sum(l.quantity)
FROM purchase_line l CROSS JOIN purchase p ON p.id = l.purchase_id CROSS JOIN client c ON c.id = p.client_id
WHERE l.product_id = :product_id AND l.quantity > 0 AND {_COUNTED}
    AND c.deleted_at IS NULL AND c.merged_into_id IS NULL
GROUP BY c.id ORDER BY max(p.day) DESC, max(p.id) DESC LIMIT :limit"""

_LAST_BOUGHT_BY = f"""
SELECT DISTINCT c.id
FROM purchase_line l CROSS JOIN purchase p ON p.id = l.purchase_id
CROSS JOIN client c ON c.id = p.client_id AND c.last_visit = p.day
WHERE l.product_id IN (SELECT value FROM json_each(:products)) AND {_COUNTED}"""


def sold_since(session: Session, since: date) -> Sequence[tuple[int, int, str | None]]:
    """(product, thousandths sold from that day on less what came back, day of the last sale) of what was sold."""
    return _read(session, _SOLD_SINCE, since=since.isoformat())


def last_sold(session: Session, known: Sequence[int]) -> Sequence[tuple[int, str]]:
    """(product, day of its last sale) of those that are not among `known`."""
    return _read(session, _LAST_SOLD, known=json.dumps(list(known)))


def waiting_clients(session: Session) -> Sequence[tuple[int, int]]:
    """(product, clients who want it still)."""
    return _read(session, _WAITING)


def price_rows(session: Session, product_id: int) -> Sequence[tuple[str, int, int]]:
    """(day, price, lines sold at it), by day, the price of most lines first."""
    return _read(session, _PRICES, product_id=product_id)


def last_buyers_rows(session: Session, product_id: int, limit: int) -> Sequence[tuple[int, str, str, int]]:
    """(client, name, day, thousandths bought in all) of the clients who bought it last."""
    return _read(session, _LAST_BUYERS, product_id=product_id, limit=limit)


def last_bought_by(session: Session, product_ids: Sequence[int]) -> list[int]:
    """The clients to whose last visit one of the products belongs: their last category follows from it."""
    return [row[0] for row in _read(session, _LAST_BOUGHT_BY, products=json.dumps(list(product_ids)))]


def _read(session: Session, statement: str, **parameters: Any) -> Sequence[Any]:
    raw: Any = session.connection().connection.driver_connection
    found: list[Any] = raw.execute(statement, parameters).fetchall()
    return found
