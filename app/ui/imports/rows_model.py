"""The rows of a check as a model: ids only, and the blocks of rows that were looked at; they are read elsewhere."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.i18n import _
from app.services.imports.rows import Corrections
from app.ui.imports.preview_cells import PreviewCell
from app.ui.imports.preview_table import CELL
from app.ui.imports.row_pages import FIXED, ShownRow
from app.ui.imports.row_words import RowColumn, cell_text, plain_text, source_to_edit, typed_cell
from app.ui.widgets.table_model import ACCESSIBLE, ALIGNMENT, BLOCK, BLOCKS_KEPT, DISPLAY, LEFT, NOWHERE, RIGHT, TOOLTIP

Index = QModelIndex | QPersistentModelIndex
EDIT = int(Qt.ItemDataRole.EditRole)
ROW, OUTCOME = range(FIXED)
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowsModel(QAbstractTableModel):
    """`ask(number, ids)` has a block of rows read, which `set_block` then takes; `correct(row, column, text, original)`
    is told what was typed over a cell: the row as the spreadsheet counts, the column of the file."""

    def __init__(
        self, ask: Callable[[int, Sequence[int]], object], correct: Callable[[int, int, str, str], object]
    ) -> None:
        super().__init__()
        self._ask, self._correct = ask, correct
        self._ids: array[int] = array("q")
        self.columns: Sequence[RowColumn] = ()
        self._titles: Mapping[str, int] = {}
        self._corrections: Corrections = {}
        self._blocks: OrderedDict[int, list[ShownRow | None]] = OrderedDict()
        self._held = False
        self.editable = True

    def show(
        self, ids: array[int], columns: Sequence[RowColumn], titles: Mapping[str, int], corrections: Corrections
    ) -> None:
        """Show these rows. `titles` gives the columns of the file, `corrections` what the owner typed so far."""
        self.beginResetModel()
        self._ids, self.columns, self._titles, self._corrections = ids, columns, titles, corrections
        self._blocks.clear()
        self._held = False
        self.endResetModel()

    def hold(self) -> None:
        """The rows are about to change: nothing is read until `show`, what was read stays."""
        self._held = True

    def set_block(self, number: int, rows: Sequence[ShownRow]) -> None:
        """Take the rows that `ask` was called for; what is gone meanwhile stays empty."""
        read = {row.told.id: row for row in rows}
        ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
        if self._held or number not in self._blocks:
            return
        self._blocks[number] = [read.get(row_id) for row_id in ids]
        last = min(len(self._ids), (number + 1) * BLOCK) - 1
        self.dataChanged.emit(self.index(number * BLOCK, 0), self.index(last, self.columnCount() - 1))

    def row_at(self, position: int) -> ShownRow | None:
        """The row at this place, None while it is read."""
        if not 0 <= position < len(self._ids):
            return None
        number, offset = divmod(position, BLOCK)
        if number not in self._blocks:
            if self._held:
                return None
            ids = self._ids[number * BLOCK : (number + 1) * BLOCK]
            self._blocks[number] = [None] * len(ids)
            if len(self._blocks) > BLOCKS_KEPT:
                self._blocks.popitem(last=False)
            self._ask(number, ids)
        block = self._blocks.get(number, ())
        return block[offset] if offset < len(block) else None

    def source(self, index: Index) -> int | None:
        """The column of the file that an edit of this cell changes, None where there is none."""
        row, place = self.row_at(index.row()), index.column() - FIXED
        if row is None or not self.editable or not 0 <= place < len(self.columns):
            return None
        return source_to_edit(row.told, self.columns[place], self._titles)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or not self.columns else len(self.columns) + FIXED

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _PLAIN | Qt.ItemFlag.ItemIsEditable if self.source(index) is not None else _PLAIN

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == ALIGNMENT:
            return self._alignment(index.column())
        if role not in (DISPLAY, TOOLTIP, ACCESSIBLE, CELL, EDIT):
            return None
        row = self.row_at(index.row())
        cell = row.cells[index.column()] if row is not None and index.column() < len(row.cells) else None
        if cell is None:
            return None
        if role == DISPLAY:
            return cell.text
        if role == EDIT:
            return self._as_in_file(index)
        return cell if role == CELL else f"{cell.text} {cell.was}".strip()

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """What was typed over a cell; the row is shown so until it was read anew."""
        row, source = self.row_at(index.row()), self.source(index)
        text = str(value).strip()
        if role != EDIT or row is None or source is None or text == self._as_in_file(index):
            return False
        original = self._original(row, index, source)
        changed = list(row.cells)
        changed[index.column()] = PreviewCell(text) if text == original else typed_cell(text, original)
        self._put(index.row(), replace(row, cells=changed))
        self._correct(row.told.row, source, text, original)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == DISPLAY:
            return {ROW: _("Row"), OUTCOME: _("What becomes of it")}.get(section) or self._column(section).preview.title
        if role == TOOLTIP and section >= FIXED:
            return self._column(section).tip
        return self._alignment(section) if role == ALIGNMENT else None

    def _column(self, section: int) -> RowColumn:
        return self.columns[section - FIXED]

    def _alignment(self, section: int) -> int:
        return RIGHT if section >= FIXED and self._column(section).preview.right else LEFT

    def _as_in_file(self, index: Index) -> str:
        row, source = self.row_at(index.row()), self.source(index)
        if row is None or source is None:
            return ""
        return self._corrections.get((row.told.row, source), self._original(row, index, source))

    def _original(self, row: ShownRow, index: Index, source: int) -> str:
        """The cell as it stands in the file; of a row of a large file that was fine, what it was read as."""
        cells = row.told.cells
        if cells is None:
            return plain_text(row.told, self._column(index.column()))
        return cell_text(cells[source]) if source < len(cells) else ""

    def _put(self, position: int, row: ShownRow) -> None:
        number, offset = divmod(position, BLOCK)
        self._blocks[number][offset] = row
        self.dataChanged.emit(self.index(position, 0), self.index(position, self.columnCount() - 1))
