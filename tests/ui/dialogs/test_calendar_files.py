"""Calendar files in the window: shown before anything is written, taken with Undo, saved where the owner says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from app.models.task import Task
from app.services.tasks.ics.plan import plan_calendar
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.dialogs.tasks.calendar_acts import choose_calendar, save_calendar, take_calendars
from app.ui.dialogs.tasks.calendar_dialog import CalendarDialog
from tests.factories import NOW, make_client
from tests.services.tasks_ics.files import GOOGLE
from tests.ui.conftest import FakeMessages
from tests.ui.driving import Toasts, show_dialog


@pytest.fixture
def google(tmp_path: Path) -> Path:
    path = tmp_path / "shop.ics"
    path.write_bytes(GOOGLE.replace("\n", "\r\n").encode())
    return path


def _titles(context: AppContext) -> set[str]:
    with context.db.read() as session:
        return set(session.scalars(select(Task.title).where(Task.deleted_at.is_(None))))


def _lines(dialog: CalendarDialog) -> list[str]:
    model = dialog.entries.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_what_comes_is_shown_and_taken_with_enter(
    context: AppContext, parent: QWidget, google: Path, toasts: Toasts, qtbot: Any
) -> None:
    dialog = show_dialog(CalendarDialog(context, plan_calendar(context.db, google, NOW), parent), qtbot)
    assert dialog.said.text() == "3 new tasks; 2 not taken: 1 is over, 1 was called off"
    assert [line.split(" · ")[0] for line in _lines(dialog)] == ["To add", "To add", "To add", "Not taken", "Not taken"]
    assert _titles(context) == set()

    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(_titles(context)) == 3
    said, undo = toasts[-1]
    assert said == "Tasks taken from a calendar"
    assert undo is not None
    undo()
    assert _titles(context) == set()


def test_with_nothing_to_take_there_is_nothing_to_press(
    context: AppContext, parent: QWidget, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "old.ics"
    path.write_text(GOOGLE.replace("20261125", "20201125").replace("RRULE", "X-OLD").replace("202611", "202011"))
    text = path.read_text().replace("20261201", "20201201")
    path.write_text(text)

    dialog = show_dialog(CalendarDialog(context, plan_calendar(context.db, path, NOW), parent), qtbot)

    assert not dialog.save_button.isEnabled()


def test_a_dropped_calendar_is_shown_and_other_files_are_left_to_the_import(
    context: AppContext, parent: QWidget, google: Path, tmp_path: Path, qtbot: Any
) -> None:
    table = tmp_path / "clients.xlsx"

    assert take_calendars(context, [table, google], parent) == [table]

    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CalendarDialog)
    dialog.reject()


def test_a_chosen_file_that_is_no_calendar_is_told(
    context: AppContext, parent: QWidget, messages: FakeMessages, tmp_path: Path
) -> None:
    path = tmp_path / "no.ics"
    path.write_text("hello")
    messages.files = [path]

    choose_calendar(context, parent)

    assert [type(error).__name__ for error in messages.errors] == ["CalendarDamaged"]


def test_a_client_is_saved_as_a_calendar(
    context: AppContext, parent: QWidget, messages: FakeMessages, tmp_path: Path
) -> None:
    client = make_client(context.db)
    add_task(context.db, TaskData(client, "Mine", NOW.date()), NOW)
    add_task(context.db, TaskData(None, "Ours", NOW.date()), NOW)
    messages.place = tmp_path / "krylova"
    written: list[Path] = []
    context.events.file_written.connect(written.append)

    save_calendar(context, parent, client, "Крылова Ольга")

    assert written == [tmp_path / "krylova.ics"]
    text = written[0].read_text(encoding="utf-8")
    assert "SUMMARY:Mine" in text
    assert "Ours" not in text
