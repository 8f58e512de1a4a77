"""The Enquiries page: cards moved by dragging and by keys, opened, added, deleted and found."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.enquiries.data import EnquiryData
from app.services.enquiries.rows import get_enquiry
from app.services.enquiries.save import move_enquiry, save_enquiry
from app.services.purchases.listing import PurchaseFilter, list_purchase_ids
from app.services.staff import add_staff, switch_to
from app.ui.context import AppContext
from app.ui.dialogs.enquiries.dialog import EnquiryDialog
from app.ui.dialogs.enquiries.lost_dialog import LostDialog
from app.ui.enquiries.page import EnquiriesPage
from tests.factories import NOW
from tests.ui.driving import Toasts
from tests.ui.enquiries.board import CONTROL, IN_WORK, LOST, NEW, SHIFT, WON, asked, dialog, drop, press


def test_arrows_go_through_cards_and_columns(page: EnquiriesPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Down)
    assert page.board.current().asked == "Tea"  # type: ignore[union-attr]
    press(qtbot, Qt.Key.Key_Right)
    assert page.board.current().asked == "Office coffee"  # type: ignore[union-attr]
    press(qtbot, Qt.Key.Key_Right)  # nothing is won or lost yet
    assert page.board.current().asked == "Office coffee"  # type: ignore[union-attr]
    press(qtbot, Qt.Key.Key_Left)
    assert page.board.current().asked == "Grinder"  # type: ignore[union-attr]


@pytest.mark.parametrize("modifier", [CONTROL, SHIFT])
def test_a_card_taken_along_keeps_the_focus_and_undo_brings_it_back(
    page: EnquiriesPage, qtbot: QtBot, toasts: Toasts, modifier: Qt.KeyboardModifier
) -> None:
    press(qtbot, Qt.Key.Key_Right, modifier)

    assert (asked(page, NEW), page.board.current().asked) == (["Tea", "Voucher"], "Grinder")  # type: ignore[union-attr]
    assert page.board.columns[IN_WORK].cards.hasFocus()
    text, undo = toasts[-1]
    assert text == "Enquiry taken into work"
    assert undo is not None
    undo()
    assert asked(page, NEW) == ["Grinder", "Tea", "Voucher"]


def test_a_dropped_card_is_in_the_column(page: EnquiriesPage, context: AppContext, ids: dict[str, int]) -> None:
    drop(page, "Tea", IN_WORK)
    assert sorted(asked(page, IN_WORK)) == ["Office coffee", "Tea"]
    drop(page, "Tea", IN_WORK)  # over its own column it is let go
    assert get_enquiry(context.db, ids["Tea"]).state is IN_WORK


def test_lost_asks_why_and_the_keyboard_answers(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int], qtbot: QtBot, type_text: Any, toasts: Toasts
) -> None:
    drop(page, "Voucher", LOST)
    asking = dialog(LostDialog)
    qtbot.keyClick(asking.first, Qt.Key.Key_2)
    type_text(asking.more, "no blue ones")
    qtbot.keyClick(asking.more, Qt.Key.Key_Return)

    assert get_enquiry(context.db, ids["Voucher"]).lost_reason == "Was not in stock: no blue ones"
    assert asked(page, LOST) == ["Voucher"]
    assert toasts[-1][0] == "Enquiry lost"


def test_lost_without_a_word_stays(page: EnquiriesPage, context: AppContext, ids: dict[str, int], qtbot: QtBot) -> None:
    drop(page, "Voucher", LOST)
    asking = dialog(LostDialog)
    qtbot.keyClick(asking.first, Qt.Key.Key_Return)
    assert asking.isVisible()
    asking.reject()
    assert get_enquiry(context.db, ids["Voucher"]).state is NEW


def test_won_opens_the_sale_which_wins_it(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int], toasts: Toasts
) -> None:
    from app.ui.dialogs.sale.dialog import SaleDialog

    drop(page, "Grinder", WON)
    sale = dialog(SaleDialog)
    sale.lines.lines[0].product.setText("Hand grinder")
    sale.lines.lines[0].price.setText("5000")
    sale.save()

    won = get_enquiry(context.db, ids["Grinder"])
    assert (won.state, won.paid, won.worth) == (WON, 500_000, 500_000)
    assert asked(page, WON) == ["Grinder"]
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_enquiry(context.db, ids["Grinder"]).state is NEW
    assert len(list_purchase_ids(context.db, PurchaseFilter())) == 0


def test_won_without_a_sale(page: EnquiriesPage, context: AppContext, ids: dict[str, int]) -> None:
    from app.ui.dialogs.sale.dialog import SaleDialog

    drop(page, "Grinder", WON)
    sale = dialog(SaleDialog)
    button = next(one for one in sale.findChildren(QWidget) if getattr(one, "text", str)() == "Won without a sale")
    button.click()

    won = get_enquiry(context.db, ids["Grinder"])
    assert (won.state, won.purchase_id) == (WON, None)
    assert not sale.isVisible()


def test_delete_chooses_the_next_card(page: EnquiriesPage, qtbot: QtBot, toasts: Toasts) -> None:
    press(qtbot, Qt.Key.Key_Delete)

    assert asked(page, NEW) == ["Tea", "Voucher"]
    assert page.board.current().asked == "Tea"  # type: ignore[union-attr]
    assert toasts[-1][0] == "Enquiry deleted"


def test_what_is_typed_narrows_the_board_and_escape_shows_all_again(
    page: EnquiriesPage, qtbot: QtBot, type_text: Any
) -> None:
    press(qtbot, Qt.Key.Key_F, CONTROL)
    type_text(page.search, "2211408")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert (asked(page, NEW), asked(page, IN_WORK)) == (["Grinder"], [])
    assert page.board.columns[NEW].cards.hasFocus()

    assert page.go_back()
    assert asked(page, IN_WORK) == ["Office coffee"]
    assert not page.go_back()


def test_older_ones_come_with_a_press(page: EnquiriesPage, context: AppContext) -> None:
    old = save_enquiry(context.db, EnquiryData(None, "Old", "Caller"), NOW - timedelta(days=60))
    move_enquiry(context.db, old, LOST, NOW - timedelta(days=50), "Too expensive")
    column = page.board.columns[LOST]
    assert asked(page, LOST) == []
    assert column.older.text() == "1 older one"

    column.older.click()
    assert asked(page, LOST) == ["Old"]
    assert column.older.isHidden()


def test_empty_page_teaches(context: AppContext, qtbot: QtBot) -> None:
    page = EnquiriesPage(context)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    assert page.empty.isVisible()
    assert page.empty.action is not None
    page.empty.action.click()
    assert dialog(EnquiryDialog).isVisible()


def test_filter_and_choice_survive_a_change_of_theme(page: EnquiriesPage, context: AppContext, qtbot: QtBot) -> None:
    save_enquiry(context.db, EnquiryData(None, "Tea tins", "Olga", "Avito"), NOW)
    page.search.setText("tea")
    page.source.setCurrentIndex(page.source.findData("Avito"))
    page.source.activated.emit(page.source.currentIndex())
    assert asked(page, NEW) == ["Tea tins"]

    after = EnquiriesPage(context)
    qtbot.addWidget(after)
    after.restore(page.state())
    after.show()
    after.reload()
    assert (asked(after, NEW), asked(after, IN_WORK)) == (["Tea tins"], [])
    assert after.board.current().asked == "Tea tins"  # type: ignore[union-attr]


def test_only_a_shop_of_several_is_asked_who_took_it(page: EnquiriesPage, context: AppContext) -> None:
    assert page.staff.isHidden()
    for name in ("Анна", "Борис"):
        switch_to(context.db, add_staff(context.db, name))
        save_enquiry(context.db, EnquiryData(None, f"Took {name}", "Olga"), NOW)
    page.reload()
    assert page.staff.isVisible()
    page.staff.setCurrentIndex(page.staff.findText("Борис"))
    page.staff.activated.emit(page.staff.currentIndex())
    assert asked(page, NEW) == ["Took Борис"]


def test_after_a_dialog_the_focus_is_on_the_card_that_it_moved(page: EnquiriesPage, qtbot: QtBot) -> None:
    press(qtbot, Qt.Key.Key_Right, CONTROL)  # the grinder, to the office coffee in work
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Up)
    drop(page, "Office coffee", LOST)
    lost = dialog(LostDialog)
    lost.activateWindow()
    qtbot.waitUntil(lost.isActiveWindow)
    qtbot.keyClick(lost.focusWidget(), Qt.Key.Key_1)
    qtbot.keyClick(lost.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked(page, LOST) == ["Office coffee"])
    page.activateWindow()
    qtbot.waitUntil(page.board.columns[LOST].cards.hasFocus)
    chosen = page.board.current()
    assert chosen is not None
    assert chosen.asked == "Office coffee"


def test_where_one_sum_has_no_room_beside_its_column_all_stand_below(
    page: EnquiriesPage, context: AppContext, ids: dict[str, int]
) -> None:
    save_enquiry(context.db, EnquiryData(None, "Hotel", "Caller", sum=123_456_789_000), NOW)
    page.resize(1016, 640)
    QApplication.processEvents()
    columns = page.board.columns.values()
    assert all(column.sum_below.isVisible() and not column.sum.isVisible() for column in columns)
    assert page.board.columns[NEW].cards.y() == page.board.columns[IN_WORK].cards.y()
    page.resize(1660, 640)
    QApplication.processEvents()
    assert all(column.sum.isVisible() and not column.sum_below.isVisible() for column in columns)


def test_a_new_enquiry_is_seen_though_the_filter_would_hide_it(page: EnquiriesPage, context: AppContext) -> None:
    page.search.setText("tea")
    page._show()
    assert asked(page, NEW) == ["Tea"]
    page.add()
    form: EnquiryDialog = dialog(EnquiryDialog)
    form.who.setText("Caller")
    form.asked.setPlainText("Coffee")
    form.save()
    assert "Coffee" in asked(page, NEW)
    assert page.search.text() == ""
    chosen = page.board.current()
    assert chosen is not None
    assert chosen.asked == "Coffee"
