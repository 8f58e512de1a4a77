"""The days of the calendar as they are read: shown, chosen, ticked and walked through by arrows."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent

from app.ui.tasks.calendar.days_list import DaysList
from app.ui.tasks.calendar.entries import Entry, What, month_entries, week_entries
from app.ui.tasks.calendar.grid import Grid
from app.ui.tasks.calendar.walking import day_of_row, step
from app.ui.tasks.calendar.words import spoken

if TYPE_CHECKING:
    from app.services.tasks.calendar import DayPlan
    from app.services.tasks.listing import TaskRow


@dataclass(frozen=True)
class Choice:
    """An entry that is chosen: its key, its day, and how many stand above it; where it is gone, what took its place."""

    key: Hashable
    day: date
    place: int = 0


class PlanView(DaysList):
    """Shows days and keeps the choice; what keys and mouse do with it is in acting.py.

    Emits `left(day)` when an arrow leads out of the days that are shown, `ticks_changed()`.
    """

    left = Signal(object)
    ticks_changed = Signal()

    def __init__(self, off: frozenset[int], now: datetime) -> None:
        super().__init__(off, now, self._spoken)
        self.staff: Mapping[int, str] = {}  # who works here, where there are several
        self._plan: dict[date, DayPlan] = {}
        self._wanted: Choice | None = None

    def show_days(self, mode: str, plan: dict[date, DayPlan], month: int | None, now: datetime) -> None:
        """Show these days, a week or several; of a month `month` is the one that is meant. What was chosen stays
        chosen, wherever it is now."""
        kept, self._wanted = self._wanted or self._kept(), None
        self._plan, self.month, self.shown.now = plan, month, now
        first = min(plan)
        fresh = (first, mode) != (self.grid.first, self.grid.mode)
        if fresh:
            self.verticalScrollBar().setValue(0)
        self.grid = Grid(mode, first, len(plan) // 7, self.viewport().size(), self.measures)
        self._lay_out(kept)
        if fresh and mode == "month":
            self._show_weeks_ahead()

    def want(self, key: Hashable, day: date) -> None:
        """Choose the entry with this key now if it is here, and when the days are read next; or else its day."""
        self._wanted = Choice(key, day)
        row = self.entries.row_of(key)
        if row is not None:
            self.choose(row)

    def want_day(self, day: date) -> None:
        """The same for a day."""
        self.want((What.DAY, day, None), day)

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

    def _lay_out(self, chosen: Choice) -> None:
        """Place everything for the size of this moment, with this chosen; what is not shown is not ticked."""
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
        self.tick(self.shown.ticked & {entry.task.id for entry in grid.entries if entry.task is not None})
        self._choose_again(chosen)

    def _kept(self) -> Choice:
        entry = self.current_entry()
        if entry is None:
            return Choice(None, self.shown.now.date())
        row = self.currentIndex().row()
        return Choice(entry.key, entry.day, row - self.grid.starts[day_of_row(self.grid, row)])

    def _choose_again(self, chosen: Choice) -> None:
        row = self.entries.row_of(chosen.key)
        if row is None:
            rows = self.grid.rows_of(self.grid.number_of(chosen.day) or 0)
            row = rows[min(chosen.place, len(rows) - 1)]
        self.choose(row)

    def _spoken(self, entry: Entry) -> str:
        ticked = entry.task is not None and entry.task.id in self.shown.ticked
        off = entry.day.weekday() in self.calendar.off
        return spoken(entry, self.shown.now, off=off, ticked=ticked, staff=self.staff)

    def _show_weeks_ahead(self) -> None:
        """In a low window the chosen week is the second one: what is to come is seen before what has been."""
        area = self.visualRect(self.currentIndex())
        if area.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + area.top() - self.grid.top - self.grid.day_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plan and self.viewport().size() != self.grid.size:
            self._lay_out(self._kept())
