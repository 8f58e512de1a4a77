"""The Tasks page: what was promised, by day, with the overdue first; as a list, a week or a month."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from app.i18n import _
from app.models.enums import Area
from app.ui.context import AppContext
from app.ui.theme.tokens import GAP_PAGE, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.frames import row
from app.ui.widgets.page import Page
from app.ui.widgets.texts import label


class TasksPage(Page):
    """Rows are done, moved and changed by mouse and by keyboard."""

    areas: ClassVar[frozenset[Area]] = frozenset({Area.TASKS, Area.CLIENTS, Area.SETTINGS})
    has_primary: ClassVar[bool] = True

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.add_button = button(_("+ Task"), self.add, kind="primary", tip=_("New task (N)"))
        words = _("Write down what was promised and when: the program reminds you on the day.")
        self.empty = EmptyState(words, _("Write down a task"), self.add, icon_name="list-checks")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_PAGE, GAP_WIDE, GAP_PAGE, GAP_PAGE)
        layout.setSpacing(GAP_WIDE)
        layout.addLayout(row(label(_("Tasks"), "title"), None, self.add_button))
        layout.addWidget(self.empty, 1)

    def add(self) -> None:
        """A new task."""
        self.context.events.new_task.emit(None)

    def show_tasks(self, client_id: int | None) -> None:
        """Only those of this client."""
