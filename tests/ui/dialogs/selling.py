"""What a clerk does in the dialog of a sale."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.clients.card import get_client_card
from app.services.clients.data import PurchaseRow
from app.ui.context import AppContext
from app.ui.dialogs.sale import SaleDialog

KENYA, FILTERS = "4600000000017", "4600000000024"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def keys(dialog: SaleDialog, *which: Qt.Key) -> None:
    """Keys on whatever has the focus."""
    for one in which:
        QTest.keyClick(dialog.focusWidget(), one)


def save(dialog: SaleDialog) -> None:
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CONTROL)


def scan(dialog: SaleDialog, code: str) -> None:
    """What a scanner does: the code at once, then Enter, into whatever has the focus."""
    for letter in code:
        QTest.keyClicks(dialog.focusWidget(), letter)
    keys(dialog, Qt.Key.Key_Return)


def receipts(context: AppContext, client_id: int) -> tuple[PurchaseRow, ...]:
    return get_client_card(context.db, client_id).purchases


def told(dialog: SaleDialog) -> list[tuple[str, str, str, str]]:
    """What the lines say: product, quantity, price, discount."""
    return [
        (line.product.text(), line.quantity.text(), line.price.text(), line.discount.text())
        for line in dialog.lines.filled()
    ]
