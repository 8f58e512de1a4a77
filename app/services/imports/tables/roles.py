"""What a sheet is about, by its titles, its name and the name of its file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from app.services.imports.rows import Field
from app.services.imports.tables.titles import Hint, Meaning, about, tokens_of


class Place(StrEnum):
    """What "ID" and "Name" mean in a sheet depends on this."""

    CLIENTS = "clients"
    ORDERS = "orders"
    PRODUCTS = "products"
    CATEGORIES = "categories"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


PLACES: dict[Place, dict[Hint, Field]] = {
    Place.CLIENTS: {
        Hint.ID: Field.EXTERNAL_ID,
        Hint.TITLE: Field.NAME,
        Hint.REFUSAL: Field.CONSENT,
        Hint.SOCIAL: Field.NOTE,
    },
    Place.ORDERS: {
        Hint.ID: Field.RECEIPT,
        Hint.TITLE: Field.PRODUCT,
        Hint.AMOUNT: Field.SUM,
        Hint.LAST_DATE: Field.DATE,
    },
    Place.PRODUCTS: {Hint.ID: Field.SKU, Hint.TITLE: Field.PRODUCT, Hint.CATEGORY_ID: Field.CATEGORY},
    Place.CATEGORIES: {Hint.ID: Field.EXTERNAL_ID, Hint.CATEGORY_ID: Field.EXTERNAL_ID, Hint.TITLE: Field.CATEGORY},
    Place.FOREIGN: {},
    Place.UNKNOWN: {Hint.TITLE: Field.NAME, Hint.ID: Field.EXTERNAL_ID},
}

_OF_NAME = {
    "client": Place.CLIENTS,
    "order": Place.ORDERS,
    "lines": Place.ORDERS,
    "product": Place.PRODUCTS,
    "category": Place.CATEGORIES,
    "foreign": Place.FOREIGN,
}
_SELLING = frozenset(
    (
        Field.RECEIPT,
        Field.QUANTITY,
        Field.SUM,
        Field.TOTAL,
        Field.PRICE,
        Field.PRODUCT,
        Field.SKU,
        Field.STATUS,
        Hint.AMOUNT,
    )
)
_CLIENT = frozenset(
    (
        Field.PHONE,
        Field.EMAIL,
        Field.MESSENGER,
        Field.BIRTHDAY,
        Field.LAST_NAME,
        Field.FIRST_NAME,
        Field.NAME,
        Field.CARD,
        Field.EXTERNAL_ID,
        Field.GENDER,
        Field.COMPANY,
        Hint.REFUSAL,
    )
)
_MONEY = frozenset((Field.SUM, Field.TOTAL, Field.PRICE, Field.QUANTITY, Hint.AMOUNT))
_OWN = frozenset(tokens_of("shop магазин"))  # a file named after the shop may hold anything
_GOODS = frozenset((Field.PRICE, Field.SKU, Field.PRODUCT, Field.CATEGORY, Hint.CATEGORY_ID))


def place_of(titles: Sequence[str], meanings: Sequence[Meaning | None], names: Sequence[str]) -> Place:
    """What the sheet is about: first its own key column, then its fields, then its name and its file's name."""
    found = {meaning for meaning in meanings if meaning is not None}
    named = _place_of_names(names)
    key = _place_of_key(titles)
    if _is_foreign(key, named, found):
        return Place.FOREIGN
    if key is Place.CATEGORIES and not found & {Field.PRICE, Field.SKU, Field.PRODUCT, Field.RECEIPT}:
        return Place.CATEGORIES
    dated = Field.DATE in found or {Hint.LAST_DATE, Field.PRODUCT} <= found
    if (dated and found & _SELLING) or (Field.RECEIPT in found and len(found & _SELLING) > 1):
        return Place.ORDERS
    clientish, goods = len(found & _CLIENT), len(found & _GOODS)
    if goods > clientish or (goods == clientish and named is Place.PRODUCTS):
        return Place.PRODUCTS
    if key is Place.CLIENTS or (clientish and named is not Place.PRODUCTS):
        return Place.CLIENTS
    return named or key or Place.UNKNOWN


def _is_foreign(key: Place | None, named: Place | None, found: set[Meaning]) -> bool:
    """Staff, stores, suppliers: by the key column, or by the name of the sheet; never with dated sums in it."""
    if Field.DATE in found and found & _MONEY:
        return False
    if key is Place.FOREIGN:
        return Field.RECEIPT not in found
    return named is Place.FOREIGN and key in (None, Place.ORDERS)


def _place_of_key(titles: Sequence[str]) -> Place | None:
    """The first column, when it is an identifier of something named: "staff_id", "Код_услуги"."""
    first = next((title for title in titles if title), "")
    tokens = tokens_of(first)
    if "id" in tokens and len(tokens) > 1:
        return _OF_NAME.get(about(first) or "")
    return None


def _place_of_names(names: Sequence[str]) -> Place | None:
    """The nearest name that says something; staff or stores only when the name is nothing else."""
    for name in names:
        kind = about(name)
        if kind is None or (kind == "foreign" and (len(tokens_of(name)) > 1 or set(tokens_of(name)) <= _OWN)):
            continue
        return _OF_NAME[kind]
    return None
