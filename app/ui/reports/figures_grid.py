"""Figures in columns of one width, as many as have room; the same columns in every card of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.reports.figure_button import FigureButton
from app.ui.theme.size import scaled


class FiguresGrid(QWidget):
    """`narrowest`: px of a column. `fills`: few figures share the whole width, on lines of about one length, so that
    their names are whole."""

    def __init__(self, figures: Sequence[FigureButton], narrowest: int, *, fills: bool) -> None:
        super().__init__()
        self._figures, self._narrowest, self._fills = tuple(figures), narrowest, fills
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._arrange(len(self._figures))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self._room())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keep_heights()

    def _room(self) -> int:
        """How many figures stand on a line."""
        narrowest = scaled(self._narrowest)
        if not self._fills:
            return max(1, self.width() // narrowest)
        widest = max((figure.whole_width() for figure in self._figures), default=0)
        room = max(1, self.width() // max(narrowest, widest))
        lines = -(-len(self._figures) // room)
        return -(-len(self._figures) // max(lines, 1))

    def _arrange(self, room: int) -> None:
        columns = min(room, len(self._figures)) if self._fills else room
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for number, figure in enumerate(self._figures):
            self._grid.addWidget(figure, number // columns, number % columns)
        self._columns = columns
        self._keep_heights()

    def _keep_heights(self) -> None:
        """The style sheet gives every button the least height of one line, and a layout then looks at nothing else."""
        rows = len(self._figures) // max(self._columns, 1) + 1
        for row in range(max(rows, self._grid.rowCount())):
            shown = self._figures[row * self._columns : (row + 1) * self._columns]
            self._grid.setRowMinimumHeight(row, max((one.sizeHint().height() for one in shown), default=0))
