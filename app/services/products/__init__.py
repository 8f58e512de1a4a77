"""The catalogue: products and services, how they hang together, what they were sold for."""

from app.services.products.data import Link, LinkRow, ProductCard, ProductData, ProductRow
from app.services.products.find import find_or_add_product, find_products
from app.services.products.links import links_of, set_links
from app.services.products.listing import ProductFilter, list_product_ids
from app.services.products.save import (
    archive_products,
    count_changed,
    save_product,
    set_category,
    set_in_stock,
)
from app.services.products.shown import get_product, last_buyers, price_history

__all__ = [
    "Link",
    "LinkRow",
    "ProductCard",
    "ProductData",
    "ProductFilter",
    "ProductRow",
    "archive_products",
    "count_changed",
    "find_or_add_product",
    "find_products",
    "get_product",
    "last_buyers",
    "links_of",
    "list_product_ids",
    "price_history",
    "save_product",
    "set_category",
    "set_in_stock",
    "set_links",
]
