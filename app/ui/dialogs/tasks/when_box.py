"""When a task is due and how urgent it is, with the days most often taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.services.tasks.save import PRIORITIES
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP_SMALL, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.typed import time_of
from app.wording.tasks import priority_name

TIME_WIDTH = 110


class WhenBox(QWidget):
    """Day, time and priority on a line. `watch(field, check)` has the time checked when it is left."""

    def __init__(self, today: date, watch: Callable[[Field, Callable[[], object]], object]) -> None:
        super().__init__()
        self.due, self.at, self.priority = DateEdit(today), QLineEdit(), QComboBox()
        self.at.setPlaceholderText(_("any time"))
        self.at.setFixedWidth(scaled(TIME_WIDTH))
        for priority in PRIORITIES:
            self.priority.addItem(priority_name(priority), priority)
        at = Field(_("At"), self.at)
        watch(at, self.time)
        across = QHBoxLayout()
        across.addWidget(Field(_("Day"), self.due))
        across.addWidget(at)
        across.addWidget(Field(_("Priority"), self.priority), 1)
        days = ((0, _("Today")), (1, _("Tomorrow")), (3, _("In 3 days")), (7, _("In a week")), (30, _("In a month")))
        choices = [
            button(text, partial(self.due.set_day, today + timedelta(days=number)), small=True) for number, text in days
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE)
        layout.addLayout(across)
        layout.addLayout(row(*choices, None, spacing=GAP_SMALL))

    def fill(self, day: date, at: time | None, priority: int) -> None:
        """Show this."""
        self.due.set_day(day)
        self.at.setText(at.strftime("%H:%M") if at else "")
        self.priority.setCurrentIndex(self.priority.findData(priority))

    def time(self) -> time | None:
        """The time typed. Raises InvalidValue."""
        text = self.at.text().strip()
        if not text:
            return None
        found = time_of(text)
        if found is None:
            raise InvalidValue(field="time", value=text)
        return found

    def shown_day(self) -> date:
        """The day that stands there; while another one is being typed, the one before."""
        shown = self.due.date()
        return date(shown.year(), shown.month(), shown.day())
