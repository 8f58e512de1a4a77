"""Settings of this computer: start with it, the menu of programs, closing, pausing, and the test of notifications."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSystemTrayIcon

from app.services.autostart.switch import start_with_computer, starts_with_computer
from app.services.reminders.delivery.pause import paused_until, resume
from app.services.settings import get_settings
from app.ui.context import AppContext
from app.ui.pausing import PauseFollower
from app.ui.settings import computer_card
from app.ui.settings.page import SettingsPage
from app.ui.shell.reminder_actions import reminder_actions
from tests.ui.conftest import FakeMessages
from tests.ui.driving import Toasts


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of a Linux user's own."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr("platform.system", lambda: "Linux")
    return tmp_path


@pytest.fixture
def page(home: Path, context: AppContext, qtbot: Any) -> SettingsPage:
    context.test_notification = lambda: None
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    context.events.changed.connect(lambda _areas: made.reload())
    return made


def test_starting_with_the_computer_is_switched_by_the_keyboard_and_taken_back(
    page: SettingsPage, context: AppContext, toasts: Toasts, qtbot: Any
) -> None:
    box = page.computer.starts
    assert not box.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert starts_with_computer(context.data_folder)
    assert box.isChecked()
    undo = toasts[-1][1]
    assert undo is not None
    undo()
    assert not starts_with_computer(context.data_folder)
    assert not box.isChecked()


def test_an_entry_switched_off_elsewhere_is_shown_when_one_comes_back_to_the_page(
    page: SettingsPage, context: AppContext
) -> None:
    for wanted in (True, False):
        page.hide()
        start_with_computer(context.data_folder, wanted=wanted)
        page.show()
        assert page.computer.starts.isChecked() == wanted


def test_an_entry_that_cannot_be_written_is_told_and_the_box_goes_back(
    page: SettingsPage, home: Path, messages: FakeMessages
) -> None:
    (home / "XDG_CONFIG_HOME").write_text("not a folder")
    page.computer.starts.click()
    assert len(messages.errors) == 1
    assert not page.computer.starts.isChecked()


def test_the_program_is_put_among_those_of_the_desktop(page: SettingsPage, home: Path) -> None:
    page.computer.in_menu.click()
    assert (home / "XDG_DATA_HOME" / "applications" / "regulars.desktop").exists()
    assert page.computer.in_menu.isChecked()
    page.computer.in_menu.click()
    assert not page.computer.in_menu.isChecked()


def test_a_program_that_is_installed_for_all_stays_in_the_menu(page: SettingsPage, home: Path) -> None:
    shared = home / "XDG_DATA_DIRS" / "applications"
    shared.mkdir(parents=True)
    (shared / "regulars.desktop").touch()
    page.reload()
    assert page.computer.in_menu.isChecked()
    assert not page.computer.in_menu.isEnabled()


@pytest.mark.parametrize(("has_tray", "says"), [(True, "in the tray"), (False, "minimises")])
def test_closing_says_what_it_does_on_this_desktop(
    home: Path, context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch, has_tray: bool, says: str
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: has_tray)
    page = SettingsPage(context)
    qtbot.addWidget(page)
    box = page._editors["close_to_tray"]
    assert says in box.text()
    box.click()
    assert get_settings(context.db).close_to_tray is True


def test_reminders_are_paused_and_come_again(page: SettingsPage, context: AppContext) -> None:
    follower = PauseFollower(context)
    card = page.computer
    card.pause_hour.click()
    assert paused_until(context.db, context.now()) == context.now() + timedelta(hours=1)
    assert card.paused.text() == "Reminders are paused until 13:00"
    assert (card.resume.isHidden(), card.pause_hour.isHidden()) == (False, True)
    card.resume.click()
    assert paused_until(context.db, context.now()) is None
    assert (card.resume.isHidden(), card.pause_hour.isHidden()) == (True, False)
    card.pause_day.click()
    assert card.paused.text() == "Reminders are paused until 22 Nov, 10:00"
    resume(context.db, context.now())
    assert card.resume.isHidden()
    assert follower.until is None


def test_what_becomes_of_the_test_notification_is_told_line_by_line(page: SettingsPage, context: AppContext) -> None:
    card = page.computer
    assert card.tested.isHidden()
    context.events.notification_tested.emit(["Shown by dunst.", "It has buttons."])
    context.events.notification_tested.emit(["Your click arrived."])
    assert card.tested.text() == "Shown by dunst.\nIt has buttons.\nYour click arrived."
    card.test.click()
    assert card.tested.text() == ""


def test_without_a_menu_of_entries_there_is_no_switch_for_it(
    home: Path, context: AppContext, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computer_card, "has_menu", lambda: False)
    page = SettingsPage(context)
    qtbot.addWidget(page)
    assert not page.isAncestorOf(page.computer.in_menu)


def test_the_pause_and_the_test_are_actions_from_anywhere(context: AppContext, toasts: Toasts) -> None:
    tested: list[str] = []
    context.test_notification = lambda: tested.append("test")
    actions = {action.name: action for action in reminder_actions(context)}
    actions["pause_tomorrow"].run()
    assert toasts[-1][0] == "Reminders are paused until 22 Nov, 10:00"
    actions["pause_hour"].run()
    assert paused_until(context.db, context.now()) == context.now() + timedelta(hours=1)
    actions["resume"].run()
    assert paused_until(context.db, context.now()) is None
    actions["test_notification"].run()
    assert tested == ["test"]
