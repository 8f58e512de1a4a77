"""What can be done on the page of tasks, by key and from the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.dialogs.tasks.calendar_acts import calendar_actions
from app.ui.widgets.action import Action

if TYPE_CHECKING:
    from app.ui.tasks.page import TasksPage
    from app.ui.tasks.task_list import TaskListView


def page_actions(page: Callable[[], TasksPage]) -> tuple[Action, ...]:
    """Of the page, of the task that the list stands at or of those that are ticked, and of the calendar."""
    return (*_of_page(page), *calendar_actions(page), *_of_list(page), *_of_calendar())


def _of_page(page: Callable[[], TasksPage]) -> tuple[Action, ...]:
    return (
        Action(
            "add_task",
            lambda: _("New task"),
            lambda: page().add(),
            "N",
            icon="plus",
            within=lambda: page().stack,
            only_here=True,
        ),
        Action(
            "quick_task",
            lambda: _("New task in one line"),
            lambda: page().quick.setFocus(),
            "Q",
            icon="plus",
            within=lambda: page().stack,
            anywhere=True,
        ),
        Action(
            "search_tasks",
            lambda: _("Find a task"),
            lambda: page().focus_search(),
            "Ctrl+F",
            icon="search",
            anywhere=True,
        ),
        Action(
            "views",
            lambda: _("List, week or month of tasks"),
            lambda: page().next_view(),
            "Ctrl+B",
            icon="calendar-check",
            anywhere=True,
        ),
        Action(
            "done_tasks",
            lambda: _("Tasks that are done, or to do"),
            lambda: page().other_state(),
            "Ctrl+D",
            icon="list-checks",
            anywhere=True,
        ),
    )


def _of_list(page: Callable[[], TasksPage]) -> tuple[Action, ...]:
    def listed() -> TaskListView:
        return page().list

    def some() -> bool:
        return page().acts.is_any()

    def to_do() -> bool:
        task = listed().current_task()
        return some() and task is not None and task.done_at is None

    def of_client() -> bool:
        task = listed().current_task()
        return some() and task is not None and task.client_id is not None

    acts: tuple[tuple[str, Callable[[], str], Callable[[], object], str, str, Callable[[], bool]], ...] = (
        ("open_task", lambda: _("Change the task"), lambda: page().acts.open(), "E", "pencil", to_do),
        (
            "finish_task",
            lambda: _("Task is done, or to do again"),
            lambda: page().acts.ask(),
            "D",
            "circle-check",
            some,
        ),
        ("move_task", lambda: _("Move the task to another day"), lambda: page().acts.move(), "M L", "history", to_do),
        ("overdue_tasks", lambda: _("Choose all overdue tasks"), lambda: listed().choose_overdue(), "O", "check", some),
        (
            "task_later",
            lambda: _("Task a day later"),
            lambda: page().acts.shift(1),
            "Ctrl+Right",
            "chevron-right",
            to_do,
        ),
        (
            "task_sooner",
            lambda: _("Task a day sooner"),
            lambda: page().acts.shift(-1),
            "Ctrl+Left",
            "chevron-left",
            to_do,
        ),
        ("delete_task", lambda: _("Delete the task"), lambda: page().acts.delete(), "Del", "trash-2", some),
        (
            "client_of_task",
            lambda: _("Card of the task’s client"),
            lambda: page().acts.show_client(),
            "Ctrl+Return",
            "user",
            of_client,
        ),
    )
    return tuple(
        Action(name, title, act, key, icon=icon, enabled=possible, within=listed)
        for name, title, act, key, icon, possible in acts
    )


def _of_calendar() -> tuple[Action, ...]:
    """The keys that the days read themselves."""
    return (
        Action(
            "calendar_move",
            lambda: _("In the week or month: the task to another day"),
            None,
            "Ctrl+Left Ctrl+Right Ctrl+Up Ctrl+Down",
        ),
        Action("calendar_turn", lambda: _("The week or month before, the next one"), None, "PgUp PgDown"),
        Action("calendar_today", lambda: _("Today in the week or month"), None, "T Home"),
        Action(
            "calendar_tick",
            lambda: _("In the week or month: choose several"),
            None,
            "Space Shift+Up Shift+Down Ctrl+A",
        ),
    )
