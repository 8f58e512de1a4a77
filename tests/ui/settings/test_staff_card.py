"""Staff in Settings, and the switch at the foot of the sidebar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services.staff import add_staff, list_staff, switch_to
from app.ui.context import AppContext
from app.ui.dialogs.pin_dialog import PinDialog
from app.ui.settings.staff import StaffCard
from app.ui.settings.staff_dialog import StaffDialog
from app.ui.shell.staff_switch import StaffSwitch

TypeText = Callable[[QWidget, str], None]


@pytest.fixture
def card(context: AppContext, qtbot: QtBot) -> StaffCard:
    made = StaffCard(context)
    context.events.changed.connect(lambda _areas: made.reload())
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


@pytest.fixture
def switch(context: AppContext, qtbot: QtBot) -> StaffSwitch:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = StaffSwitch()
    made.setParent(holder)
    made.attach(context)
    holder.show()
    made.holder = holder  # type: ignore[attr-defined]
    return made


def test_a_colleague_is_added_with_a_pin_by_keyboard(
    card: StaffCard, context: AppContext, qtbot: QtBot, type_text: TypeText
) -> None:
    qtbot.keyClick(card.add_button, Qt.Key.Key_Space)
    (dialog,) = card.window().findChildren(StaffDialog)
    type_text(dialog.name, "Анна")
    qtbot.keyClick(dialog.asks, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert list_staff(context.db) == []
    qtbot.keyClicks(dialog.pin, "4711")
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    assert [(one.name, one.has_pin) for one in list_staff(context.db)] == [("Анна", True)]


def test_a_colleague_is_renamed_and_leaves_and_undo_brings_them_back(
    card: StaffCard, context: AppContext, qtbot: QtBot, toasts: Any
) -> None:
    anna = add_staff(context.db, "Анна")
    change = card.findChild(QPushButton, f"change-{anna}")
    assert change is not None
    qtbot.mouseClick(change, Qt.MouseButton.LeftButton)
    (dialog,) = card.window().findChildren(StaffDialog)
    dialog.name.setText("Анна Петрова")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    leaves = card.findChild(QPushButton, f"left-{anna}")
    assert leaves is not None
    qtbot.mouseClick(leaves, Qt.MouseButton.LeftButton)
    assert [(one.name, one.active) for one in list_staff(context.db)] == [("Анна Петрова", False)]
    toasts[-1][1]()
    assert list_staff(context.db)[0].active


def test_the_switch_is_there_for_two_and_more(switch: StaffSwitch, context: AppContext) -> None:
    assert not switch.isVisible()
    add_staff(context.db, "Анна")
    assert not switch.isVisible()
    add_staff(context.db, "Борис")
    assert switch.isVisible()
    assert (switch.text(), [one.text() for one in switch.others.actions()]) == ("Анна", ["Анна", "Борис"])


def test_the_pin_is_asked_for_and_a_wrong_one_is_told(
    switch: StaffSwitch, context: AppContext, qtbot: QtBot, toasts: Any
) -> None:
    anna, boris = add_staff(context.db, "Анна"), add_staff(context.db, "Борис", pin="4711")
    switch.others.actions()[1].trigger()
    (dialog,) = switch.window().findChildren(PinDialog)
    qtbot.keyClicks(dialog.pin, "1111")
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    assert (context.db.staff_id, dialog.isVisible()) == (anna, True)
    dialog.pin.clear()
    qtbot.keyClicks(dialog.pin, "4711")
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    assert (context.db.staff_id, switch.text(), toasts[-1][0]) == (boris, "Борис", "Борис is working now")
    switch.others.actions()[0].trigger()
    assert (context.db.staff_id, switch.text()) == (anna, "Анна")


def test_nobody_chosen_is_asked_who_works(switch: StaffSwitch, context: AppContext) -> None:
    add_staff(context.db, "Анна")
    add_staff(context.db, "Борис")
    switch_to(context.db, None)
    assert switch.text() == "Who is working?"
