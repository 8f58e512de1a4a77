"""A receipt in the Purchases tab: day, number and total, its lines below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.i18n import _, day_text, money
from app.ui.clients.card.history.entry_rows import row_menu, wide_row
from app.ui.clients.card.history.timeline import purchase_mark, purchase_title
from app.ui.theme.size import scaled
from app.ui.widgets.texts import chip, label
from app.wording.clients import line_text
from app.wording.receipts import money_or_dash

if TYPE_CHECKING:
    from app.services.clients.data import PurchaseRow

SUMS = 2  # the column of the total, with the sums of the lines below it
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


def purchase_row(
    purchase: PurchaseRow, currency: str, today: date, acts: Sequence[tuple[str, Callable[[], object]]] = ()
) -> QWidget:
    """One receipt with its lines; sums on the right, and a menu of what can be done with it."""
    frame = QFrame()
    frame.setProperty("look", "row")
    layout = wide_row(frame, purchase.day, today)
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(0, 1)
    several = len(purchase.lines) != 1
    if several:
        title = _("Receipt {number}").format(number=purchase.receipt) if purchase.receipt else _("Receipt")
        grid.addWidget(label(title, "", "second"), 0, 0)
    for number, line in enumerate(purchase.lines, start=1 if several else 0):
        grid.addWidget(label(line_text(line), wrap=True), number, 0)
        if several and line.sum is not None:
            grid.addWidget(label(money(line.sum, currency), "", "second"), number, SUMS, RIGHT)
    mark = purchase_mark(purchase)
    if mark:
        grid.addWidget(chip(mark, "bad"), 0, 1, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(label(money_or_dash(purchase.total, currency), "strong"), 0, SUMS, RIGHT)
    grid.setColumnMinimumWidth(SUMS, scaled(84))
    layout.addLayout(grid, 1)
    if acts:
        name = f"{purchase_title(purchase, currency)}, {day_text(purchase.day, today)}"
        layout.addWidget(row_menu(name, acts), 0, Qt.AlignmentFlag.AlignTop)
    return frame
