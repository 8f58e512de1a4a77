"""The form of marketing spend, worked with keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.models.database import Database
from app.services.clients.data import ClientData
from app.services.clients.save import save_client
from app.services.spend import add_spend, sources_in_use
from app.ui.context import AppContext
from app.ui.dialogs.spend.spend_dialog import SpendDialog
from app.ui.shell.undo import undo_last
from tests.factories import NOW
from tests.reading import list_spend
from tests.ui.driving import Toasts, Typing, show_dialog

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def opened(parent: QWidget, context: AppContext, start: Any, qtbot: Any) -> SpendDialog:
    return show_dialog(SpendDialog(context, start, parent), qtbot)


def test_a_new_entry_is_of_this_month_up_to_today(
    db: Database, context: AppContext, parent: QWidget, type_text: Typing, qtbot: Any
) -> None:
    dialog = opened(parent, context, "", qtbot)
    assert dialog.focusWidget() is dialog.source
    type_text(dialog.source, "Ярмарка")
    dialog.sum.setFocus()
    qtbot.keyClicks(dialog.sum, "6 500,50")
    qtbot.keyClick(dialog.sum, Qt.Key.Key_Return)

    [spend] = list_spend(db)
    assert (spend.source, spend.sum) == ("Ярмарка", 650_050)
    assert (spend.first_day, spend.last_day) == (date(2026, 11, 1), date(2026, 11, 21))


def test_an_entry_is_changed_and_the_change_taken_back(
    db: Database, context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    add_spend(db, "2ГИС", FIRST, LAST, 3_500_00, NOW, "карточка")
    [before] = list_spend(db)
    dialog = opened(parent, context, before, qtbot)
    assert (dialog.sum.text(), dialog.note.text()) == ("3500", "карточка")
    qtbot.mouseClick(
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Last month"), Qt.MouseButton.LeftButton
    )
    dialog.sum.setText("4000")
    dialog.save()

    [after] = list_spend(db)
    assert (after.sum, after.first_day, after.last_day) == (4_000_00, FIRST, LAST)
    undo_last(context)
    assert list_spend(db)[0].sum == 3_500_00


@pytest.mark.parametrize("typed", ["", "много", "0", "-5"])
def test_a_sum_that_is_none_keeps_the_form_open(
    db: Database, context: AppContext, parent: QWidget, typed: str, qtbot: Any
) -> None:
    dialog = opened(parent, context, "2ГИС", qtbot)
    assert dialog.focusWidget() is dialog.sum
    dialog.sum.setText(typed)
    dialog.save()

    assert dialog.isVisible()
    assert dialog.sum.property("bad") == "true"
    assert list_spend(db) == ()


def test_days_the_wrong_way_round_keep_the_form_open(
    db: Database, context: AppContext, parent: QWidget, qtbot: Any
) -> None:
    dialog = opened(parent, context, "2ГИС", qtbot)
    dialog.sum.setText("100")
    dialog.last_day.set_day(FIRST)
    dialog.save()

    assert dialog.isVisible()
    assert list_spend(db) == ()


def test_an_entry_is_deleted_with_a_way_back(
    db: Database, context: AppContext, parent: QWidget, toasts: Toasts, qtbot: Any
) -> None:
    add_spend(db, "2ГИС", FIRST, LAST, 3_500_00, NOW)
    [before] = list_spend(db)
    dialog = opened(parent, context, before, qtbot)
    qtbot.mouseClick(
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Delete"), Qt.MouseButton.LeftButton
    )

    assert list_spend(db) == ()
    assert toasts[-1][0] == "Spend deleted"
    undo_last(context)
    assert len(list_spend(db)) == 1


def test_sources_of_clients_and_of_spend_are_suggested(db: Database) -> None:
    save_client(db, ClientData("Крылова Ольга", source="Яндекс Карты"), NOW)
    add_spend(db, "яндекс карты", FIRST, LAST, 100, NOW)
    add_spend(db, "Яндекс Директ", FIRST, LAST, 100, NOW)

    assert sources_in_use(db, "янд") == ("Яндекс Карты", "Яндекс Директ")
