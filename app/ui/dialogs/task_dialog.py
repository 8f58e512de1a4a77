"""A task: what to do and of what kind, for whom, when, how urgent; how it repeats, its checklist and a note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.services.tasks.save import OpenTask, TaskData, add_task, edit_task
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.client_form.section import Section
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.tasks.acts import delete_task
from app.ui.dialogs.tasks.checklist_box import ChecklistBox
from app.ui.dialogs.tasks.kind_box import KindBox
from app.ui.dialogs.tasks.repeat_box import RepeatBox
from app.ui.dialogs.tasks.when_box import WhenBox
from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button
from app.ui.widgets.field import Field

NOTE_HEIGHT = 72
WIDTH = 500


class TaskDialog(FormDialog):
    """`start`: the task to change; or of a new one what is known of it, the client's id, or None for a task of the shop
    itself."""

    def __init__(self, context: AppContext, start: OpenTask | TaskData | str | int | None, parent: QWidget) -> None:
        self._task = start if isinstance(start, OpenTask) else None
        titles = (_("Task"), _("Save")) if self._task else (_("New task"), _("Add the task"))
        super().__init__(context, *titles, parent)
        self.setMinimumWidth(scaled(WIDTH))
        data = start.data if isinstance(start, OpenTask) else start if isinstance(start, TaskData) else None
        self.title = QLineEdit()
        self.client = ClientLine(context, data.client_id if data else start if isinstance(start, str | int) else None)
        self.kind = KindBox(context)
        self.title.setPlaceholderText(_("Call back, set aside, ask how it tastes…"))
        self.when = WhenBox(context.today(), self.watch)
        self.note, self.checklist = QPlainTextEdit(), ChecklistBox()
        self.repeat = RepeatBox(self.when.shown_day, self.when.due.set_day, self.watch)
        self.add_field(_("What to do"), self.title, check=self._check_title)
        self.form.addWidget(self.kind)
        self.add_field(_("Client"), self.client, _("Leave it empty for a task of the shop."), self.client.check)
        self.form.addWidget(self.when)
        self.when.due.dateChanged.connect(lambda _day: self.repeat.due_changed())
        self._add_more()
        if data is not None:
            self._fill(data)
        if self._task is not None:
            self.foot.insertWidget(0, button(_("Delete"), self._delete, kind="ghost"))

    def prepare(self) -> Callable[[], int]:
        every, anchor = self.repeat.value()
        data = TaskData(
            client_id=self.client.client_id,
            title=self.title.text().strip(),
            due_day=self.when.due.day(),
            due_time=self.when.time(),
            note=self.note.toPlainText(),
            every=every,
            anchor=anchor,
            priority=self.when.priority.currentData(),
            checklist=self.checklist.typed(),
            kind=self.kind.kind(),
            staff_id=self.kind.staff_id(),
        )
        db, now, task = self.context.db, self.context.now(), self._task
        if task is None:
            return lambda: add_task(db, data, now)
        return lambda: edit_task(db, task.id, data, task.version, now)

    def _add_more(self) -> None:
        self.note.setFixedHeight(scaled(NOTE_HEIGHT))
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
        self.kind.fill(data.kind, data.staff_id or (None if self._task else self.context.db.staff_id))
        self.when.fill(data.due_day, data.due_time, data.priority)
        self.note.setPlainText(data.note)
        self.repeat.set_value(data.every, data.anchor)
        self.checklist.fill(data.checklist)
        for name, what in (("repeats", data.every), ("checklist", data.checklist), ("note", data.note)):
            self.sections[name].set_open(bool(what))

    def _delete(self) -> None:
        if self._task is not None:
            delete_task(self.context, self._task.id)
            self.reject()

    def _check_title(self) -> None:
        if not self.title.text().strip():
            raise InvalidValue(field="title", value="")
