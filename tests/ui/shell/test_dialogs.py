"""The quick dialogs, from the keyboard, into a real shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.clients.card import get_client_card
from app.services.clients.find import list_client_ids
from app.ui.context import AppContext
from app.ui.dialogs.client_dialog import ClientDialog
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.purchase_dialog import PurchaseDialog
from app.ui.dialogs.task_dialog import TaskDialog
from app.ui.widgets.frames import GrowingArea
from tests.factories import make_client

Typing = Callable[[QWidget, str], None]
Toasts = list[tuple[str, Callable[[], object] | None]]


@pytest.fixture
def parent(qtbot: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(dialog: FormDialog, qtbot: Any) -> Any:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def enter(dialog: FormDialog, qtbot: Any) -> None:
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_undo_of_the_toast_takes_the_new_client_back(
    context: AppContext, parent: QWidget, qtbot: Any, toasts: Toasts
) -> None:
    dialog = shown(ClientDialog(context, "Пак Игорь", parent), qtbot)
    dialog.save()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert list(list_client_ids(context.db)) == []
    assert toasts[-1][0] == "Taken back: Client added"


def test_a_client_without_a_name_or_a_phone_is_refused_in_words(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    dialog = shown(ClientDialog(context, "", parent), qtbot)
    dialog.save()
    assert dialog.isVisible()
    assert dialog._problem.text() == "“Client name” is empty. Fill it in and try again."


def test_a_purchase_of_two_products_is_saved_with_its_total(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    olga = make_client(context.db)
    dialog = shown(PurchaseDialog(context, olga, parent), qtbot)
    assert dialog.client.text() == "Крылова Ольга Петровна"
    assert dialog._lines[0].product.hasFocus()
    first = dialog._lines[0]
    type_text(first.product, "Эфиопия 250 г")
    first.quantity.setText("2")
    type_text(first.price, "690,50")
    second = dialog._lines[1]
    type_text(second.product, "Фильтры")
    type_text(second.price, "300")
    assert "1,681" in dialog._sum.text()
    enter(dialog, qtbot)
    card = get_client_card(context.db, olga)
    (receipt,) = card.purchases
    assert (receipt.total, receipt.day, receipt.time) == (168100, date(2026, 11, 21), "12:00")
    assert [(line.product, line.quantity, line.price) for line in receipt.lines] == [
        ("Эфиопия 250 г", 2000, 69050),
        ("Фильтры", 1000, 30000),
    ]
    assert card.row.visits == 1


def test_a_purchase_with_nothing_in_it_says_so(context: AppContext, parent: QWidget, qtbot: Any) -> None:
    dialog = shown(PurchaseDialog(context, None, parent), qtbot)
    dialog.save()
    assert dialog.isVisible()
    assert "Products" in dialog._problem.text()


def test_a_price_that_is_no_number_is_marked(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    dialog = shown(PurchaseDialog(context, None, parent), qtbot)
    type_text(dialog._lines[0].product, "Кения")
    type_text(dialog._lines[0].price, "дорого")
    dialog.save()
    assert dialog._lines[0].price.property("bad") == "true"
    assert dialog._lines[0].price.hasFocus()


def test_a_known_product_brings_its_price(context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing) -> None:
    from tests.factories import sell

    sell(context.db, make_client(context.db), date(2026, 11, 1), 69_000, "Эфиопия 250 г")
    dialog = shown(PurchaseDialog(context, None, parent), qtbot)
    line = dialog._lines[0]
    line.product.setFocus()
    type_text(line.product, "эфио")
    line.product.look_up()
    assert line.product.completer().model().rowCount() == 1
    line.product.completer().activated.emit("Эфиопия 250 г")
    assert line.price.text() == "690"


def test_a_name_that_is_nobody_is_not_saved_as_an_anonymous_sale(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    dialog = shown(PurchaseDialog(context, None, parent), qtbot)
    type_text(dialog.client, "кто-то")
    type_text(dialog._lines[0].product, "Кения")
    dialog.save()
    assert dialog.client.property("bad") == "true"
    assert dialog.isVisible()


def test_a_task_for_a_client_tomorrow_at_three(
    context: AppContext, parent: QWidget, qtbot: Any, type_text: Typing
) -> None:
    olga = make_client(context.db)
    dialog = shown(TaskDialog(context, olga, parent), qtbot)
    type_text(dialog.title, "Перезвонить")
    dialog.due.set_day(date(2026, 11, 22))
    type_text(dialog.at, "15")
    enter(dialog, qtbot)
    (task,) = get_client_card(context.db, olga).tasks
    assert (task.title, task.due_day, task.due_time) == ("Перезвонить", date(2026, 11, 22), f"{time(15):%H:%M}")


def test_a_task_without_words_is_not_saved(context: AppContext, parent: QWidget, qtbot: Any) -> None:
    dialog = shown(TaskDialog(context, None, parent), qtbot)
    dialog.save()
    assert dialog.title.property("bad") == "true"
    assert dialog.isVisible()
    dialog.reject()


def test_tab_goes_through_the_fields_before_the_buttons(context: AppContext, parent: QWidget, qtbot: Any) -> None:
    dialog = shown(PurchaseDialog(context, None, parent), qtbot)
    names = []
    for _step in range(8):
        focused = dialog.focusWidget()
        names.append(focused.accessibleName() or focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    fields = ["Client", "Day", "Product", "Quantity", "Price"]
    assert names == [*fields, "One more product", "Cancel", "Save the purchase"]


def test_typing_a_product_stays_in_its_line_while_the_next_one_opens(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    dialog = shown(PurchaseDialog(context, make_client(context.db), parent), qtbot)
    for letter in "Tea":
        qtbot.keyClicks(dialog.focusWidget(), letter)
        qtbot.wait(1)  # the new line is shown by the event loop
    assert [line.product.text() for line in dialog._lines] == ["Tea", ""]
    assert dialog._lines[0].product.hasFocus()


def test_a_client_found_by_half_a_name_is_taken_by_enter_and_not_called_unknown_before(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    make_client(context.db, name="Krylova Olga")
    dialog = shown(PurchaseDialog(context, None, parent), qtbot)
    qtbot.keyClicks(dialog.client, "kryl")
    popup = dialog.client.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert dialog.client.text() == "kryl"
    assert dialog.client.property("bad") != "true"
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.client.text().startswith("Krylova Olga")
    dialog.client.check()
    assert dialog.client.client_id is not None


def test_undo_is_offered_also_while_the_clock_goes_on(
    context: AppContext, clock: Any, parent: QWidget, qtbot: Any, toasts: Toasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moving() -> datetime:
        clock.advance(0.001)
        return clock.moment

    monkeypatch.setattr(clock, "now", moving)
    dialog = shown(TaskDialog(context, make_client(context.db), parent), qtbot)
    dialog.title.setText("Call back")
    enter(dialog, qtbot)
    assert toasts[-1][1] is not None


def test_a_long_receipt_scrolls_instead_of_growing_out_of_the_screen(
    context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    dialog = shown(PurchaseDialog(context, None, parent), qtbot)
    first = dialog.height()
    dialog._go_to_new_line()
    qtbot.waitUntil(lambda: dialog.height() > first)
    for _number in range(40):
        dialog._go_to_new_line()
    qtbot.waitUntil(lambda: dialog.findChild(GrowingArea).verticalScrollBar().maximum() > 0)
    assert dialog.height() <= parent.screen().availableSize().height()
