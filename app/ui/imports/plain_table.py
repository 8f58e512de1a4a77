"""A table of few rows that are not clients: no ids, no sorting, thin lines, columns as wide as their content."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.ui.theme import tokens
from app.ui.theme.size import tall
from app.ui.theme.tokens import HEADER_HEIGHT, ROW_HEIGHT

PAD = 13  # from the edge of a cell to its text, as the headings have it


class PlainTable(QTableView):
    """Rows of one height, no selection unless asked for. With few rows only: columns are measured over all of them."""

    def __init__(self, model: QAbstractItemModel, name: str, *, row_height: int = ROW_HEIGHT) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setModel(model)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self._wanted: list[int] = []
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(row_height)
        down.setDefaultSectionSize(tall(row_height))
        down.hide()
        across = self.horizontalHeader()
        across.setFixedHeight(tall(HEADER_HEIGHT))
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(40)
        across.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def fit_columns(self, narrowest: int, widest: int) -> None:
        """Make every column as wide as its heading and cells need, within bounds; the room left goes to all alike."""
        count = self.model().columnCount()
        self._wanted = [
            max(narrowest, min(widest, max(self.sizeHintForColumn(n), self.horizontalHeader().sectionSizeHint(n) + 12)))
            for n in range(count)
        ]
        self._share()

    def _share(self) -> None:
        spare = self.viewport().width() - sum(self._wanted)
        extra = max(0, spare // len(self._wanted)) if self._wanted else 0
        for number, width in enumerate(self._wanted):
            self.setColumnWidth(number, width + (extra if number else 0))
        if extra and self._wanted:
            last = len(self._wanted) - 1
            others = sum(self.columnWidth(n) for n in range(last))
            self.setColumnWidth(last, max(self._wanted[last], self.viewport().width() - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(tokens().line_row), 1))
        for number in range(max(self.rowAt(0), 0), self.model().rowCount()):
            bottom = self.rowViewportPosition(number) + self.rowHeight(number) - 1
            if bottom > self.viewport().height():
                break
            painter.drawLine(0, bottom, self.viewport().width(), bottom)
