"""Products and services of the catalogue as the program hands them around. Money is integer minor units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.enums import ProductKind


@dataclass(frozen=True)
class ProductRow:
    """A product in a list of finds: what a sale and a dialog need to know."""

    id: int
    name: str
    sku: str
    category: str
    price: int | None
    kind: str = ProductKind.PRODUCT
    barcode: str = ""
    unit: str = ""
    cost: int | None = None
    in_stock: bool = True
    archived: bool = False


@dataclass(frozen=True)
class Link:
    """Another product that goes with this one, or is a better version of it; `kind` is a LinkKind."""

    other_id: int
    kind: str


@dataclass(frozen=True)
class LinkRow:
    """A link with the product that it leads to."""

    product: ProductRow
    kind: str


@dataclass(frozen=True)
class ProductData:
    """A product as typed. `carries` is the EntitlementKind that a sale of it makes, for `carries_count` of
    `carries_unit` (a TermUnit). `links` None leaves them as they are."""

    name: str
    kind: str = ProductKind.PRODUCT
    sku: str = ""
    barcode: str = ""
    category: str = ""
    unit: str = ""
    price: int | None = None
    cost: int | None = None
    replenish_days: int | None = None
    carries: str | None = None
    carries_count: int | None = None
    carries_unit: str | None = None
    note: str = ""
    links: tuple[Link, ...] | None = None


@dataclass(frozen=True)
class ProductCard:
    """All that is known of a product; `version` tells a stale save. `data.links` are those of `links`."""

    id: int
    version: int
    data: ProductData
    in_stock: bool
    back_day: date | None
    price_day: date | None
    archived: bool
    links: tuple[LinkRow, ...] = ()
