"""What can be done on the page of products, by key, from its menus and from the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.models.enums import ProductKind
from app.ui.products.head import ARCHIVED
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.products.page import ProductsPage

# The menu of a row.
OF_ROW = ("change", "stock", "wish", "sell", "sales", "archive")


def products_actions(page: ProductsPage) -> tuple[Action, ...]:
    """Of the list, of the product that it stands at, and of those that are ticked."""
    return (*_of_list(page), *_of_product(page), *_of_ticked(page))


def _of_list(page: ProductsPage) -> tuple[Action, ...]:
    table = page.table

    def listed() -> bool:
        return bool(page.model.ids())

    return (
        Action("add", lambda: _("New product"), page.add, "Ins", lambda: _("goods service"), "plus", anywhere=True),
        Action("find", lambda: _("Search in the table"), page.look_for, "Ctrl+F", icon="search"),
        Action(
            "tick",
            lambda: _("Tick the product"),
            lambda: table.toggle_row(table.currentIndex().row()),
            "Space",
            lambda: _("choose mark"),
            "check",
            listed,
            table,
            own_key=True,
        ),
        Action(
            "everything",
            lambda: _("Choose everything listed"),
            page.model.ticks.tick_everything,
            "Ctrl+A",
            lambda: _("tick all"),
            "check",
            listed,
            table,
            own_key=True,
        ),
        Action(
            "export",
            lambda: _("Save this list as Excel…"),
            page.export,
            words=lambda: _("file download"),
            icon="file-spreadsheet",
            enabled=listed,
        ),
    )


def _of_product(page: ProductsPage) -> tuple[Action, ...]:
    table = page.table

    def stands() -> bool:
        return table.current_row() is not None

    def has_stock() -> bool:
        row = table.current_row()
        return row is not None and row.product.kind != ProductKind.SERVICE

    def stock_words() -> str:
        row = table.current_row()
        return _("Back in stock") if row is not None and not row.product.in_stock else _("Out of stock")

    def archive_words() -> str:
        return _("Back in the catalogue") if page.filters.chips.key == ARCHIVED else _("Take out of the catalogue")

    return (
        Action(
            "change",
            lambda: _("Change…"),
            page.change,
            "Enter",
            icon="pencil",
            enabled=stands,
            within=table,
            own_key=True,
        ),
        Action("stock", stock_words, page.toggle_stock, "S", icon="package", enabled=has_stock, within=table),
        Action("wish", lambda: _("Wanted…"), page.add_wish, "W", icon="heart", enabled=stands, within=table),
        Action("sell", lambda: _("Sell…"), page.sell, "P", icon="shopping-bag", enabled=stands, within=table),
        Action(
            "sales", lambda: _("Show its purchases"), page.show_sales, "R", icon="receipt", enabled=stands, within=table
        ),
        Action("archive", archive_words, page.toggle_archived, "Del", icon="archive", enabled=stands, within=table),
    )


def _of_ticked(page: ProductsPage) -> tuple[Action, ...]:
    def some() -> bool:
        return not page.model.ticks.is_empty()

    return tuple(
        Action(f"bulk_{act}", title, partial(page.do_with_ticked, act), icon=icon, enabled=some)
        for act, title, icon in (
            ("category", lambda: _("Category of all chosen…"), "tag"),
            ("merge", lambda: _("Merge all chosen…"), "copy"),
        )
    )
