"""The same task for all chosen clients."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _, ngettext, number_text
from app.services.errors import InvalidValue
from app.services.tasks.save import TaskData
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.tasks.when_box import WhenBox


class TaskForMany(FormDialog):
    """What to do, by when and how urgent; `act(data)` is called once it is said, and does the work elsewhere."""

    def __init__(self, context: AppContext, count: int, act: Callable[[TaskData], object], parent: QWidget) -> None:
        people = ngettext("A task for {n} client", "A task for {n} clients", count)
        super().__init__(context, people.format(n=number_text(count)), _("Add the tasks"), parent)
        self._act = act
        self._data: TaskData | None = None
        self.title, self.when = QLineEdit(), WhenBox(context.today(), self.watch)
        self.title.setPlaceholderText(_("Call back, set aside, ask how it tastes…"))
        self.add_field(_("What to do"), self.title, check=self._check_title)
        self.form.addWidget(self.when)

    def prepare(self) -> Callable[[], int]:
        when = self.when
        priority = when.priority.currentData()
        self._data = TaskData(None, self.title.text().strip(), when.due.day(), when.time(), priority=priority)
        return lambda: 0

    def _write(self, _write: Callable[[], int], _since: datetime) -> None:
        """Close at once: how far it is stands at the bottom of the window."""
        self.accept()
        if self._data is not None:
            self._act(self._data)

    def _check_title(self) -> None:
        if not self.title.text().strip():
            raise InvalidValue(field="title", value="")
