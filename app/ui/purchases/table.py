"""The table of receipts or of their lines; a narrow one leaves out what stands in the panel beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent

from app.i18n import _
from app.ui.context import AppContext
from app.ui.purchases.columns import SPARE, Columns, make_columns
from app.ui.purchases.state import By
from app.ui.widgets.table import IdTable
from app.ui.widgets.table_model import IdListModel

if TYPE_CHECKING:
    from app.services.purchases.listing import ListedPurchase


class PurchaseTable(IdTable):
    """`menu_asked(global point)` for a menu of the row."""

    menu_asked = Signal(QPoint)

    def __init__(self, context: AppContext, by: By) -> None:
        self._context = context
        self.by, self._staff = by, False
        self.model_shown: IdListModel[ListedPurchase] = IdListModel(self._columns(), self._fetch)
        super().__init__(self.model_shown, _("Purchases"))
        self.remember(context.memory, f"purchases/{by}")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at)))

    def shows_other(self, by: By, *, staff: bool) -> bool:
        """Whether the table has to be another one for this list."""
        return (by, staff) != (self.by, self._staff)

    def show_by(self, by: By, *, staff: bool) -> None:
        """Rows are receipts or lines from here on; `staff`: who sold is worth a column."""
        self.by, self._staff = by, staff
        self.model_shown.set_columns(self._columns())
        self.remember(self._context.memory, f"purchases/{self.by}")
        self._leave_out_spare()
        self.show_sort(*self._sort)

    def choose_place(self, place: int) -> None:
        """Make the row at this place the current one, and show it."""
        self.selectRow(place)
        self.scrollTo(self.model_shown.index(place, 0))

    def current_row(self) -> ListedPurchase | None:
        """The chosen receipt or line."""
        return self.model_shown.row_at(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._leave_out_spare()
        super().resizeEvent(event)

    def _leave_out_spare(self) -> None:
        columns = self.model_shown.columns
        left = sum(self.width_of(column) for column in columns) - self.viewport().width()
        hidden = set()
        for key in SPARE:
            if left <= 0:
                break
            width = next((self.width_of(column) for column in columns if column.key == key), 0)
            hidden.add(key)
            left -= width
        for number, column in enumerate(columns):
            self.setColumnHidden(number, column.key in hidden)
        self._share_width()

    def _columns(self) -> Columns:
        settings = self._context.settings
        return make_columns(self.by, settings.currency, self._context.today(), staff=self._staff)

    def _fetch(self, ids: Sequence[int]) -> Sequence[ListedPurchase]:
        from app.services.purchases.listing import purchase_rows

        return purchase_rows(self._context.db, ids, self.by)
