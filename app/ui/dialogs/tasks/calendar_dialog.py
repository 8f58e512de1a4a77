"""What a calendar file brings: told entry by entry before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.i18n import _, ngettext, number_text, short_day
from app.services.tasks.ics.plan import CHANGED, NEW, SAME, CalendarPlan, PlannedTask, take_calendar
from app.ui.dialogs.form import FormDialog
from app.ui.theme.size import scaled, tall
from app.ui.widgets.texts import label
from app.wording.calendar_files import plan_words, planned_what, planned_why

if TYPE_CHECKING:
    from datetime import date

    from app.ui.context import AppContext

WIDTH, LIST_HEIGHT = 660, 300
LISTED = 500  # entries that are told one by one: what is new first


class CalendarDialog(FormDialog):
    """Enter takes all that is new and changed, as one act; nothing else is asked."""

    def __init__(self, context: AppContext, plan: CalendarPlan, parent: QWidget) -> None:
        count = plan.count(NEW) + plan.count(CHANGED)
        take = ngettext("Take {n} task", "Take {n} tasks", count).format(n=number_text(count))
        super().__init__(context, _("Tasks from “{file}”").format(file=plan.file), take, parent)
        self._plan = plan
        self.setMinimumWidth(scaled(WIDTH))
        self.said = label(plan_words(plan), "", "second", wrap=True)
        self.entries = QListView()
        self.entries.setAccessibleName(_("Entries of the calendar"))
        self.entries.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.entries.setWordWrap(True)
        self.entries.setResizeMode(QListView.ResizeMode.Adjust)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.setFixedHeight(tall(LIST_HEIGHT))
        self._lines = QStringListModel(_lines(plan, context.today()), self)
        self.entries.setModel(self._lines)
        self.form.addWidget(self.said)
        self.form.addWidget(self.entries)
        self.first = self.entries
        self.save_button.setEnabled(count > 0)

    def prepare(self) -> Callable[[], int]:
        db, plan, now = self.context.db, self._plan, self.context.now()
        return lambda: take_calendar(db, plan, now) or 0


def _lines(plan: CalendarPlan, today: date) -> list[str]:
    order = {NEW: 0, CHANGED: 1, SAME: 3}
    tasks = sorted(plan.tasks, key=lambda task: order.get(task.what, 2))
    lines = [_line(task, today) for task in tasks[:LISTED]]
    more = len(tasks) - LISTED
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=number_text(more)))
    return lines


def _line(task: PlannedTask, today: date) -> str:
    day = short_day(task.day, today) if task.day is not None else ""
    title = task.title or _("(without a name)")
    return " · ".join(filter(None, (planned_what(task.what), day, title, planned_why(task))))
