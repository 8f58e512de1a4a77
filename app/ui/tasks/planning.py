"""The week and the month on the page of tasks: what is asked of them is done here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.tasks.acts import delete_tasks, finish_tasks, move_tasks, open_task
from app.ui.dialogs.tasks.move_menu import move_menu
from app.ui.tasks.calendar.view import CalendarView
from app.ui.widgets.own_keys_menu import OwnKeysMenu

if TYPE_CHECKING:
    from app.services.tasks.listing import TaskFilter


class Planning(QObject):
    """`view` is the calendar; `add(day)` opens the form of a new task."""

    def __init__(self, context: AppContext, add: Callable[[date], object], page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self.view = view = CalendarView(context)
        view.task_opened.connect(lambda task_id: open_task(context, task_id, page))
        view.moved.connect(lambda ids, day: self._done(lambda: move_tasks(context, ids, day)))
        view.done_asked.connect(lambda ids: self._done(lambda: finish_tasks(context, ids)))
        view.delete_asked.connect(lambda ids: self._done(lambda: delete_tasks(context, ids)))
        view.add_asked.connect(add)
        view.menu_asked.connect(self._show_menu)

    def show(self, asked: TaskFilter, mode: str) -> None:
        """The "week" or the "month" of the day that was shown last."""
        self.view.show_plan(asked, mode, self.view.day)

    def finish(self) -> None:
        """Those that are ticked are done."""
        ids = self.view.chosen_ids()
        self._done(lambda: finish_tasks(self._context, ids))

    def delete(self) -> None:
        """Those that are ticked are not needed any more."""
        ids = self.view.chosen_ids()
        self._done(lambda: delete_tasks(self._context, ids))

    def move(self, anchor: QWidget) -> None:
        """Ask to which day those that are ticked go."""
        self._move_menu(self.view.chosen_ids()).show_below(anchor)

    def _done(self, act: Callable[[], object]) -> None:
        """Do it; after that nothing is ticked."""
        act()
        self.view.clear_ticks()

    def _move_menu(self, ids: list[int]) -> OwnKeysMenu:
        def to(day: date) -> None:
            self._done(lambda: move_tasks(self._context, ids, day))

        return move_menu(self._context.today(), self.view.day, to, self._page.window())

    def _show_menu(self, ids: list[int], at: QPoint) -> None:
        menu, context = OwnKeysMenu(self._page.window()), self._context
        if len(ids) == 1:
            menu.addAction(_("Change…") + "\tEnter").triggered.connect(
                lambda _on=False: open_task(context, ids[0], self._page)
            )
        entries: list[tuple[str, Callable[[], object]]] = [
            (_("Done") + "\tD", lambda: finish_tasks(context, ids)),
            (_("Delete") + "\tDel", lambda: delete_tasks(context, ids)),
        ]
        for text, act in entries:
            menu.addAction(text).triggered.connect(lambda _on=False, act=act: self._done(act))
        move = self._move_menu(ids)
        move.setTitle(_("Move"))
        move.setParent(menu, move.windowFlags())
        menu.insertMenu(menu.actions()[-1], move)
        menu.show_at(at)
