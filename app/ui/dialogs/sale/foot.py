"""What is said of a receipt as a whole: discount, kind of payment, number, note."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.ui.context import AppContext
from app.ui.dialogs.sale.lines.discount import discount_of
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP
from app.ui.widgets.field import Field
from app.wording.payments import payment_kinds

SHORT, MIDDLE = 110, 160  # px


class PaymentBox(QComboBox):
    """The kinds of payment of the shop, and nothing said; a kind that an old receipt has stays with it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.addItem(_("Not said"), "")
        for kind in payment_kinds(context.settings.payment_kinds):
            self.addItem(kind, kind)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the form, it does not change how somebody paid."""
        event.ignore()

    def kind(self) -> str:
        """The kind chosen, "" for none."""
        return str(self.currentData())

    def show_kind(self, kind: str) -> None:
        """Choose `kind`."""
        if self.findData(kind) < 0:
            self.addItem(kind, kind)
        self.setCurrentIndex(self.findData(kind))


class SaleFoot(QWidget):
    """The editors under the lines."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.discount, self.payment = QLineEdit(), PaymentBox(context)
        self.receipt, self.note = QLineEdit(), QLineEdit()
        self.discount.setPlaceholderText(_("10% or 50"))
        self.discount.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        self.discount_field = Field(_("Discount on all"), self.discount)
        for field, width in (
            (self.discount_field, SHORT),
            (Field(_("Payment"), self.payment), MIDDLE),
            (Field(_("Receipt number"), self.receipt), MIDDLE),
            (Field(_("Note"), self.note), 0),
        ):
            if width:
                field.editor.setMinimumWidth(scaled(width))
            layout.addWidget(field, 0 if width else 1, Qt.AlignmentFlag.AlignTop)

    def lines(self) -> tuple[QLineEdit, ...]:
        """What is typed into."""
        return self.discount, self.receipt, self.note

    def off(self, total: int) -> int:
        """The discount on a receipt that comes to `total`, in minor units. Raises InvalidValue."""
        found = discount_of(self.discount.text(), max(total, 0))
        if found is None:
            raise InvalidValue(field="discount", value=self.discount.text())
        return found
