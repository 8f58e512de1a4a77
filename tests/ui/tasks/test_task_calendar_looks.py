"""Week and month of tasks as they are painted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtGui import QColor

from app.models.database import Database
from app.services.tasks.listing import TaskFilter
from app.services.tasks.save import TaskData, add_task
from app.ui.context import AppContext
from app.ui.tasks.calendar.view import CalendarView
from app.ui.theme import tokens
from tests.factories import NOW


def show(context: AppContext, qtbot: Any, mode: str, day: date, height: int) -> CalendarView:
    view = CalendarView(context)
    qtbot.addWidget(view)
    view.resize(900, height)
    view.show()
    view.show_plan(TaskFilter(), mode, day)
    return view


def ground(view: CalendarView, title: str) -> QColor:
    """The colour on which a task is painted."""
    board = view.board
    row = next(
        n for n, entry in enumerate(board.entries.entries) if entry.task is not None and entry.task.title == title
    )
    area = board.visualRect(board.entries.index(row))
    return board.viewport().grab().toImage().pixelColor(area.right() - 2, area.center().y())


@pytest.mark.parametrize("mode", ["week", "month"])
def test_what_was_due_an_hour_ago_is_as_red_as_in_the_list(
    context: AppContext, db: Database, qtbot: Any, mode: str
) -> None:
    now = context.local_now()
    tomorrow = now.date() + timedelta(days=1)
    due = [("Late", hour_of(now, -1)), ("Later", hour_of(now, 1)), ("Any time", None)]
    for title, at in due:
        add_task(db, TaskData(None, title, now.date(), at), NOW)
    view = show(context, qtbot, mode, tomorrow, 900)
    red = QColor(tokens().bad_soft)
    assert [title for title, _at in due if ground(view, title) == red] == ["Late"]


def hour_of(now: datetime, hours: int) -> time:
    return (now + timedelta(hours=hours)).time().replace(second=0, microsecond=0)


def test_a_low_window_shows_the_weeks_to_come(context: AppContext, qtbot: Any) -> None:
    view = show(context, qtbot, "month", date(2026, 11, 12), 320)
    board = view.board
    cell = board.grid.cell((date(2026, 11, 12) - board.grid.first).days).translated(0, -board.verticalOffset())
    assert board.verticalScrollBar().maximum() > 0
    assert cell.top() == board.grid.top + board.grid.day_height
    view.show_plan(TaskFilter(), "month", date(2026, 11, 1))
    board.verticalScrollBar().setValue(0)
    view.reload()
    assert board.verticalScrollBar().value() == 0  # only a month that is turned to
