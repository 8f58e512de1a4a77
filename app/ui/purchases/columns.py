"""The columns of the purchases table, by receipt and by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from app.i18n import _, money, quantity_text, short_day
from app.ui.purchases.words import buyer_text, good_text, goods_text, row_mark
from app.ui.widgets.table_model import Column, wide_enough
from app.wording.receipts import clock_text, money_or_dash

if TYPE_CHECKING:
    from app.services.purchases.listing import ListedPurchase

Columns: TypeAlias = "list[Column[ListedPurchase]]"

# What a narrow table leaves out, the first one first; it stands in the panel beside it.
SPARE = ("staff", "payment", "discount", "time", "price", "mark", "quantity")


def make_columns(by: str, currency: str, today: date, *, staff: bool) -> Columns:
    """The columns of the list `by` receipt or line. `staff`: several people sell here."""
    made = {
        "day": Column("", lambda row: short_day(row.day, today), "day", 100, descending_first=True),
        "time": Column("", lambda row: clock_text(row.time), "time", 66),
        "receipt": Column("", lambda row: row.receipt, "receipt", 88),
        "client": Column(
            "", lambda row: buyer_text(row.client), "client", 174, bold=True, stretch=True, tone=_no_client
        ),
        "goods": Column("", goods_text if by == "receipt" else _product, "", 174, stretch=True),
        "quantity": Column("", _quantity, "quantity", 70, right=True, descending_first=True),
        "price": Column("", lambda row: money_or_dash(row.price, currency), "price", 92, right=True),
        "discount": Column(
            "",
            lambda row: money(row.discount, currency) if row.discount else "",
            "discount",
            96,
            right=True,
            descending_first=True,
        ),
        "sum": Column(
            "",
            lambda row: money_or_dash(row.sum, currency),
            "sum",
            108,
            right=True,
            bold=True,
            tone=_tone,
            descending_first=True,
        ),
        "payment": Column("", lambda row: row.payment, "payment", 90),
        "staff": Column("", lambda row: row.staff, "staff", 100),
        "mark": Column("", lambda row: row_mark(row)[0], "status", 110, tone=_tone),
    }
    keys = [key for key in made if (key != "price" or by == "line") and (key != "staff" or staff)]
    titles = TITLES | (LINE_TITLES if by == "line" else {})
    sorts = {"goods": "product"} if by == "line" else {}
    return [
        wide_enough(replace(made[key], key=key, title=titles[key](), sort=sorts.get(key, made[key].sort)))
        for key in keys
    ]


def _tone(row: ListedPurchase) -> str:
    return row_mark(row)[1]


def _no_client(row: ListedPurchase) -> str:
    return "" if row.client else "text_3"


def _product(row: ListedPurchase) -> str:
    return good_text(row.goods[0][0], 1000)


def _quantity(row: ListedPurchase) -> str:
    if row.quantity is None:
        return ""
    text = quantity_text(row.quantity).replace("-", "\N{MINUS SIGN}")
    return f"{text} {row.unit}" if row.unit else text


TITLES: dict[str, Callable[[], str]] = {
    "day": lambda: _("Day"),
    "time": lambda: _("Time"),
    "receipt": lambda: _("Receipt no."),
    "client": lambda: _("Client"),
    "goods": lambda: _("Bought"),
    "quantity": lambda: _("Quantity"),
    "price": lambda: _("Price"),
    "discount": lambda: _("Discount"),
    "sum": lambda: _("Sum"),
    "payment": lambda: _("Payment"),
    "staff": lambda: _("Sold by"),
    "mark": lambda: _("Status"),
}
LINE_TITLES: dict[str, Callable[[], str]] = {"goods": lambda: _("Product")}
