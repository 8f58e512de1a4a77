"""A table of cells whose colour says how much: cohorts by month, weekdays by hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMetaMethod, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from app.i18n import _
from app.ui.plots.axis import MIDDLE, draw_labels, letters
from app.ui.plots.colours import PlotColours, mixed, readable_on
from app.ui.plots.plot import Plot
from app.ui.theme import font
from app.ui.theme.size import tall
from app.ui.theme.tokens import TEXT_CHIP

CELL_HEIGHT, HEAD = 30, 22
LEAST_SHARE, MOST_SHARE = 0.06, 0.88  # of the accent in the palest and in the strongest cell
APART, ROUND = 3.0, 3.0
WIDEST = 64.0
LEFT = 10.0


@dataclass(frozen=True)
class HeatCell:
    """How strong it is, 0 to 1; what stands in it; its exact figures in words. `quiet`: of too few to judge by, told
    without a colour."""

    strength: float
    text: str
    tip: str
    quiet: bool = False


class HeatMap(Plot):
    """`cells` are rows of columns, None where there is nothing. `chosen_cell(row, column)` as `chosen`."""

    chosen_cell = Signal(int, int)

    def __init__(
        self,
        title: str,
        rows: Sequence[str],
        columns: Sequence[str],
        cells: Sequence[Sequence[HeatCell | None]],
        sentence: str = "",
    ) -> None:
        super().__init__(title, HEAD + CELL_HEIGHT * len(rows))
        self._rows, self._columns, self._sentence = tuple(rows), tuple(columns), sentence
        self.filled = [
            (row, column, cell) for row, line in enumerate(cells) for column, cell in enumerate(line) if cell
        ]

    def opens(self) -> bool:
        return super().opens() or self.isSignalConnected(QMetaMethod.fromSignal(self.chosen_cell))

    def open_value(self, number: int) -> None:
        super().open_value(number)
        self.chosen_cell.emit(*self.filled[number][:2])

    def marks(self, area: QRectF) -> list[QRectF]:
        inner = self._inner(area)
        width, height = self._cell(inner)
        return [
            QRectF(inner.left() + column * width, inner.top() + row * height, width, height)
            for row, column, _cell in self.filled
        ]

    def tip(self, number: int) -> str:
        return self.filled[number][2].tip

    def summary(self) -> str:
        told = [cell for _row, _column, cell in self.filled if not cell.quiet]
        if self._sentence or not told:
            return self._sentence
        strongest = max(told, key=lambda cell: cell.strength)
        return _("The most: {tip}").format(tip=strongest.tip.replace("\n", ", "))

    def draw(self, painter: QPainter, area: QRectF, colours: PlotColours, hot: int = -1) -> None:
        inner = self._inner(area)
        width, height = self._cell(inner)
        centres = [inner.left() + width * (n + 0.5) for n in range(len(self._columns))]
        head = QRectF(inner.left(), area.top(), inner.width(), tall(HEAD) - 4)
        draw_labels(painter, head, self._columns, centres, colours)
        painter.setFont(font(TEXT_CHIP))
        painter.setPen(colours.quiet)
        for number, name in enumerate(self._rows):
            room = QRectF(area.left(), inner.top() + number * height, inner.left() - area.left() - LEFT, height)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | MIDDLE), name)
        for number, place in enumerate(self.marks(area)):
            self._draw_cell(painter, number, place, colours, number == hot)

    def _draw_cell(self, painter: QPainter, number: int, place: QRectF, colours: PlotColours, hot: bool) -> None:
        cell = self.filled[number][2]
        share = LEAST_SHARE + (MOST_SHARE - LEAST_SHARE) * min(max(cell.strength, 0.0), 1.0)
        ground = colours.ground if cell.quiet else mixed(colours.accent, colours.ground, share)
        bordered = hot or (colours.outlined and not cell.quiet)
        painter.setPen(QPen(colours.text if hot else colours.axis, 2 if hot else 1) if bordered else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        box = place.adjusted(APART / 2, APART / 2, -APART / 2, -APART / 2)
        painter.drawRoundedRect(box, ROUND, ROUND)
        if letters().horizontalAdvance(cell.text) <= box.width() - 2:
            loud = readable_on(ground, (colours.text, colours.on_accent))
            painter.setPen(colours.quiet if cell.quiet else loud)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cell.text)

    def _inner(self, area: QRectF) -> QRectF:
        """The cells alone, without the names of rows and columns."""
        left = max((letters().horizontalAdvance(name) for name in self._rows), default=0) + LEFT
        return area.adjusted(left, tall(HEAD), 0, 0)

    def _cell(self, inner: QRectF) -> tuple[float, float]:
        """(width, height) of a cell."""
        width = min(inner.width() / max(len(self._columns), 1), WIDEST)
        return width, inner.height() / max(len(self._rows), 1)
