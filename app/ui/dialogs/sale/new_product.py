"""A product made on the way, because a code was scanned that no product had."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.context import AppContext
from app.ui.dialogs.product_dialog import ProductDialog


class NewProduct(ProductDialog):
    """The form of a product with its barcode in it. `made(int)`: it was saved under this id."""

    made = Signal(int)

    def __init__(self, context: AppContext, code: str, parent: QWidget) -> None:
        super().__init__(context, None, parent)
        self.barcode.setText(code)

    def saved(self, new_id: int) -> None:
        self.made.emit(new_id)
