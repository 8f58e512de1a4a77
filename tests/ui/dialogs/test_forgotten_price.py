"""A price that nobody typed, and a list of one suggestion: nothing is saved or chosen by mistake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.services.clients.card import get_client_card
from app.services.products.data import ProductData
from app.services.products.save import save_product
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import get_purchase
from app.services.purchases.save import add_purchase
from app.ui.context import AppContext
from app.ui.dialogs.sale import SaleDialog, SaleStart
from app.ui.dialogs.sale.lines.lines import SaleLines
from tests.factories import NOW, make_client
from tests.ui.driving import show_dialog

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(context: AppContext, qtbot: Any) -> Callable[..., SaleDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()

    def made(start: SaleStart | int | None = None) -> SaleDialog:
        return show_dialog(SaleDialog(context, start, parent), qtbot)

    return made


def type_new(dialog: SaleDialog, name: str) -> None:
    QTest.keyClicks(dialog.focusWidget(), name)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_a_sale_without_a_price_is_asked_about_and_can_be_given_away(
    context: AppContext, opened: Callable[..., SaleDialog]
) -> None:
    olga = make_client(context.db)
    dialog = opened(olga)
    type_new(dialog, "Teapot")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert get_client_card(context.db, olga).purchases == ()
    assert dialog.lines.lines[0].price.hasFocus()
    assert dialog.notice.text() == "What does Teapot cost? 0 for a gift."
    QTest.keyClicks(dialog.focusWidget(), "0")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CONTROL)
    (receipt,) = get_client_card(context.db, olga).purchases
    assert receipt.total == 0


def test_a_price_that_nobody_knows_stays_open_by_one_key(
    context: AppContext, opened: Callable[..., SaleDialog]
) -> None:
    olga = make_client(context.db)
    dialog = opened(olga)
    type_new(dialog, "Teapot")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CONTROL)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_N, ALT)
    (receipt,) = get_client_card(context.db, olga).purchases
    assert receipt.total is None
    again = opened(SaleStart(purchase_id=receipt.id))
    QTest.keyClicks(again.below.note, "asked for a box")
    QTest.keyClick(again.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert get_purchase(context.db, receipt.id).note == "asked for a box"


def test_the_arrow_down_stays_on_the_only_client_found(
    context: AppContext, opened: Callable[..., SaleDialog], qtbot: Any
) -> None:
    igor = make_client(context.db, "Pak Igor")
    dialog = opened()
    QTest.keyClicks(dialog.client, "pak")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.activePopupWidget(), key)
    assert dialog.client.client_id == igor


def test_sums_that_a_file_told_are_shown_and_stay(context: AppContext, opened: Callable[..., SaleDialog]) -> None:
    olga = make_client(context.db)
    lines = (LineData("Kenya", 1500), LineData("Filters", 1000, 30_000))
    purchase_id = add_purchase(context.db, PurchaseData(olga, date(2026, 11, 1), lines), NOW)
    with context.db.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE purchase_line SET sum = 100001 WHERE price IS NULL")
        connection.exec_driver_sql("UPDATE purchase_line SET sum = 27000 WHERE price = 30000")
        connection.exec_driver_sql("UPDATE purchase SET total = 127001")
    dialog = opened(SaleStart(purchase_id=purchase_id))
    assert "1,270.01" in dialog._total.text()
    QTest.keyClicks(dialog.below.note, "in a box")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CONTROL)
    saved = get_purchase(context.db, purchase_id)
    assert (saved.note, saved.total, [line.sum for line in saved.lines]) == ("in a box", 127_001, [100_001, 27_000])
    other = opened(SaleStart(purchase_id=purchase_id))
    QTest.mouseClick(other.lines.lines[1].remove, Qt.MouseButton.LeftButton)
    QTest.keyClick(other.focusWidget(), Qt.Key.Key_Return, CONTROL)
    left = get_purchase(context.db, purchase_id)
    assert (left.total, [line.sum for line in left.lines]) == (100_001, [100_001])


def test_a_client_who_is_chosen_is_typed_over_as_a_whole(
    context: AppContext, opened: Callable[..., SaleDialog], qtbot: Any
) -> None:
    igor = make_client(context.db, "Pak Igor")
    dialog = opened(make_client(context.db))
    QTest.mouseClick(dialog.client, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dialog.client.selectedText()))
    for letter in "pak igor":
        QTest.keyClicks(dialog.client, letter)
    QTest.keyClick(dialog.client, Qt.Key.Key_Return)
    assert dialog.client.client_id == igor


def test_a_label_scanned_over_the_client_is_a_product_and_the_client_stays(
    context: AppContext, opened: Callable[..., SaleDialog], qtbot: Any
) -> None:
    save_product(context.db, ProductData("Kenya", barcode="4600000000017", price=65_000), NOW)
    olga = make_client(context.db)
    dialog = opened(olga)
    dialog.client.setFocus()
    qtbot.waitUntil(lambda: bool(dialog.client.selectedText()))
    QTest.keyClicks(dialog.client, "4600000000017")
    QTest.keyClick(dialog.client, Qt.Key.Key_Return)
    assert [line.product.text() for line in dialog.lines.filled()] == ["Kenya"]
    assert (dialog.client.named(), dialog.client.text()) == (olga, "Крылова Ольга Петровна")


def test_on_a_low_screen_the_form_scrolls_to_the_line_that_is_typed(context: AppContext, qtbot: Any) -> None:
    form = QWidget()
    above, lines = QLabel("who buys"), SaleLines(context, 110, QLineEdit())
    above.setFixedHeight(300)
    layout = QVBoxLayout(form)
    layout.addWidget(above)
    layout.addWidget(lines)
    around = QScrollArea()
    around.setWidgetResizable(True)
    around.setWidget(form)
    qtbot.addWidget(around)
    around.resize(900, 250)
    lines.open_line()
    around.show()
    editor = lines.lines[0].product
    assert editor.visibleRegion().isEmpty()
    lines.enter(editor)
    qtbot.waitUntil(lambda: not editor.visibleRegion().isEmpty())
