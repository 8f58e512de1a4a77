"""A day, typed or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QWidget

from app.ui.theme.tokens import CONTROL_HEIGHT
from app.ui.widgets.calendar import quiet_calendar


class DateEdit(QDateEdit):
    """A day of the shop. Qt never says what today is: it is given."""

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd.MM.yyyy")
        self.setFixedSize(150, CONTROL_HEIGHT)
        self.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach inside
        calendar = self.calendarWidget()
        quiet_calendar(calendar)
        calendar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leaves the day at once; Qt would stop at month and year."""
        return QWidget.focusNextPrevChild(self, forward)

    def day(self) -> date:
        """The day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show `day`."""
        self.setDate(QDate(day.year, day.month, day.day))
