"""A return against a receipt: in part, as a whole with one key, never more than is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.clients.card import get_client_card
from app.services.purchases.data import LineData, PurchaseData
from app.services.purchases.find import get_purchase
from app.services.purchases.save import add_purchase
from app.ui.context import AppContext
from app.ui.dialogs.sale import ReturnDialog, SaleDialog, SaleStart, ask_delete_purchase
from tests.factories import NOW, make_client
from tests.ui.driving import Toasts, show_dialog

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def olga(context: AppContext) -> int:
    return make_client(context.db)


@pytest.fixture
def sale(context: AppContext, olga: int) -> int:
    """3 Kenya at 650 less 50, and filters at 300: 2,200."""
    lines = (LineData("Kenya 250 g", 3000, 65_000, 5_000), LineData("Filters V60", 1000, 30_000))
    return add_purchase(context.db, PurchaseData(olga, date(2026, 11, 20), lines, payment="Card"), NOW)


@pytest.fixture
def opened(context: AppContext, parent: QWidget, sale: int, qtbot: Any) -> Callable[[], ReturnDialog]:
    def made() -> ReturnDialog:
        return show_dialog(ReturnDialog(context, sale, parent), qtbot)

    return made


def press(dialog: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = dialog.focusWidget()
    QTest.keyClick(focus if focus is not None else dialog, key, modifiers)


def test_a_part_comes_back_by_the_keyboard_with_its_share_of_the_money(
    context: AppContext, opened: Callable[[], ReturnDialog], sale: int, olga: int
) -> None:
    dialog = opened()
    assert dialog.rows[0].tick.hasFocus()
    assert not dialog.rows[0].is_ticked()
    press(dialog, Qt.Key.Key_Tab)
    dialog.rows[0].quantity.selectAll()
    QTest.keyClicks(dialog.focusWidget(), "1")
    assert dialog.rows[0].is_ticked()
    assert "633.33" in dialog._total.text()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.save_button.hasFocus()
    press(dialog, Qt.Key.Key_Return)
    (back_id,) = get_purchase(context.db, sale).returns
    back = get_purchase(context.db, back_id)
    assert (back.total, back.payment, back.return_of) == (-63_333, "Card", sale)
    assert [(line.product, line.quantity) for line in back.lines] == [("Kenya 250 g", -1000)]
    assert get_client_card(context.db, olga).row.total == 220_000 - 63_333


def test_everything_comes_back_with_one_key_and_the_visit_is_gone_until_it_is_taken_back(
    context: AppContext, opened: Callable[[], ReturnDialog], olga: int, toasts: Toasts
) -> None:
    dialog = opened()
    press(dialog, Qt.Key.Key_A, ALT)
    assert "2,200" in dialog._total.text()
    press(dialog, Qt.Key.Key_Return)
    row = get_client_card(context.db, olga).row
    assert (row.total, row.visits) == (0, 0)
    text, undo = toasts[-1]
    assert text == "Return added"
    assert undo is not None
    undo()
    row = get_client_card(context.db, olga).row
    assert (row.total, row.visits) == (220_000, 1)


def test_what_came_back_before_is_not_offered_again(context: AppContext, opened: Callable[[], ReturnDialog]) -> None:
    first = opened()
    press(first, Qt.Key.Key_Down)
    press(first, Qt.Key.Key_Space)
    press(first, Qt.Key.Key_Return, CONTROL)
    second = opened()
    assert [line.tick.isEnabled() for line in second.rows] == [True, False]
    assert [line.left.text() for line in second.rows] == ["of 3", "all came back"]
    assert second.rows[0].is_ticked()
    assert "1,900" in second._total.text()


@pytest.mark.parametrize("typed", ["4", "0", "many"])
def test_more_than_is_left_is_marked_and_nothing_comes_back(
    context: AppContext, opened: Callable[[], ReturnDialog], sale: int, typed: str
) -> None:
    dialog = opened()
    dialog.rows[0].tick.setChecked(True)
    dialog.rows[0].quantity.setText(typed)
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.rows[0].quantity.property("bad") == "true"
    assert get_purchase(context.db, sale).returns == ()


def test_nothing_ticked_is_told_in_words(context: AppContext, opened: Callable[[], ReturnDialog]) -> None:
    dialog = opened()
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    assert dialog._problem.text() == "Nothing is ticked. Tick what comes back and try again."


def test_a_sale_with_a_sum_only_gives_back_money(context: AppContext, parent: QWidget, olga: int, qtbot: Any) -> None:
    bare = add_purchase(context.db, PurchaseData(olga, date(2026, 11, 19), total=50_000), NOW)
    dialog = ReturnDialog(context, bare, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.sum.setText("200")
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert get_purchase(context.db, bare).returned == 20_000


def test_the_dialog_of_a_receipt_leads_to_its_return(context: AppContext, parent: QWidget, sale: int) -> None:
    dialog = SaleDialog(context, SaleStart(purchase_id=sale), parent)
    dialog.open()
    QTest.mouseClick(dialog.tools.return_button, Qt.MouseButton.LeftButton)
    back = parent.findChild(ReturnDialog)
    assert back is not None
    assert [line.tick.text() for line in back.rows] == ["Kenya 250 g", "Filters V60"]


def test_of_a_return_only_what_was_said_beside_it_can_be_changed(
    context: AppContext, parent: QWidget, opened: Callable[[], ReturnDialog], sale: int
) -> None:
    dialog = opened()
    dialog.take_all()
    dialog.save()
    (back_id,) = get_purchase(context.db, sale).returns
    changing = SaleDialog(context, SaleStart(purchase_id=back_id), parent)
    changing.open()
    assert not changing.lines.isEnabled()
    assert not changing.client.isEnabled()
    changing.below.note.setText("did not fit")
    changing.save()
    back = get_purchase(context.db, back_id)
    assert (back.note, back.total) == ("did not fit", -220_000)


def test_deleting_a_sale_that_has_returns_asks_and_takes_them_along(
    context: AppContext, opened: Callable[[], ReturnDialog], sale: int, olga: int, messages: Any, toasts: Toasts
) -> None:
    dialog = opened()
    dialog.rows[0].take_all()
    dialog.save()
    ask_delete_purchase(context, sale)
    assert messages.questions == ["Delete this purchase?"]
    assert get_client_card(context.db, olga).row.total == 30_000
    messages.answer = True
    ask_delete_purchase(context, sale)
    assert get_client_card(context.db, olga).purchases == ()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_client_card(context.db, olga).row.total == 30_000


def test_of_a_sale_that_came_back_as_a_whole_nothing_is_offered(opened: Callable[[], ReturnDialog]) -> None:
    first = opened()
    first.take_all()
    first.save()
    again = opened()
    assert [line.tick.isEnabled() for line in again.rows] == [False, False]
    assert not again.save_button.isEnabled()
