"""What the Products page reads, in a lane: the list, the product of the panel, what the receipts say of it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models.database import Database
    from app.services.interests import InterestRow
    from app.services.products.data import ProductCard
    from app.services.products.listing import Counts, Figures, ProductFilter
    from app.services.products.shown import Buyer, PriceStep


@dataclass(frozen=True)
class Order:
    """What the table is narrowed to, and what it is sorted by."""

    where: ProductFilter
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True)
class Listed:
    """What was read for the table."""

    ids: array[int]
    waiting: Mapping[int, int]
    counts: Counts
    categories: list[str]


@dataclass(frozen=True)
class Shown:
    """What was read for the panel."""

    card: ProductCard
    wishes: tuple[InterestRow, ...]


@dataclass(frozen=True)
class Receipts:
    """What the receipts say of a product."""

    product_id: int
    steps: tuple[PriceStep, ...]
    buyers: tuple[Buyer, ...]


def read_list(db: Database, order: Order, known: Figures | None) -> Listed:
    """The ids of the table; sorted by the figures that are `known` already, those who wait are read anew."""
    from app.services.products.listing import Figures, count_products, list_categories, list_product_ids, read_waiting

    waiting = read_waiting(db)
    figures = replace(known or Figures(), waiting=waiting)
    ids = list_product_ids(db, order.where, order.sort, order.descending, figures)
    return Listed(ids, waiting, count_products(db), list_categories(db))


def read_shown(db: Database, product_id: int) -> Shown:
    """The product and who waits for it."""
    from app.services.interests import interested_in
    from app.services.products.shown import get_product

    return Shown(get_product(db, product_id), interested_in(db, product_id))


def read_receipts(db: Database, product_id: int) -> Receipts:
    """Prices and buyers; a fifth of a second each where a product was sold tens of thousands of times."""
    from app.services.products.shown import last_buyers, price_history

    return Receipts(product_id, price_history(db, product_id), last_buyers(db, product_id))
