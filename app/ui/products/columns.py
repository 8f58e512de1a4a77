"""The columns of the table of products, each declared once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _, number_text, quantity_text, short_day
from app.models.enums import ProductKind
from app.ui.context import AppContext
from app.ui.widgets.table_model import Column, wide_enough
from app.wording.receipts import money_or_dash

if TYPE_CHECKING:
    from app.services.products.listing import ListedProduct

NONE = "—"
LOW_MARGIN = 0.1  # of the price; less is worth a second look
# Left out of a narrow table, in this order: the panel beside it tells them too.
SPARE = ("cost", "sku", "margin", "category", "last")


def product_columns(context: AppContext) -> tuple[Column[ListedProduct], ...]:
    """Every column of the table, in the currency and on the day of the moment in which it is shown."""

    def amount(minor: int | None) -> str:
        return money_or_dash(minor, context.settings.currency)

    def last(row: ListedProduct) -> str:
        return NONE if row.last is None else short_day(row.last, context.today())

    columns: tuple[Column[ListedProduct], ...] = (
        Column(_("Product"), lambda row: row.product.name, sort="name", width=200, bold=True, stretch=True, key="name"),
        Column(
            _("Category"), lambda row: row.product.category, sort="category", width=118, stretch=True, key="category"
        ),
        Column(_("Product code"), lambda row: row.product.sku, sort="sku", width=104, key="sku"),
        _figure("price", _("Price"), lambda row: amount(row.product.price), 112),
        _figure("cost", _("Cost"), lambda row: amount(row.product.cost), 112),
        Column(_("Margin"), margin_text, sort="margin", width=88, right=True, tone=_margin_tone, key="margin"),
        _figure("sold", _("Sold, 90 days"), lambda row: quantity_text(row.sold) if row.sold else NONE, 118),
        Column(_("Last sold"), last, sort="last", width=96, descending_first=True, key="last"),
        Column(_("In stock"), _stock, sort="in_stock", width=84, tone=_stock_tone, key="in_stock"),
        _figure(
            "waiting",
            _("Waiting"),
            lambda row: number_text(row.waiting) if row.waiting else "",
            84,
            lambda row: "accent" if row.waiting else "",
        ),
    )
    return tuple(wide_enough(column) for column in columns)


def _figure(
    key: str,
    title: str,
    text: Callable[[ListedProduct], str],
    width: int,
    tone: Callable[[ListedProduct], str] = lambda _row: "",
) -> Column[ListedProduct]:
    """A figure on the right, sorted by its key, the largest first."""
    return Column(title, text, sort=key, width=width, right=True, descending_first=True, tone=tone, key=key)


def margin_text(row: ListedProduct) -> str:
    """The share of the price that is left, in per cent."""
    return NONE if row.margin is None else _("{percent} %").format(percent=number_text(round(row.margin * 100)))


def _margin_tone(row: ListedProduct) -> str:
    return "warn" if row.margin is not None and row.margin < LOW_MARGIN else ""


def _stock(row: ListedProduct) -> str:
    if row.product.kind == ProductKind.SERVICE:
        return NONE
    return _("yes") if row.product.in_stock else _("no")


def _stock_tone(row: ListedProduct) -> str:
    return "" if row.product.in_stock else "bad"
