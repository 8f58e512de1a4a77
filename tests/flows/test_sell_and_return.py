"""A working day at the counter in the real window, with real keys, a mouse and threads: find, sell, log a call; sell,
return a part, undo. The card says it all afterwards."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.models.database import Database
from app.models.enums import CaseKind, LinkKind
from app.services.aftersale.cases import CaseData, save_case
from app.services.clients.card import get_client_card
from app.services.clients.data import ClientCard
from app.services.products.data import Link, ProductData
from app.services.products.save import save_product
from app.services.purchases.find import get_purchase
from app.services.purchases.listing import PurchaseFilter, list_purchase_ids
from app.ui.application import Program
from app.ui.clients.card.history.log_box import LogBox
from app.ui.clients.card.history.wide_entry import WideEntry
from app.ui.clients.card.page import ClientPage
from app.ui.dialogs.sale import ReturnDialog, SaleDialog, SaleStart
from tests.factories import NOW, make_client, sell
from tests.flows.driving import WAIT, context_of, key

KENYA, FILTERS = "4600000000017", "4600000000024"
NO, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
Dialog = TypeVar("Dialog", bound=QWidget)


@pytest.fixture
def olga(program: Program) -> int:
    """Olga takes Kenya every fortnight, and the shop sells filters that go with it."""
    context = context_of(program)
    db = context.db
    filters = save_product(db, ProductData("Filters V60", barcode=FILTERS, price=30_000), NOW)
    goes = (Link(filters, LinkKind.GOES_WITH),)
    save_product(db, ProductData("Kenya 250 g", barcode=KENYA, price=65_000, links=goes), NOW - timedelta(days=200))
    made = make_client(db, "Krylova Olga", phone="+7 905 221-14-08")
    make_client(db, "Krylov Oleg")
    for days in (42, 28, 14):
        sell(db, made, context.today() - timedelta(days=days), 65_000, "Kenya 250 g")
    return made


def write(window: QWidget, text: str) -> None:
    """Letter after letter into what has the focus."""
    for letter in text:
        QTest.keyClicks(window.focusWidget(), letter)


def dialog_of(program: Program, kind: type[Dialog], qtbot: Any) -> Dialog:
    """The dialog that is open, once it has the keyboard."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=WAIT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None, timeout=WAIT)
    return dialog


