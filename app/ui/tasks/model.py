"""The rows of the list of tasks: a heading for each day and the tasks below it, read a page at a time."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.widgets.table_model import IdListModel

if TYPE_CHECKING:
    from app.services.tasks.listing import DayGroup, TaskRow

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
READ_ALOUD = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class TaskModel(QAbstractListModel):
    """`position` counts the tasks alone, `row` the headings too. `say_task` and `say_day` word them for a reader."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[TaskRow]],
        say_task: Callable[[TaskRow], str],
        say_day: Callable[[DayGroup], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tasks: IdListModel[TaskRow] = IdListModel((), fetch, self)
        self.ticks = self.tasks.ticks
        self.groups: Sequence[DayGroup] = ()
        self.headings: list[int] = []  # their rows
        self._say_task, self._say_day = say_task, say_day

    def set_list(self, ids: array[int], groups: Sequence[DayGroup]) -> None:
        """Show these."""
        self.beginResetModel()
        self.tasks.set_ids(ids)
        self.groups = groups
        self.headings = list(accumulate((group.count + 1 for group in groups[:-1]), initial=0)) if groups else []
        self.endResetModel()

    def group_at(self, row: int) -> DayGroup | None:
        """The day whose heading stands in this row, None for the row of a task."""
        place = bisect_left(self.headings, row)
        return self.groups[place] if place < len(self.headings) and self.headings[place] == row else None

    def position_at(self, row: int) -> int:
        """The position of the task in this row; -1 for a heading or a row that is none."""
        if not 0 <= row < self.rowCount() or self.group_at(row) is not None:
            return -1
        return row - bisect_right(self.headings, row)

    def row_of(self, position: int) -> int:
        """The row that shows the task at this position."""
        low, high = 0, len(self.headings)  # so many headings stand before it
        while low < high:
            middle = (low + high) // 2
            if self.headings[middle] - middle <= position:
                low = middle + 1
            else:
                high = middle
        return position + low

    def task_at(self, row: int) -> TaskRow | None:
        """The task in this row; None for a heading, and for one that is gone meanwhile."""
        position = self.position_at(row)
        return self.tasks.row_at(position) if position >= 0 else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.tasks.ids()) + len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in READ_ALOUD or not index.isValid():
            return None
        group = self.group_at(index.row())
        if group is not None:
            return self._say_day(group)
        task = self.task_at(index.row())
        return self._say_task(task) if task is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        return Qt.ItemFlag.NoItemFlags if self.group_at(index.row()) is not None else super().flags(index)
