"""A list of Qt's whose items stand in the days of a calendar: screen readers find every day and every task in it as an
item; where the items stand and how they are painted is the calendar's own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.ui.tasks.calendar.brush import Shown
from app.ui.tasks.calendar.entries import Entry, What
from app.ui.tasks.calendar.grid import Grid, Measures
from app.ui.tasks.calendar.model import EntryModel, Index
from app.ui.tasks.calendar.painter import CalendarPainter

LINE_STEP = 24  # px, a turn of the wheel is three of them


class DaysList(QListView):
    """Lists what `grid` places. `spoken(entry)` is what a screen reader says; `off`: weekdays on which the shop does
    not work."""

    def __init__(self, off: frozenset[int], now: datetime, spoken: Callable[[Entry], str]) -> None:
        super().__init__()
        self.shown = Shown(now)
        self.measures = Measures()
        self.grid = Grid("month", now.date(), 1, self.viewport().size(), self.measures)
        self.calendar = CalendarPainter(self.measures, off)
        self.entries = EntryModel(spoken, self)
        self.month: int | None = None  # the one whose days are not pale
        self.setModel(self.entries)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setProperty("look", "board")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def day_at(self, point: QPoint) -> int | None:
        """The day under a point of the viewport, counted from the first."""
        return self.grid.number_at(point, self.verticalOffset())

    def hover(self, row: int) -> None:
        """The mouse is over this row, -1 over none."""
        if row != self.shown.hovered:
            self.shown.hovered = row
            self.viewport().update()

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        if not 0 <= index.row() < len(self.grid.areas):
            return QRect()
        area = self.grid.areas[index.row()]
        return area if self._is_pinned(index.row()) else area.translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        number = self.day_at(point)
        if number is None or not self.grid.starts:
            return QModelIndex()
        if self.grid.mode == "week" and point.y() < self.grid.top:
            return self.entries.index(self.grid.starts[number])
        within = QPoint(point.x(), point.y() + self.verticalOffset())
        rows = (row for row in reversed(self.grid.rows_of(number)) if not self._is_pinned(row))
        return next((self.entries.index(row) for row in rows if self.grid.areas[row].contains(within)), QModelIndex())

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Of a day of a month all of it is seen."""
        area, top, bar = self.visualRect(index), self.grid.top, self.verticalScrollBar()
        if self._is_pinned(index.row()) or not area.isValid():
            return
        if self.grid.entries[index.row()].what is What.DAY:
            area.setHeight(self.grid.day_height)
        if area.top() < top:
            bar.setValue(bar.value() + area.top() - top)
        elif area.bottom() > self.viewport().height():
            bar.setValue(bar.value() + area.bottom() - self.viewport().height() + 1)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.currentIndex()

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802 - Qt's name
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802 - Qt's name
        """Nothing is selected by a frame: tasks are ticked."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802 - Qt's name
        return QRegion()

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Nothing is laid out one below the other."""
        self.updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(high)
        bar.setSingleStep(LINE_STEP)
        bar.setRange(0, max(0, self.grid.height - high))

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        QAbstractItemView.currentChanged(self, current, previous)
        self.shown.current = current.row()
        self.viewport().update()
        if current.isValid() and self.hasFocus():
            told = QAccessibleEvent(self, QAccessible.Event.Focus)
            told.setChild(current.row())
            QAccessible.updateAccessibility(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.grid.starts:
            self.calendar.paint(QPainter(self.viewport()), self.grid, self.verticalOffset(), self.month, self.shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.shown.focused = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.shown.focused = False
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

    def _is_pinned(self, row: int) -> bool:
        """The head of a day of a week stays where it is when the week is scrolled."""
        return (
            self.grid.mode == "week" and 0 <= row < len(self.grid.entries) and self.grid.entries[row].what is What.DAY
        )
