"""The list of the purchases page as a table: a row is a receipt or a line, as on the screen and in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from app.models.database import Database
from app.models.enums import PurchaseStatus
from app.services.exports.purchases import GOODS, NAME, OUTCOME, TOTAL, WHEN
from app.services.exports.table import Column, Kind, Row, Table, Words
from app.services.purchases.listing import ALL_GOODS, ListedPurchase, purchase_rows

BLOCK = 1_000
_PAID = (Column("payment", width=16), Column("who", width=18))
_RECEIPT = (
    Column("product", width=60),
    Column("quantity", Kind.QUANTITY, 10),
    Column("discount", Kind.MONEY, 12),
    TOTAL,
)


def listed_table(db: Database, ids: Sequence[int], by: Literal["receipt", "line"], words: Words) -> Table:
    """These receipts or lines in this order, in blocks of 1,000."""
    columns = (*WHEN, NAME, *(_RECEIPT if by == "receipt" else GOODS), *_PAID, *OUTCOME)
    return Table("purchases", columns, _batches(db, ids, by, columns, words))


def _batches(
    db: Database, ids: Sequence[int], by: Literal["receipt", "line"], columns: Sequence[Column], words: Words
) -> Iterator[list[Row]]:
    for start in range(0, len(ids), BLOCK):
        rows = purchase_rows(db, ids[start : start + BLOCK], by, ALL_GOODS)
        told = (_values(row, words) for row in rows)
        yield [[values[column.name] for column in columns] for values in told]


def _values(row: ListedPurchase, words: Words) -> dict[str, str | int | None]:
    """The row by the names of the columns."""
    done = row.status == PurchaseStatus.DONE
    return {
        "date": row.day.isoformat(),
        "time": row.time,
        "receipt": row.receipt,
        "name": row.client,
        "product": ", ".join(filter(None, (name for name, _quantity in row.goods))),
        "sku": row.sku,
        "category": row.category,
        "quantity": row.quantity,
        "price": row.price,
        "discount": row.discount or None,
        "sum": row.sum,
        "total": row.total,
        "payment": row.payment,
        "who": row.staff,
        "status": None if done else words.value("status", row.status),
        "returns": words.value("returns", "1") if row.returns else None,
    }
