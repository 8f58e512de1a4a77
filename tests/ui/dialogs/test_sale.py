"""The quick sale, from the keyboard and a scanner, into a real shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.models.enums import CaseKind, LinkKind
from app.services.aftersale.cases import CaseData, save_case
from app.services.clients.card import get_client_card
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.rows import enquiries_of
from app.services.enquiries.save import save_enquiry
from app.services.interests import interests_of
from app.services.products.data import Link, ProductData
from app.services.products.save import save_product, set_in_stock
from app.services.products.shown import get_product
from app.services.purchases.find import get_purchase
from app.ui.context import AppContext
from app.ui.dialogs.sale import SaleDialog, SaleStart
from tests.factories import NOW, make_client, sell
from tests.ui.dialogs.selling import ALT, FILTERS, KENYA, keys, receipts, save, scan, told
from tests.ui.driving import Toasts, Typing


def test_two_new_products_by_the_keyboard_alone_are_saved_with_their_total(
    context: AppContext, opened: Callable[..., SaleDialog], type_text: Typing
) -> None:
    olga = make_client(context.db)
    dialog = opened(olga)
    assert dialog.client.text() == "Крылова Ольга Петровна"
    for product, quantity, price in (("Эфиопия 250 г", "2", "690,50"), ("Фильтры", "1", "300")):
        type_text(dialog.focusWidget(), product)
        keys(dialog, Qt.Key.Key_Return)
        type_text(dialog.focusWidget(), quantity)
        keys(dialog, Qt.Key.Key_Return)
        type_text(dialog.focusWidget(), price)
        keys(dialog, Qt.Key.Key_Return)
    assert "1,681" in dialog._total.text()
    keys(dialog, Qt.Key.Key_Return)
    assert dialog.save_button.hasFocus()
    assert receipts(context, olga) == ()
    keys(dialog, Qt.Key.Key_Return)
    (receipt,) = receipts(context, olga)
    assert (receipt.total, receipt.day, receipt.time) == (168_100, date(2026, 11, 21), "12:00:00")
    assert [(line.product, line.quantity, line.price) for line in receipt.lines] == [
        ("Эфиопия 250 г", 2000, 69_050),
        ("Фильтры", 1000, 30_000),
    ]
    assert get_client_card(context.db, olga).row.visits == 1


def test_the_best_product_is_taken_by_enter_with_its_price(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int
) -> None:
    dialog = opened(make_client(context.db))
    QTest.keyClicks(dialog.focusWidget(), "kenya")
    keys(dialog, Qt.Key.Key_Return)
    line = dialog.lines.lines[0]
    assert (line.product.text(), line.price.text(), line.product_id) == ("Kenya 250 g", "650", kenya)
    assert line.quantity.hasFocus()
    keys(dialog, Qt.Key.Key_Return)
    assert dialog.lines.lines[1].product.hasFocus()


def test_what_a_client_usually_takes_is_put_in_by_one_key_at_the_price_of_the_last_time(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int
) -> None:
    olga = make_client(context.db)
    for day, price in ((date(2026, 10, 2), 60_000), (date(2026, 11, 2), 62_000)):
        sell(context.db, olga, day, price, "Kenya 250 g")
        sell(context.db, olga, day, 30_050, "Filters V60")
    dialog = opened(olga)
    names = [choice.row.name for choice in dialog.buyer.usual.choices]
    assert sorted(names) == ["Filters V60", "Kenya 250 g"]
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_1 if names[0] == "Kenya 250 g" else Qt.Key.Key_2, ALT)
    assert told(dialog) == [("Kenya 250 g", "1", "620", "")]
    keys(dialog, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert dialog.buyer.usual.buttons[0].hasFocus()
    keys(dialog, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert len(dialog.lines.filled()) == 2 or told(dialog)[0][1] == "2"


def test_the_usual_products_follow_the_client_of_the_sale(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, qtbot: Any
) -> None:
    olga = make_client(context.db, "Krylova Olga")
    for day in (date(2026, 10, 2), date(2026, 11, 2)):
        sell(context.db, olga, day, 65_000, "Kenya 250 g")
    dialog = opened()
    assert dialog.client.hasFocus()
    assert dialog.buyer.isHidden()
    QTest.keyClicks(dialog.client, "kryl")
    popup = dialog.client.completer().popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.client.client_id == olga
    assert [choice.row.name for choice in dialog.buyer.usual.choices] == ["Kenya 250 g"]
    assert dialog.lines.lines[0].product.hasFocus()


def test_open_cases_of_the_client_are_told_over_the_lines(
    context: AppContext, opened: Callable[..., SaleDialog]
) -> None:
    from PySide6.QtWidgets import QLabel

    olga = make_client(context.db)
    save_case(context.db, CaseData(olga, CaseKind.COMPLAINT, "The grinder is loud", date(2026, 11, 3)), NOW)
    dialog = opened(olga)
    cases = dialog.buyer.cases
    assert cases is not None
    assert "The grinder is loud" in " ".join(one.text() for one in cases.findChildren(QLabel))
    assert cases.mapToGlobal(cases.rect().bottomLeft()).y() < dialog.lines.mapToGlobal(QPoint()).y()


def test_discounts_of_a_line_and_of_the_receipt_in_percent_and_in_money(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int
) -> None:
    olga = make_client(context.db)
    dialog = opened(olga)
    for code in (KENYA, FILTERS):
        scan(dialog, code)
    dialog.lines.enter(dialog.lines.lines[0].discount)
    QTest.keyClicks(dialog.focusWidget(), "10%")
    dialog.below.discount.setFocus()
    QTest.keyClicks(dialog.focusWidget(), "50")
    assert ("835.50" in dialog._total.text(), "115" in dialog._off.text()) == (True, True)
    save(dialog)
    (receipt,) = receipts(context, olga)
    assert receipt.total == 83_550
    assert sum(line.discount for line in receipt.lines) == 11_500
    assert sum(line.sum or 0 for line in receipt.lines) == 83_550


@pytest.mark.parametrize("typed", ["many", "120%", "9999"])
def test_a_discount_that_cannot_be_meant_is_marked_and_nothing_is_saved(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, typed: str
) -> None:
    olga = make_client(context.db)
    dialog = opened(olga)
    scan(dialog, KENYA)
    dialog.below.discount.setFocus()
    QTest.keyClicks(dialog.focusWidget(), typed)
    save(dialog)
    assert dialog.below.discount.property("bad") == "true"
    assert receipts(context, olga) == ()


def test_a_sum_alone_is_a_receipt_without_products(context: AppContext, opened: Callable[..., SaleDialog]) -> None:
    olga = make_client(context.db)
    dialog = opened(olga)
    dialog.lines.lines[0].price.setText("1500")
    save(dialog)
    (receipt,) = receipts(context, olga)
    assert (receipt.total, receipt.lines) == (150_000, ())
    again = opened(SaleStart(purchase_id=receipt.id))
    assert told(again) == [("", "1", "1500", "")]


def test_an_empty_sale_and_a_price_that_is_no_number_are_not_saved(
    context: AppContext, opened: Callable[..., SaleDialog], type_text: Typing
) -> None:
    dialog = opened()
    save(dialog)
    assert "Products" in dialog._problem.text()
    line = dialog.lines.lines[0]
    type_text(line.product, "Кения")
    type_text(line.price, "дорого")
    save(dialog)
    assert line.price.property("bad") == "true"
    assert line.price.hasFocus()


def test_a_name_that_is_nobody_is_not_saved_as_an_anonymous_sale(
    context: AppContext, opened: Callable[..., SaleDialog], type_text: Typing
) -> None:
    dialog = opened()
    type_text(dialog.client, "кто-то")
    type_text(dialog.lines.lines[0].product, "Кения")
    save(dialog)
    assert dialog.client.property("bad") == "true"
    assert dialog.isVisible()


def test_payment_number_note_day_and_time_are_kept(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int
) -> None:
    dialog = opened()
    dialog.lines.free().product.setFocus()
    scan(dialog, KENYA)
    dialog.below.payment.show_kind("Card")
    dialog.below.receipt.setText("A-17")
    dialog.below.note.setText("gift wrap")
    dialog.day.set_day(date(2026, 11, 20))
    dialog.at.setText("930")
    save(dialog)
    shown = get_purchase(context.db, 1)
    assert (shown.payment, shown.receipt, shown.note, shown.day, shown.time, shown.client_id) == (
        "Card",
        "A-17",
        "gift wrap",
        date(2026, 11, 20),
        "09:30:00",
        None,
    )


def test_esc_leaves_at_once_while_little_was_typed_and_asks_when_much_was(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int, messages: Any
) -> None:
    dialog = opened(make_client(context.db))
    scan(dialog, KENYA)
    keys(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert messages.questions == []
    much = opened(make_client(context.db))
    for code in (KENYA, FILTERS):
        scan(much, code)
    keys(much, Qt.Key.Key_Escape)
    assert much.isVisible()
    messages.answer = True
    keys(much, Qt.Key.Key_Escape)
    assert not much.isVisible()


def test_without_a_price_in_the_catalogue_it_is_that_of_the_client_and_else_of_the_last_sale(
    context: AppContext, opened: Callable[..., SaleDialog]
) -> None:
    save_product(context.db, ProductData("Teapot", sku="T-1"), NOW)
    olga, igor = make_client(context.db), make_client(context.db, "Pak Igor")
    sell(context.db, olga, date(2026, 10, 1), 90_000, "Teapot")
    sell(context.db, igor, date(2026, 11, 1), 99_000, "Teapot")
    for client_id, price in ((olga, "900"), (None, "990")):
        dialog = opened(client_id)
        dialog.lines.free().product.setFocus()
        scan(dialog, "T-1")
        assert told(dialog) == [("Teapot", "1", price, "")]


def test_a_better_version_takes_the_place_of_its_line_and_what_goes_with_it_is_one_more(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int, qtbot: Any
) -> None:
    better = save_product(context.db, ProductData("Kenya AA", price=90_000), NOW)
    links = (Link(better, LinkKind.BETTER), Link(filters, LinkKind.GOES_WITH))
    card = get_product(context.db, kenya)
    save_product(context.db, replace(card.data, links=links), NOW, kenya, card.version)
    dialog = opened()
    dialog.lines.free().product.setFocus()
    for _time in range(2):
        scan(dialog, KENYA)
    qtbot.waitUntil(lambda: len(dialog.beside.found) == 2)
    names = [one.name for one in dialog.beside.found]
    if names[0] == "Kenya AA":
        QTest.mouseClick(dialog.beside.next_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_0, ALT)
    assert told(dialog) == [("Kenya 250 g", "2", "650", ""), ("Filters V60", "1", "300.50", "")]
    qtbot.waitUntil(lambda: [one.name for one in dialog.beside.found] == ["Kenya AA"])
    QTest.mouseClick(dialog.beside.take_button, Qt.MouseButton.LeftButton)
    assert told(dialog) == [("Kenya AA", "2", "900", ""), ("Filters V60", "1", "300.50", "")]


def test_a_sale_that_wins_an_enquiry_is_one_action(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, toasts: Toasts
) -> None:
    olga = make_client(context.db)
    asked = EnquiryData(olga, "two packs of Kenya", product_id=kenya)
    enquiry = save_enquiry(context.db, asked, NOW)
    dialog = opened(SaleStart(olga, (kenya,), enquiry))
    assert told(dialog) == [("Kenya 250 g", "1", "650", "")]
    save(dialog)
    with context.db.read() as session:
        (won,) = enquiries_of(session, olga)
    assert (won.state, won.purchase_id is not None) == ("won", True)
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    with context.db.read() as session:
        (again,) = enquiries_of(session, olga)
    assert (again.state, again.purchase_id, receipts(context, olga)) == ("new", None, ())


def test_a_client_nobody_knows_is_added_on_the_way_and_buys(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int
) -> None:
    from app.ui.dialogs.sale.making import NewClient

    dialog = opened()
    QTest.keyClicks(dialog.client, "Pak Igor")
    keys(dialog, Qt.Key.Key_Return)
    assert dialog.notice.text() == "Nobody is known as “Pak Igor”."
    QTest.keyClick(dialog, Qt.Key.Key_N, ALT)
    form = dialog.findChild(NewClient)
    assert form is not None
    form.save()
    assert dialog.notice.text() == ""
    igor = dialog.client.client_id
    assert igor is not None
    scan(dialog, KENYA)
    save(dialog)
    assert [receipt.total for receipt in receipts(context, igor)] == [65_000]


def test_a_product_that_is_missing_can_be_written_down_as_wanted_instead(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int
) -> None:
    from app.ui.dialogs.sale.making import NewWish

    olga = make_client(context.db)
    set_in_stock(context.db, kenya, False, NOW, NOW.date())
    dialog = opened(olga)
    QTest.keyClicks(dialog.focusWidget(), "kenya")
    keys(dialog, Qt.Key.Key_Return)
    assert dialog.notice.text() == "Kenya 250 g is not in stock."
    QTest.keyClick(dialog, Qt.Key.Key_N, ALT)
    form = dialog.findChild(NewWish)
    assert form is not None
    form.save()
    with context.db.read() as session:
        (wish,) = interests_of(session, olga)
    assert wish.product_id == kenya
    assert told(dialog) == []


def test_another_product_brings_its_own_price_but_a_typed_one_stays(
    context: AppContext, opened: Callable[..., SaleDialog], kenya: int, filters: int
) -> None:
    dialog = opened(make_client(context.db))
    for typed, found, price in (("kenya", "Kenya 250 g", "650"), ("filters", "Filters V60", "300.50")):
        dialog.lines.enter(dialog.lines.lines[0].product)
        QTest.keyClicks(dialog.focusWidget(), typed)
        keys(dialog, Qt.Key.Key_Return)
        assert told(dialog) == [(found, "1", price, "")]
    dialog.lines.enter(dialog.lines.lines[0].price)
    QTest.keyClicks(dialog.focusWidget(), "280")
    dialog.lines.enter(dialog.lines.lines[0].product)
    QTest.keyClicks(dialog.focusWidget(), "kenya")
    keys(dialog, Qt.Key.Key_Return)
    assert told(dialog) == [("Kenya 250 g", "1", "280", "")]
