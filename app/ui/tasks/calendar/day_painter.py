"""Paints the days of the calendar: their grounds, their numbers and the names of the weekdays."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from app.i18n import number_text, weekday_short
from app.ui.tasks.calendar.brush import ONE_LINE, Brush, Shown
from app.ui.tasks.calendar.grid import PAD, WEEK, Grid, Measures


class DayPainter(Brush):
    """`off`: weekdays on which the shop does not work, Monday is 0; they may change."""

    def __init__(self, measures: Measures, off: frozenset[int]) -> None:
        super().__init__(measures)
        self.off = off

    def plus_of(self, area: QRect) -> QRect:
        """Where the plus of a day's head is."""
        side = self._measures.plus
        return QRect(area.right() - side, area.bottom() - side - 1, side, side)

    def _ground(self, painter: QPainter, cell: QRect, day: date, month: int | None, target: bool) -> None:
        theme = self._theme
        aside = day.weekday() in self.off or (month is not None and day.month != month)
        painter.fillRect(cell, QColor(theme.window if aside else theme.surface))
        painter.fillRect(QRect(cell.right(), cell.top(), 1, cell.height()), QColor(theme.line))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), QColor(theme.line))
        if target:
            painter.fillRect(cell.adjusted(0, 0, -1, -1), QColor(theme.accent_soft))
            self._frame(painter, cell.adjusted(1, 1, -2, -2), "accent", 2)

    def _heads(self, painter: QPainter, grid: Grid, shown: Shown) -> None:
        """The names of the weekdays; of a week with their numbers."""
        theme, measures = self._theme, self._measures
        painter.fillRect(QRect(0, 0, grid.size.width(), grid.top), QColor(theme.surface_2))
        painter.fillRect(QRect(0, grid.top - 1, grid.size.width(), 1), QColor(theme.line))
        for number in range(WEEK):
            day, cell = grid.first + timedelta(days=number), grid.cell(number)
            name = QRect(cell.left() + PAD + 4, 0, cell.width() - 2 * PAD, measures.weekdays)
            painter.setFont(measures.head)
            painter.setPen(QColor(theme.text_3 if day.weekday() in self.off else theme.text_2))
            painter.drawText(name, ONE_LINE, weekday_short(day.weekday()))
            if grid.mode == "week":
                area = QRect(cell.left(), measures.weekdays - 4, cell.width(), measures.number)
                self._number(painter, area, day, shown, pale=day.weekday() in self.off)
                row = grid.starts[number]
                if row != shown.hovered:
                    self._count(painter, area, grid.entries[row].count)
                self._mark_day(painter, QRect(cell.left(), 0, cell.width(), grid.top), row, shown)

    def _month_day(self, painter: QPainter, area: QRect, day: date, month: int | None, row: int, shown: Shown) -> None:
        self._number(painter, area, day, shown, pale=day.month != month or day.weekday() in self.off)
        self._mark_day(painter, area, row, shown)

    def _mark_day(self, painter: QPainter, area: QRect, row: int, shown: Shown) -> None:
        """The day is chosen, or the mouse is over it: then a plus on the right adds a task."""
        if row == shown.current and shown.focused:
            self._frame(painter, area.adjusted(2, 2, -3, -3), "accent", 2)
        if row == shown.hovered:
            self._sign(painter, self.plus_of(area), "plus", "text_2")

    def _count(self, painter: QPainter, area: QRect, count: int) -> None:
        """How many tasks a day of a week has, at the right of its head."""
        if count:
            painter.setFont(self._measures.small)
            painter.setPen(QColor(self._theme.text_3))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(area.adjusted(0, 0, -2 * PAD, 0), right, number_text(count))

    def _number(self, painter: QPainter, area: QRect, day: date, shown: Shown, *, pale: bool) -> None:
        """The number of a day; of today in a disc, of the first with the month."""
        theme, today = self._theme, shown.now.date()
        painter.setFont(self._measures.bold if day == today else self._measures.plain)
        text, wide = str(day.day), QFontMetrics(self._measures.bold).height() + 4
        disc = QRect(area.left() + PAD + 1, area.center().y() - wide // 2 + 1, wide, wide)
        if day == today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(disc)
            painter.setPen(QColor(theme.on_accent))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), text)
            return
        painter.setPen(QColor(theme.text_3 if pale else theme.text))
        painter.drawText(area.adjusted(PAD + 4, 0, 0, 0), ONE_LINE, text)
