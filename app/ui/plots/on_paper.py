"""Charts within a printed document: drawn as lines and letters, so that they stay sharp at any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPyTextObject, QTextCharFormat, QTextDocument, QTextFormat

from app.ui.plots.colours import paper_colours
from app.ui.plots.plot import Plot
from app.ui.theme import font
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT

MARK = "\ue000"
"""Stands in the HTML where the next chart comes; a paragraph of its own, or a cell of a table."""

_KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_NUMBER = QTextFormat.Property.UserProperty.value + 1
_OBJECT = "\ufffc"  # what a document holds in place of anything that is not a letter
AIR, BELOW = 6.0, 6.0  # px, below the title and below the chart


@dataclass(frozen=True)
class PrintedPlot:
    """A chart and its size on paper, in px of the document; its title is drawn over it, so that they stay together."""

    plot: Plot
    width: float
    height: float


class PlotObjects(QPyTextObject):
    """Draws the charts of a document."""

    def __init__(self, document: QTextDocument, plots: Sequence[PrintedPlot]) -> None:
        super().__init__(document)
        self._plots = tuple(plots)

    def intrinsicSize(self, document: QTextDocument, position: int, text_format: QTextFormat) -> QSizeF:  # noqa: N802
        printed = self._plots[text_format.intProperty(_NUMBER)]
        return QSizeF(printed.width, head_height() + printed.height + BELOW)

    def drawObject(  # noqa: N802
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, text_format: QTextFormat
    ) -> None:
        printed = self._plots[text_format.intProperty(_NUMBER)]
        colours, room = paper_colours(), QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(TEXT, SEMIBOLD))
        painter.setPen(colours.text)
        painter.drawText(room.adjusted(0, 2, 0, 0), int(Qt.AlignmentFlag.AlignLeft), printed.plot.title)
        printed.plot.draw(painter, room.adjusted(0, head_height(), 0, -BELOW), colours)
        painter.restore()


def head_height() -> float:
    """How high the title of a chart is."""
    return QFontMetricsF(font(TEXT, SEMIBOLD)).height() + AIR


def put_plots(document: QTextDocument, plots: Sequence[PrintedPlot]) -> None:
    """Put the charts where the document has its marks, in order."""
    document.documentLayout().registerHandler(_KIND, PlotObjects(document, plots))
    for number in range(len(plots)):
        cursor = document.find(MARK)
        shown = QTextCharFormat()
        shown.setObjectType(_KIND)
        shown.setProperty(_NUMBER, number)
        cursor.insertText(_OBJECT, shown)
