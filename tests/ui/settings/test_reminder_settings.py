"""The settings of how reminders are told: each is saved at once and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.services.settings import get_settings, save_settings
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.rules.page import RulesPage
from app.ui.settings.page import SettingsPage
from tests.ui.conftest import FakeMessages
from tests.ui.driving import Toasts


@pytest.fixture
def page(context: AppContext, qtbot: Any) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.show()
    context.events.changed.connect(lambda _areas: made.reload())
    return made


def test_days_off_are_taken_out_of_the_working_days(page: SettingsPage, context: AppContext, toasts: Toasts) -> None:
    days = page._editors["working_days"]
    days.boxes[6].click()
    assert get_settings(context.db).working_days == (0, 1, 2, 3, 4, 5)
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert days.boxes[6].isChecked()


def test_a_shop_that_never_works_is_told_so_and_stays_as_it_was(
    page: SettingsPage, context: AppContext, messages: FakeMessages
) -> None:
    days = page._editors["working_days"]
    for box in days.boxes.values():
        box.click()
    assert get_settings(context.db).working_days == (6,)
    assert len(messages.errors) == 1
    assert days.boxes[6].isChecked()


@pytest.mark.parametrize("name", ["digest", "sound"])
def test_a_box_is_switched_by_the_keyboard(page: SettingsPage, context: AppContext, qtbot: Any, name: str) -> None:
    qtbot.keyClick(page._editors[name], Qt.Key.Key_Space)
    assert getattr(get_settings(context.db), name) is False


@pytest.mark.parametrize(("name", "value"), [("contacts_per_day", 25), ("group_over", 5)])
def test_a_number_is_saved_when_the_field_is_left(
    page: SettingsPage, context: AppContext, qtbot: Any, name: str, value: int
) -> None:
    box = page._editors[name]
    box.setValue(value)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert getattr(get_settings(context.db), name) == value


def test_quiet_hours_have_both_ends(page: SettingsPage, context: AppContext, qtbot: Any) -> None:
    for name, typed in (("quiet_from", "22"), ("quiet_to", "8.30")):
        page._editors[name].setText(typed)
        qtbot.keyClick(page._editors[name], Qt.Key.Key_Return)
    settings = get_settings(context.db)
    assert (settings.quiet_from, settings.quiet_to) == (time(22, 0), time(8, 30))


def test_the_rules_are_one_press_away(page: SettingsPage, context: AppContext, qtbot: Any) -> None:
    shown: list[str] = []
    context.events.show_page.connect(shown.append)
    qtbot.keyClick(page.rules_button, Qt.Key.Key_Space)
    assert shown == ["rules"]


def test_what_is_being_typed_stays_while_another_setting_is_saved(page: SettingsPage, qtbot: Any) -> None:
    people, opening = page._editors["group_over"], page._editors["opening_time"]
    people.setFocus()
    people.setValue(7)
    page.reload()
    assert people.value() == 7
    opening.setFocus()
    opening.selectAll()
    qtbot.keyClicks(opening, "8:1")
    page.reload()
    assert opening.text() == "8:1"


def test_undo_shows_the_time_and_the_name_of_before_where_the_cursor_still_is(
    page: SettingsPage, context: AppContext, toasts: Toasts, qtbot: Any
) -> None:
    for name, typed in (("opening_time", "8:15"), ("shop_name", "Rose")):
        editor = page._editors[name]
        before = editor.text()
        editor.setFocus()
        editor.selectAll()
        qtbot.keyClicks(editor, typed)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        undo = toasts[-1][1]
        assert undo is not None
        undo()
        assert editor.text() == before
        editor.clearFocus()
        assert getattr(get_settings(context.db), name) == getattr(context.settings, name), "not saved once more"


def test_a_setting_that_was_changed_elsewhere_is_not_written_over_by_another_one(
    page: SettingsPage, context: AppContext
) -> None:
    save_settings(context.db, replace(get_settings(context.db), contacts_per_day=12))
    page._save("group_over", 5)
    assert get_settings(context.db).contacts_per_day == 12


def test_the_way_from_the_rules_leads_to_the_hours(context: AppContext, qtbot: Any) -> None:
    window = MainWindow()
    window.allow_close()
    qtbot.addWidget(window)
    window.resize(860, 500)
    window.attach(context, "rules")
    window.show()
    rules = window.current_page()
    assert isinstance(rules, RulesPage)
    assert rules.delivery_button.isVisible(), "in a narrow window too"
    rules.delivery_button.click()
    settings = window.current_page()
    assert isinstance(settings, SettingsPage)
    assert window.focusWidget() is settings._editors["opening_time"]
    qtbot.waitUntil(lambda: not settings._editors["opening_time"].visibleRegion().isEmpty())


def test_a_setting_that_was_taken_back_is_set_again(page: SettingsPage, context: AppContext, toasts: Toasts) -> None:
    page._save("group_over", 5)
    page._save("contacts_per_day", 12)
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert get_settings(context.db).contacts_per_day == 0
    assert page.do_again()
    assert get_settings(context.db).contacts_per_day == 12
    assert not page.do_again()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    page._save("group_over", 6)
    assert not page.do_again(), "something else was set since"
