"""Which rows of a long list are ticked: single ones, or everything that is listed but some."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Ticks(QObject):
    """Ids that are ticked. Everything of a million rows is a flag and the ids left out, never a million marks."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._everything = False
        self._marked: set[int] = set()  # those ticked; after `tick_everything` those left out

    def __contains__(self, row_id: int | None) -> bool:
        return (row_id in self._marked) != self._everything

    def is_empty(self) -> bool:
        """Nothing was ticked; everything with each row left out again is not empty until it is cleared."""
        return not self._everything and not self._marked

    def count(self, listed: int) -> int:
        """How many are ticked in a list of `listed` rows."""
        return listed - len(self._marked) if self._everything else len(self._marked)

    def set(self, row_ids: Iterable[int], ticked: bool) -> None:
        """Tick these rows, or take their ticks away."""
        if ticked != self._everything:
            self._marked.update(row_ids)
        else:
            self._marked.difference_update(row_ids)
        self.changed.emit()

    def tick_everything(self) -> None:
        """All that is listed, however much."""
        self._everything, self._marked = True, set()
        self.changed.emit()

    def clear(self) -> None:
        """Nothing is ticked."""
        if not self.is_empty():
            self._everything, self._marked = False, set()
            self.changed.emit()

    def marked(self) -> frozenset[int]:
        """The ids behind the state, for `keep` in another thread."""
        return frozenset(self._marked)

    def keep(self, still: frozenset[int]) -> None:
        """Forget the marks of rows that are not listed any more."""
        if len(self._marked) != len(still):
            self._marked &= still
            self.changed.emit()

    def chosen(self, listed: array[int]) -> array[int]:
        """The ticked ids in the order of the list."""
        if self._everything:
            return array("q", (i for i in listed if i not in self._marked)) if self._marked else listed
        return array("q", (i for i in listed if i in self._marked))
