"""New task: what to do, for whom, when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.services.tasks import TaskData, add_task
from app.ui.context import AppContext
from app.ui.dialogs.client_field import ClientLine
from app.ui.dialogs.form import FormDialog
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.typed import time_of


class TaskDialog(FormDialog):
    """A follow-up for a client or for the shop itself. `start` is the client's id, or None."""

    def __init__(self, context: AppContext, start: str | int | None, parent: QWidget) -> None:
        super().__init__(context, _("New task"), _("Add the task"), parent)
        self.title, self.client = QLineEdit(), ClientLine(context, start)
        self.title.setPlaceholderText(_("Call back, set aside, ask how it tastes…"))
        self.due, self.at = DateEdit(context.today()), QLineEdit()
        self.at.setPlaceholderText(_("any time"))
        self.at.setFixedWidth(110)
        self.add_field(_("What to do"), self.title, check=self._check_title)
        self.add_field(_("Client"), self.client, _("Leave it empty for a task of the shop."), self.client.check)
        when = QHBoxLayout()
        at = Field(_("At"), self.at)
        self.watch(at, self._time)
        when.addWidget(Field(_("Day"), self.due))
        when.addWidget(at)
        when.addStretch(1)
        self.form.addLayout(when)
        self.form.addLayout(self._shortcuts(context.today()))

    def prepare(self) -> Callable[[], int]:
        data = TaskData(self.client.client_id, self.title.text().strip(), self.due.day(), self._time())
        db, now = self.context.db, self.context.now()
        return lambda: add_task(db, data, now)

    def _shortcuts(self, today: date) -> QHBoxLayout:
        layout = QHBoxLayout()
        layout.setSpacing(4)
        days = ((0, _("Today")), (1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week")), (30, _("In a month")))
        for number, text in days:
            day = today + timedelta(days=number)
            layout.addWidget(button(text, partial(self.due.set_day, day), small=True))
        layout.addStretch(1)
        return layout

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
