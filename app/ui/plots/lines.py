"""One or several lines over the same labels, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.i18n import _
from app.ui.plots.axis import MIDDLE, Scale, Worded, draw_grid, draw_labels, gutter, letters, round_steps, runs
from app.ui.plots.colours import PlotColours
from app.ui.plots.plot import HEIGHT, Plot
from app.ui.theme import font
from app.ui.theme.tokens import TEXT_CHIP

DOT, HOT_DOT = 2.5, 4.0
MOST_DOTS = 40  # values; more are a line without dots
DASHES = [4.0, 3.0]


@dataclass(frozen=True)
class Series:
    """A line: its name, a value for each label (None: no data, the line has a gap there), whether it is dashed."""

    name: str
    points: tuple[float | None, ...]
    dashed: bool = False


class Lines(Plot):
    """`labels` below and `tips` (exact figures in words) one for each place along the axis.

    `worded`: values for the grid, short; the axis begins at zero. `sentence`: the whole in words; without it, the first
    and the last tip.
    """

    def __init__(
        self,
        title: str,
        labels: Sequence[str],
        tips: Sequence[str],
        series: Sequence[Series],
        worded: Worded | None = None,
        sentence: str = "",
        height: int = HEIGHT,
    ) -> None:
        super().__init__(title, height)
        self._labels, self._tips, self.series = tuple(labels), tuple(tips), tuple(series)
        self._worded, self._sentence = worded, sentence
        known = [0.0, *(value for one in self.series for value in one.points if value is not None)]
        self._low, self._high = min(known), max(known)
        self._steps = round_steps(self._low, self._high)

    def marks(self, area: QRectF) -> list[QRectF]:
        """Strips around each place, from the middle between it and its neighbours."""
        inner, centres = self._inner(area), self._centres(area)
        half = (centres[1] - centres[0]) / 2 if len(centres) > 1 else inner.width() / 2
        return [QRectF(x - half, inner.top(), 2 * half, inner.height()).intersected(area) for x in centres]

    def tip(self, number: int) -> str:
        return self._tips[number]

    def summary(self) -> str:
        if self._sentence or not self._tips:
            return self._sentence
        first, last = (tip.replace("\n", ", ") for tip in (self._tips[0], self._tips[-1]))
        return _("First: {first}; last: {last}").format(first=first, last=last)

    def draw(self, painter: QPainter, area: QRectF, colours: PlotColours, hot: int = -1) -> None:
        inner, centres = self._inner(area), self._centres(area)
        scale = Scale(self._low, self._high, inner.bottom(), inner.top())
        draw_grid(painter, inner, scale, self._steps, self._worded, colours)
        for number, one in enumerate(self.series):
            self._draw_line(painter, one, centres, scale, self._colour(number, colours))
        if 0 <= hot < len(centres):
            self._draw_hot(painter, inner, centres[hot], hot, scale, colours)
        self._draw_names(painter, inner, scale, area, colours)
        below = QRectF(inner.left(), inner.bottom() + 4, inner.width(), letters().height())
        draw_labels(painter, below, self._labels, centres, colours)

    def _colour(self, number: int, colours: PlotColours) -> QColor:
        return colours.series[number % len(colours.series)]

    def _inner(self, area: QRectF) -> QRectF:
        """The lines alone, without words of the grid, names and labels."""
        line = letters().height()
        names = max((letters().horizontalAdvance(one.name) for one in self.series), default=0)
        right = names + 10 if names else 6
        return area.adjusted(gutter(self._steps, self._worded), line / 2, -min(right, area.width() / 3), -(line + 6))

    def _centres(self, area: QRectF) -> list[float]:
        inner = self._inner(area)
        count = len(self._labels)
        if count < 2:
            return [inner.center().x()] * count
        step = (inner.width() - 12) / (count - 1)
        return [inner.left() + 6 + step * n for n in range(count)]

    def _draw_line(
        self, painter: QPainter, one: Series, centres: Sequence[float], scale: Scale, colour: QColor
    ) -> None:
        pen = QPen(colour, 2)
        if one.dashed:
            pen.setDashPattern(DASHES)
        lines = runs(centres, one.points, scale)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in lines:
            painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for line in lines:
            if len(line) == 1 or len(one.points) <= MOST_DOTS:
                for place in line:
                    painter.drawEllipse(place, DOT, DOT)

    def _draw_hot(
        self, painter: QPainter, inner: QRectF, x: float, number: int, scale: Scale, colours: PlotColours
    ) -> None:
        painter.setPen(QPen(colours.axis, 1))
        painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        for place, one in enumerate(self.series):
            value = one.points[number]
            if value is not None:
                painter.setBrush(self._colour(place, colours))
                painter.drawEllipse(QPointF(x, scale.y(value)), HOT_DOT, HOT_DOT)

    def _draw_names(self, painter: QPainter, inner: QRectF, scale: Scale, area: QRectF, colours: PlotColours) -> None:
        """Each line's name beside its last value; names that would touch are pushed apart."""
        line = letters().height()
        ends = []
        for number, one in enumerate(self.series):
            known = [value for value in one.points if value is not None]
            if known and one.name:
                ends.append((scale.y(known[-1]), number))
        painter.setFont(font(TEXT_CHIP))
        lowest = area.top()
        for place, (y, number) in enumerate(sorted(ends)):
            waiting = len(ends) - place - 1
            top = min(max(y - line / 2, lowest), area.bottom() - line * (waiting + 1))
            lowest = top + line
            painter.setPen(self._colour(number, colours))
            room = QRectF(inner.right() + 4, top, area.right() - inner.right() - 4, line)
            name = letters().elidedText(self.series[number].name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(MIDDLE), name)
