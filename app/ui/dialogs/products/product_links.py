"""Products that hang together with one: a row each, found by typing, taken away by the cross."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services.products.data import ProductRow
from app.ui.context import AppContext
from app.ui.dialogs.products.product_field import ProductField, product_text
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow


class LinksLine(QWidget):
    """The chosen products as chips above a line to find one more; a click on a chip takes it away."""

    def __init__(self, context: AppContext, own_id: int | None, hint: str) -> None:
        super().__init__()
        self._currency = context.settings.currency
        self._rows: dict[int, ProductRow] = {}
        self._chips = Flow()
        self.line = ProductField(context, wanted=lambda row: row.id != own_id and row.id not in self._rows)
        self.line.setPlaceholderText(hint)
        self.line.picked.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_SMALL)
        layout.addWidget(self._chips)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)

    def ids(self) -> list[int]:
        """The chosen products."""
        return list(self._rows)

    def fill(self, rows: Iterable[ProductRow]) -> None:
        """Show these products."""
        self._rows = {row.id: row for row in rows}
        self._show()

    def check(self) -> None:
        """Raises NotFound for a text that names no product."""
        self.line.check()

    def _add(self, row: ProductRow) -> None:
        self._rows[row.id] = row
        QTimer.singleShot(0, self.line, self.line.take_all)  # Qt puts what was picked into the line after this
        self._show()

    def _remove(self, product_id: int) -> None:
        del self._rows[product_id]
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def _show(self) -> None:
        chips = []
        for row in self._rows.values():
            chip = button(f"{row.name.replace('&', '&&')}  ×", partial(self._remove, row.id), kind="filter")
            chip.setToolTip(product_text(row, self._currency))
            chip.setAccessibleName(_("Remove “{text}”").format(text=row.name))
            chips.append(chip)
        self._chips.set_parts(chips)
