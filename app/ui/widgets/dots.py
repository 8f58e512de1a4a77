"""The colour of a person who works in the shop, as a round dot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.ui.theme.tokens import ICON_SIZE
from app.ui.widgets.buttons import ICON_GAP

DOT = 10


def dot_icon(color: str, ratio: float, size: int = DOT) -> QIcon:
    """A dot of `size` px as an icon, with the gap to the text behind it."""
    pixels = QPixmap(round((ICON_SIZE + ICON_GAP) * ratio), round(ICON_SIZE * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    edge = (ICON_SIZE - size) / 2
    painter.drawEllipse(QRectF(edge, edge, size, size))
    painter.end()
    return QIcon(pixels)
