"""One quiet line under the receipt: what goes with it, or a better version; a click or one key takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _, money
from app.services.errors import AppError
from app.ui.background import Job, Report
from app.ui.context import AppContext
from app.ui.dialogs.keys import TAKE_OFFERED
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP, SMALL_CONTROL_HEIGHT
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel, label

if TYPE_CHECKING:
    from app.services.offers.reasons import Beside

PAUSE_MS = 120  # after the last product, so that a scanner is not followed line by line


class BesideLine(QWidget):
    """`ask` whenever the products of the receipt change; `taken(Beside)`. Nobody waits for it."""

    taken = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._asked: tuple[tuple[int, ...], int | None] = ((), None)
        self._job: Job | None = None
        self.found: tuple[Beside, ...] = ()
        self.take_button: QPushButton = button("", self.take, kind="link", small=True, icon_name="plus")
        self._reason = ElidedLabel("", "small", "second")
        self.next_button = button(_("Another"), self._show_next, kind="ghost", small=True)
        self._key = label(TAKE_OFFERED.key, "key")
        layout = row(self.take_button, self._key, self._reason, self.next_button, spacing=GAP)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setMinimumHeight(tall(SMALL_CONTROL_HEIGHT))  # so that nothing jumps when something is found
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self._show(())

    def bring_keys(self, window: QWidget) -> None:
        """The key that takes what is offered, wherever the focus is in `window`."""
        QShortcut(QKeySequence(TAKE_OFFERED.key), window).activated.connect(self.take)

    def ask(self, product_ids: tuple[int, ...], client_id: int | None) -> None:
        """Look for what goes with these products."""
        if (product_ids, client_id) != self._asked:
            self._asked = product_ids, client_id
            self._timer.start()

    def take(self) -> None:
        """Take what is offered now."""
        if self.found:
            self.taken.emit(self.found[0])

    def _read(self) -> None:
        if self._job is not None:
            self._job.drop()
        product_ids, client_id = self._asked
        if not product_ids:
            self._show(())
            return
        db, today = self._context.db, self._context.today()

        def work(_report: Report) -> tuple[Beside, ...]:
            from app.services.offers.beside import beside_sale

            return tuple(beside_sale(db, product_ids, client_id, today))

        self._job = self._context.jobs.run(work, on_done=self._show, on_failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        """A client who is gone is told of when the sale is saved, not here."""
        if not isinstance(error, AppError):
            self._context.messages.show_error(error)

    def _show_next(self) -> None:
        self._show((*self.found[1:], self.found[0]))

    def _show(self, found: tuple[Beside, ...]) -> None:
        from app.wording.offers import offer_words

        self.found = found
        for part in (self.take_button, self._key):
            part.setVisible(bool(found))
        self.next_button.setVisible(len(found) > 1)
        self._reason.setText("")
        if not found:
            return
        first = found[0]
        price = "" if first.price is None else " · " + money(first.price, self._context.settings.currency)
        self.take_button.setText(first.name + price)
        self.take_button.setToolTip(_("Put it into the receipt ({key})").format(key=TAKE_OFFERED.key))
        self._reason.setText(offer_words(first.reason))
