"""Arrows in the calendar: where the choice goes from an entry."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt

from app.ui.tasks.calendar.grid import WEEK, Grid

DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
TAKEN = {**DAYS, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}  # by how many days Ctrl and an arrow take a task


def day_of_row(grid: Grid, row: int) -> int:
    """The day, counted from the first, in which a row stands."""
    return next(number for number in range(len(grid.starts) - 1) if row in grid.rows_of(number))


def step(grid: Grid, row: int, key: Qt.Key) -> int | date:
    """The row that an arrow leads to: within the day, to the day above or below it, to the same place of the next day;
    or the day, where that is not in the grid."""
    number = day_of_row(grid, row)
    rows = grid.rows_of(number)
    if key in LINES:
        there = row + LINES[key]
        if there in rows or grid.mode == "week":
            return there if there in rows else row
        number += WEEK * LINES[key]
        place = 0 if key == Qt.Key.Key_Down else -1
    else:
        number += DAYS[key]
        place = row - rows.start
    if not 0 <= number < grid.weeks * WEEK:
        return grid.first + timedelta(days=number)
    found = grid.rows_of(number)
    return found[min(place, len(found) - 1)]
