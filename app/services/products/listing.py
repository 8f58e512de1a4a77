"""The list of the catalogue: which products, in which order, with which figures."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.models.database import Database
from app.models.listing.products import last_sold, sold_since, waiting_clients
from app.models.product import Product
from app.models.search import fold
from app.services.products.data import ProductRow
from app.services.products.find import matches, product_row

SOLD_DAYS = 90


@dataclass(frozen=True)
class ProductFilter:
    """Which products: text as typed, category (None: any, "": those without), kind, and what is out of use or stock."""

    query: str = ""
    category: str | None = None
    kind: str | None = None
    archived: bool | None = False  # None: both
    out_of_stock: bool = False  # only those that ran out
    wanted: bool = False  # only those that somebody waits for


@dataclass(frozen=True)
class Figures:
    """What the receipts say of every product. `sold`: thousandths in the last SOLD_DAYS, less returns; `last`: day of
    the last sale; `waiting`: clients who want it."""

    sold: Mapping[int, int] = field(default_factory=dict)
    last: Mapping[int, date] = field(default_factory=dict)
    waiting: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ListedProduct:
    """A product of the table with its figures. `margin`: share of the price that is left after the cost, None where
    one of them is unknown or the price is zero."""

    id: int
    product: ProductRow
    margin: float | None
    sold: int
    last: date | None
    waiting: int


# What an order is made of, without the rest of a product: ten thousand of them in 40 ms.
_ORDERING = (Product.id, Product.name_key, Product.category, Product.sku, Product.price, Product.cost, Product.in_stock)

# Key of a sort -> what a product is ordered by, given its figures; None and "" come last either way.
_SORTS: dict[str, Callable[[Any, Figures], Any]] = {
    "name": lambda row, _figures: row.name_key,
    "category": lambda row, _figures: fold(row.category),
    "sku": lambda row, _figures: fold(row.sku),
    "price": lambda row, _figures: row.price,
    "cost": lambda row, _figures: row.cost,
    "margin": lambda row, _figures: margin_of(row.price, row.cost),
    "sold": lambda row, figures: figures.sold.get(row.id, 0),
    "last": lambda row, figures: figures.last.get(row.id),
    "in_stock": lambda row, _figures: row.in_stock,
    "waiting": lambda row, figures: figures.waiting.get(row.id),
}
SORTS = tuple(_SORTS)


def read_figures(db: Database, today: date) -> Figures:
    """The figures of all products; a second or so where millions of lines were sold."""
    sold: dict[int, int] = {}
    last: dict[int, date] = {}
    with db.read() as session:
        for product_id, quantity, day in sold_since(session, today - timedelta(days=SOLD_DAYS)):
            sold[product_id] = quantity
            if day is not None:
                last[product_id] = date.fromisoformat(day)
        for product_id, day in last_sold(session, list(last)):
            last[product_id] = date.fromisoformat(day)
    return Figures(sold, last, read_waiting(db))


def list_product_ids(
    db: Database,
    where: ProductFilter,
    sort: str = "name",
    descending: bool = False,
    figures: Figures | None = None,
) -> array[int]:
    """The ids of the products of the filter in the order of one of SORTS; what has no value comes last.

    Without `figures`, which read_figures gives, nothing is sold and nobody waits.
    """
    known = figures or Figures()
    statement = select(*_ORDERING).where(*_conditions(where)).order_by(Product.name_key, Product.id)
    with db.read() as session:
        rows = session.execute(statement).all()
    if where.wanted:
        rows = [row for row in rows if row.id in known.waiting]
    key = _SORTS[sort]
    valued = [(key(row, known), row.id) for row in rows]
    given = [pair for pair in valued if pair[0] not in (None, "")]
    given.sort(key=lambda pair: pair[0], reverse=descending)
    return array("q", [row_id for _value, row_id in (*given, *(p for p in valued if p[0] in (None, "")))])


def product_rows(db: Database, ids: Sequence[int], figures: Figures | None = None) -> list[ListedProduct]:
    """These products in this order; one that is gone meanwhile is left out."""
    known = figures or Figures()
    with db.read() as session:
        found = {p.id: _listed(p, known) for p in session.scalars(select(Product).where(Product.id.in_(list(ids))))}
    return [found[product_id] for product_id in ids if product_id in found]


def list_categories(db: Database) -> list[str]:
    """The categories in use, by name."""
    return _in_use(db, Product.category)


def list_units(db: Database) -> list[str]:
    """The units in use, by name."""
    return _in_use(db, Product.unit)


def _in_use(db: Database, column: InstrumentedAttribute[str]) -> list[str]:
    with db.read() as session:
        return sorted(session.scalars(select(column).where(column != "").distinct()), key=str.casefold)


def read_waiting(db: Database) -> dict[int, int]:
    """How many clients wait for each product; fast in any shop."""
    with db.read() as session:
        return dict(waiting_clients(session))


@dataclass(frozen=True)
class Counts:
    """How many products there are: in the catalogue, of those out of stock and waited for, and archived."""

    listed: int = 0
    out_of_stock: int = 0
    wanted: int = 0
    archived: int = 0


def count_products(db: Database) -> Counts:
    """What the filters of the page would show."""
    with db.read() as session:
        waiting = {product_id for product_id, _clients in waiting_clients(session)}
        rows = session.execute(select(Product.id, Product.archived, Product.in_stock)).all()
    listed = [row for row in rows if not row.archived]
    return Counts(
        len(listed),
        sum(not row.in_stock for row in listed),
        sum(row.id in waiting for row in listed),
        len(rows) - len(listed),
    )


def margin_of(price: int | None, cost: int | None) -> float | None:
    """(price - cost) / price: the share of the price that is left; None where it cannot be told."""
    return None if not price or cost is None else (price - cost) / price


def _conditions(where: ProductFilter) -> list[Any]:
    conditions: list[Any] = [matches(where.query)]
    if where.category is not None:
        conditions.append(Product.category == where.category)
    if where.kind is not None:
        conditions.append(Product.kind == where.kind)
    if where.archived is not None:
        conditions.append(Product.archived.is_(where.archived))
    if where.out_of_stock:
        conditions.append(Product.in_stock.is_(False))
    return conditions


def _listed(product: Product, figures: Figures) -> ListedProduct:
    row = product_row(product)
    return ListedProduct(
        product.id,
        row,
        margin_of(row.price, row.cost),
        figures.sold.get(product.id, 0),
        figures.last.get(product.id),
        figures.waiting.get(product.id, 0),
    )
