"""A task: what to do, for whom, when, how urgent; how it repeats, its checklist and a note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.services.tasks import PRIORITIES, OpenTask, TaskData, add_task, edit_task
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.client_form.section import Section
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.tasks.acts import delete_task
from app.ui.dialogs.tasks.checklist_box import ChecklistBox
from app.ui.dialogs.tasks.repeat_box import RepeatBox
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.typed import time_of
from app.wording.tasks import priority_name

NOTE_HEIGHT = 72
WIDTH = 500


class TaskDialog(FormDialog):
    """`start`: the task to change; or of a new one the client's id, or None for a task of the shop itself."""

    def __init__(self, context: AppContext, start: OpenTask | str | int | None, parent: QWidget) -> None:
        self._task = start if isinstance(start, OpenTask) else None
        titles = (_("Task"), _("Save")) if self._task else (_("New task"), _("Add the task"))
        super().__init__(context, *titles, parent)
        self.setMinimumWidth(WIDTH)
        client = start.data.client_id if isinstance(start, OpenTask) else start
        self.title, self.client = QLineEdit(), ClientLine(context, client)
        self.title.setPlaceholderText(_("Call back, set aside, ask how it tastes…"))
        self.due, self.at, self.priority = DateEdit(context.today()), QLineEdit(), QComboBox()
        self.note, self.checklist = QPlainTextEdit(), ChecklistBox()
        self.repeat = RepeatBox(self._first_day, self.watch)
        self.add_field(_("What to do"), self.title, check=self._check_title)
        self.add_field(_("Client"), self.client, _("Leave it empty for a task of the shop."), self.client.check)
        self._add_when()
        self._add_more()
        if self._task is not None:
            self._fill(self._task.data)
            self.foot.insertWidget(0, button(_("Delete"), self._delete, kind="ghost"))

    def prepare(self) -> Callable[[], int]:
        every, anchor = self.repeat.value()
        data = TaskData(
            client_id=self.client.client_id,
            title=self.title.text().strip(),
            due_day=self.due.day(),
            due_time=self._time(),
            note=self.note.toPlainText(),
            every=every,
            anchor=anchor,
            priority=self.priority.currentData(),
            checklist=self.checklist.typed(),
        )
        db, now, task = self.context.db, self.context.now(), self._task
        if task is None:
            return lambda: add_task(db, data, now)
        return lambda: edit_task(db, task.id, data, task.version, now)

    def _add_when(self) -> None:
        self.at.setPlaceholderText(_("any time"))
        self.at.setFixedWidth(110)
        for priority in PRIORITIES:
            self.priority.addItem(priority_name(priority), priority)
        at = Field(_("At"), self.at)
        self.watch(at, self._time)
        when = QHBoxLayout()
        when.addWidget(Field(_("Day"), self.due))
        when.addWidget(at)
        when.addWidget(Field(_("Priority"), self.priority), 1)
        self.form.addLayout(when)
        self.form.addLayout(self._shortcuts(self.context.today()))
        self.due.dateChanged.connect(lambda _day: self.repeat.show_next())

    def _add_more(self) -> None:
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(_("What was agreed, what to ask…"))
        self.sections = {}
        parts = (
            (_("Repeats"), self.repeat),
            (_("Checklist"), self.checklist),
            (_("Note"), Field(_("Note"), self.note, headed=False)),
        )
        for name, (title, inside) in zip(("repeats", "checklist", "note"), parts, strict=True):
            section = self.sections[name] = Section(title)
            section.body.addWidget(inside)
            self.form.addWidget(section)

    def _fill(self, data: TaskData) -> None:
        self.title.setText(data.title)
        self.due.set_day(data.due_day)
        self.at.setText(data.due_time.strftime("%H:%M") if data.due_time else "")
        self.priority.setCurrentIndex(self.priority.findData(data.priority))
        self.note.setPlainText(data.note)
        self.repeat.set_value(data.every, data.anchor)
        self.checklist.fill(data.checklist)
        for name, what in (("repeats", data.every), ("checklist", data.checklist), ("note", data.note)):
            self.sections[name].set_open(bool(what))

    def _shortcuts(self, today: date) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(4)
        days = ((0, _("Today")), (1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week")), (30, _("In a month")))
        for number, text in days:
            day = today + timedelta(days=number)
            layout.addWidget(button(text, partial(self.due.set_day, day), small=True))
        layout.addStretch(1)
        return layout

    def _first_day(self) -> date:
        """From which the rule begins; while something else is typed, the day that stood there before."""
        shown = self.due.date()
        return date(shown.year(), shown.month(), shown.day())

    def _delete(self) -> None:
        if self._task is not None:
            delete_task(self.context, self._task.id)
            self.reject()

    def _check_title(self) -> None:
        if not self.title.text().strip():
            raise InvalidValue(field="title", value="")

    def _time(self) -> time | None:
        text = self.at.text().strip()
        if not text:
            return None
        found = time_of(text)
        if found is None:
            raise InvalidValue(field="time", value=text)
        return found
