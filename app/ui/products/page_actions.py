"""What can be done on the page of products, by key, from its menus and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.models.enums import ProductKind
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.products.page import ProductsPage
    from app.ui.products.table import ProductTable


def page_actions(page: Callable[[], ProductsPage]) -> tuple[Action, ...]:
    """Of the list, of the product that it stands at, and of those that are ticked."""
    return (*_of_list(page), *_of_product(page), *_of_ticked(page))


def _of_list(page: Callable[[], ProductsPage]) -> tuple[Action, ...]:
    def table() -> ProductTable:
        return page().table

    def listed() -> bool:
        return bool(page().model.ids())

    return (
        Action(
            "add",
            lambda: _("New product"),
            lambda: page().add(),
            "Ins",
            lambda: _("goods service"),
            "plus",
            anywhere=True,
        ),
        Action(
            "find", lambda: _("Search in the table"), lambda: page().look_for(), "Ctrl+F", icon="search", anywhere=True
        ),
        Action(
            "tick",
            lambda: _("Tick the product"),
            lambda: table().toggle_current(),
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
            lambda: page().model.ticks.tick_everything(),
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
            lambda: page().export(),
            words=lambda: _("file download"),
            icon="file-spreadsheet",
            enabled=listed,
        ),
    )


def _of_product(page: Callable[[], ProductsPage]) -> tuple[Action, ...]:
    def table() -> ProductTable:
        return page().table

    def stands() -> bool:
        return table().current_row() is not None

    def has_stock() -> bool:
        row = table().current_row()
        return row is not None and row.product.kind != ProductKind.SERVICE

    def stock_words() -> str:
        row = table().current_row()
        return _("Back in stock") if row is not None and not row.product.in_stock else _("Out of stock")

    def archive_words() -> str:
        from app.ui.products.head import ARCHIVED

        return _("Back in the catalogue") if page().filters.chips.key == ARCHIVED else _("Take out of the catalogue")

    return (
        Action(
            "change",
            lambda: _("Change…"),
            lambda: page().change(),
            "Enter",
            icon="pencil",
            enabled=stands,
            within=table,
            own_key=True,
        ),
        Action(
            "stock",
            lambda: _("In stock, or out of stock"),
            lambda: page().toggle_stock(),
            "S",
            icon="package",
            enabled=has_stock,
            within=table,
            now=stock_words,
        ),
        Action(
            "wish", lambda: _("Wanted…"), lambda: page().add_wish(), "W", icon="heart", enabled=stands, within=table
        ),
        Action(
            "sell", lambda: _("Sell…"), lambda: page().sell(), "P", icon="shopping-bag", enabled=stands, within=table
        ),
        Action(
            "sales",
            lambda: _("Show its purchases"),
            lambda: page().show_sales(),
            "R",
            icon="receipt",
            enabled=stands,
            within=table,
        ),
        Action(
            "archive",
            lambda: _("Out of the catalogue, or back in it"),
            lambda: page().toggle_archived(),
            "Del",
            icon="archive",
            enabled=stands,
            within=table,
            now=archive_words,
        ),
    )


def _of_ticked(page: Callable[[], ProductsPage]) -> tuple[Action, ...]:
    def some() -> bool:
        return not page().model.ticks.is_empty()

    def do_with_ticked(act: str) -> None:
        page().do_with_ticked(act)

    return tuple(
        Action(f"bulk_{act}", title, partial(do_with_ticked, act), icon=icon, enabled=some)
        for act, title, icon in (
            ("category", lambda: _("Category of all chosen…"), "tag"),
            ("merge", lambda: _("Merge all chosen…"), "copy"),
        )
    )
