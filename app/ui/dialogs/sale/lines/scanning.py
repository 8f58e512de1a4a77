"""Codes that reach a sale beside its product lines: scanned into other fields, or unknown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.products.data import ProductRow
from app.services.products.find import find_products
from app.ui.context import AppContext
from app.ui.dialogs.sale.lines.codes import ScannerWatch, has_code

CODES_SHOWN = 3


def _nothing() -> None:
    pass


class Codes(QObject):
    """`look_up(code)` finds the product of a code: `asked(Job)`, then `known(ProductRow)` or `unknown(str)` is told.

    Lines of `texts` may have codes of their own, such as the number of a receipt: an unknown one stays there.
    """

    known = Signal(object)
    unknown = Signal(str)
    asked = Signal(object)

    def __init__(self, context: AppContext, parent: QObject, texts: tuple[QLineEdit, ...]) -> None:
        super().__init__(parent)
        self._context, self._texts = context, texts
        self.watch = ScannerWatch(context.clock.monotonic, self)
        self.watch.watch(*texts)
        self.watch.scanned.connect(self._on_scanned)

    def look_up(
        self, code: str, put_back: Callable[[], object] = _nothing, otherwise: Callable[[], object] | None = None
    ) -> None:
        """Find the product with exactly this code; `put_back` is called first where it is one, `otherwise` in place of
        telling that it is unknown."""
        db = self._context.db

        def done(found: list[ProductRow]) -> None:
            row = next((row for row in found if has_code(row, code)), None)
            if row is not None:
                put_back()
                self.known.emit(row)
            elif otherwise is not None:
                otherwise()
            else:
                self.unknown.emit(code)

        job = self._context.jobs.run(lambda _report: find_products(db, code, CODES_SHOWN), on_done=done, owner=self)
        self.asked.emit(job)

    def _on_scanned(self, code: str, editor: QWidget, put_back: Callable[[], object]) -> None:
        if editor in self._texts:
            self.look_up(code, put_back, otherwise=_nothing)
        else:
            put_back()
            self.look_up(code)
