"""The line of a receipt in which a product is found as one types, or scanned."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.i18n import _, money
from app.services.products.data import ProductRow
from app.services.products.find import find_products
from app.ui.context import AppContext
from app.ui.dialogs.sale.lines.codes import ENTER, has_code, looks_like_code
from app.ui.dialogs.suggest import SuggestLine

PRODUCTS_SHOWN = 12
NEW = 0  # id of a suggestion to add what was typed as a product


class ProductLine(SuggestLine[ProductRow]):
    """Name, number or barcode of a product.

    `picked(ProductRow)`: chosen from the list, or the best one after Enter. `scanned(ProductRow)`: Enter on its exact
    code. `code_unknown(str)`: Enter on a code that no product has. `named()`: Enter on the name of a new product.
    `passed()`: Enter on an empty line. `save_asked()`: Ctrl+Enter. `asked(Job)`: what Enter meant is being looked up.
    """

    scanned = Signal(object)
    code_unknown = Signal(str)
    named = Signal()
    passed = Signal()
    save_asked = Signal()
    asked = Signal(object)
    takes_first = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, self._find_or_offer_new, self._text)
        self.picked.connect(self._on_picked)

    def _find_or_offer_new(self, text: str) -> list[ProductRow]:
        found = find_products(self._context.db, text, PRODUCTS_SHOWN)
        known = any(_same(row.name, text) or has_code(row, text) for row in found)
        return found if known or looks_like_code(text) else [*found, ProductRow(NEW, text, "", "", None)]

    def _text(self, row: ProductRow) -> str:
        if row.id == NEW:
            return _("New product “{name}”").format(name=row.name)
        parts = [row.name]
        if row.price is not None:
            parts.append(money(row.price, self._context.settings.currency))
        if not row.in_stock:
            parts.append(_("not in stock"))
        return " · ".join(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is understood here, before the list of suggestions takes it for one that is out of date."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.close_list()
            self.save_asked.emit()
        else:
            self._on_enter()

    def _on_enter(self) -> None:
        text = self.text().strip()
        self.close_list()
        if not text:
            self.passed.emit()
        elif text in self._found:  # the arrows went to it
            self.picked.emit(self._found[text])
        else:
            if looks_like_code(text):
                self.clear()  # free for the next code before the answer is there
            job = self._context.jobs.run(
                lambda _report: find_products(self._context.db, text, PRODUCTS_SHOWN),
                on_done=lambda found: self._take(text, found),
                owner=self,
            )
            self.asked.emit(job)

    def _take(self, text: str, found: list[ProductRow]) -> None:
        """What was meant by `text`: a code, a product's name or the beginning of one, or a new product."""
        coded = next((row for row in found if has_code(row, text)), None)
        if coded is not None:
            if self.text().strip() == text:
                self.clear()
            self.scanned.emit(coded)
        elif looks_like_code(text):
            self.code_unknown.emit(text)
        elif self.text().strip() == text:
            best = next((row for row in found if _same(row.name, text)), found[0] if found else None)
            if best is None:
                self.named.emit()
            else:
                self.picked.emit(best)

    def _on_picked(self, row: ProductRow) -> None:
        self.setText(row.name)
        self.setCursorPosition(0)


def _same(name: str, text: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(text.split()).casefold()
