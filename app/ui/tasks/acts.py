"""What can be done with the current task of the list, or with all that are ticked: by button, menu and key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.models.enums import Outcome, ReminderKind
from app.ui.context import AppContext
from app.ui.dialogs.tasks.acts import delete_tasks, finish_tasks, move_tasks, open_task, reopen_task
from app.ui.dialogs.tasks.move_menu import move_menu
from app.ui.item_actions import finish_with
from app.ui.outcome_menu import OF_CLIENT, OutcomeMenu
from app.ui.tasks.bulk_bar import TasksBar
from app.ui.tasks.filters import TaskFilters
from app.ui.tasks.task_list import TaskListView
from app.ui.widgets.own_keys_menu import OwnKeysMenu

if TYPE_CHECKING:
    from app.services.tasks.listing import TaskRow


class TaskActs(QObject):
    """`only_client_asked(client id)`: the tasks of just this client are wanted."""

    only_client_asked = Signal(object)

    def __init__(
        self, context: AppContext, view: TaskListView, filters: TaskFilters, bar: TasksBar, page: QWidget
    ) -> None:
        super().__init__(page)
        self._context, self._view, self._filters, self._bar, self._page = context, view, filters, bar, page
        buttons = view.buttons
        buttons.done_asked.connect(self.ask)
        buttons.again_asked.connect(self.reopen)
        buttons.move_asked.connect(lambda: self.move(buttons.move_button))
        buttons.more_asked.connect(lambda: self.menu().show_below(buttons.more))
        view.ticked.connect(self._tick_off)

    def is_any(self) -> bool:
        """Whether there is a task to act on."""
        return bool(self._view.chosen_ids())

    def open(self) -> None:
        """The form of the current one."""
        task = self._view.current_task()
        if task is not None and task.done_at is None:
            open_task(self._context, task.id, self._page)

    def ask(self) -> None:
        """Done: where there is a client, what came of it is asked first. One that is done is taken up again."""
        task = self._view.current_task()
        if task is not None and task.done_at is not None:
            self.reopen()
        elif task is None or task.client_id is None or not self._view.tasks.ticks.is_empty():
            self.finish()
        else:
            self._ask_outcome(task, task.client_id)

    def finish(self) -> None:
        """Done, without a question."""
        finish_tasks(self._context, self._take())

    def reopen(self) -> None:
        """Those that are done are to be done again."""
        task = self._view.current_task()
        if task is not None:
            reopen_task(self._context, task.id)

    def move(self, anchor: QWidget | None = None) -> None:
        """Ask to which day."""
        ids, task, context = self._view.chosen_ids(), self._view.current_task(), self._context
        if not ids or task is None or task.done_at is not None:
            return

        def to(day: date) -> None:
            move_tasks(context, self._take(), day)

        menu = move_menu(context.today(), task.due_day, to, self._page.window())
        one = self._view.tasks.ticks.is_empty()
        menu.show_below(anchor or (self._view.buttons if one else self._bar).move_button)

    def shift(self, days: int) -> None:
        """A day later, or sooner; of many, which may stand under many days, it is asked to which."""
        task = self._view.current_task()
        if not self._view.tasks.ticks.is_empty():
            self.move()
        elif task is not None and task.done_at is None:
            move_tasks(self._context, [task.id], task.due_day + timedelta(days))

    def delete(self) -> None:
        """Not needed any more."""
        delete_tasks(self._context, self._take())

    def menu(self) -> OwnKeysMenu:
        """All that can be done with the current one."""
        menu, task = OwnKeysMenu(self._page.window()), self._view.current_task()
        if task is None:
            return menu
        entries: list[tuple[str, Callable[[], object]]] = []
        if task.done_at is None:
            entries += [
                (_("Done") + "\tD", self.ask),
                (_("Change…") + "\tEnter", self.open),
                (_("Move…") + "\tM", self.move),
            ]
        else:
            entries.append((_("To do again") + "\tD", self.reopen))
        if task.client_id is not None:
            entries.append((_("Card of the client"), self.show_client))
            if self._filters.client_id() is None:
                entries.append((_("Only tasks of this client"), lambda: self.only_client_asked.emit(task.client_id)))
        entries.append((_("Choose several") + "\t" + _("Space"), lambda: self._view.tasks.ticks.set((task.id,), True)))
        entries.append((_("Delete") + "\tDel", self.delete))
        for text, act in entries:
            menu.addAction(text).triggered.connect(lambda _on=False, act=act: act())
        return menu

    def _take(self) -> list[int]:
        """What is acted on; after that nothing is ticked."""
        ids = list(self._view.chosen_ids())
        self._view.tasks.ticks.clear()
        return ids

    def _tick_off(self, task: TaskRow) -> None:
        """A click on the circle asks nothing."""
        if task.done_at is None:
            finish_tasks(self._context, [task.id])
        else:
            reopen_task(self._context, task.id)

    def _ask_outcome(self, task: TaskRow, client_id: int) -> None:
        from app.services.reminders.items import make_key, task_occurrence

        context, at = self._context, task.due_time.strftime("%H:%M") if task.due_time else None
        item_id = make_key(ReminderKind.FOLLOW_UP, task.id, task_occurrence(task.due_day, at)).text

        def told(outcome: Outcome, reason: str) -> None:
            finish_with(context, item_id, task.client, client_id, outcome, reason)

        menu = OutcomeMenu(context, told, self.finish, self._page.window(), OF_CLIENT)
        menu.show_below(self._view.buttons.done)

    def show_client(self) -> None:
        task = self._view.current_task()
        if task is not None and task.client_id is not None:
            self._context.events.open_client.emit(task.client_id)
