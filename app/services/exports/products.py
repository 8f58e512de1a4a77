"""Products as a table: what the importer takes, and the figures of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.models.database import Database
from app.models.enums import EntitlementKind
from app.models.product import Product
from app.services.exports.table import Column, Kind, Row, Table, Words
from app.services.products.listing import Figures, margin_of

BLOCK = 1_000
_COLUMNS = (
    Column("product", width=36),
    Column("product_kind", width=10),
    Column("sku", width=14),
    Column("barcode", width=16),
    Column("category", width=20),
    Column("unit", width=10),
    Column("price", Kind.MONEY, 12),
    Column("cost", Kind.MONEY, 12),
    Column("margin_percent", Kind.NUMBER, 10),
    Column("sold", Kind.QUANTITY, 12),
    Column("last_sold", Kind.DAY, 13),
    Column("in_stock", width=12),
    Column("waiting", Kind.NUMBER, 10),
    Column("replenish_days", Kind.NUMBER, 14),
    Column("carries", width=18),
    Column("archived", width=12),
    Column("note", width=40),
)


def products_table(db: Database, ids: Sequence[int], figures: Figures, words: Words) -> Table:
    """These products in this order."""
    return Table("products", _COLUMNS, _batches(db, ids, figures, words))


def _batches(db: Database, ids: Sequence[int], figures: Figures, words: Words) -> Iterator[list[Row]]:
    for start in range(0, len(ids), BLOCK):
        block = list(ids[start : start + BLOCK])
        with db.read() as session:
            found = {product.id: product for product in session.scalars(select(Product).where(Product.id.in_(block)))}
        yield [_row(found[one], figures, words) for one in block if one in found]


def _row(product: Product, figures: Figures, words: Words) -> Row:
    margin = margin_of(product.price, product.cost)
    last = figures.last.get(product.id)
    carried = product.carries and words.value("carries", EntitlementKind(product.carries))
    return (
        product.name,
        words.value("product_kind", product.kind),
        product.sku,
        product.barcode,
        product.category,
        product.unit,
        product.price,
        product.cost,
        None if margin is None else round(margin * 100),
        figures.sold.get(product.id) or None,
        None if last is None else last.isoformat(),
        words.value("in_stock", "1" if product.in_stock else "0"),
        figures.waiting.get(product.id),
        product.replenish_days,
        carried,
        words.value("archived", "1") if product.archived else None,
        product.note,
    )
