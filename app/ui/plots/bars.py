"""Bars of one or several parts on each other, with a line over them where one belongs there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.i18n import _
from app.ui.plots.axis import (
    MIDDLE,
    Scale,
    Worded,
    draw_grid,
    draw_key,
    draw_labels,
    gutter,
    letters,
    round_steps,
    runs,
    slots,
)
from app.ui.plots.colours import PlotColours
from app.ui.plots.plot import HEIGHT, Plot
from app.ui.theme import font
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT_CHIP

WIDTH_SHARE, WIDEST = 0.62, 44.0
ROUND = 2.0
BAND = 0.24  # share of the height that the line has to itself, above the bars
LEAST_SPAN = 0.2  # of the line's values from the lowest to the highest: small changes stay small


@dataclass(frozen=True)
class Bar:
    """What stands below it, the values of its parts from below (None: no data), its exact figures in words."""

    label: str
    parts: tuple[float | None, ...]
    tip: str


@dataclass(frozen=True)
class Over:
    """A line above the bars, a point for each bar: its name, the points (None: no data), a point in words."""

    name: str
    points: tuple[float | None, ...]
    worded: Worded


class Bars(Plot):
    """`names` of the parts, from below; the first is the one that matters. `worded`: values for the grid, short.

    `marked`: a bar that stands out. `sentence`: the whole in words; without it, the first, the last and the highest.
    """

    def __init__(
        self,
        title: str,
        bars: Sequence[Bar],
        names: Sequence[str] = (),
        line: Over | None = None,
        worded: Worded | None = None,
        marked: int | None = None,
        sentence: str = "",
        height: int = HEIGHT,
    ) -> None:
        super().__init__(title, height)
        self.bars, self._names, self._line = tuple(bars), tuple(names), line
        self._worded, self._marked, self._sentence = worded, marked, sentence
        ups = [sum(part for part in bar.parts if part and part > 0) for bar in self.bars]
        downs = [sum(part for part in bar.parts if part and part < 0) for bar in self.bars]
        self._low, self._high = min(downs, default=0.0), max(ups, default=0.0)
        self._steps = round_steps(self._low, self._high)

    def marks(self, area: QRectF) -> list[QRectF]:
        return slots(self._inner(area), len(self.bars))

    def tip(self, number: int) -> str:
        return self.bars[number].tip

    def summary(self) -> str:
        if self._sentence or not self.bars:
            return self._sentence
        if len(self.bars) == 1:
            return self._said(self.bars[0])
        highest = max(self.bars, key=_total)
        first, last, most = (self._said(bar) for bar in (self.bars[0], self.bars[-1], highest))
        return _("First: {first}; last: {last}; the highest: {most}").format(first=first, last=last, most=most)

    def _said(self, bar: Bar) -> str:
        """A bar in a few words."""
        if self._worded is None:
            return bar.tip.replace("\n", ", ")
        return f"{bar.label} {self._worded(_total(bar))}"

    def draw(self, painter: QPainter, area: QRectF, colours: PlotColours, hot: int = -1) -> None:
        inner = self._inner(area)
        if self._has_key():
            keys = [(name, self._colour(n, colours), False) for n, name in enumerate(self._names)]
            keys += [(self._line.name, colours.marked, True)] if self._line else []
            draw_key(painter, QRectF(area.left(), area.top(), area.width(), letters().height()), keys, colours)
        band = inner.height() * BAND if self._line else 0.0
        scale = Scale(self._low, self._high, inner.bottom(), inner.top() + band)
        draw_grid(painter, inner, scale, self._steps, self._worded, colours)
        places = self.marks(area)
        for number, place in enumerate(places):
            self._draw_bar(painter, number, place, scale, colours, number == hot)
        if self._line:
            room = QRectF(inner.left(), inner.top(), inner.width(), band - 6)
            draw_over(painter, self._line, [place.center().x() for place in places], room, colours)
        below = QRectF(inner.left(), inner.bottom() + 4, inner.width(), letters().height())
        draw_labels(painter, below, [bar.label for bar in self.bars], [one.center().x() for one in places], colours)

    def _has_key(self) -> bool:
        return len(self._names) > 1 or self._line is not None

    def _inner(self, area: QRectF) -> QRectF:
        """The bars alone, without key, words of the grid and labels."""
        line = letters().height()
        top = line + 8 if self._has_key() else 4
        return area.adjusted(gutter(self._steps, self._worded), top, 0, -(line + 4))

    def _colour(self, part: int, colours: PlotColours) -> QColor:
        return (colours.accent, colours.tint, colours.axis, *colours.series[2:])[part]

    def _draw_bar(
        self, painter: QPainter, number: int, place: QRectF, scale: Scale, colours: PlotColours, hot: bool
    ) -> None:
        width = min(place.width() * WIDTH_SHARE, WIDEST)
        up = down = 0.0
        for part, value in enumerate(self.bars[number].parts):
            if not value:
                continue
            start = up if value > 0 else down
            above, under = scale.y(max(start, start + value)), scale.y(min(start, start + value))
            gap = 1.0 if start and under - above > 2 else 0.0
            colour = self._colour(part, colours)
            if part == 0:
                colour = colours.marked if number == self._marked else colours.hot if hot else colour
            painter.setPen(QPen(colours.accent, 1) if colours.outlined else Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            box = QRectF(place.center().x() - width / 2, above, width, under - above - gap)
            painter.drawRoundedRect(box, ROUND, ROUND)
            up, down = (start + value, down) if value > 0 else (up, start + value)
        if hot:
            painter.setPen(QPen(colours.axis, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 0, -1, 0), ROUND, ROUND)


def _total(bar: Bar) -> float:
    return sum(part or 0 for part in bar.parts)


def draw_over(painter: QPainter, line: Over, centres: Sequence[float], room: QRectF, colours: PlotColours) -> None:
    """The line within its own band, its first and last value in words; a gap where there is no data."""
    known = [(x, value) for x, value in zip(centres, line.points, strict=True) if value is not None]
    if not known:
        return
    values = [value for _x, value in known]
    spare = max(0.0, LEAST_SPAN - (max(values) - min(values))) / 2
    scale = Scale(min(values) - spare, max(values) + spare, room.bottom(), room.top() + letters().height())
    painter.setPen(QPen(colours.marked, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for run in runs(centres, line.points, scale):
        painter.drawPolyline(run)
    painter.setFont(font(TEXT_CHIP, SEMIBOLD))
    places = [QPointF(x, scale.y(value)) for x, value in known]
    _draw_end(painter, line.worded(values[0]), places[0], places[1:2], room)
    if len(places) > 1:
        _draw_end(painter, line.worded(values[-1]), places[-1], places[-2:-1], room)


def _draw_end(painter: QPainter, said: str, end: QPointF, beside: Sequence[QPointF], room: QRectF) -> None:
    """The words of an end of the line, above it: also above where the line goes on under them."""
    width, height = letters().horizontalAdvance(said) * 1.1, letters().height()
    highest = end.y()
    for place in beside:
        part = min(width / abs(place.x() - end.x()), 1.0)
        highest = min(highest, end.y() + (place.y() - end.y()) * part)
    left = max(room.left(), min(end.x() - width / 2, room.right() - width))
    above = QRectF(left, highest - height - 3, width, height)
    painter.drawText(above, int(Qt.AlignmentFlag.AlignHCenter | MIDDLE), said)
