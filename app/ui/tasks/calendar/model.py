"""The entries of the calendar as Qt and screen readers walk through them: one after the other, day by day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.tasks.calendar.entries import Entry, What

MIME = "application/x-regulars-tasks"
Index = QModelIndex | QPersistentModelIndex


class EntryModel(QAbstractListModel):
    """`spoken(entry)` is what a screen reader says, and the tip."""

    def __init__(self, spoken: Callable[[Entry], str], parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self._spoken = spoken

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def row_of(self, key: Hashable) -> int | None:
        """Where the entry with this key stands."""
        return next((row for row, entry in enumerate(self.entries) if entry.key == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = 0) -> object:
        if not 0 <= index.row() < len(self.entries):
            return None
        if int(role) in (0, int(Qt.ItemDataRole.AccessibleTextRole)):
            return self._spoken(self.entries[index.row()])
        if int(role) == int(Qt.ItemDataRole.ToolTipRole):
            entry = self.entries[index.row()]
            return None if entry.what in (What.DAY, What.MORE) else self._spoken(entry)
        return None


def dragged_data(ids: Sequence[int]) -> QMimeData:
    """What dragged tasks carry: their numbers."""
    data = QMimeData()
    data.setData(MIME, QByteArray(" ".join(map(str, ids)).encode()))
    return data


def dragged(data: QMimeData) -> list[int]:
    """The numbers of dragged tasks; none in what carries no tasks."""
    return [int(number) for number in bytes(data.data(MIME).data()).decode().split()] if data.hasFormat(MIME) else []
