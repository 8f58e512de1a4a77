"""The catalogue: find a product as it is typed, add one that is new."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.product import Product
from app.models.search import fold
from app.services.errors import InvalidValue


@dataclass(frozen=True)
class ProductRow:
    """A product in a list; price in minor units."""

    id: int
    name: str
    sku: str
    category: str
    price: int | None


def find_products(db: Database, query: str, limit: int = 20) -> list[ProductRow]:
    """Products whose name or sku contains the typed text; an empty text gives the first by name."""
    folded = fold(query)
    statement = select(Product).where(Product.archived.is_(False)).order_by(Product.name_key).limit(limit)
    if folded:
        statement = statement.where(
            Product.name_key.contains(folded, autoescape=True) | Product.sku.contains(query.strip(), autoescape=True)
        )
    with db.read() as session:
        return [ProductRow(p.id, p.name, p.sku, p.category, p.price) for p in session.scalars(statement)]


def find_or_add_product(session: Session, name: str, price: int | None = None) -> Product:
    """The product of that name (case, ё and spacing aside), or a new one. A building block: flushes, never commits."""
    key = fold(name)
    if not key:
        raise InvalidValue(field="product", value=name)
    product = session.scalars(select(Product).where(Product.name_key == key).order_by(Product.id).limit(1)).first()
    if product is None:
        product = Product(name=" ".join(name.split()), name_key=key, price=price)
        session.add(product)
        session.flush()
    return product
