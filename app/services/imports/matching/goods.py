"""Which products the staged ones are: the same number or the same name is one product, in the drop and in the shop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.models.imports.match import known_products, staged_products
from app.models.imports.staging import add_rows
from app.models.search import fold
from app.services.imports.matching.likeness import same_product


@dataclass
class _Product:
    """One product of the drop with the staged products that mean it."""

    batch: int
    sku: str = ""
    name: str = ""
    category: str | None = None
    list_price: int | None = None  # what a list of products says; lines without a price take it
    staged: list[int] = field(default_factory=list)


def match_products(raw: Any) -> dict[int, int]:
    """Fill stage.product_map and stage.new_product; batch -> products that will be created."""
    found = _gathered(raw)
    shop = _Shop(raw)
    created: dict[int, int] = {}
    mapped: list[tuple[object, ...]] = []
    fresh: list[tuple[object, ...]] = []
    for product in found:
        known = shop.find(product)
        target = None
        if known is None:
            target = len(fresh) + 1
            name = product.name or product.sku
            row = (target, product.batch, name, fold(name), product.sku, product.category or "", product.list_price)
            fresh.append(row)
            created[product.batch] = created.get(product.batch, 0) + 1
        mapped += [(number, target, known, product.list_price) for number in product.staged]
    add_rows(raw, "product_map", mapped)
    add_rows(raw, "new_product", fresh)
    return created


def _gathered(raw: Any) -> list[_Product]:
    products: list[_Product] = []
    by_sku: dict[str, _Product] = {}
    by_name: dict[str, _Product] = {}
    for number, batch, listed, sku, name, category, price in staged_products(raw):
        product = by_sku.get(sku) if sku else by_name.get(fold(name))
        if product is None:
            product = _Product(batch)
            products.append(product)
        if sku:
            by_sku.setdefault(sku, product)
        if name:
            by_name.setdefault(fold(name), product)
        product.sku = product.sku or sku or ""
        product.name = product.name or " ".join((name or "").split())
        product.category = product.category or category
        if listed and product.list_price is None:
            product.list_price = price
        product.staged.append(number)
    return products


class _Shop:
    """The shop's products by number and by name."""

    def __init__(self, raw: Any) -> None:
        self.by_sku: dict[str, list[tuple[int, str]]] = {}
        self.by_name: dict[str, list[tuple[int, str]]] = {}
        for number, sku, name, key in known_products(raw):
            if sku:
                self.by_sku.setdefault(sku, []).append((number, name))
            self.by_name.setdefault(key, []).append((number, sku))

    def find(self, product: _Product) -> int | None:
        """The same number with a name that may be the same; else the same name, unless the numbers differ."""
        for number, name in self.by_sku.get(product.sku, ()) if product.sku else ():
            if same_product(name, product.name):
                return number
        for number, sku in self.by_name.get(fold(product.name), ()) if product.name else ():
            if not sku or not product.sku or sku == product.sku:
                return number
        return None
