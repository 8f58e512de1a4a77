"""The table of products: columns that have no room in a narrow window are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from app.i18n import _
from app.ui.context import AppContext
from app.ui.products.columns import SPARE, product_columns
from app.ui.widgets.table_model import IdListModel
from app.ui.widgets.tick_table import TickTable

if TYPE_CHECKING:
    from app.services.products.listing import Figures, ListedProduct


class ProductTable(TickTable):
    """The table with its model; `figures` are what it shows beside the products, None while they are being read."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.figures: Figures | None = None
        self.model_shown: IdListModel[ListedProduct] = IdListModel((), self._fetch)
        super().__init__(self.model_shown, _("Products"))
        self.everything.setAccessibleName(_("Choose everything listed"))
        self.everything.setToolTip(f"{self.everything.accessibleName()} (Ctrl+A)")
        self.set_columns(product_columns(context))
        self.remember(context.memory, "products/columns")

    def current_row(self) -> ListedProduct | None:
        """The product that the table stands at."""
        return self.model_shown.row_at(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._leave_out_spare()
        super().resizeEvent(event)

    def _leave_out_spare(self) -> None:
        columns = self.model_shown.columns
        over = sum(self.width_of(column) for column in columns) - self.viewport().width()
        for key in SPARE:
            number = next(n for n, column in enumerate(columns) if column.key == key)
            self.setColumnHidden(number, over > 0)
            over -= self.width_of(columns[number]) if over > 0 else 0

    def _fetch(self, ids: Sequence[int]) -> Sequence[ListedProduct]:
        from app.services.products.listing import product_rows

        return product_rows(self._context.db, ids, self.figures)
