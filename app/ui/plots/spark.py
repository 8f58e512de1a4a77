"""A line of a few values, small enough for a row: no axis, the last value as a dot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.plots.axis import Scale, runs
from app.ui.plots.colours import PlotColours

DOT = 2.5


def draw_spark(painter: QPainter, area: QRectF, values: Sequence[float | None], colours: PlotColours) -> None:
    """Draw the values (None: no data, a gap) from the lowest to the highest; one value alone is a dot."""
    known = [value for value in values if value is not None]
    if not known:
        return
    inner = area.adjusted(DOT, DOT, -DOT, -DOT)
    low, high = min(known), max(known)
    middle = inner.center().y()
    scale = Scale(low, high, inner.bottom(), inner.top()) if high > low else Scale(low, low + 1, middle, middle)
    step = inner.width() / max(len(values) - 1, 1)
    lines = runs([inner.left() + step * number for number in range(len(values))], values, scale)
    painter.setPen(QPen(colours.accent, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in lines:
        painter.drawPolyline(line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent)
    painter.drawEllipse(lines[-1][-1], DOT, DOT)
