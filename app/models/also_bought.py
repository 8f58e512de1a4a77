"""The SQL behind "who bought this also bought": lines of all buyers in, best pairs out, and the stored pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models.product import AlsoBought

LINES_READ = 20_000  # at a time

_COUNTED = "p.status = 'done' AND p.deleted_at IS NULL AND p.client_id IS NOT NULL AND p.day <= :until"
# The lines as they lie in the file, each with its receipt: those of a receipt lie together, so the way is short.
_LINES = f"""SELECT p.client_id, l.product_id, l.quantity
    FROM purchase_line l NOT INDEXED CROSS JOIN purchase p NOT INDEXED ON p.id = l.purchase_id
    WHERE l.product_id IS NOT NULL AND {_COUNTED}"""
_MOST_SOLD = """SELECT product_id FROM purchase_line WHERE product_id IS NOT NULL
    GROUP BY product_id ORDER BY count(*) DESC, product_id LIMIT :most"""
_STATE = """SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'purchase'),
    (SELECT count(*) + count(undone_at) FROM import_batch)"""
_KEEP = """INSERT INTO also_bought (product_id, other_id, buyers, lift)
    VALUES (:product_id, :other_id, :buyers, :lift)"""
LATEST = date(9999, 12, 31)

Line = tuple[int, int, int]  # client, product, quantity in thousandths


class Pair(NamedTuple):
    """Of those who bought the product so many bought the other too, `lift` times as many as chance would bring."""

    product_id: int
    other_id: int
    buyers: int
    lift: float


def most_sold(session: Session, most: int) -> list[int]:
    """Ids of the products that stand on most lines, `most` at most, ascending."""
    return sorted(session.scalars(text(_MOST_SOLD), {"most": most}))


def bounds(session: Session) -> tuple[int, int]:
    """The largest id of a client, and the number of purchase lines."""
    found = session.execute(text("SELECT (SELECT max(id) FROM client), (SELECT count(*) FROM purchase_line)")).one()
    return found[0] or 0, found[1]


def bought_lines(session: Session, until: date = LATEST, *, back: bool = False) -> Iterator[Sequence[Line]]:
    """Every line that counts, in blocks; with `back` only those of what was brought back."""
    raw: Any = session.connection().connection.driver_connection
    cursor = raw.execute(_LINES + (" AND l.quantity <= 0" if back else ""), {"until": until.isoformat()})
    try:
        while rows := cursor.fetchmany(LINES_READ):
            yield rows
    finally:  # also when the work is cancelled half-way
        cursor.close()


def replace_pairs(session: Session, pairs: Iterable[Pair]) -> None:
    """Keep these pairs instead of those that there are; a pair of a product that is gone is left out."""
    known = set(session.scalars(text("SELECT id FROM product")))
    session.execute(text("DELETE FROM also_bought"))
    rows = [pair._asdict() for pair in pairs if pair.product_id in known and pair.other_id in known]
    if rows:
        session.execute(text(_KEEP), rows)


def pairs_of(session: Session, product_ids: Iterable[int]) -> list[Pair]:
    """The stored pairs of these products."""
    asked = select(AlsoBought.product_id, AlsoBought.other_id, AlsoBought.buyers, AlsoBought.lift)
    rows = session.execute(asked.where(AlsoBought.product_id.in_(product_ids)))
    return [Pair(*row) for row in rows]


def shop_state(session: Session) -> tuple[int, int]:
    """What tells cheaply how much was bought since: receipts ever written, and imports made and taken back."""
    found = session.execute(text(_STATE)).one()
    return found[0] or 0, found[1]
