"""Products that come into a receipt by themselves: the usual ones, what is offered beside them, what others open a sale
with; and the price of one that the catalogue has no price for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.services.offers.reasons import Beside, Better
from app.services.products.data import ProductRow
from app.ui.context import AppContext
from app.ui.dialogs.sale.lines.line import SaleLine
from app.ui.dialogs.sale.lines.lines import SaleLines
from app.ui.dialogs.sale.reading import UsualChoice, price_before, read_product


class Putting(QObject):
    """Puts products into `lines`. `asked(Job)`: one is being read."""

    asked = Signal(object)

    def __init__(self, context: AppContext, lines: SaleLines, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._lines = context, lines

    def put_usual(self, choice: UsualChoice) -> None:
        """At the price and in the quantity of the last time."""
        self._lines.put_in(choice.row, choice.price, choice.usual.quantity)

    def put_beside(self, beside: Beside) -> None:
        """A better version takes the place of the line it is better than; anything else is one more line."""
        better_than = beside.reason.name if isinstance(beside.reason, Better) else None
        line = next((line for line in self._lines.filled() if line.product.text() == better_than), None)

        def done(row: ProductRow) -> None:
            if line is not None and line in self._lines.lines:
                line.replace(row)
                self._lines.enter(self._lines.free().product)
            else:
                self._lines.put_in(row)

        self._read(beside.product_id, done)

    def put(self, product_id: int, go: bool = True) -> None:
        """This product; the focus goes to the lines unless `go` says no."""
        self._read(product_id, lambda row: self._lines.put_in(row, go=go))

    def look_up_price(self, line: SaleLine, client_id: int | None) -> None:
        """What was paid before for the product of `line`."""
        product_id, db = line.product_id, self._context.db
        if product_id is not None:
            job = self._context.jobs.run(
                lambda _report: price_before(db, product_id, client_id),
                on_done=lambda price: line.offer_price(product_id, price),
                owner=line,
            )
            self.asked.emit(job)

    def _read(self, product_id: int, done: Callable[[ProductRow], object]) -> None:
        db = self._context.db
        job = self._context.jobs.run(lambda _report: read_product(db, product_id), on_done=done, owner=self)
        self.asked.emit(job)
