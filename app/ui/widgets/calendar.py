"""A calendar in the colours of the theme: Qt would print Sundays red and number the weeks."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton

from app.i18n import _
from app.ui.theme import font, icon, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import tall
from app.ui.theme.tokens import TEXT, TEXT_CHIP

ARROWS = {"qt_calendar_prevmonth": "chevron-left", "qt_calendar_nextmonth": "chevron-right"}

EDGE = 14  # px; the frame of the style sheet, which Qt leaves out of its size: the last week would be cut


def quiet_calendar(calendar: QCalendarWidget) -> None:
    """Style `calendar`, a popup's or one that stands in a dialog."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
    head, weekday, weekend = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    head.setFont(font(TEXT_CHIP, SEMIBOLD))
    head.setForeground(QColor(tokens().text_2))
    head.setBackground(QColor(tokens().surface_2))
    weekday.setFont(font(TEXT))
    weekday.setForeground(QColor(tokens().text))
    weekend.setFont(font(TEXT))
    weekend.setForeground(QColor(tokens().text_2))
    calendar.setHeaderTextFormat(head)
    for day in Qt.DayOfWeek:
        free = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
        calendar.setWeekdayTextFormat(day, weekend if free else weekday)
    named = {"qt_calendar_prevmonth": _("Month before"), "qt_calendar_nextmonth": _("Month after")}
    for name, picture in ARROWS.items():
        arrow = calendar.findChild(QToolButton, name)
        if arrow is not None:
            arrow.setIcon(icon(picture))
            arrow.setAccessibleName(named[name])
    days = calendar.findChild(QTableView)
    if days is not None:
        days.setAccessibleName(_("Calendar"))
    calendar.ensurePolished()
    calendar.setMinimumHeight(calendar.minimumSizeHint().height() + tall(EDGE))
