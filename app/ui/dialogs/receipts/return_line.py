"""One line of a sale in a return: ticked or not, how much of it, and the money for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.i18n import _, money, quantity_text
from app.services.errors import InvalidValue
from app.services.purchases.data import LineShown, ReturnLine
from app.services.purchases.returns import money_back
from app.ui.dialogs.sale.lines.line import QUANTITY_WIDTH, RIGHT, SUM_WIDTH
from app.ui.theme.size import scaled
from app.ui.widgets.texts import label, set_look
from app.ui.widgets.typed import plain_quantity, quantity_of


class ReturnedLine(QObject):
    """The parts of a row, to be laid out by their owner. `changed()`: its tick or its quantity."""

    changed = Signal()

    def __init__(self, line: LineShown, currency: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.line, self._currency = line, currency
        self.tick = QCheckBox(line.product or _("without a name"))
        self.quantity = QLineEdit(plain_quantity(line.returnable))
        self.quantity.setAccessibleName(_("How much of {product} comes back").format(product=line.product))
        self.quantity.setFixedWidth(scaled(QUANTITY_WIDTH))
        self.quantity.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.left = label(self._left_text(), "small", "second")
        self.sum_label = label("", "", "second")
        self.sum_label.setFixedWidth(scaled(SUM_WIDTH))
        self.sum_label.setAlignment(RIGHT)
        self.tick.toggled.connect(lambda _on: self._on_changed())
        self.quantity.textEdited.connect(lambda _text: self.tick.setChecked(True))
        self.quantity.textChanged.connect(lambda _text: self._on_changed())
        for part in (self.tick, self.quantity):
            part.setEnabled(line.returnable > 0)
        self._on_changed()

    def parts(self) -> tuple[QWidget, ...]:
        """The row from left to right."""
        return self.tick, self.quantity, self.left, self.sum_label

    def take_all(self) -> None:
        """All that is left of it comes back."""
        if self.line.returnable > 0:
            self.quantity.setText(plain_quantity(self.line.returnable))
            self.tick.setChecked(True)

    def is_ticked(self) -> bool:
        """Whether something of it comes back."""
        return self.tick.isChecked()

    def data(self) -> ReturnLine:
        """What comes back of it. Raises InvalidValue, with the editor marked."""
        wanted = self.data_quantity()
        set_look(self.quantity, bad="true" if wanted is None else "false")
        if wanted is None:
            self.quantity.setFocus(Qt.FocusReason.OtherFocusReason)
            raise InvalidValue(field="quantity", value=self.quantity.text())
        return ReturnLine(self.line.id, wanted)

    def money(self) -> int | None:
        """What is given back for it, in minor units; None where it is not known."""
        wanted = self.data_quantity()
        return None if wanted is None else money_back(wanted, self.line.returnable, self.line.returnable_sum)

    def data_quantity(self) -> int | None:
        """How much comes back, in thousandths; None where it is not a part of what is left."""
        wanted = quantity_of(self.quantity.text())
        return wanted if wanted is not None and 0 < wanted <= self.line.returnable else None

    def _left_text(self) -> str:
        sold, left = quantity_text(self.line.quantity), quantity_text(self.line.returnable)
        if self.line.returnable <= 0:
            return _("all came back")
        if self.line.returnable == self.line.quantity:
            return _("of {sold} {unit}").format(sold=sold, unit=self.line.unit).strip()
        return _("of {sold} {unit}, {left} left").format(sold=sold, unit=self.line.unit, left=left).replace(" ,", ",")

    def _on_changed(self) -> None:
        back = self.money() if self.is_ticked() else None
        self.sum_label.setText("" if back is None else money(back, self._currency))
        self.changed.emit()
