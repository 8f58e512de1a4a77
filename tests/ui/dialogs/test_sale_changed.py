"""A receipt that is changed, looked at or deleted in the dialog in which it was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.clients.card import get_client_card
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import get_purchase
from app.services.purchases.save import add_purchase
from app.ui.context import AppContext
from app.ui.dialogs.sale import SaleDialog, SaleStart
from tests.factories import NOW, make_client, sell
from tests.ui.dialogs.selling import CONTROL, FILTERS, KENYA, keys, save, scan, told
from tests.ui.driving import Toasts


def test_a_receipt_is_changed_in_the_same_dialog_and_undo_gives_back_what_was(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, toasts: Toasts
) -> None:
    olga = make_client(context.db)
    lines = (LineData("Kenya 250 g", 2000, 65_000, 10_000),)
    sale = add_purchase(context.db, PurchaseData(olga, date(2026, 11, 2), lines, time="10:15", payment="Card"), NOW)
    dialog = opened(SaleStart(purchase_id=sale))
    assert dialog.client.client_id == olga
    assert told(dialog) == [("Kenya 250 g", "2", "650", "100")]
    assert (dialog.at.text(), dialog.below.payment.kind()) == ("10:15", "Card")
    dialog.lines.lines[0].quantity.setText("3")
    save(dialog)
    assert get_purchase(context.db, sale).total == 185_000
    assert get_client_card(context.db, olga).row.total == 185_000
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_client_card(context.db, olga).row.total == 120_000


def test_a_receipt_opened_and_left_alone_asks_nothing(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, messages: Any
) -> None:
    sale = sell(context.db, make_client(context.db), date(2026, 11, 2), 65_000, "Kenya 250 g")
    dialog = opened(SaleStart(purchase_id=sale))
    keys(dialog, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), messages.questions) == (False, [])
    changed = opened(SaleStart(purchase_id=sale))
    changed.below.note.setText("was wrong")
    keys(changed, Qt.Key.Key_Escape)
    assert (changed.isVisible(), len(messages.questions)) == (True, 1)


def test_a_receipt_is_deleted_from_its_dialog_and_undo_brings_it_back(
    context: AppContext, opened: Callable[..., SaleDialog], toasts: Toasts
) -> None:
    olga = make_client(context.db)
    sale = sell(context.db, olga, date(2026, 11, 2))
    dialog = opened(SaleStart(purchase_id=sale))
    QTest.mouseClick(dialog.tools.delete_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert get_client_card(context.db, olga).row.visits == 0
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_client_card(context.db, olga).row.visits == 1


def test_a_line_is_taken_out_by_a_key_and_by_its_button(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int
) -> None:
    dialog = opened()
    dialog.lines.free().product.setFocus()
    for code in (KENYA, FILTERS):
        scan(dialog, code)
    dialog.lines.enter(dialog.lines.lines[0].price)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Delete, CONTROL)
    assert [name for name, *_rest in told(dialog)] == ["Filters V60"]
    QTest.mouseClick(dialog.lines.lines[0].remove, Qt.MouseButton.LeftButton)
    assert told(dialog) == []
    assert dialog.lines.lines[0].product.hasFocus()


def test_a_long_receipt_scrolls_inside_and_the_buttons_stay_on_the_screen(
    context: AppContext, opened: Callable[..., SaleDialog], parent: QWidget, qtbot: Any
) -> None:
    dialog = opened()
    for _number in range(40):
        dialog.lines.open_line()
    bar = dialog.lines.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    room = parent.screen().availableSize().height()
    assert dialog.height() <= room
    assert dialog.save_button.mapTo(dialog, dialog.save_button.rect().bottomLeft()).y() <= dialog.height()
    dialog.lines.enter(dialog.lines.lines[-1].product)
    qtbot.waitUntil(lambda: bar.value() > 0)


def test_tab_goes_through_the_fields_before_the_buttons(opened: Callable[..., SaleDialog]) -> None:
    dialog = opened()
    names = []
    for _step in range(13):
        focused = dialog.focusWidget()
        names.append(focused.accessibleName() or focused.property("text"))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    line = ["Product", "Quantity", "Price", "Discount"]
    below = ["Discount on all", "Payment", "Receipt number", "Note"]
    assert names == ["Client", "Day", "Time", *line, *below, "Cancel", "Save the purchase"]


def test_kinds_of_payment_are_the_owners_and_an_old_one_stays_with_its_receipt(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int
) -> None:
    def kinds(dialog: SaleDialog) -> list[str]:
        box = dialog.below.payment
        return [box.itemText(number) for number in range(box.count())]

    assert kinds(opened()) == ["Not said", "Cash", "Card", "Transfer"]
    context.settings = replace(context.settings, payment_kinds=("Cash", "QR"))
    assert kinds(opened()) == ["Not said", "Cash", "QR"]
    lines = (LineData("Kenya 250 g", 1000, 65_000),)
    sale = add_purchase(context.db, PurchaseData(None, date(2026, 11, 2), lines, payment="Cheque"), NOW)
    old = opened(SaleStart(purchase_id=sale))
    assert old.below.payment.kind() == "Cheque"
