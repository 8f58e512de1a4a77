"""What is known of the buyer, over the lines: open service cases first, then what they usually take."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.background import Job
from app.ui.context import AppContext
from app.ui.dialogs.sale.cases import cases_bar
from app.ui.dialogs.sale.reading import Buyer, read_buyer
from app.ui.dialogs.sale.usual import UsualRow
from app.ui.theme.tokens import GAP


class BuyerLines(QWidget):
    """`show_client(id)` reads and shows; None shows nothing. `usual.taken` tells what was taken."""

    read = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._client_id: int | None = None
        self.usual = UsualRow(context)
        self.cases: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        self._layout.addWidget(self.usual)
        self.hide()

    def show_client(self, client_id: int | None) -> None:
        """Another buyer, or nobody."""
        if client_id == self._client_id:
            return
        self._client_id = client_id
        if self._job is not None:
            self._job.drop()
        if client_id is None:
            self._show(None)
            return
        db, today = self._context.db, self._context.today()
        self._job = self._context.jobs.run(lambda _report: read_buyer(db, client_id, today), on_done=self._show)

    def _show(self, buyer: Buyer | None) -> None:
        if self.cases is not None:
            self._layout.removeWidget(self.cases)
            self.cases.deleteLater()
            self.cases = None
        if buyer is not None and buyer.cases:
            self.cases = cases_bar(self._context, buyer.cases)
            self._layout.insertWidget(0, self.cases)
        self.usual.show_choices(buyer.usual if buyer is not None else ())
        self.setVisible(self.cases is not None or bool(self.usual.choices))
        self.read.emit(buyer)
