"""A scanner types codes into a sale: wherever the focus is, nothing is lost and nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.products.data import ProductData
from app.services.products.find import find_products
from app.services.products.save import save_product
from app.ui.context import AppContext
from app.ui.dialogs.sale import SaleDialog
from tests.factories import NOW, make_client
from tests.ui.dialogs.selling import ALT, FILTERS, KENYA, keys, scan, told


def test_a_scanned_code_puts_the_product_in_and_again_makes_it_two_and_nothing_is_saved(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int
) -> None:
    dialog = opened(make_client(context.db))
    for code in (KENYA, FILTERS, KENYA):
        scan(dialog, code)
    assert told(dialog) == [("Kenya 250 g", "2", "650", ""), ("Filters V60", "1", "300.50", "")]
    assert dialog.isVisible()
    scan(dialog, "KE-250")
    assert told(dialog)[0][1] == "3"
    assert dialog.lines.lines[-1].product.hasFocus()


@pytest.mark.parametrize("where", ["quantity", "price", "discount"])
def test_a_code_scanned_into_another_field_of_a_line_leaves_the_field_as_it_was(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int, where: str
) -> None:
    dialog = opened(make_client(context.db))
    scan(dialog, KENYA)
    before = told(dialog)
    dialog.lines.enter(getattr(dialog.lines.lines[0], where))
    scan(dialog, FILTERS)
    assert told(dialog) == [*before, ("Filters V60", "1", "300.50", "")]
    assert dialog.isVisible()


def test_a_code_scanned_while_a_button_has_the_focus_or_into_the_note_is_a_product(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int
) -> None:
    dialog = opened(make_client(context.db))
    scan(dialog, KENYA)
    keys(dialog, Qt.Key.Key_Return)
    assert dialog.save_button.hasFocus()
    scan(dialog, KENYA)
    assert told(dialog)[0][1] == "2"
    dialog.below.note.setText("gift")
    dialog.below.note.setFocus()
    scan(dialog, KENYA)
    assert (told(dialog)[0][1], dialog.below.note.text()) == ("3", "gift")
    dialog.below.receipt.setFocus()
    scan(dialog, "000123456")
    assert dialog.below.receipt.text() == "000123456"
    assert dialog.notice.text() == ""
    assert dialog.isVisible()


def test_a_code_nobody_knows_is_told_quietly_and_the_line_is_free_for_the_next(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int
) -> None:
    dialog = opened(make_client(context.db))
    scan(dialog, "4699999999999")
    assert dialog.notice.text() == "No product has the code 4699999999999."
    assert dialog.lines.lines[0].product.text() == ""
    assert dialog.lines.lines[0].product.hasFocus()
    scan(dialog, KENYA)
    assert dialog.notice.text() == ""
    assert [name for name, *_rest in told(dialog)] == ["Kenya 250 g"]


def test_a_product_made_from_an_unknown_code_is_in_the_receipt(
    context: AppContext, opened: Callable[..., SaleDialog], qtbot: Any
) -> None:
    from app.ui.dialogs.sale.making import NewProduct

    dialog = opened(make_client(context.db))
    scan(dialog, "4699999999999")
    QTest.keyClick(dialog, Qt.Key.Key_N, ALT)
    form = dialog.findChild(NewProduct)
    assert form is not None
    assert form.barcode.text() == "4699999999999"
    form.name.setText("Tea")
    form.price.setText("120")
    form.save()
    assert told(dialog) == [("Tea", "1", "120", "")]
    assert find_products(context.db, "4699999999999")[0].name == "Tea"


@pytest.mark.parametrize("where", ["day", "payment", "time"])
def test_a_code_scanned_into_the_day_the_time_or_the_payment_changes_none_of_them(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, where: str
) -> None:
    dialog = opened(make_client(context.db))
    editor: QWidget = {"day": dialog.day, "payment": dialog.below.payment, "time": dialog.at}[where]
    editor.setFocus()
    scan(dialog, KENYA)
    assert told(dialog) == [("Kenya 250 g", "1", "650", "")]
    assert (dialog.day.day(), dialog.at.text(), dialog.below.payment.kind()) == (date(2026, 11, 21), "", "")


def test_enter_right_after_typing_takes_the_client_that_fits_now_and_a_label_scanned_there_is_a_product(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int
) -> None:
    igor = make_client(context.db, "Pak Igor")
    make_client(context.db, "Krylova Olga")
    dialog = opened()
    QTest.keyClicks(dialog.client, "pak")
    keys(dialog, Qt.Key.Key_Return)
    assert dialog.client.client_id == igor
    assert dialog.lines.lines[0].product.hasFocus()
    other = opened()
    scan(other, KENYA)
    assert (other.client.client_id, other.client.text()) == (None, "")
    assert [name for name, *_rest in told(other)] == ["Kenya 250 g"]


def test_enter_after_a_slow_scanner_takes_the_code_and_not_what_its_first_digits_found(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, clock: Any, qtbot: Any
) -> None:
    save_product(context.db, ProductData("Blend 4600", price=50_000), NOW)
    dialog = opened(make_client(context.db))
    line = dialog.lines.lines[0].product
    QTest.keyClicks(line, KENYA[:4])
    completer = line.completer()
    popup = completer.popup() if completer is not None else None
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    for letter in KENYA[4:]:
        clock.advance(0.2)
        QTest.keyClicks(popup, letter)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert told(dialog) == [("Kenya 250 g", "1", "650", "")]
