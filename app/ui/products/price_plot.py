"""The price over time as a stepped line, from the first sale to today; the mouse tells the price of a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.i18n import _, day_text, money, month_text
from app.ui.theme import font, tokens
from app.ui.theme.size import tall
from app.ui.theme.tokens import TEXT_CHIP

if TYPE_CHECKING:
    from app.services.products.shown import PriceStep

HEIGHT = 88
TOP, BOTTOM = 16, 18  # room for the highest price above and the months below
SIDE = 2


class PricePlot(QWidget):
    """Drawn by hand; the lines beside it say the same in words, so it is left out of the way of the keyboard."""

    def __init__(self, steps: Sequence[PriceStep], currency: str, today: date) -> None:
        super().__init__()
        self._steps, self._currency, self._today = tuple(steps), currency, today
        self._days = max((today - self._steps[0].day).days, 1)
        prices = [step.price for step in self._steps]
        self._low, self._high = min(prices), max(prices)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Price over time"))
        self.setAccessibleDescription(f"{money(self._low, currency)} – {money(self._high, currency)}")

    def sizeHint(self) -> QSize:
        return QSize(240, tall(HEIGHT, 2))

    def step_at(self, x: float) -> PriceStep:
        """The price that held on the day under `x` px."""
        share = min(1.0, max(0.0, (x - SIDE) / max(self.width() - 2 * SIDE, 1)))
        day = self._steps[0].day + timedelta(days=round(share * self._days))
        return next(step for step in reversed(self._steps) if step.day <= day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position().x())
        since = _("from {day}").format(day=day_text(step.day, self._today))
        QToolTip.showText(event.globalPosition().toPoint(), f"{money(step.price, self._currency)}, {since}", self)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(TEXT_CHIP))
        floor = self.height() - tall(BOTTOM)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(QPointF(0, floor + 0.5), QPointF(self.width(), floor + 0.5))
        corners = self._corners()
        line = QPolygonF(corners)
        area = QPolygonF([QPointF(corners[0].x(), floor), *corners, QPointF(corners[-1].x(), floor)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawPolygon(area)
        painter.setPen(QPen(QColor(theme.accent), 1.6))
        painter.drawPolyline(line)
        self._draw_words(painter, floor)

    def _corners(self) -> list[QPointF]:
        """Two corners for each price: where it began, and where the next one did."""
        ends = [*(step.day for step in self._steps[1:]), self._today]
        corners = []
        for step, end in zip(self._steps, ends, strict=True):
            y = self._y(step.price)
            corners += [QPointF(self._x(step.day), y), QPointF(self._x(max(end, step.day)), y)]
        return corners

    def _draw_words(self, painter: QPainter, floor: float) -> None:
        painter.setPen(QColor(tokens().text_3))
        above = QRectF(0, 0, self.width(), tall(TOP) - 2)
        below = QRectF(0, floor + 3, self.width(), tall(BOTTOM) - 3)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        span = f"{money(self._low, self._currency)} – {money(self._high, self._currency)}"
        painter.drawText(above, int(left | middle), span)
        painter.drawText(below, int(left | middle), month_text(self._steps[0].day))
        painter.drawText(below, int(right | middle), month_text(self._today))

    def _x(self, day: date) -> float:
        return SIDE + (day - self._steps[0].day).days / self._days * (self.width() - 2 * SIDE)

    def _y(self, price: int) -> float:
        """From a little above the floor, so that the lowest price is a price and not nothing."""
        room = self.height() - tall(BOTTOM) - tall(TOP)
        share = (price - self._low) / max(self._high - self._low, 1)
        return self.height() - tall(BOTTOM) - room * (0.2 + 0.8 * share)
