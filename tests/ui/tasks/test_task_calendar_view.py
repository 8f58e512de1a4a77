"""Week and month of tasks: what a day shows and says, and what keys and mouse do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.models.database import Database
from app.models.enums import TaskKind
from app.services.clients.data import Birthday
from app.services.tasks.bulk import move_tasks
from app.services.tasks.listing import TaskFilter
from app.services.tasks.save import TaskData, add_task, complete_task
from app.ui.context import AppContext
from app.ui.tasks.calendar.entries import What
from app.ui.tasks.calendar.model import dragged_data
from app.ui.tasks.calendar.view import CalendarView
from tests.factories import NOW, make_client

TODAY = date(2026, 11, 21)  # a Saturday
MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def weeks_begin_on_monday() -> Iterator[None]:
    kept = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(kept)


@pytest.fixture(autouse=True)
def a_screen_reader() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def add(db: Database, title: str, day: date, at: time | None = None, **more: Any) -> int:
    return add_task(db, TaskData(more.pop("client_id", None), title, day, at, **more), NOW)


def show(context: AppContext, qtbot: Any, mode: str = "month", day: date = TODAY, **asked: Any) -> CalendarView:
    """The calendar with the keyboard in it."""
    view = CalendarView(context)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    view.show_plan(TaskFilter(**asked), mode, day)
    context.events.changed.connect(lambda _areas: view.reload())
    view.setFocus()
    return view


def heard(view: CalendarView, name: str) -> list[tuple[Any, ...]]:
    """Every time that a signal of the view was sent, with what."""
    found: list[tuple[Any, ...]] = []
    getattr(view, name).connect(lambda *sent: found.append(sent))
    return found


def press(view: CalendarView, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.board, key, held)


def lines(view: CalendarView, day: date) -> list[str]:
    """What a screen reader says of a day and of what stands in it."""
    interface = QAccessible.queryAccessibleInterface(view.board)
    texts = [interface.child(row).text(QAccessible.Text.Name) for row in range(interface.childCount())]
    return [text for text, entry in zip(texts, view.board.entries.entries, strict=True) if entry.day == day]


def chosen(view: CalendarView) -> tuple[date | None, str]:
    """The day, and the title of the task, that are chosen."""
    entry = view.board.current_entry()
    assert entry is not None
    return entry.day, entry.task.title if entry.task is not None else ""


def middle(view: CalendarView, what: What, day: date) -> QPoint:
    entries = view.board.entries
    row = next(n for n, entry in enumerate(entries.entries) if (entry.what, entry.day) == (what, day))
    return view.board.visualRect(entries.index(row)).center()


def _menu_event(view: CalendarView, at: QPoint) -> QContextMenuEvent:
    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.board.viewport().mapToGlobal(at))


def drop(view: CalendarView, ids: list[int], day: date) -> bool:
    """Let tasks fall on a day; whether it took them."""
    at, data = view.board.grid.cell((day - view.board.grid.first).days).center(), dragged_data(ids)
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter, event = QDragEnterEvent(at, move, data, left, none), QDropEvent(QPointF(at), move, data, left, none)
    for one in (enter, event):
        QApplication.sendEvent(view.board.viewport(), one)
    assert enter.isAccepted() == event.isAccepted()
    return event.isAccepted()


def test_every_day_and_task_is_told_to_a_screen_reader(context: AppContext, db: Database, qtbot: Any) -> None:
    context.settings = replace(context.settings, working_days=(0, 1, 2, 3, 4))
    client = make_client(db, "Крылова Ольга", birthday=Birthday(11, 21, 1990))
    add(db, "Call back", TODAY, time(15), client_id=client, kind=TaskKind.CALL)
    add(db, "Order", date(2026, 11, 14), every="FREQ=WEEKLY")
    view = show(context, qtbot)
    said = lines(view, TODAY)
    assert said[:2] == ["Saturday, 21 November, today, day off, 1 task", "Birthday: Крылова Ольга, 36 years old"]
    assert all(part in said[2] for part in ("Call back", "15:00", "Крылова Ольга"))
    assert lines(view, date(2026, 11, 28))[1] == "Comes again: Order"
    assert lines(view, date(2026, 11, 19)) == ["Thursday, 19 November, no tasks"]
    assert any("overdue" in text for text in lines(view, date(2026, 11, 14)))


def test_a_month_is_whole_weeks_that_begin_where_the_language_says(context: AppContext, qtbot: Any) -> None:
    view = show(context, qtbot)
    assert (view.board.grid.days[0], view.board.grid.days[-1]) == (date(2026, 10, 26), date(2026, 12, 6))
    assert view.title.text() == "November 2026"
    QLocale.setDefault(QLocale("en_US"))
    view.reload()
    assert (view.board.grid.days[0], view.board.grid.days[-1]) == (date(2026, 11, 1), date(2026, 12, 5))


def test_arrows_walk_through_tasks_days_and_out_of_the_month(context: AppContext, db: Database, qtbot: Any) -> None:
    add(db, "first", TODAY)
    add(db, "second", TODAY)
    add(db, "tomorrow", TODAY + DAY)
    view = show(context, qtbot)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == (TODAY, "second")
    press(view, Qt.Key.Key_Right)
    assert chosen(view) == (TODAY + DAY, "tomorrow")
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == (TODAY + 8 * DAY, "")
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == (TODAY + 22 * DAY, "")
    assert view.title.text() == "December 2026"


@pytest.mark.parametrize(
    ("key", "days"), [(Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Up, -7), (Qt.Key.Key_Down, 7)]
)
def test_ctrl_and_an_arrow_move_the_task_and_it_stays_chosen(
    context: AppContext, db: Database, qtbot: Any, key: Qt.Key, days: int
) -> None:
    task = add(db, "call", TODAY)
    view = show(context, qtbot)
    view.moved.connect(lambda ids, day: move_tasks(db, ids, day, NOW))
    press(view, Qt.Key.Key_Down)
    press(view, key, CONTROL)
    press(view, key, CONTROL)
    assert chosen(view) == (TODAY + 2 * days * DAY, "call")
    assert view.chosen_ids() == [task]


def test_the_calendar_follows_a_task_that_is_moved_out_of_it(context: AppContext, db: Database, qtbot: Any) -> None:
    add(db, "call", TODAY)
    view = show(context, qtbot, "week")
    view.moved.connect(lambda ids, day: move_tasks(db, ids, day, NOW))
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down, CONTROL)
    assert view.board.grid.first == MONDAY + 7 * DAY
    assert chosen(view) == (TODAY + 7 * DAY, "call")


def test_ticked_tasks_move_together(context: AppContext, db: Database, qtbot: Any) -> None:
    ids = [add(db, title, TODAY) for title in ("one", "two", "three")]
    view = show(context, qtbot)
    moved = heard(view, "moved")
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Space)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Space)
    press(view, Qt.Key.Key_Right, CONTROL)
    assert moved == [(ids[:2], TODAY + DAY)]
    assert "Ticked" in lines(view, TODAY)[1]
    assert view.clear_ticks()
    assert view.ticked_ids() == []
    press(view, Qt.Key.Key_A, CONTROL)
    assert view.ticked_ids() == ids


def test_shift_and_an_arrow_tick_what_is_passed(context: AppContext, db: Database, qtbot: Any) -> None:
    ids = [add(db, title, TODAY) for title in ("one", "two", "three")]
    view = show(context, qtbot)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down, SHIFT)
    assert view.ticked_ids() == ids[:2]


def test_tasks_that_are_dropped_on_another_day_move_there(context: AppContext, db: Database, qtbot: Any) -> None:
    ids = [add(db, title, TODAY) for title in ("one", "two")]
    view = show(context, qtbot)
    moved = heard(view, "moved")
    assert drop(view, ids, MONDAY)
    assert drop(view, ids, TODAY)
    assert moved == [(ids, MONDAY)]
    assert not drop(view, [], MONDAY)


def test_keys_open_add_finish_and_delete(context: AppContext, db: Database, qtbot: Any) -> None:
    task = add(db, "call", TODAY)
    view = show(context, qtbot)
    opened, added, done, gone = (
        heard(view, name) for name in ("task_opened", "add_asked", "done_asked", "delete_asked")
    )
    press(view, Qt.Key.Key_D)
    press(view, Qt.Key.Key_N)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_D)
    press(view, Qt.Key.Key_Delete)
    assert (opened, added, done, gone) == ([(task,)], [(TODAY,)], [([task],)], [([task],)])


def test_letters_are_those_of_the_key_in_the_russian_layout_too(context: AppContext, qtbot: Any) -> None:
    view = show(context, qtbot)
    added = heard(view, "add_asked")
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "т")
    QApplication.sendEvent(view.board, event)
    assert added == [(TODAY,)]


def test_pages_today_and_the_arrows_of_the_head_turn_months_and_weeks(context: AppContext, qtbot: Any) -> None:
    view = show(context, qtbot, day=date(2026, 10, 31))
    press(view, Qt.Key.Key_PageDown)
    assert chosen(view)[0] == date(2026, 11, 30)
    press(view, Qt.Key.Key_PageUp)
    assert view.title.text() == "October 2026"
    press(view, Qt.Key.Key_Home)
    assert chosen(view)[0] == TODAY
    view.show_plan(TaskFilter(), "week", TODAY)
    view.after.click()
    assert chosen(view)[0] == TODAY + 7 * DAY
    press(view, Qt.Key.Key_T)
    assert chosen(view)[0] == TODAY


def test_what_has_no_room_is_counted_and_opens_the_day(context: AppContext, db: Database, qtbot: Any) -> None:
    for number in range(30):
        add(db, f"task {number}", TODAY)
    view = show(context, qtbot)
    opened = heard(view, "day_opened")
    room = view.board.grid.room
    assert lines(view, TODAY)[-1] == f"+{30 - room + 1} more"
    QTest.mouseClick(view.board.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, What.MORE, TODAY))
    assert opened == [(TODAY,)]
    view.show_plan(TaskFilter(), "week", TODAY)
    assert len(lines(view, TODAY)) == 31


def test_a_double_click_opens_a_task_and_adds_where_nothing_is(context: AppContext, db: Database, qtbot: Any) -> None:
    task = add(db, "call", TODAY)
    view = show(context, qtbot)
    opened, added = heard(view, "task_opened"), heard(view, "add_asked")
    QTest.mouseDClick(view.board.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, What.TASK, TODAY))
    cell = view.board.grid.cell((MONDAY - view.board.grid.first).days)
    QTest.mouseDClick(view.board.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert (opened, added) == ([(task,)], [(MONDAY,)])


def test_a_right_click_asks_for_the_menu_of_the_task_or_of_all_that_are_ticked(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    ids = [add(db, "one", TODAY), add(db, "two", TODAY + DAY)]
    view = show(context, qtbot)
    asked = heard(view, "menu_asked")
    for day, held in ((TODAY, CONTROL), (TODAY + DAY, CONTROL)):
        QTest.mouseClick(view.board.viewport(), Qt.MouseButton.LeftButton, held, middle(view, What.TASK, day))
    assert view.ticked_ids() == ids
    press(view, Qt.Key.Key_Space)
    for day in (TODAY, TODAY + DAY):
        point = middle(view, What.TASK, day)
        view.board.contextMenuEvent(_menu_event(view, point))
    assert [sent[0] for sent in asked] == [[ids[0]], [ids[1]]]


def test_a_birthday_opens_the_client_and_several_ask_which_one(context: AppContext, db: Database, qtbot: Any) -> None:
    olga = make_client(db, "Крылова Ольга", birthday=Birthday(11, 21))
    view = show(context, qtbot)
    opened: list[object] = []
    context.events.open_client.connect(opened.append)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    assert opened == [olga]
    ivan = make_client(db, "Иванов Иван", birthday=Birthday(11, 21))
    press(view, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert opened == [olga, ivan]


def test_birthdays_can_be_left_out_and_that_is_remembered(context: AppContext, db: Database, qtbot: Any) -> None:
    make_client(db, birthday=Birthday(11, 21))
    view = show(context, qtbot)
    assert len(lines(view, TODAY)) == 2
    view.dates.click()
    assert len(lines(view, TODAY)) == 1
    assert len(lines(show(context, qtbot), TODAY)) == 1


def test_what_is_done_cannot_be_moved(context: AppContext, db: Database, qtbot: Any) -> None:
    complete_task(db, add(db, "call", TODAY), NOW)
    view = show(context, qtbot, done=True)
    moved = heard(view, "moved")
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == (TODAY, "call")
    press(view, Qt.Key.Key_Right, CONTROL)
    assert moved == []


def test_tasks_held_over_an_arrow_turn_the_month_and_can_be_dropped_there(
    context: AppContext, db: Database, qtbot: Any
) -> None:
    task = add(db, "call", TODAY)
    view = show(context, qtbot)
    moved = heard(view, "moved")
    data, none = dragged_data([task]), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(view.after, enter)
    qtbot.waitUntil(lambda: view.title.text() == "December 2026")
    QApplication.sendEvent(view.after, QDragLeaveEvent())
    assert drop(view, [task], date(2026, 12, 10))
    assert moved == [([task], date(2026, 12, 10))]


def test_m_asks_for_the_day_to_which_the_chosen_task_moves(context: AppContext, db: Database, qtbot: Any) -> None:
    task = add(db, "call", TODAY)
    view = show(context, qtbot)
    asked = heard(view, "move_asked")
    press(view, Qt.Key.Key_M)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_M)
    assert [ids for ids, _point in asked] == [[task]]


def test_another_choice_of_working_days_is_seen_when_it_is_read_again(context: AppContext, qtbot: Any) -> None:
    view = show(context, qtbot)
    assert "day off" not in lines(view, TODAY)[0]
    context.settings = replace(context.settings, working_days=(0, 1, 2, 3, 4))
    view.reload()
    assert "day off" in lines(view, TODAY)[0]


def test_in_a_low_window_all_of_the_chosen_day_is_seen(context: AppContext, db: Database, qtbot: Any) -> None:
    view = show(context, qtbot, day=date(2026, 11, 3))
    view.resize(900, 320)
    qtbot.waitUntil(lambda: view.board.verticalScrollBar().maximum() > 0)
    view.show_plan(TaskFilter(), "month", date(2026, 11, 27))
    board = view.board
    day = board.grid.cell((date(2026, 11, 27) - board.grid.first).days).translated(0, -board.verticalOffset())
    assert board.grid.top <= day.top()
    assert day.bottom() <= board.viewport().height()
    view.show_plan(TaskFilter(), "week", date(2026, 11, 27))
    assert board.verticalScrollBar().value() == 0