def back_in_window(program: Program, qtbot: Any) -> None:
    """The dialog closed; the window has the keyboard again."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=WAIT)
    program.window.activateWindow()  # what a window manager does
    qtbot.waitUntil(program.window.isActiveWindow, timeout=WAIT)


def open_card(program: Program, typed: str, qtbot: Any) -> ClientPage:
    """Ctrl+K, a part of the name, Enter."""
    window = program.window
    key(window, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(window.top_bar.search.hasFocus, timeout=WAIT)
    write(window, typed)
    key(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.current_page(), ClientPage), timeout=WAIT)
    page = window.current_page()
    assert isinstance(page, ClientPage)
    qtbot.waitUntil(lambda: page.card() is not None and not page.is_busy(), timeout=WAIT)
    return page


def shown(page: ClientPage, holds: Callable[[ClientCard], bool], qtbot: Any) -> ClientCard:
    """The card on the screen once it says so, and nothing of the one before is left."""
    qtbot.waitUntil(lambda: not page.is_busy() and (card := page.card()) is not None and holds(card), timeout=WAIT)
    qtbot.waitUntil(lambda: len(page.findChildren(LogBox)) == 1, timeout=WAIT)
    card = page.card()
    assert card is not None
    return card


def said(page: ClientPage) -> str:
    """Everything that the card's labels and the lines of its timeline say, without their marks."""
    told = [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    texts = "\n".join([*told, *(one.accessibleName() for one in page.findChildren(WideEntry))])
    return re.sub(r"<[^>]*>|&nbsp;|[\u00a0\u202f]", " ", texts)


def facts(db: Database, client_id: int) -> tuple[int, int]:
    """Visits and money as stored."""
    row = get_client_card(db, client_id).row
    return row.visits, row.total


def test_find_a_client_sell_and_log_a_call(program: Program, olga: int, qtbot: Any) -> None:
    window, context = program.window, context_of(program)
    page = open_card(program, "krylova", qtbot)
    assert page.client_id() == olga

    # The usual product by one key, what goes with it by another, a scanned one more, ten percent off, Ctrl+Enter.
    key(window, Qt.Key.Key_P, CONTROL)
    sale = dialog_of(program, SaleDialog, qtbot)
    qtbot.waitUntil(lambda: bool(sale.buyer.usual.buttons), timeout=WAIT)
    key(sale, Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: bool(sale.beside.found), timeout=WAIT)
    assert sale.beside.found[0].name == "Filters V60"
    key(sale, Qt.Key.Key_0, ALT)
    qtbot.waitUntil(lambda: len(sale.lines.filled()) == 2, timeout=WAIT)
    write(sale, KENYA)
    key(sale, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sale.lines.lines[0].quantity.text() == "2", timeout=WAIT)
    sale.below.discount.setFocus()
    write(sale, "10%")
    key(sale, Qt.Key.Key_Return, CONTROL)
    back_in_window(program, qtbot)
    total = 3 * 65_000 + (2 * 65_000 + 30_000) * 9 // 10
    card = shown(page, lambda card: card.row.visits == 4, qtbot)
    assert (card.row.total, card.row.last_visit) == (total, context.today())
    assert facts(context.db, olga) == (4, total)

    # A call, in one line.
    key(window, Qt.Key.Key_L, CONTROL)
    write(window, "/call 5 min asked about the subscription")
    key(window, Qt.Key.Key_Return)
    card = shown(page, lambda card: len(card.interactions) == 1, qtbot)
    assert (card.interactions[0].kind, card.interactions[0].minutes) == ("call", 5)
    qtbot.waitUntil(lambda: "asked about the subscription" in said(page), timeout=WAIT)
    told = said(page)
    assert "1,440" in told
    assert "Kenya 250 g × 2, Filters V60" in told
    assert facts(context.db, olga) == (4, total)


def test_sell_with_the_mouse_return_a_part_by_the_keyboard_and_undo(program: Program, olga: int, qtbot: Any) -> None:
    window, context = program.window, context_of(program)
    db = context.db
    save_case(db, CaseData(olga, CaseKind.COMPLAINT, "The bag was torn", context.today()), context.now())
    page = open_card(program, "2211408", qtbot)
    before = facts(db, olga)

    # The sale: told of the open case, two kinds of goods by clicks, the price of one typed over.
    context.events.new_purchase.emit(olga)
    sale = dialog_of(program, SaleDialog, qtbot)
    qtbot.waitUntil(lambda: sale.buyer.cases is not None, timeout=WAIT)
    QTest.mouseClick(sale.buyer.usual.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sale.beside.found), timeout=WAIT)
    QTest.mouseClick(sale.beside.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(sale.lines.filled()) == 2, timeout=WAIT)
    quantity = sale.lines.lines[0].quantity
    QTest.mouseClick(quantity, Qt.MouseButton.LeftButton)
    quantity.selectAll()
    write(sale, "3")
    QTest.mouseClick(sale.save_button, Qt.MouseButton.LeftButton)
    back_in_window(program, qtbot)
    sold = 3 * 65_000 + 30_000
    shown(page, lambda card: card.row.visits == 4, qtbot)
    assert facts(db, olga) == (before[0] + 1, before[1] + sold)

    # One bag comes back.
    sale_id = get_client_card(db, olga).purchases[0].id
    change = SaleDialog(context, SaleStart(purchase_id=sale_id), window)
    change.open()
    changing = dialog_of(program, SaleDialog, qtbot)
    qtbot.waitUntil(lambda: changing.tools.return_button.isEnabled(), timeout=WAIT)
    QTest.mouseClick(changing.tools.return_button, Qt.MouseButton.LeftButton)
    back = dialog_of(program, ReturnDialog, qtbot)
    qtbot.waitUntil(lambda: len(back.rows) == 2 and back.rows[0].tick.hasFocus(), timeout=WAIT)
    key(back, Qt.Key.Key_Tab)
    back.rows[0].quantity.selectAll()
    write(back, "1")
    assert "650" in back._total.text()
    key(back, Qt.Key.Key_Return, CONTROL)
    back_in_window(program, qtbot)
    card = shown(page, lambda card: any((row.total or 0) < 0 for row in card.purchases), qtbot)
    assert (card.row.visits, card.row.total) == (before[0] + 1, before[1] + sold - 65_000)
    qtbot.waitUntil(lambda: "Return" in said(page), timeout=WAIT)
    assert [line.returnable for line in get_purchase(db, sale_id).lines] == [2_000, 1_000]

    # Ctrl+Z takes the return back, and once more the sale itself.
    window.setFocus()
    page.setFocus()
    key(window, Qt.Key.Key_Z, CONTROL)
    shown(page, lambda card: card.row.total == before[1] + sold, qtbot)
    assert facts(db, olga) == (before[0] + 1, before[1] + sold)
    assert get_purchase(db, sale_id).returns == ()
    key(window, Qt.Key.Key_Z, CONTROL)
    shown(page, lambda card: card.row.visits == before[0], qtbot)
    assert facts(db, olga) == before


