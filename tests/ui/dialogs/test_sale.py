"""The quick sale, from the keyboard and a scanner, into a real shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models.enums import CaseKind, LinkKind
from app.services.aftersale.cases import CaseData, save_case
from app.services.clients.card import get_client_card
from app.services.clients.data import PurchaseRow
from app.services.enquiries.data import EnquiryData
from app.services.enquiries.rows import enquiries_of
from app.services.enquiries.save import save_enquiry
from app.services.interests import interests_of
from app.services.products.data import Link, ProductData
from app.services.products.find import find_products
from app.services.products.save import save_product, set_in_stock
from app.services.products.shown import get_product
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import get_purchase
from app.services.purchases.save import add_purchase
from app.ui.context import AppContext
from app.ui.dialogs.sale import SaleDialog, SaleStart
from tests.factories import NOW, make_client, sell
from tests.ui.driving import Toasts, Typing, show_dialog

KENYA, FILTERS = "4600000000017", "4600000000024"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def kenya(context: AppContext) -> int:
    data = ProductData("Kenya 250 g", sku="KE-250", barcode=KENYA, price=65_000, unit="pcs")
    return save_product(context.db, data, NOW - timedelta(days=90))


@pytest.fixture
def filters(context: AppContext) -> int:
    return save_product(context.db, ProductData("Filters V60", barcode=FILTERS, price=30_050), NOW)


@pytest.fixture
def opened(context: AppContext, parent: QWidget, qtbot: Any) -> Callable[..., SaleDialog]:
    def made(start: SaleStart | int | None = None) -> SaleDialog:
        return show_dialog(SaleDialog(context, start, parent), qtbot)

    return made


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
