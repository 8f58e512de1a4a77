"""A chart as a picture: light, on white, with its title, sharp enough for a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from app.ui.plots.colours import paper_colours
from app.ui.theme import font
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import tall
from app.ui.theme.tokens import GAP, GAP_WIDE, TEXT

if TYPE_CHECKING:
    from app.ui.plots.plot import Plot

SHARPNESS = 2  # pixels for one of the screen
HEAD = 24


def picture_of(plot: Plot) -> QImage:
    """The chart at the size it has on the screen, below its title."""
    head = tall(HEAD)
    size = plot.size() + QSize(2 * GAP_WIDE, head + 2 * GAP_WIDE)
    made = QImage(size * SHARPNESS, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(SHARPNESS)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = paper_colours()
    painter.setFont(font(TEXT, SEMIBOLD))
    painter.setPen(colours.text)
    room = QRectF(GAP_WIDE, GAP_WIDE, plot.width(), head - GAP)
    shown = painter.fontMetrics().elidedText(plot.title, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
    plot.draw(painter, QRectF(GAP_WIDE, GAP_WIDE + head, plot.width(), plot.height()), colours)
    painter.end()
    return made