def test_a_sale_to_nobody_by_a_scanner_alone_is_in_the_list_of_purchases(
    program: Program, olga: int, qtbot: Any
) -> None:
    window, db = program.window, context_of(program).db
    before = facts(db, olga)
    window.show_page("clients")
    key(window, Qt.Key.Key_P, CONTROL)
    sale = dialog_of(program, SaleDialog, qtbot)
    for place, code in enumerate((KENYA, FILTERS, KENYA)):
        write(sale, code)
        key(sale, Qt.Key.Key_Return)
        names = [("Kenya 250 g", "1")], [("Kenya 250 g", "1"), ("Filters V60", "1")], None
        wanted = names[place] or [("Kenya 250 g", "2"), ("Filters V60", "1")]
        qtbot.waitUntil(
            lambda wanted=wanted: [(one.product.text(), one.quantity.text()) for one in sale.lines.filled()] == wanted,
            timeout=WAIT,
        )
        assert sale.isVisible()
    key(sale, Qt.Key.Key_Return)
    key(sale, Qt.Key.Key_Return)
    back_in_window(program, qtbot)
    context = context_of(program)
    today = PurchaseFilter(first_day=context.today(), last_day=context.today())
    (sold,) = list_purchase_ids(db, today)
    receipt = get_purchase(db, sold)
    assert (receipt.client_id, receipt.total) == (None, 160_000)
    assert facts(db, olga) == before


def test_a_code_scanned_just_before_saving_is_in_the_receipt_and_two_presses_save_once(
    program: Program, olga: int, qtbot: Any
) -> None:
    window, context = program.window, context_of(program)
    before = facts(context.db, olga)
    free = threading.Event()
    context.events.new_purchase.emit(olga)
    sale = dialog_of(program, SaleDialog, qtbot)
    qtbot.waitUntil(lambda: bool(sale.buyer.usual.buttons), timeout=WAIT)
    key(sale, Qt.Key.Key_1, ALT)
    context.jobs.run(lambda _report: free.wait(WAIT / 1000))  # a long list is being read
    write(sale, FILTERS)
    key(sale, Qt.Key.Key_Return)
    for _press in range(2):
        key(sale, Qt.Key.Key_Return, CONTROL)
    assert [line.product.text() for line in sale.lines.filled()] == ["Kenya 250 g"]
    free.set()
    back_in_window(program, qtbot)
    qtbot.waitUntil(lambda: not program.jobs.is_writing(), timeout=WAIT)
    assert facts(context.db, olga) == (before[0] + 1, before[1] + 95_000)
    assert window.toast.text() == "Purchase added"
