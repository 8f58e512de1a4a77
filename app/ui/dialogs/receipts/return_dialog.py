"""A return against a receipt: which lines come back, how much of them, and the money given back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.i18n import _, day_text, money
from app.services.errors import InvalidValue
from app.services.purchases.data import PurchaseShown
from app.services.purchases.find import get_purchase
from app.services.purchases.returns import return_purchase
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.keys import ALL_BACK
from app.ui.dialogs.receipts.return_line import ReturnedLine
from app.ui.dialogs.sale.foot import PaymentBox
from app.ui.dialogs.sale.lines.codes import ENTER
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel, label
from app.ui.widgets.typed import minor_of, minor_text

WIDTH = 640
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ReturnDialog(FormDialog):
    """Tick what comes back; Alt+A ticks everything. The sale stays as it is, the return is a receipt of its own."""

    def __init__(self, context: AppContext, purchase_id: int, parent: QWidget) -> None:
        super().__init__(context, _("Return"), _("Save the return"), parent)
        self.setMinimumWidth(scaled(WIDTH))
        self._purchase_id = purchase_id
        self.sale: PurchaseShown | None = None
        self.rows: list[ReturnedLine] = []
        self.about = ElidedLabel("", "", "second")
        self.all_button = button(_("Everything ({key})").format(key=ALL_BACK.key), self.take_all, small=True)
        self.form.addLayout(row(self.about, None, self.all_button))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP_SMALL)
        self._grid.setColumnStretch(0, 1)
        self.form.addLayout(self._grid)
        self.day, self.payment, self.note = DateEdit(context.today()), PaymentBox(context), QLineEdit()
        self.sum = QLineEdit()
        self.sum_field = Field(_("Money back"), self.sum)
        self.sum.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._total = label("", "figure-small")
        below = QHBoxLayout()
        for field in (Field(_("Day"), self.day), Field(_("Given back by"), self.payment), self.sum_field):
            below.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(Field(_("Note"), self.note), 1, Qt.AlignmentFlag.AlignTop)
        self.form.addLayout(below)
        self.foot.insertWidget(0, label(_("To give back"), "", "second"))
        self.foot.insertWidget(1, self._total)
        self.sum_field.hide()
        self.sum.textChanged.connect(lambda _text: self._show_total())
        self.save_button.setEnabled(False)
        QShortcut(QKeySequence(ALL_BACK.key), self).activated.connect(self.take_all)
        context.jobs.run(
            lambda _report: get_purchase(context.db, purchase_id), on_done=self._show, on_failed=self._on_no_sale
        )

    def take_all(self) -> None:
        """All that is left of the sale comes back."""
        for line in self.rows:
            line.take_all()
        if self.sale is not None and not self.sum_field.isHidden():
            self.sum.setText(minor_text((self.sale.total or 0) - self.sale.returned))
        self.save_button.setFocus(Qt.FocusReason.TabFocusReason)

    def prepare(self) -> Callable[[], int]:
        lines = tuple(line.data() for line in self.rows if line.is_ticked())
        total = None if self.sum_field.isHidden() else minor_of(self.sum.text())
        if not lines and self.rows:
            self.rows[0].tick.setFocus(Qt.FocusReason.OtherFocusReason)
            raise InvalidValue(field="returned", value="0")
        if not self.sum_field.isHidden() and total is None:
            self.sum.setFocus(Qt.FocusReason.OtherFocusReason)
            raise InvalidValue(field="sum", value=self.sum.text())
        db, at, day = self.context.db, self.context.now(), self.day.day()
        time = self.context.local_now().strftime("%H:%M:%S") if day == self.context.today() else None
        payment, note = self.payment.kind(), self.note.text().strip()
        sale_id = self._purchase_id
        return lambda: return_purchase(db, sale_id, lines, day, time, at, payment, note, total)

    def _show(self, sale: PurchaseShown) -> None:
        self.sale = sale
        currency = self.context.settings.currency
        parts = [sale.client or _("unknown buyer"), day_text(sale.day, self.context.today())]
        parts += [_("receipt {number}").format(number=sale.receipt)] if sale.receipt else []
        parts += [money(sale.total, currency)] if sale.total is not None else []
        self.about.setText(" · ".join(parts))
        for place, line in enumerate(sale.lines):
            made = ReturnedLine(line, currency, self)
            made.changed.connect(self._show_total)
            for column, part in enumerate(made.parts()):
                self._grid.addWidget(part, place, column)
                part.show()  # a layout does it only later, and Tab passes over what is hidden
            for editor in (made.tick, made.quantity):
                editor.installEventFilter(self)
            self.rows.append(made)
        self._order_tabs()
        unknown = all(line.returnable_sum is None for line in sale.lines)
        self.sum_field.setVisible(unknown)
        self.payment.show_kind(sale.payment)
        possible = [line for line in self.rows if line.line.returnable > 0]
        for part in (self.save_button, self.all_button):
            part.setEnabled(bool(possible) or not self.rows)
        if len(possible) == 1:
            possible[0].take_all()
        start = possible[0].tick if possible else self.sum if not self.rows else self._cancel_button
        start.setFocus(Qt.FocusReason.TabFocusReason)
        self.first = start
        self._show_total()

    def _order_tabs(self) -> None:
        before: QWidget = self.all_button
        for line in self.rows:
            for part in (line.tick, line.quantity):
                self.setTabOrder(before, part)
                before = part
        self.setTabOrder(before, self.day)

    def _show_total(self) -> None:
        self._total.setText(money(self._money(), self.context.settings.currency))

    def _money(self) -> int:
        """What is given back: exactly what is left of the sale where everything comes back."""
        sale, ticked = self.sale, [line for line in self.rows if line.is_ticked()]
        if sale is None:
            return 0
        if not self.sum_field.isHidden():
            return minor_of(self.sum.text()) or 0
        rest = None if sale.total is None else sale.total - sale.returned
        back = sum(line.money() or 0 for line in ticked)
        possible = [line for line in self.rows if line.line.returnable > 0]
        whole = bool(possible) and all(
            line.is_ticked() and line.data_quantity() == line.line.returnable for line in possible
        )
        return max(rest, 0) if whole and rest is not None else back

    def _on_no_sale(self, error: Exception) -> None:
        self.context.messages.show_error(error)
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go along the lines; a box to tick would take them for Tab."""
        arrow = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS
        if arrow and isinstance(event, QKeyEvent) and isinstance(watched, (QCheckBox, QLineEdit)):
            self._step(watched, STEPS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, and takes it back on the button."""
        focus = self.focusWidget()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTER and not control and focus is not self.save_button:
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self.save_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in ENTER:
            self.save()
        else:
            super().keyPressEvent(event)

    def _step(self, focus: QWidget, by: int) -> None:
        for column in ("tick", "quantity"):
            editors = [getattr(line, column) for line in self.rows if line.line.returnable > 0]
            if focus in editors and 0 <= editors.index(focus) + by < len(editors):
                editors[editors.index(focus) + by].setFocus(Qt.FocusReason.TabFocusReason)
