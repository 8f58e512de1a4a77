"""How many there are of each size: bars side by side, one of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.i18n import _
from app.ui.plots.axis import MIDDLE, draw_labels, letters, slots
from app.ui.plots.colours import PlotColours
from app.ui.plots.plot import HEIGHT, Plot
from app.ui.theme import font
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT_CHIP

WIDTH_SHARE = 0.8
ROUND = 2.0


@dataclass(frozen=True)
class Bin:
    """One bar: what stands below it, its height, and its exact figures in words."""

    label: str
    value: float
    tip: str


class Histogram(Plot):
    """Only the first label, the last and that of the marked bar are written; `marked` counts from 0.

    `sentence`: the whole in words, where the tip of the tallest bar does not say enough.
    """

    def __init__(
        self, title: str, bins: Sequence[Bin], marked: int | None = None, sentence: str = "", height: int = HEIGHT
    ) -> None:
        super().__init__(title, height)
        self.bins, self.marked, self._sentence = tuple(bins), marked, sentence

    def marks(self, area: QRectF) -> list[QRectF]:
        return slots(area, len(self.bins))

    def tip(self, number: int) -> str:
        return self.bins[number].tip

    def summary(self) -> str:
        if self._sentence or not self.bins:
            return self._sentence
        tallest = max(self.bins, key=lambda one: one.value)
        return _("The most: {tip}").format(tip=tallest.tip.replace("\n", ", "))

    def draw(self, painter: QPainter, area: QRectF, colours: PlotColours, hot: int = -1) -> None:
        below = letters().height() + 4
        floor = area.bottom() - below
        painter.setPen(QPen(colours.axis, 1))
        painter.drawLine(QPointF(area.left(), floor), QPointF(area.right(), floor))
        tallest = max((one.value for one in self.bins), default=0) or 1
        places = self.marks(area)
        for number, (one, place) in enumerate(zip(self.bins, places, strict=True)):
            height = max(one.value, 0) / tallest * (floor - area.top())
            width = place.width() * WIDTH_SHARE
            colour = colours.marked if number == self.marked else colours.pale
            painter.setPen(QPen(colours.accent, 1) if colours.outlined else Qt.PenStyle.NoPen)
            painter.setBrush(colours.hot if number == hot else colour)
            painter.drawRoundedRect(QRectF(place.center().x() - width / 2, floor - height, width, height), ROUND, ROUND)
        self._draw_labels(painter, QRectF(area.left(), floor + 4, area.width(), below - 4), places, colours)

    def _draw_labels(self, painter: QPainter, room: QRectF, places: Sequence[QRectF], colours: PlotColours) -> None:
        if not self.bins:
            return
        ends = dict.fromkeys((0, len(self.bins) - 1))
        if self.marked is None:
            labels = [self.bins[number].label for number in ends]
            draw_labels(painter, room, labels, [places[number].center().x() for number in ends], colours)
            return
        said = self.bins[self.marked].label
        width = letters().horizontalAdvance(said) * 1.1
        left = max(room.left(), min(places[self.marked].center().x() - width / 2, room.right() - width))
        painter.setFont(font(TEXT_CHIP, SEMIBOLD))
        painter.setPen(colours.marked)
        painter.drawText(
            QRectF(left, room.top(), width, room.height()), int(Qt.AlignmentFlag.AlignHCenter | MIDDLE), said
        )
        for free in (
            QRectF(room.left(), room.top(), left - room.left() - 8, room.height()),
            QRectF(left + width + 8, room.top(), room.right() - left - width - 8, room.height()),
        ):
            number = 0 if free.left() == room.left() else len(self.bins) - 1
            label = self.bins[number].label
            if number != self.marked and letters().horizontalAdvance(label) <= free.width():
                draw_labels(painter, free, [label], [places[number].center().x()], colours)
