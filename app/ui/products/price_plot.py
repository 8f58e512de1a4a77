"""The price over time as a stepped line, from the first sale to today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.i18n import _, day_text, money, month_text
from app.ui.plots.axis import MIDDLE, Scale, letters
from app.ui.plots.colours import PlotColours
from app.ui.plots.plot import Plot
from app.ui.theme import font
from app.ui.theme.tokens import TEXT_CHIP

if TYPE_CHECKING:
    from app.services.products.shown import PriceStep

HEIGHT = 94
LOWEST = 0.2  # share of the height that the lowest price has: it is a price and not nothing


class PricePlot(Plot):
    """A value for each price; the lines beside the plot say the same in words."""

    def __init__(self, steps: Sequence[PriceStep], currency: str, today: date) -> None:
        super().__init__(_("Price over time"), HEIGHT)
        self._steps, self._currency, self._today = tuple(steps), currency, today
        self._days = max((today - self._steps[0].day).days, 1)
        prices = [step.price for step in self._steps]
        self._low, self._high = min(prices), max(prices)

    def marks(self, area: QRectF) -> list[QRectF]:
        starts = [self._x(area, step.day) for step in self._steps]
        ends = [*starts[1:], area.right()]
        return [QRectF(x, area.top(), end - x, area.height()) for x, end in zip(starts, ends, strict=True)]

    def tip(self, number: int) -> str:
        step = self._steps[number]
        since = _("from {day}").format(day=day_text(step.day, self._today))
        return f"{money(step.price, self._currency)}, {since}"

    def summary(self) -> str:
        return f"{money(self._low, self._currency)} – {money(self._high, self._currency)}"

    def draw(self, painter: QPainter, area: QRectF, colours: PlotColours, hot: int = -1) -> None:
        line = letters().height()
        inner = area.adjusted(0, line + 2, 0, -(line + 3))
        spread = (self._high - self._low) or 1
        scale = Scale(self._low - spread * LOWEST / (1 - LOWEST), self._low + spread, inner.bottom(), inner.top())
        corners: list[QPointF] = []
        for step, place in zip(self._steps, self.marks(area), strict=True):
            y = scale.y(step.price)
            corners += [QPointF(place.left(), y), QPointF(place.right(), y)]
        painter.setPen(QPen(colours.axis, 1))
        painter.drawLine(inner.bottomLeft(), inner.bottomRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.tint)
        painter.drawPolygon([QPointF(corners[0].x(), inner.bottom()), *corners, inner.bottomRight()])
        painter.setPen(QPen(colours.accent, 1.6))
        painter.drawPolyline(corners)
        if hot >= 0:
            painter.setPen(QPen(colours.hot, 3))
            painter.drawLine(corners[2 * hot], corners[2 * hot + 1])
        self._draw_words(painter, area, colours)

    def _draw_words(self, painter: QPainter, area: QRectF, colours: PlotColours) -> None:
        painter.setFont(font(TEXT_CHIP))
        painter.setPen(colours.quiet)
        left, right = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
        line = letters().height()
        above = QRectF(area.left(), area.top(), area.width(), line)
        below = QRectF(area.left(), area.bottom() - line, area.width(), line)
        painter.drawText(above, left | int(MIDDLE), self.summary())
        painter.drawText(below, left | int(MIDDLE), month_text(self._steps[0].day))
        painter.drawText(below, right | int(MIDDLE), month_text(self._today))

    def _x(self, area: QRectF, day: date) -> float:
        return area.left() + (day - self._steps[0].day).days / self._days * area.width()
