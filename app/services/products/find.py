"""The catalogue as one types: find a product by name, number or barcode; add one that is new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session

from app.models.database import Database
from app.models.product import Product
from app.models.search import fold
from app.services.errors import InvalidValue
from app.services.products.data import ProductRow


def product_row(product: Product) -> ProductRow:
    """A product as lists show it."""
    return ProductRow(
        product.id,
        product.name,
        product.sku,
        product.category,
        product.price,
        product.kind,
        product.barcode,
        product.unit,
        product.cost,
        product.in_stock,
        product.archived,
    )


def find_products(db: Database, query: str, limit: int = 20) -> list[ProductRow]:
    """Products in use whose name has all the typed words, or whose number or barcode has the text.

    An exact number or barcode comes first, then names that begin with the text; an empty text gives the first by name.
    """
    statement = select(Product).where(Product.archived.is_(False), matches(query)).limit(limit)
    with db.read() as session:
        return [product_row(p) for p in session.scalars(statement.order_by(*_best_first(query)))]


def matches(query: str) -> ColumnElement[bool]:
    """The condition that a product fits a typed text; an empty text fits all."""
    words, typed = fold(query).split(), query.strip()
    by_name = and_(True, *(Product.name_key.contains(word, autoescape=True) for word in words))
    if not typed:
        return by_name
    codes = [Product.sku.contains(one, autoescape=True) for one in sorted({typed, typed.upper(), typed.lower()})]
    return or_(by_name, Product.barcode.contains(typed, autoescape=True), *codes)


def find_or_add_product(session: Session, name: str, price: int | None = None) -> Product:
    """The product of that name (case, ё and spacing aside), or a new one. A building block: flushes, never commits."""
    key = fold(name)
    if not key:
        raise InvalidValue(field="product", value=name)
    named = select(Product).where(Product.name_key == key).order_by(Product.archived, Product.id).limit(1)
    product = session.scalars(named).first()
    if product is None:
        product = Product(name=" ".join(name.split()), name_key=key, price=price)
        session.add(product)
        session.flush()
    return product


def _best_first(query: str) -> list[ColumnElement[Any]]:
    typed = query.strip()
    if not typed:
        return [Product.name_key.asc(), Product.id.asc()]
    bare = typed.lstrip("0")  # the same barcode with and without the zero that a UPC has in front
    exact = Product.sku.in_({typed, typed.upper(), typed.lower()}) | Product.barcode.in_({typed, bare, f"0{typed}"})
    begins = Product.name_key.startswith(fold(query), autoescape=True)
    return [case((exact, 0), (begins, 1), else_=2).asc(), Product.name_key.asc(), Product.id.asc()]
