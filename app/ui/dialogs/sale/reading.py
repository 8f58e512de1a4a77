"""What a sale reads of its client and of products, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.database import Database
from app.services.aftersale.cases import CaseRow, open_cases
from app.services.errors import NotFound
from app.services.products.data import ProductCard, ProductRow
from app.services.products.shown import get_product
from app.services.purchases.data import UsualProduct
from app.services.purchases.usual import last_price, last_price_of_shop, usual_products

USUAL_SHOWN = 5  # on two rows of buttons


@dataclass(frozen=True)
class UsualChoice:
    """A usual product as it would go into the receipt now."""

    row: ProductRow
    price: int | None  # for one, minor units
    usual: UsualProduct


@dataclass(frozen=True)
class Buyer:
    """What to know of a client before selling."""

    client_id: int
    usual: tuple[UsualChoice, ...]
    cases: tuple[CaseRow, ...]  # the open ones


def read_buyer(db: Database, client_id: int, today: date) -> Buyer | None:
    """The client's usual products and open cases; None where the client is gone."""
    try:
        usual = usual_products(db, client_id, today, USUAL_SHOWN)
        cases = open_cases(db, client_id)
    except NotFound:
        return None
    return Buyer(client_id, tuple(_choice(db, one) for one in usual), cases)


def read_product(db: Database, product_id: int) -> ProductRow:
    """A product of the catalogue as a line takes it. Raises NotFound."""
    return product_row(get_product(db, product_id))


def price_before(db: Database, product_id: int, client_id: int | None) -> int | None:
    """For a product without a price in the catalogue: what the client paid the last time, else what anybody did."""
    try:
        own = None if client_id is None else last_price(db, client_id, product_id)
    except NotFound:  # told when the sale is saved
        own = None
    return last_price_of_shop(db, product_id) if own is None else own


def product_row(card: ProductCard) -> ProductRow:
    """The part of a product's card that a line needs."""
    data = card.data
    return ProductRow(
        card.id,
        data.name,
        data.sku,
        data.category,
        data.price,
        data.kind,
        data.barcode,
        data.unit,
        data.cost,
        card.in_stock,
        card.archived,
    )


def _choice(db: Database, usual: UsualProduct) -> UsualChoice:
    """At the price of the last time, unless the catalogue's was changed since."""
    card = get_product(db, usual.product_id)
    changed = card.data.price is not None and card.price_day is not None and card.price_day > usual.last_day
    price = card.data.price if changed or usual.price is None else usual.price
    return UsualChoice(product_row(card), price, usual)
