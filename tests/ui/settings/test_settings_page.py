"""Settings are saved at once, can be taken back, and change the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.services.paths import backup_folder
from app.services.settings import get_settings, save_settings
from app.ui.context import AppContext
from app.ui.settings.page import SettingsPage
from tests.ui.driving import Toasts, Typing


@pytest.fixture
def page(context: AppContext, qtbot: Any) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    context.events.changed.connect(lambda _areas: made.reload())
    return made


def test_a_name_is_saved_when_the_field_is_left(
    page: SettingsPage, context: AppContext, toasts: Toasts, type_text: Typing, qtbot: Any
) -> None:
    field = page._editors["shop_name"]
    field.setFocus()
    type_text(field, "Кофе и чай")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert get_settings(context.db).shop_name == "Кофе и чай"
    assert toasts[-1][0] == "Saved"


def test_a_choice_is_taken_back_by_undo(page: SettingsPage, context: AppContext, toasts: Toasts) -> None:
    theme = page._editors["theme"]
    theme.setCurrentIndex(theme.findData("dark"))
    theme.activated.emit(theme.currentIndex())
    assert get_settings(context.db).theme == "dark"
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_settings(context.db).theme == "system"
    assert theme.currentData() == "system"


def test_times_are_typed_in_any_common_way(page: SettingsPage, context: AppContext, qtbot: Any) -> None:
    field = page._editors["opening_time"]
    field.setText("930")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert get_settings(context.db).opening_time == time(9, 30)
    field.setText("soon")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "09:30"


def test_a_time_zone_is_found_by_typing_and_nonsense_goes_back(
    page: SettingsPage, context: AppContext, qtbot: Any
) -> None:
    zone = page._editors["time_zone"]
    zone.completer().setCompletionPrefix("novosib")
    assert zone.completer().completionCount() == 1
    zone.setEditText("nowhere")
    zone.lineEdit().editingFinished.emit()
    assert zone.currentData() == "Europe/Moscow"
    assert "Moscow" in zone.currentText()
    zone.setCurrentIndex(zone.findData("Asia/Omsk"))
    zone.activated.emit(zone.currentIndex())
    assert get_settings(context.db).time_zone == "Asia/Omsk"


def test_a_setting_changed_elsewhere_is_shown(page: SettingsPage, context: AppContext) -> None:
    save_settings(context.db, replace(get_settings(context.db), currency="KZT"))
    assert page._editors["currency"].currentData() == "KZT"


def test_a_backup_is_written_and_named(page: SettingsPage, context: AppContext, toasts: Toasts) -> None:
    page.back_up()
    (copy,) = backup_folder(context.data_folder).glob("*.db")
    assert copy.name in toasts[-1][0]


def test_every_editor_has_a_name_for_screen_readers(page: SettingsPage) -> None:
    assert [name for name, editor in page._editors.items() if not editor.accessibleName()] == []


def test_a_list_of_ones_own_is_saved_when_it_is_left_and_emptied_is_the_usual_one(
    page: SettingsPage, context: AppContext, toasts: Toasts
) -> None:
    reasons = page._editors["lost_reasons"]
    assert reasons.toPlainText().splitlines()[0] == "Too expensive"

    def type_and_leave(text: str) -> tuple[str, ...]:
        reasons.setFocus()
        reasons.setPlainText(text)
        page._editors["shop_name"].setFocus()
        return get_settings(context.db).lost_reasons

    assert type_and_leave("  Far   away\n\nFar away\nNo parking ") == ("Far away", "No parking")
    assert reasons.toPlainText() == "Far away\nNo parking"
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_settings(context.db).lost_reasons == ()
    type_and_leave("Far away")
    assert type_and_leave("") == ()
    assert reasons.toPlainText().splitlines()[0] == "Too expensive"


@pytest.mark.parametrize("name", ["shop_name", "opening_time", "payment_kinds"])
def test_the_windows_undo_works_from_a_setting_where_nothing_is_typed(
    page: SettingsPage, type_text: Typing, qtbot: Any, name: str
) -> None:
    pressed: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), page).activated.connect(lambda: pressed.append(name))
    editor = page._editors[name]
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [name]
    type_text(editor, "1")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [name], "what is typed here is taken back here"
