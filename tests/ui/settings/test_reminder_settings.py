"""The settings of how reminders are told: each is saved at once and can be taken back."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.services.settings import get_settings
from app.ui.context import AppContext
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
