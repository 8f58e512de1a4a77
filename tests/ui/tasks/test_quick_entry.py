"""The line on the page of tasks: reached by Q, what it adds is the current task; calendars in the menu of the page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.tasks.page import TasksPage
from tests.factories import NOW, make_client
from tests.ui.driving import press_letter, show_filled


def test_q_leads_to_the_line_and_what_is_added_is_the_current_task(context: AppContext, qtbot: Any) -> None:
    add_task(context.db, TaskData(None, "Wash the windows", NOW.date()), NOW)
    page = show_filled(TasksPage(context), qtbot)

    focused = QApplication.focusWidget()
    assert focused is not None
    press_letter(focused, "q")
    assert page.quick.line.hasFocus()
    QTest.keyClicks(page.quick.line, "call the bank tomorrow at 15")
    QTest.keyClick(page.quick.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.current_task() is not None and page.list.current_task().title == "Call the bank")

    assert page.quick.line.hasFocus()


def test_on_a_page_of_one_client_a_new_task_is_of_that_client(context: AppContext, qtbot: Any) -> None:
    client = make_client(context.db)
    add_task(context.db, TaskData(client, "Ask", NOW.date()), NOW)
    page = show_filled(TasksPage(context), qtbot)
    page.show_tasks(client)

    QTest.keyClicks(page.quick.line, "send the price")
    QTest.keyClick(page.quick.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.current_task() is not None and page.list.current_task().title == "Send the price")

    task = page.list.current_task()
    assert task is not None
    assert task.client_id == client


def test_the_menu_of_the_page_saves_and_takes_calendars(context: AppContext, qtbot: Any) -> None:
    page = show_filled(TasksPage(context), qtbot)

    texts = [entry.text() for entry in page.head.more.menu().actions()]

    assert texts == ["Save tasks and birthdays as a calendar…", "Take tasks from a calendar…"]
    assert {"save_calendar", "take_calendar", "quick_task"} <= {action.name for action in page.actions()}


def test_esc_empties_the_line_then_leads_to_the_list_and_only_then_back(context: AppContext, qtbot: Any) -> None:
    add_task(context.db, TaskData(None, "Wash the windows", NOW.date()), NOW)
    window = MainWindow()
    window.allow_close()
    qtbot.addWidget(window)
    window.show()
    window.attach(context)
    qtbot.waitUntil(window.isActiveWindow)
    window.show_page("tasks")
    page = window.current_page()
    assert isinstance(page, TasksPage)
    qtbot.waitUntil(lambda: not page.is_busy())
    page.quick.setFocus()
    QTest.keyClicks(page.quick.line, "call")
    QTest.keyClick(page.quick.line, Qt.Key.Key_Escape)
    assert (window.shown_key(), page.quick.line.text()) == ("tasks", "")
    QTest.keyClick(page.quick.line, Qt.Key.Key_Escape)
    assert window.shown_key() == "tasks"
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert window.shown_key() == "today"
