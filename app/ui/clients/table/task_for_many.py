"""The same task for all chosen clients."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.i18n import _, ngettext, number_text
from app.services.errors import InvalidValue
from app.services.tasks import TaskData
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.theme.tokens import GAP_SMALL
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.frames import row


class TaskForMany(FormDialog):
    """What to do and by when; `act(data)` is called once it is said, and does the work elsewhere."""

    def __init__(self, context: AppContext, count: int, act: Callable[[TaskData], object], parent: QWidget) -> None:
        people = ngettext("A task for {n} client", "A task for {n} clients", count)
        super().__init__(context, people.format(n=number_text(count)), _("Add the tasks"), parent)
        self._act = act
        self._data: TaskData | None = None
        self.title, self.due = QLineEdit(), DateEdit(context.today())
        self.title.setPlaceholderText(_("Call back, set aside, ask how it tastes…"))
        self.add_field(_("What to do"), self.title, check=self._check_title)
        self.add_field(_("Day"), self.due)
        self.form.addLayout(self._shortcuts(context.today()))

    def prepare(self) -> Callable[[], int]:
        self._data = TaskData(None, self.title.text().strip(), self.due.day())
        return lambda: 0

    def _write(self, _write: Callable[[], int], _since: datetime) -> None:
        """Close at once: how far it is stands at the bottom of the window."""
        self.accept()
        if self._data is not None:
            self._act(self._data)

    def _shortcuts(self, today: date) -> QHBoxLayout:
        days = ((0, _("Today")), (1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week")), (30, _("In a month")))
        made = [
            button(text, partial(self.due.set_day, today + timedelta(days=number)), small=True) for number, text in days
        ]
        return row(*made, None, spacing=GAP_SMALL)

    def _check_title(self) -> None:
        if not self.title.text().strip():
            raise InvalidValue(field="title", value="")
