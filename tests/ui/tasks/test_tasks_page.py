"""The page of tasks: what it lists, and everything that is done there by mouse and by keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.models.enums import TaskKind
from app.models.task import Task
from app.services.history.actions import find_last_action
from app.services.staff import add_staff
from app.services.tasks.save import TaskData, add_task, complete_task, get_task
from app.ui.context import AppContext
from app.ui.main_window import MainWindow
from app.ui.tasks.page import TasksPage
from tests.factories import NOW
from tests.ui.conftest import FakeClock
from tests.ui.driving import Toasts, press_in_menu, show_filled

KEY = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def listed(page: TasksPage) -> list[str]:
    tasks = page.list.tasks.tasks
    return [row.title for n in range(len(tasks.ids())) if (row := tasks.row_at(n)) is not None]


def aloud(page: TasksPage) -> list[str]:
    model = page.list.tasks
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def press(page: TasksPage, *keys: KEY, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(page.list, key, modifier)


def click(page: TasksPage, title: str, x: int, *, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    view = page.list
    position = listed(page).index(title)
    area = view.visualRect(view.tasks.index(view.tasks.row_of(position)))
    at = QPoint(x, area.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def read(context: AppContext, task_id: int) -> Task:
    with context.db.read() as session:
        return session.get_one(Task, task_id)


def test_tasks_stand_by_day_with_all_that_is_known_of_them(page: TasksPage) -> None:
    said = [text.replace("\xa0", " ") for text in aloud(page)]
    assert said == [
        "Overdue tasks: 2 tasks",
        "Phone call. Call her back. Крылова Ольга Петровна. Thu, 19 Nov. overdue by 2 days",
        "Message. Send the prices. Fri, 20 Nov. overdue by 1 day. By e-mail",
        "Today, Saturday, 21 November: 1 task",
        "To do. Hand over the order. Крылова Ольга Петровна. today, 15:00. Urgent",
        "Monday, 23 November: 1 task",
        "To do. Order beans. Mon, 23 Nov. 1 of 2. every week: next on 30 Nov, 7 Dec",
        "Saturday, 5 December: 1 task",
        "Meeting. Tasting. Sat, 5 Dec, 18:30",
    ]


def test_arrows_go_from_task_to_task_past_the_headings(page: TasksPage) -> None:
    seen = []
    for key in (KEY.Key_Home, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_End, KEY.Key_Down, KEY.Key_Up):
        press(page, key)
        seen.append(page.list.position())
    assert seen == [0, 1, 2, 3, 4, 4, 3]


def test_a_click_on_the_circle_is_done_and_undo_brings_it_back(
    page: TasksPage, context: AppContext, ids: dict[str, int], toasts: Toasts
) -> None:
    click(page, "Send the prices", 20)
    assert read(context, ids["Send the prices"]).done_at == NOW
    assert "Send the prices" not in listed(page)
    text, undo = toasts[-1]
    assert text == "Done: Send the prices"
    assert undo is not None
    undo()
    assert "Send the prices" in listed(page)


def test_done_with_a_repeating_one_says_when_it_comes_again(page: TasksPage, toasts: Toasts) -> None:
    click(page, "Order beans", 20)
    assert toasts[-1][0] == "Done: Order beans. Comes again: Mon, 30 Nov"
    assert "Order beans" in listed(page)


def test_of_a_client_it_is_asked_what_came_of_it(
    page: TasksPage, context: AppContext, ids: dict[str, int], toasts: Toasts
) -> None:
    press(page, KEY.Key_Home, KEY.Key_D)
    press_in_menu(KEY.Key_1)
    assert read(context, ids["Call her back"]).done_at == NOW
    action = find_last_action(context.db, NOW - timedelta(1))
    assert action is not None
    assert action.kind == "outcome_reached"
    assert toasts[-1][1] is not None


def test_a_task_is_moved_by_keys(page: TasksPage, context: AppContext, ids: dict[str, int], toasts: Toasts) -> None:
    press(page, KEY.Key_Home, KEY.Key_M)
    press_in_menu(KEY.Key_2)
    assert get_task(context.db, ids["Call her back"]).data.due_day == date(2026, 11, 22)
    assert toasts[-1][0] == "Call her back: moved to tomorrow"
    assert page.list.current_id() == ids["Call her back"]
    press(page, KEY.Key_Right, modifier=CONTROL)
    assert get_task(context.db, ids["Call her back"]).data.due_day == date(2026, 11, 23)
    press(page, KEY.Key_Left, KEY.Key_Left, modifier=CONTROL)
    assert get_task(context.db, ids["Call her back"]).data.due_day == date(2026, 11, 21)


def test_ticked_ones_are_moved_as_one_act(
    page: TasksPage, context: AppContext, ids: dict[str, int], toasts: Toasts
) -> None:
    press(page, KEY.Key_Home, KEY.Key_Space)
    press(page, KEY.Key_Down, KEY.Key_Down, modifier=SHIFT)
    assert page.bar.count.text() == "3 chosen"
    assert page.above.currentWidget() is page.bar
    QTest.mouseClick(page.bar.move_button, Qt.MouseButton.LeftButton)
    press_in_menu(KEY.Key_3)
    moved = ("Call her back", "Send the prices", "Hand over the order")
    assert {get_task(context.db, ids[title]).data.due_day for title in moved} == {date(2026, 11, 23)}
    assert toasts[-1][0] == "3 tasks moved to Mon, 23 Nov"
    assert page.above.currentWidget() is page.filters
    assert toasts[-1][1] is not None
    toasts[-1][1]()
    assert aloud(page)[0] == "Overdue tasks: 2 tasks"
    assert "Tasks moved" in toasts[-1][0]


def test_all_that_is_overdue_is_chosen_by_its_heading_and_by_key(page: TasksPage, ids: dict[str, int]) -> None:
    heading = page.list.visualRect(page.list.tasks.index(0))
    overdue = [ids["Call her back"], ids["Send the prices"]]
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=heading.center())
    assert list(page.list.chosen_ids()) == overdue
    page.go_back()
    press(page, KEY.Key_O)
    assert list(page.list.chosen_ids()) == overdue
    assert page.bar.count.text() == "2 chosen"


def test_everything_is_ticked_and_deleted_and_comes_back(page: TasksPage, toasts: Toasts) -> None:
    press(page, KEY.Key_A, modifier=CONTROL)
    press(page, KEY.Key_Delete)
    assert listed(page) == []
    assert toasts[-1][0] == "5 tasks deleted"
    assert toasts[-1][1] is not None
    toasts[-1][1]()
    assert len(listed(page)) == 5


def test_the_menu_opens_by_its_key_and_by_the_mouse(page: TasksPage) -> None:
    press(page, KEY.Key_Home)
    view = page.list
    area = view.visualRect(view.currentIndex())
    for reason in (QContextMenuEvent.Reason.Keyboard, QContextMenuEvent.Reason.Mouse):
        asked = QContextMenuEvent(reason, area.center(), view.viewport().mapToGlobal(area.center()))
        QCoreApplication.sendEvent(view.viewport(), asked)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [act.text().partition("\t")[0] for act in menu.actions()] == [
            *("Done", "Change…", "Move…", "Card of the client", "Only tasks of this client", "Choose several", "Delete")
        ]
        menu.close()


def test_a_day_later_is_asked_for_many_of_many_days(page: TasksPage, context: AppContext, ids: dict[str, int]) -> None:
    press(page, KEY.Key_O)
    press(page, KEY.Key_Right, modifier=CONTROL)
    press_in_menu(KEY.Key_1)
    days = [get_task(context.db, ids[title]).data.due_day for title in ("Call her back", "Send the prices")]
    assert days == [context.today()] * 2


def test_a_ticked_task_that_is_gone_is_not_counted(page: TasksPage, context: AppContext, ids: dict[str, int]) -> None:
    press(page, KEY.Key_O)
    complete_task(context.db, ids["Send the prices"], NOW)
    assert page.bar.count.text() == "1 chosen"
    assert list(page.list.chosen_ids()) == [ids["Call her back"]]


def test_while_some_are_ticked_a_click_in_front_ticks(
    page: TasksPage, context: AppContext, ids: dict[str, int]
) -> None:
    click(page, "Send the prices", 400, modifier=CONTROL)
    click(page, "Call her back", 20)
    assert list(page.list.chosen_ids()) == [ids["Call her back"], ids["Send the prices"]]
    assert read(context, ids["Call her back"]).done_at is None
    assert page.go_back()
    assert page.list.tasks.ticks.is_empty()


def test_what_is_done_can_be_taken_up_again(page: TasksPage, context: AppContext, ids: dict[str, int]) -> None:
    click(page, "Send the prices", 20)
    press(page, KEY.Key_D, modifier=CONTROL)
    assert listed(page) == ["Send the prices"]
    assert aloud(page)[0].startswith("Today")
    assert not page.list.buttons.again.isHidden()
    press(page, KEY.Key_D)
    assert read(context, ids["Send the prices"]).done_at is None
    assert listed(page) == []
    assert page.nothing.isVisible()


def test_the_list_is_narrowed_and_esc_shows_all_again(page: TasksPage, context: AppContext) -> None:
    page.filters.kind.setCurrentIndex(page.filters.kind.findData(TaskKind.CALL.value))
    page.filters.changed.emit()
    assert listed(page) == ["Call her back"]
    assert page.go_back()
    assert len(listed(page)) == 5
    page.head.search.setText("beans")
    QTest.keyClick(page.head.search, KEY.Key_Return)
    assert listed(page) == ["Order beans"]
    page.head.search.setText("nothing like it")
    QTest.keyClick(page.head.search, KEY.Key_Return)
    assert page.nothing.isVisible()
    assert page.nothing.action is not None
    page.nothing.action.click()
    assert len(listed(page)) == 5


def test_only_the_tasks_of_a_client_are_shown(page: TasksPage, context: AppContext, ids: dict[str, int]) -> None:
    client_id = get_task(context.db, ids["Call her back"]).data.client_id
    page.show_tasks(client_id)
    assert listed(page) == ["Call her back", "Hand over the order"]
    assert page.client_id() == client_id
    page.show_tasks(None)
    assert len(listed(page)) == 5


def test_mine_are_told_from_the_others_only_in_a_shop_with_staff(
    page: TasksPage, context: AppContext, ids: dict[str, int]
) -> None:
    assert not page.filters.whose.isVisible()
    me = add_staff(context.db, "Мария")
    add_task(context.db, TaskData(None, "Mine", context.today(), staff_id=me), NOW)
    page.reload()
    assert page.filters.whose.isVisible()
    page.filters.whose.setCurrentIndex(page.filters.whose.findData(me))
    page.filters.changed.emit()
    assert listed(page) == ["Mine"]


def test_enter_opens_the_form_and_a_name_opens_the_card(page: TasksPage, context: AppContext, qtbot: QtBot) -> None:
    opened: list[object] = []
    context.events.open_client.connect(opened.append)
    click(page, "Hand over the order", 90)  # on the title: only chosen
    assert opened == []
    press(page, KEY.Key_Return, modifier=CONTROL)
    assert len(opened) == 1
    press(page, KEY.Key_Return)
    dialogs = [one for one in page.window().children() if type(one).__name__ == "TaskDialog"]
    assert [dialog.title.text() for dialog in dialogs] == ["Hand over the order"]
    dialogs[0].reject()


def test_another_task_takes_the_place_of_the_one_that_is_done(page: TasksPage, ids: dict[str, int]) -> None:
    press(page, KEY.Key_Home, KEY.Key_Down)
    click(page, "Send the prices", 20)
    assert page.list.current_id() == ids["Hand over the order"]


def test_a_page_that_is_built_again_shows_the_same(
    page: TasksPage, context: AppContext, ids: dict[str, int], qtbot: QtBot
) -> None:
    page.filters.kind.setCurrentIndex(page.filters.kind.findData(TaskKind.TODO.value))
    page.filters.changed.emit()
    page.list.choose(ids["Order beans"])
    again = TasksPage(context)
    again.restore(page.state())
    show_filled(again, qtbot)
    assert listed(again) == ["Hand over the order", "Order beans"]
    assert again.list.current_id() == ids["Order beans"]


@pytest.mark.parametrize("view", ["week", "month"])
def test_the_view_is_remembered(page: TasksPage, context: AppContext, view: str, qtbot: QtBot) -> None:
    page.head.view_buttons[view].click()
    again = show_filled(TasksPage(context), qtbot)
    assert again.view == view
    assert again.planning is not None
    assert again.stack.currentWidget() is again.planning.view


def test_a_day_of_the_calendar_opens_in_the_list(page: TasksPage, ids: dict[str, int]) -> None:
    page.show_view("month")
    assert page.planning is not None
    page.planning.view.day_opened.emit(date(2026, 11, 23))
    assert page.view == "list"
    assert page.list.current_id() == ids["Order beans"]


def test_the_calendar_moves_and_finishes_as_the_list_does(
    page: TasksPage, context: AppContext, ids: dict[str, int], toasts: Toasts
) -> None:
    page.show_view("week")
    assert page.planning is not None
    calendar = page.planning.view
    calendar.moved.emit([ids["Tasting"]], date(2026, 11, 24))
    assert get_task(context.db, ids["Tasting"]).data.due_day == date(2026, 11, 24)
    calendar.done_asked.emit([ids["Tasting"], ids["Send the prices"]])
    assert toasts[-1][0] == "2 tasks done"


def test_a_new_task_starts_with_the_day_of_the_calendar(page: TasksPage, context: AppContext) -> None:
    started: list[object] = []
    context.events.new_task.connect(started.append)
    page.show_view("week")
    assert page.planning is not None
    page.planning.view.add_asked.emit(date(2026, 11, 24))
    assert started == [TaskData(None, "", date(2026, 11, 24))]


def test_an_empty_shop_is_told_what_tasks_are_for(context: AppContext, qtbot: QtBot) -> None:
    page = show_filled(TasksPage(context), qtbot)
    asked: list[object] = []
    context.events.new_task.connect(asked.append)
    assert page.beginning.isVisible()
    assert not page.above.isVisible()
    assert page.beginning.action is not None
    page.beginning.action.click()
    assert asked == [None]


def test_every_button_says_what_it_does_to_which_task(page: TasksPage) -> None:
    press(page, KEY.Key_Home)
    buttons = page.list.buttons
    assert buttons.isVisible()
    assert buttons.done.accessibleName() == "Done: Call her back"
    assert buttons.more.accessibleName() == "More: Call her back"


def test_on_the_next_day_today_is_overdue(
    page: TasksPage, context: AppContext, clock: FakeClock, ids: dict[str, int]
) -> None:
    clock.advance(24 * 3600)
    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))
    assert aloud(page)[0] == "Overdue tasks: 3 tasks"


def test_the_window_leads_to_the_tasks_of_a_client(context: AppContext, ids: dict[str, int], qtbot: QtBot) -> None:
    window = MainWindow()
    window.allow_close()
    qtbot.addWidget(window)
    window.show()
    window.attach(context)
    context.events.show_tasks.emit(get_task(context.db, ids["Call her back"]).data.client_id)
    page = window.current_page()
    assert isinstance(page, TasksPage)
    assert listed(page) == ["Call her back", "Hand over the order"]


def test_tab_goes_through_everything_from_the_top_down(page: TasksPage) -> None:
    page.head.view_buttons["list"].setFocus()
    seen = []
    for _step in range(30):
        focused = page.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, KEY.Key_Tab)
        seen.append(page.focusWidget())
    wanted = (page.head.search, page.head.add_button, page.filters.open_button, page.filters.kind, page.list)
    places = [seen.index(one) for one in (*wanted, page.list.buttons.done, page.list.buttons.more)]
    assert places == sorted(places)
