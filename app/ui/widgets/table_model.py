"""A table over millions of rows that keeps only their ids, and the texts of the blocks that were looked at."""

from __future__ import annotations

import logging
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetricsF

from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import unscaled
from app.ui.theme.tokens import TEXT_CHIP
from app.ui.widgets.ticks import Ticks


class HasId(Protocol):
    """A row of a list that a service returns."""

    @property
    def id(self) -> int:
        """The id the list was made of."""
        ...


Row = TypeVar("Row", bound=HasId)
Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()

BLOCK = 64  # a screen and a half: a jump into the middle of nowhere reads one or two
BLOCKS_KEPT = 400
AROUND_HEADING, ARROW = 26, 16  # px; the padding of the style sheet, and the arrow with its air

# Plain integers: comparing with Qt's enum members makes painting 1.8 times slower.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
FONT = int(Qt.ItemDataRole.FontRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
CHECKED = int(Qt.ItemDataRole.CheckStateRole)
ARROW_ROOM = "\u2003\u2002"  # Qt draws a right-aligned heading under its arrow
FIRST_ORDER = int(Qt.ItemDataRole.InitialSortOrderRole)  # which way a click on another heading sorts
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column, declared once.

    `text` makes the cell's text; `sort` is the key the service sorts by ("" cannot be sorted); `width` in px;
    columns with `stretch` share what is left; `tone` names a token ("warn", "bad", "text_2", "") for the cell's colour;
    `key` is what the column is remembered by; a column with `tick` holds the ticks of its rows; with `tail` the tone is
    that of what follows " · "; `tip` stands at the heading.
    """

    title: str
    text: Callable[[Row], str]
    sort: str = ""
    width: int = 120
    right: bool = False
    bold: bool = False
    stretch: bool = False
    tone: Callable[[Row], str] | None = None
    descending_first: bool = False
    key: str = ""
    tick: bool = False
    tail: bool = False
    tip: str = ""


def wide_enough(column: Column[Row]) -> Column[Row]:
    """The column, no narrower than its heading with the arrow of the sort beside it."""
    words = unscaled(ceil(QFontMetricsF(font(TEXT_CHIP, SEMIBOLD)).horizontalAdvance(column.title)))
    return replace(column, width=max(column.width, words + AROUND_HEADING + (ARROW if column.sort else 0)))


class Entry(Generic[Row]):
    """A row that was read, and the texts that somebody looked at: most rows of a block are only passed by, and most
    columns of a wide table stand beside the screen."""

    __slots__ = ("row", "texts")

    def __init__(self, row: Row) -> None:
        self.row = row
        self.texts: list[str | None] = []


class IdListModel(QAbstractTableModel, Generic[Row]):
    """Rows by id. `fetch(ids)` returns rows with an `id`, at most BLOCK; one that is gone meanwhile stays empty."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Sequence[int]], Sequence[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids = array("q")
        self._blocks: OrderedDict[int, list[Entry[Row] | None]] = OrderedDict()
        self._bold = font(weight=SEMIBOLD)
        self._colours: dict[str, QColor] = {}
        self._sorted = -1
        self.ticks = Ticks(self)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show these columns in place of those before; forgets every text."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._blocks.clear()
        self.endResetModel()

    def mark_sorted(self, number: int) -> None:
        """The heading of this column has the arrow, -1 for none."""
        if number != self._sorted:
            self._sorted = number
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))

    def ids(self) -> array[int]:
        """The ids of all rows, in order; not to be changed."""
        return self._ids

    def set_ids(self, ids: array[int]) -> None:
        """Show these ids, in this order; forgets every text."""
        self.beginResetModel()
        self._ids = ids
        self._blocks.clear()
        self.endResetModel()

    def id_at(self, position: int) -> int | None:
        """The id in row `position`, None outside the list."""
        return self._ids[position] if 0 <= position < len(self._ids) else None

    def position_of(self, row_id: int) -> int:
        """The row that shows `row_id`, -1 if none does."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def row_at(self, position: int) -> Row | None:
        """The row shown at `position`, None outside the list or if it cannot be read."""
        entry = self._entry(position)
        return entry.row if entry else None

    def texts_at(self, position: int, numbers: Iterable[int]) -> Sequence[str | None] | None:
        """The texts at `position`, those of the columns `numbers` at least; None for a row that cannot be read."""
        entry = self._entry(position)
        if entry is None:
            return None
        texts = entry.texts = entry.texts or [None] * len(self.columns)
        for number in numbers:
            if texts[number] is None:
                texts[number] = self._worded(entry.row, self.columns[number])
        return texts

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Never raises: what cannot be read is shown empty and logged once per block."""
        if role in (DISPLAY, TOOLTIP, ACCESSIBLE):
            column = index.column()
            texts = self.texts_at(index.row(), (column,)) if index.isValid() else None
            return texts[column] if texts else None
        if not index.isValid():
            return None
        if role == ALIGNMENT:
            return RIGHT if self.columns[index.column()].right else LEFT
        if role == FONT:
            return self._bold if self.columns[index.column()].bold else None
        if role == FOREGROUND:
            return self._colour(index)
        if role == CHECKED and self.columns[index.column()].tick:
            return Qt.CheckState.Checked if self._is_ticked(index) else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = CHECKED) -> bool:
        """Ticks are all that can be set; a screen reader sets them this way."""
        row_id = self.id_at(index.row()) if index.isValid() else None
        if role != CHECKED or row_id is None or not self.columns[index.column()].tick:
            return False
        self.ticks.set((row_id,), Qt.CheckState(value) == Qt.CheckState.Checked)
        self.dataChanged.emit(index, index, [CHECKED])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].tick:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == TOOLTIP:
            return self.columns[section].tip or None
        if role == DISPLAY:
            beside_arrow = section == self._sorted and self.columns[section].right
            return self.columns[section].title + (ARROW_ROOM if beside_arrow else "")
        if role == ALIGNMENT:
            return RIGHT if self.columns[section].right else LEFT
        if role == FIRST_ORDER:
            first = (
                Qt.SortOrder.DescendingOrder if self.columns[section].descending_first else Qt.SortOrder.AscendingOrder
            )
            return first.value
        return None

    def _entry(self, position: int) -> Entry[Row] | None:
        number, offset = divmod(position, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            block = self._read_block(number)
        return block[offset] if 0 <= offset < len(block) else None

    def _read_block(self, number: int) -> list[Entry[Row] | None]:
        ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
        block: list[Entry[Row] | None]
        try:
            read = {row.id: Entry(row) for row in self._fetch(ids)}
            block = [read.get(row_id) for row_id in ids]
        except Exception:
            logging.getLogger(__name__).exception("Rows of a table could not be read")
            block = [None] * len(ids)
        self._blocks[number] = block
        if len(self._blocks) > BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        return block

    def _worded(self, row: Row, column: Column[Row]) -> str:
        try:
            return column.text(row)
        except Exception:
            logging.getLogger(__name__).exception("A cell of a table could not be worded")
            return ""

    def _is_ticked(self, index: Index) -> bool:
        return not self.ticks.is_empty() and self._ids[index.row()] in self.ticks

    def _colour(self, index: Index) -> QColor | None:
        column = self.columns[index.column()]
        return None if column.tail else self.tone_at(index.row(), column)

    def tone_at(self, position: int, column: Column[Row]) -> QColor | None:
        """The colour of a cell, None for that of all text."""
        entry = self._entry(position) if column.tone else None
        if column.tone is None or entry is None:
            return None
        name = column.tone(entry.row)
        if name and name not in self._colours:
            self._colours[name] = QColor(getattr(tokens(), name))
        return self._colours.get(name)
