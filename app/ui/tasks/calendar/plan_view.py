"""The grid of days itself: painted, walked through by arrows, with tasks that are dragged to other days.

A list of Qt's, so that screen readers find every day and every task in it as an item; where the items stand and how
they are painted is the calendar's own.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.ui.tasks.calendar.entries import Entry, What, month_entries, week_entries
from app.ui.tasks.calendar.grid import Grid, Measures
from app.ui.tasks.calendar.model import EntryModel, Index
from app.ui.tasks.calendar.painter import CalendarPainter, Shown
from app.ui.tasks.calendar.walking import step
from app.ui.tasks.calendar.words import spoken

if TYPE_CHECKING:
    from app.services.tasks.calendar import DayPlan
    from app.services.tasks.listing import TaskRow

LINE_STEP = 24  # px, a turn of the wheel is three of them


class PlanView(QListView):
    """Shows days and keeps the choice; what keys and mouse do with it is in acting.py.

    Emits `left(day)` when an arrow leads out of the days that are shown, `ticks_changed()`.
    """

    left = Signal(object)
    ticks_changed = Signal()

    def __init__(self, off: frozenset[int], now: datetime) -> None:
        super().__init__()
        self._off = off
        self.staff: Mapping[int, str] = {}  # who works here, where there are several
        self.shown = Shown(now)
        self.measures = Measures()
        self.grid = Grid("month", now.date(), 1, self.viewport().size(), self.measures)
        self.calendar = CalendarPainter(self.measures, off)
        self.entries = EntryModel(self._spoken, self)
        self._plan: dict[date, DayPlan] = {}
        self._month: int | None = None
        self._wanted: Hashable = None
        self.setModel(self.entries)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setProperty("look", "board")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # --- what is shown ---

    def show_days(self, mode: str, plan: dict[date, DayPlan], month: int | None, now: datetime) -> None:
        """Show these days, a week or several; of a month `month` is the one that is meant. What was chosen stays
        chosen, wherever it is now."""
        kept = self._wanted if self._wanted is not None else self._kept_key()
        day = self.current_day()
        self._plan, self._month, self.shown.now = plan, month, now
        first = min(plan)
        self.grid = Grid(mode, first, len(plan) // 7, self.viewport().size(), self.measures)
        present = {row.id for one in plan.values() for row in one.tasks}
        self.tick(self.shown.ticked & present)
        self._lay_out()
        self._choose_again(kept, day)

    def want(self, key: Hashable) -> None:
        """Choose the entry with this key now if it is here, and when the days are read next."""
        self._wanted = key
        row = self.entries.row_of(key)
        if row is not None:
            self.choose(row)

    def want_day(self, day: date) -> None:
        """The same for a day."""
        self.want((What.DAY, day, None))

    def current_entry(self) -> Entry | None:
        """The chosen entry."""
        row = self.currentIndex().row()
        return self.entries.entries[row] if 0 <= row < len(self.entries.entries) else None

    def current_day(self) -> date | None:
        """The day of the chosen entry."""
        entry = self.current_entry()
        return None if entry is None else entry.day

    def chosen_ids(self) -> list[int]:
        """The ticked tasks; without any the one that is chosen."""
        if self.shown.ticked:
            return [
                entry.task.id for entry in self.entries.entries if entry.task and entry.task.id in self.shown.ticked
            ]
        entry = self.current_entry()
        return [entry.task.id] if entry is not None and entry.task is not None else []

    def task_at(self, row: int) -> TaskRow | None:
        """The task of a row."""
        return self.entries.entries[row].task if 0 <= row < len(self.entries.entries) else None

    def tick(self, ids: frozenset[int]) -> None:
        """These are ticked, and no others."""
        if ids != self.shown.ticked:
            self.shown.ticked = ids
            self.viewport().update()
            self.ticks_changed.emit()

    def choose(self, row: int) -> None:
        """Choose the entry of a row."""
        self.setCurrentIndex(self.entries.index(row))

    def walk(self, key: Qt.Key) -> None:
        """Go where an arrow leads."""
        row = self.currentIndex().row()
        there = step(self.grid, row, key) if row >= 0 else 0
        if isinstance(there, date):
            self.left.emit(there)
        elif self.entries.entries:
            self.choose(there)

    def day_at(self, point: QPoint) -> int | None:
        """The day under a point of the viewport, counted from the first."""
        return self.grid.number_at(point, self.verticalOffset())

    def _lay_out(self) -> None:
        """Place everything for the size of this moment."""
        grid = self.grid
        grid.size = self.viewport().size()
        grid.height = 0
        if grid.mode == "month":
            by_day = [month_entries(day, self._plan[day], grid.room) for day in grid.days]
        else:
            by_day = [week_entries(day, self._plan[day]) for day in grid.days]
        grid.place(by_day, self.calendar.height)
        self.shown.hovered = -1
        self.entries.show_entries(grid.entries)
        self.updateGeometries()
        self.viewport().update()

    def _kept_key(self) -> Hashable:
        entry = self.current_entry()
        return None if entry is None else entry.key

    def _choose_again(self, key: Hashable, day: date | None) -> None:
        """What was chosen; a task that is gone leaves its day chosen."""
        row = self.entries.row_of(key) if key is not None else None
        if row is not None and key == self._wanted:
            self._wanted = None
        if row is None:
            number = self.grid.number_of(day or self.shown.now.date())
            row = self.grid.starts[number or 0]
        self.choose(row)

    def _spoken(self, entry: Entry) -> str:
        ticked = entry.task is not None and entry.task.id in self.shown.ticked
        off = entry.day.weekday() in self._off
        return spoken(entry, self.shown.now, off=off, ticked=ticked, staff=self.staff)

    # --- what Qt asks of a view ---

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
        area, top, bar = self.visualRect(index), self.grid.top, self.verticalScrollBar()
        if self._is_pinned(index.row()) or not area.isValid():
            return
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
        if self._plan:
            self.calendar.paint(QPainter(self.viewport()), self.grid, self.verticalOffset(), self._month, self.shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plan and self.viewport().size() != self.grid.size:
            kept, day = self._kept_key(), self.current_day()
            self._lay_out()
            self._choose_again(kept, day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.shown.focused = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.shown.focused = False
        self.viewport().update()

    def hover(self, row: int) -> None:
        """The mouse is over this row, -1 over none."""
        if row != self.shown.hovered:
            self.shown.hovered = row
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

    def _is_pinned(self, row: int) -> bool:
        """The head of a day of a week stays where it is when the week is scrolled."""
        return (
            self.grid.mode == "week" and 0 <= row < len(self.grid.entries) and self.grid.entries[row].what is What.DAY
        )
