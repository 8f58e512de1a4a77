"""The preview: the first rows of a sheet as they will be, with repaired cells amber and unusable ones red."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.i18n import _
from app.services.imports.rows import CleanRow
from app.ui.imports.plain_table import PAD, PlainTable
from app.ui.imports.preview_cells import PreviewCell, PreviewColumn
from app.ui.theme import font, tokens
from app.ui.theme.tokens import TEXT
from app.ui.widgets.table_model import ACCESSIBLE, ALIGNMENT, DISPLAY, LEFT, NOWHERE, RIGHT, TOOLTIP

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1
GAP = 6
WIDEST = 320
NARROWEST = 56
# Tones of cells -> names of tokens.
GROUNDS = {"warn": "warn_soft", "bad": "bad_soft", "typed": "accent_soft"}
COLOURS = {
    "bad": "bad",
    "dim": "text_3",
    "skipped": "text_3",
    "new": "accent",
    "changed": "info",
    "doubtful": "warn",
    "wrong": "bad",
}


class PreviewModel(QAbstractTableModel):
    """A few dozen rows, worded once when they are set; `data` only looks them up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: Sequence[PreviewColumn] = ()
        self._cells: list[list[PreviewCell]] = []

    def show(
        self, rows: Sequence[CleanRow], columns: Sequence[PreviewColumn], cells: Sequence[Sequence[PreviewCell]]
    ) -> None:
        """Replace everything; `cells` are those of `columns`, row by row."""
        self.beginResetModel()
        self._columns = columns
        self._cells = [[PreviewCell(str(row.row), "", "dim"), *line] for row, line in zip(rows, cells, strict=True)]
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1 if self._columns else 0

    def cell(self, row: int, column: int) -> PreviewCell | None:
        """The cell at this place, None outside the table."""
        inside = 0 <= row < len(self._cells) and 0 <= column < len(self._cells[row])
        return self._cells[row][column] if inside else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        cell = self.cell(index.row(), index.column()) if index.isValid() else None
        if cell is None:
            return None
        if role == DISPLAY:
            return cell.text
        if role in (TOOLTIP, ACCESSIBLE):
            return f"{cell.text} {cell.was}".strip()
        if role == CELL:
            return cell
        if role == ALIGNMENT:
            return self._alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= len(self._columns):
            return None
        if role == DISPLAY:
            return self._columns[section - 1].title if section else _("Row")
        return self._alignment(section) if role == ALIGNMENT else None

    def _alignment(self, section: int) -> int:
        return RIGHT if section and self._columns[section - 1].right else LEFT


class PreviewDelegate(QStyledItemDelegate):
    """Paints the value, then what was there before in a paler colour, on amber or red where something was wrong."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._font = font(TEXT)
        self._metrics = QFontMetrics(self._font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:  # type: ignore[override]
        cell = index.data(CELL)
        if not isinstance(cell, PreviewCell):
            return
        theme = tokens()
        rect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if cell.tone in GROUNDS:
            painter.fillRect(rect, QColor(getattr(theme, GROUNDS[cell.tone])))
        painter.setFont(self._font)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        metrics = self._metrics
        text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(getattr(theme, COLOURS.get(cell.tone, "text"))))
        painter.drawText(inner, int(index.data(ALIGNMENT)), text)
        used = metrics.horizontalAdvance(text) + (GAP if text else 0)
        if cell.was and inner.width() > used:
            rest = inner.adjusted(used, 0, 0, 0)
            painter.setPen(QColor(theme.bad if cell.tone == "bad" else theme.text_2))
            left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(rest, left, metrics.elidedText(cell.was, Qt.TextElideMode.ElideRight, rest.width()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # type: ignore[override]
        cell = index.data(CELL)
        metrics = self._metrics
        if not isinstance(cell, PreviewCell):
            return QSize(NARROWEST, metrics.height())
        width = metrics.horizontalAdvance(cell.text) + 2 * PAD + 2
        if cell.was:
            width += metrics.horizontalAdvance(cell.was) + GAP
        return QSize(min(width, WIDEST), metrics.height())


class PreviewTable(PlainTable):
    """The preview as a table; columns are as wide as what is in them, the last takes the rest."""

    def __init__(self) -> None:
        self.rows = PreviewModel()
        super().__init__(self.rows, _("How it will look"), row_height=32)
        self.rows.setParent(self)
        self._delegate = PreviewDelegate(self)
        self.setItemDelegate(self._delegate)

    def show_rows(
        self, rows: Sequence[CleanRow], columns: Sequence[PreviewColumn], cells: Sequence[Sequence[PreviewCell]]
    ) -> None:
        """Show these rows and fit the columns; where one looks stays as it was."""
        across = self.horizontalScrollBar().value()
        self.rows.show(rows, columns, cells)
        self.fit_columns(NARROWEST, WIDEST)
        self.horizontalScrollBar().setValue(across)
