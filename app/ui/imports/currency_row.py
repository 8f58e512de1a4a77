"""The one question of a first import: what do the sums of this shop count?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.i18n import _
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.currencies import currencies
from app.ui.widgets.texts import label


class CurrencyRow(QWidget):
    """A line with a choice; `choose(code)` is called when the owner picks another currency."""

    def __init__(self, current: str, choose: Callable[[str], object]) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setProperty("scale", "small")
        self.box.setAccessibleName(_("Currency of the shop"))
        for code, text in currencies(current):
            self.box.addItem(text, code)
        self.show_currency(current)
        self.box.activated.connect(lambda _index: choose(self.box.currentData()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(label(_("Sums are in"), "", "second"))
        layout.addWidget(self.box)

    def show_currency(self, code: str) -> None:
        """Show the shop's currency."""
        self.box.setCurrentIndex(self.box.findData(code))
