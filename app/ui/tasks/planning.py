"""The week and the month on the page of tasks: what is asked of them is done here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.tasks.acts import delete_tasks, finish_tasks, move_tasks, open_task, reopen_task
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
        self._are_done = False  # those that are shown
        self.view = view = CalendarView(context)
        view.task_opened.connect(self._open)
        view.moved.connect(lambda ids, day: self._done(lambda: move_tasks(context, ids, day)))
        view.done_asked.connect(self._finish)
        view.delete_asked.connect(lambda ids: self._done(lambda: delete_tasks(context, ids)))
        view.add_asked.connect(add)
        view.menu_asked.connect(self._show_menu)
        view.move_asked.connect(lambda ids, at: self._move_menu(ids).show_at(at))

    def show(self, asked: TaskFilter, mode: str) -> None:
        """The "week" or the "month" of the day that was shown last."""
        self._are_done = asked.done
        self.view.show_plan(asked, mode, self.view.day)

    def finish(self) -> None:
        """Those that are ticked are done."""
        self._finish(self.view.chosen_ids())

    def delete(self) -> None:
        """Those that are ticked are not needed any more."""
        ids = self.view.chosen_ids()
        self._done(lambda: delete_tasks(self._context, ids))

    def move(self, anchor: QWidget) -> None:
        """Ask to which day those that are ticked go."""
        self._move_menu(self.view.chosen_ids()).show_below(anchor)

    def _open(self, task_id: int) -> None:
        """The form of a task that is not done yet."""
        if not self._are_done:
            open_task(self._context, task_id, self._page)

    def _finish(self, ids: list[int]) -> None:
        """They are done; those that were are taken up again."""
        if not self._are_done:
            self._done(lambda: finish_tasks(self._context, ids))
            return
        for task_id in ids:
            reopen_task(self._context, task_id)
        self.view.clear_ticks()

    def _done(self, act: Callable[[], object]) -> None:
        """Do it; after that nothing is ticked."""
        act()
        self.view.clear_ticks()

    def _move_menu(self, ids: list[int]) -> OwnKeysMenu:
        def to(day: date) -> None:
            self._done(lambda: move_tasks(self._context, ids, day))

        return move_menu(self._context.today(), self.view.day, to, self._page.window())

    def _show_menu(self, ids: list[int], at: QPoint) -> None:
        menu, open_ones = OwnKeysMenu(self._page.window()), not self._are_done
        entries: list[tuple[str, Callable[[], object]]] = [
            ((_("Done") if open_ones else _("To do again")) + "\tD", lambda: self._finish(ids)),
            (_("Delete") + "\tDel", lambda: self._done(lambda: delete_tasks(self._context, ids))),
        ]
        if open_ones and len(ids) == 1:
            entries.insert(0, (_("Change…") + "\tEnter", lambda: self._open(ids[0])))
        for text, act in entries:
            menu.addAction(text).triggered.connect(lambda _on=False, act=act: act())
        if open_ones:
            move = self._move_menu(ids)
            move.setTitle(_("Move"))
            move.setParent(menu, move.windowFlags())
            menu.insertMenu(menu.actions()[-1], move)
        menu.show_at(at)
