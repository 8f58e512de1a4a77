"""The week and the month on the page of tasks: what is asked of them is done, with Undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.database import Database
from app.models.task import Task
from app.services.tasks.save import TaskData, add_task, complete_task
from app.ui.context import AppContext
from app.ui.tasks.calendar.view import CalendarView
from app.ui.tasks.head import LIST, MONTH, WEEK
from app.ui.tasks.page import TasksPage
from tests.factories import NOW
from tests.ui.driving import Toasts, press_in_menu, show_filled

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def weeks_begin_on_monday() -> Iterator[None]:
    kept = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(kept)


def add(db: Database, title: str, day: date = TODAY, **more: Any) -> int:
    return add_task(db, TaskData(None, title, day, **more), NOW)


def saved(db: Database, task_id: int) -> Task:
    with db.read() as session:
        return session.get_one(Task, task_id)


def planned(context: AppContext, qtbot: Any, mode: str = MONTH) -> tuple[TasksPage, CalendarView]:
    """The page with its calendar, and the keyboard in it."""
    page = show_filled(TasksPage(context), qtbot)
    page.show_view(mode)
    assert page.planning is not None
    page.planning.view.setFocus()
    return page, page.planning.view


def press(view: CalendarView, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(view.board, key, held)


def test_a_task_is_moved_by_keys_and_undo_brings_it_back(
    context: AppContext, db: Database, qtbot: Any, toasts: Toasts
) -> None:
    task = add(db, "Call Ann")
    _page, view = planned(context, qtbot, WEEK)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Right, held=CONTROL)
    assert saved(db, task).due_day == TODAY + DAY
    text, undo = toasts[-1]
    assert "Call Ann" in text
    assert undo is not None
    undo()
    assert saved(db, task).due_day == TODAY
    assert view.board.current_day() == TODAY


def test_ticked_tasks_are_moved_and_finished_as_one_act(
    context: AppContext, db: Database, qtbot: Any, toasts: Toasts
) -> None:
    ids = [add(db, "one"), add(db, "two")]
    page, view = planned(context, qtbot)
    press(view, Qt.Key.Key_A, held=CONTROL)
    assert page.above.currentWidget() is page.bar
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down, held=CONTROL)
    assert {saved(db, task).due_day for task in ids} == {TODAY + 7 * DAY}
    press(view, Qt.Key.Key_A, held=CONTROL)
    press(view, Qt.Key.Key_D)
    assert all(saved(db, task).done_at for task in ids)
    assert len(toasts) == 2
    assert page.above.currentWidget() is page.filters


def test_a_past_day_takes_a_task_without_a_question_and_shows_it_as_overdue(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    task = add(db, "call")
    _page, view = planned(context, qtbot)
    view.moved.emit([task], TODAY - DAY)
    assert saved(db, task).due_day == TODAY - DAY
    rows = [view.board.entries.index(row) for row in range(view.board.entries.rowCount())]
    said = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]
    assert any("call" in text and "overdue by 1 day" in text for text in said)


def test_m_moves_to_the_day_that_is_chosen_in_a_menu(context: AppContext, db: Database, qtbot: Any) -> None:
    task = add(db, "call")
    _page, view = planned(context, qtbot)
    press(view, Qt.Key.Key_Down, Qt.Key.Key_M)
    press_in_menu(Qt.Key.Key_2)
    assert saved(db, task).due_day == TODAY + DAY


def test_n_opens_a_new_task_on_the_chosen_day(context: AppContext, qtbot: Any, db: Database) -> None:
    add(db, "call")
    asked: list[object] = []
    context.events.new_task.connect(asked.append)
    _page, view = planned(context, qtbot)
    press(view, Qt.Key.Key_Right, Qt.Key.Key_N)
    assert asked == [TaskData(None, "", TODAY + DAY)]


def test_what_was_done_is_seen_on_its_day_and_taken_up_again(context: AppContext, db: Database, qtbot: Any) -> None:
    task = add(db, "call", TODAY - 3 * DAY)
    complete_task(db, task, NOW)
    page, view = planned(context, qtbot)
    page.action("done_tasks").run()
    press(view, Qt.Key.Key_Down)
    assert view.chosen_ids() == [task]
    press(view, Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None
    press(view, Qt.Key.Key_D)
    assert saved(db, task).done_at is None


def test_a_days_more_leads_to_the_list(context: AppContext, db: Database, qtbot: Any) -> None:
    add(db, "call")
    page, view = planned(context, qtbot)
    view.day_opened.emit(TODAY)
    assert page.view == LIST


def test_the_day_that_was_shown_is_there_again_after_the_page_was_made_anew(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    add(db, "call")
    page, view = planned(context, qtbot)
    press(view, Qt.Key.Key_PageDown)
    again = TasksPage(context)
    qtbot.addWidget(again)
    again.restore(page.state())
    again.reload()
    assert again.planning is not None
    assert again.planning.view.title.text() == "December 2026"


def test_the_menu_of_a_task_changes_it_or_is_about_all_that_are_ticked(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    ids = [add(db, "one"), add(db, "two")]
    _page, view = planned(context, qtbot)
    counts = []
    for chosen in (ids[:1], ids):
        view.menu_asked.emit(chosen, view.mapToGlobal(QPoint(10, 10)))
        menu = QApplication.activePopupWidget()
        assert menu is not None
        counts.append(len(menu.actions()))
        menu.close()
    assert counts == [4, 3]


def test_the_week_is_that_of_the_day_that_is_chosen_in_the_month(context: AppContext, db: Database, qtbot: Any) -> None:
    add(db, "call", TODAY - 9 * DAY)
    page, view = planned(context, qtbot)
    press(view, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down)
    assert view.board.current_day() == TODAY - 9 * DAY
    page.show_view(WEEK)
    assert view.board.grid.first == date(2026, 11, 9)
    assert view.chosen_ids() != []
    page.show_view(MONTH)
    assert view.chosen_ids() != []


def test_a_day_of_the_next_month_can_be_chosen_without_turning_to_it(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    add(db, "call")
    page, view = planned(context, qtbot)
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert view.board.current_day() == date(2026, 12, 5)
    page.reload()
    assert view.title.text() == "November 2026"
    assert view.board.current_day() == date(2026, 12, 5)


def test_after_one_is_done_the_next_of_the_day_is_chosen(context: AppContext, db: Database, qtbot: Any) -> None:
    ids = [add(db, title) for title in ("one", "two", "three")]
    _page, view = planned(context, qtbot, WEEK)
    press(view, Qt.Key.Key_Down)
    for task in ids:
        assert view.chosen_ids() == [task]
        press(view, Qt.Key.Key_D)
    assert view.board.current_day() == TODAY


def test_a_task_that_has_no_room_on_its_new_day_leaves_that_day_chosen(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    for number in range(30):
        add(db, f"task {number}", TODAY + DAY)
    task = add(db, "last")
    _page, view = planned(context, qtbot)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Right, held=CONTROL)
    assert saved(db, task).due_day == TODAY + DAY
    assert view.board.current_day() == TODAY + DAY


def test_a_task_that_was_typed_in_one_line_is_chosen_on_its_day(context: AppContext, db: Database, qtbot: Any) -> None:
    add(db, "call")
    page, view = planned(context, qtbot)
    task = add(db, "new", TODAY + 2 * DAY)
    page.quick.added.emit(task)
    assert view.chosen_ids() == [task]
