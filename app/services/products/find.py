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
    codes = [Product.sku.contains(one, autoescape=True) for one in _cases(typed)]
    return or_(by_name, Product.barcode.contains(typed, autoescape=True), Product.barcode.in_(_barcodes(typed)), *codes)


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
    exact = Product.sku.in_(_cases(typed)) | Product.barcode.in_(_barcodes(typed))
    begins = Product.name_key.startswith(fold(query), autoescape=True)
    return [case((exact, 0), (begins, 1), else_=2).asc(), Product.name_key.asc(), Product.id.asc()]


def _cases(typed: str) -> list[str]:
    """SQLite knows the case of Latin letters only."""
    return sorted({typed, typed.upper(), typed.lower()})


def _barcodes(typed: str) -> list[str]:
    """The same barcode with and without the zero that scanners put in front of a UPC, and with spaces between."""
    plain = "".join(typed.split())
    return sorted({plain, f"0{plain}"} | ({plain[1:]} if plain.startswith("0") else set())) if plain.isdigit() else []
