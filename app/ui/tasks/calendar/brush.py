"""What the painters of the calendar have in common: lines of text, icons, grounds and frames."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap

from app.ui.tasks.calendar.grid import Measures
from app.ui.theme import pixmap, tokens

RADIUS = 5
ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@dataclass
class Shown:
    """What is lit up: the chosen row where the keys act, the row and the day under the mouse, ticked tasks, and the day
    on which something would be dropped."""

    now: datetime
    current: int = -1
    focused: bool = False
    hovered: int = -1
    target: int = -1
    ticked: frozenset[int] = frozenset()


class Brush:
    """Paints in the colours of the theme and the fonts of `measures`; made anew with the theme."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._theme = tokens()
        self._signs: dict[tuple[str, str, float], QPixmap] = {}

    def _text(self, painter: QPainter, line: QRect, text: str, shown: QFont, role: str) -> int:
        """Write a line, cut where it does not fit; its width."""
        painter.setFont(shown)
        painter.setPen(QColor(getattr(self._theme, role)))
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, ONE_LINE, cut)
        return metrics.horizontalAdvance(cut)

    def _sign(self, painter: QPainter, area: QRect, name: str, role: str) -> None:
        ratio, sign = painter.device().devicePixelRatio(), self._measures.sign
        key = (name, role, ratio)
        if key not in self._signs:
            self._signs[key] = pixmap(name, getattr(self._theme, role), sign, ratio)
        painter.drawPixmap(area.center() - QPoint(sign // 2 - 1, sign // 2 - 1), self._signs[key])

    def _fill(self, painter: QPainter, area: QRect, role: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme, role)))
        painter.drawRoundedRect(area, RADIUS, RADIUS)

    def _frame(self, painter: QPainter, area: QRect, role: str, wide: int, *, dashed: bool = False) -> None:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(getattr(self._theme, role)), wide, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, RADIUS, RADIUS)
