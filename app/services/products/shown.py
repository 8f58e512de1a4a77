"""One product in full: its card, what it was sold for over time, and who bought it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.database import Database
from app.models.listing.products import last_buyers_rows, price_rows
from app.models.product import Product
from app.services.errors import NotFound
from app.services.products.data import Link, ProductCard, ProductData
from app.services.products.links import links_of

BUYERS = 8


@dataclass(frozen=True)
class PriceStep:
    """From `day` on it was sold at `price` (minor units for one), `times` times until the next step."""

    day: date
    price: int
    times: int


@dataclass(frozen=True)
class Buyer:
    """Who bought the product last, and when. `quantity` in thousandths."""

    client_id: int
    name: str
    day: date
    quantity: int


def get_product(db: Database, product_id: int) -> ProductCard:
    """The product with its links. Raises NotFound."""
    with db.read() as session:
        product = session.get(Product, product_id)
        if product is None:
            raise NotFound(what="product", id=product_id)
        links = links_of(session, product_id)
        data = ProductData(
            product.name,
            product.kind,
            product.sku,
            product.barcode,
            product.category,
            product.unit,
            product.price,
            product.cost,
            product.replenish_days,
            product.carries,
            product.carries_count,
            product.carries_unit,
            product.note,
            tuple(Link(row.product.id, row.kind) for row in links),
        )
        days = (product.back_day, product.price_day)
        return ProductCard(product.id, product.version, data, product.in_stock, *days, product.archived, links)


def price_history(db: Database, product_id: int) -> tuple[PriceStep, ...]:
    """At which prices the product was sold, from its receipts, the first first.

    The price of a day is the one most lines of it had; days of one price in a row are one step.
    """
    steps: list[PriceStep] = []
    seen = ""
    with db.read() as session:
        for day, price, times in price_rows(session, product_id):
            if day == seen:
                continue
            seen = day
            if steps and steps[-1].price == price:
                steps[-1] = PriceStep(steps[-1].day, price, steps[-1].times + times)
            else:
                steps.append(PriceStep(date.fromisoformat(day), price, times))
    return tuple(steps)


def last_buyers(db: Database, product_id: int) -> tuple[Buyer, ...]:
    """The clients who bought it last, each once, the latest first."""
    with db.read() as session:
        rows = last_buyers_rows(session, product_id, BUYERS)
        return tuple(Buyer(client_id, name, date.fromisoformat(day), count) for client_id, name, day, count in rows)
