"""The dialogs that the Products page opens; their code is imported with the first of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.background import Report
from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.services.products.data import ProductCard
    from app.services.products.listing import Figures, ListedProduct

Written = Callable[[int], object]


def add_product(context: AppContext, name: str, parent: QWidget, written: Written) -> None:
    """The form of a new product; `written(id)` once it is saved."""
    _open_form(context, name, parent, written)


def change_product(context: AppContext, product_id: int, parent: QWidget, written: Written) -> None:
    """The form of a product as it is now."""

    def work(_report: Report) -> ProductCard:
        from app.services.products.shown import get_product

        return get_product(context.db, product_id)

    context.jobs.run(work, on_done=lambda card: _open_form(context, card, parent, written), owner=parent)


def _open_form(context: AppContext, start: ProductCard | str, parent: QWidget, written: Written) -> None:
    from app.ui.dialogs.products.product_dialog import ProductDialog

    dialog = ProductDialog(context, start, parent)
    dialog.written.connect(written)
    dialog.open()


def write_wish(context: AppContext, product_id: int, parent: QWidget) -> None:
    """Somebody wanted the product and went without."""
    from app.ui.dialogs.products.interest_dialog import InterestDialog, Wanting

    InterestDialog(context, Wanting(product_id=product_id), parent).open()


def close_wish(context: AppContext, interest_id: int) -> None:
    """The product is not wanted any more."""
    from app.ui.dialogs.products import interest_dialog

    interest_dialog.close_wish(context, interest_id)


def sell_product(context: AppContext, product_id: int, parent: QWidget) -> None:
    """A purchase that begins with the product."""
    from app.ui.dialogs.sale import SaleDialog, SaleStart

    SaleDialog(context, SaleStart(products=(product_id,)), parent).open()


def merge_products(context: AppContext, ids: Sequence[int], figures: Figures | None, parent: QWidget) -> None:
    """Ask which of the products stays."""

    def work(_report: Report) -> list[ListedProduct]:
        from app.services.products.listing import product_rows

        return product_rows(context.db, ids, figures)

    def ask(products: list[ListedProduct]) -> None:
        from app.ui.dialogs.products.merge_dialog import MergeProductsDialog

        if len(products) > 1:
            MergeProductsDialog(context, products, parent).open()

    context.jobs.run(work, on_done=ask, owner=parent)


def set_category(context: AppContext, ids: Sequence[int], parent: QWidget) -> None:
    """One category for all of these."""
    from app.ui.dialogs.products.category_dialog import CategoryDialog

    CategoryDialog(context, ids, parent).open()
