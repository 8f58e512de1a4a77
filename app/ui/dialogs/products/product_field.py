"""The line of a dialog in which a product is found and chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.i18n import _, money
from app.services.errors import NotFound
from app.services.products.data import ProductRow
from app.services.products.find import find_products
from app.services.products.listing import ListedProduct, product_rows
from app.ui.context import AppContext
from app.ui.dialogs.suggest import SuggestLine

SHOWN = 10


class ProductField(SuggestLine[ProductRow]):
    """Type any part of a name, the number or the barcode; `product` is what was chosen, None for none.

    `picked(ProductRow)` also for the product of `start`, once it is read. `wanted` says which finds may be chosen.
    """

    takes_first = True

    def __init__(
        self, context: AppContext, start: int | None = None, wanted: Callable[[ProductRow], bool] = lambda _row: True
    ) -> None:
        super().__init__(
            context,
            lambda text: [row for row in find_products(context.db, text, SHOWN) if wanted(row)],
            lambda row: product_text(row, context.settings.currency),
        )
        self.product: ProductRow | None = None
        self._chosen_text = ""
        self.picked.connect(self._choose)
        if start is not None:
            context.jobs.run(lambda _report: product_rows(context.db, [start]), on_done=self._choose_first, owner=self)

    def product_id(self) -> int | None:
        """The id of what was chosen; None once the text was changed."""
        changed = self.text().strip() != self._chosen_text
        return None if self.product is None or changed else self.product.id

    def check(self) -> None:
        """Raises NotFound for a text that names no product in particular."""
        if self.text().strip() and self.product_id() is None:
            raise NotFound(what="product_text", id=self.text().strip())

    def _choose(self, row: ProductRow) -> None:
        """The text is that of the list of finds, which Qt puts in by itself a moment later."""
        self.product, self._chosen_text = row, product_text(row, self._context.settings.currency)
        self.setText(self._chosen_text)
        self.setCursorPosition(0)

    def _choose_first(self, rows: Sequence[ListedProduct]) -> None:
        if rows:
            self.picked.emit(rows[0].product)


class NewProductField(ProductField):
    """A text that was not chosen is the name of a product that the catalogue does not have yet."""

    takes_first = False

    def check(self) -> None:
        """Any text will do."""


def product_text(row: ProductRow, currency: str) -> str:
    """Name, number, price, and that there is none left: enough to tell products alike apart."""
    price = "" if row.price is None else money(row.price, currency)
    return " · ".join(filter(None, (row.name, row.sku, price, "" if row.in_stock else _("out of stock"))))
