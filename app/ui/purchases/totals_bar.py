"""What the list comes to, below the table: always with the days it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _, money, ngettext, number_text, quantity_text
from app.ui.theme.tokens import GAP_PAGE, GAP_WIDE
from app.ui.widgets.texts import ElidedLabel, label

if TYPE_CHECKING:
    from app.services.purchases.listing import Totals

WAITING = "…"
ALL_FIT = 640  # px; a narrower bar leaves the quantity and then the returns out
RIGHT = Qt.AlignmentFlag.AlignRight


class TotalsBar(QFrame):
    """Figures stand on the right, their period on the left."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self.period, self.note = ElidedLabel("", "strong"), ElidedLabel("", "small", "third")
        self._told: dict[str, QLabel] = {}
        self._boxes: dict[str, QWidget] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, GAP_WIDE - 4, GAP_WIDE + 2, GAP_WIDE - 4)
        layout.setSpacing(GAP_PAGE)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.period)
        words.addWidget(self.note)
        layout.addLayout(words, 1)
        names = {
            "rows": _("Lines"),
            "receipts": _("Receipts"),
            "returns": _("of them returns"),
            "quantity": _("Quantity"),
            "average": _("Average receipt"),
            "revenue": _("Revenue"),
        }
        for key, name in names.items():
            layout.addWidget(self._figure(key, name))

    def text(self, key: str) -> str:
        """The figure as it is shown."""
        return self._told[key].text()

    def show_waiting(self, period: str, by: str) -> None:
        """The figures of this period are being worked out."""
        self.period.setText(period)
        self.note.setText("")
        self._boxes["rows"].setVisible(by == "line")
        for key in self._told:
            self._say(key, WAITING)

    def show_totals(self, totals: Totals) -> None:
        """The figures are known."""
        average = totals.average
        self._say("rows", number_text(totals.rows))
        self._say("receipts", number_text(totals.receipts))
        self._say("returns", number_text(totals.returns))
        self._say("quantity", quantity_text(totals.quantity))
        self._say("average", "—" if average is None else money(average, self._currency, cents=False))
        self._say("revenue", money(totals.revenue, self._currency))
        left_out = totals.left_out
        words = ngettext("{n} cancelled is not counted", "{n} cancelled are not counted", left_out)
        self.note.setText(words.format(n=number_text(left_out)) if left_out else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._boxes["quantity"].setVisible(self.width() >= ALL_FIT)
        self._boxes["returns"].setVisible(self.width() >= ALL_FIT - 90)

    def _figure(self, key: str, name: str) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._told[key], self._boxes[key] = label("", "strong"), box
        for part in (label(name, "small", "second"), self._told[key]):
            part.setAlignment(RIGHT)
            layout.addWidget(part)
        box.setAccessibleName(name)
        return box

    def _say(self, key: str, text: str) -> None:
        self._told[key].setText(text)
        self._told[key].setAccessibleName(f"{self._boxes[key].accessibleName()}: {text}")
