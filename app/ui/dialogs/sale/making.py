"""What is written down on the way of a sale: a new product or client, a wish for what is missing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.context import AppContext
from app.ui.dialogs.client_dialog import ClientDialog
from app.ui.dialogs.products.interest_dialog import InterestDialog
from app.ui.dialogs.products.product_dialog import ProductDialog


class NewProduct(ProductDialog):
    """The form of a product with its barcode in it. `made(int)`: it was saved under this id."""

    made = Signal(int)

    def __init__(self, context: AppContext, code: str, parent: QWidget) -> None:
        super().__init__(context, None, parent)
        self.barcode.setText(code)

    def saved(self, new_id: int) -> None:
        self.made.emit(new_id)


class NewClient(ClientDialog):
    """The form of a client, begun with what was typed. `made(int)`: saved under this id; its card stays closed."""

    made = Signal(int)

    def saved(self, new_id: int) -> None:
        self.drafts.stop()
        self.drafts.drop()
        self.made.emit(new_id)


class NewWish(InterestDialog):
    """The form of a wish. `made(int)`: it was saved under this id."""

    made = Signal(int)

    def saved(self, new_id: int) -> None:
        self.made.emit(new_id)
