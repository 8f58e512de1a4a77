"""What charts of values along an axis share: round steps, a thin grid, labels that do not touch each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.ui.plots.colours import PlotColours
from app.ui.theme import font
from app.ui.theme.tokens import TEXT_CHIP

Worded = Callable[[float], str]
"""A value in words, short enough for an axis: "1.2 M ₽"."""

APART = 8.0  # px between two labels at least
MIDDLE = Qt.AlignmentFlag.AlignVCenter
KEY_SIZE, KEY_APART = 9.0, 14.0
ROUND_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0)


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high`, drawn from `floor` (below) to `ceiling` px."""

    low: float
    high: float
    floor: float
    ceiling: float

    def y(self, value: float) -> float:
        """Where a value is drawn."""
        return self.floor - (value - self.low) / ((self.high - self.low) or 1.0) * (self.floor - self.ceiling)


def letters() -> QFontMetricsF:
    """The measures of the letters on an axis; the same on paper."""
    return QFontMetricsF(font(TEXT_CHIP))


def round_steps(low: float, high: float, most: int = 4) -> list[float]:
    """At most `most` + 1 round values a step apart, none of them outside `low` to `high`: 0, 50, 100."""
    if high <= low:
        return [low]
    size = 10.0 ** floor(log10((high - low) / most))
    for factor in ROUND_STEPS:
        step = factor * size
        first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
        if last - first <= most:
            break
    return [number * step for number in range(first, last + 1)]


def slots(area: QRectF, count: int) -> list[QRectF]:
    """The area in `count` upright strips of one width."""
    width = area.width() / max(count, 1)
    return [QRectF(area.left() + width * n, area.top(), width, area.height()) for n in range(count)]


def gutter(steps: Sequence[float], worded: Worded | None) -> float:
    """The room in px that the words of the grid take on the left."""
    if worded is None:
        return 0.0
    return max(letters().horizontalAdvance(worded(step)) for step in steps) + 6


def draw_grid(
    painter: QPainter, area: QRectF, scale: Scale, steps: Sequence[float], worded: Worded | None, colours: PlotColours
) -> None:
    """A thin line for each step, its words left of `area`; the line of zero is stronger, and alone without words."""
    painter.setFont(font(TEXT_CHIP))
    tall = letters().height()
    for step in steps if worded else [0.0]:
        y = round(scale.y(step)) + 0.5
        painter.setPen(QPen(colours.axis if step == 0 else colours.grid, 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        if worded is not None:
            painter.setPen(colours.quiet)
            room = QRectF(area.left() - 200, y - tall / 2, 194, tall)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | MIDDLE), worded(step))


def draw_labels(
    painter: QPainter, bounds: QRectF, labels: Sequence[str], centres: Sequence[float], colours: PlotColours
) -> None:
    """Labels under the values, as many as fit side by side; the last one always, for it is what is read first."""
    painter.setFont(font(TEXT_CHIP))
    painter.setPen(colours.quiet)
    for number in fitting(labels, centres, bounds):
        left, width = _place(labels[number], centres[number], bounds)
        painter.drawText(QRectF(left, bounds.top(), width + 1, bounds.height()), int(MIDDLE), labels[number])


def fitting(labels: Sequence[str], centres: Sequence[float], bounds: QRectF) -> list[int]:
    """Which labels are drawn: every one, or every second, third ... counted from the last."""
    named = [number for number, label in enumerate(labels) if label]
    for every in range(1, len(named) + 1):
        taken = named[::-1][::every][::-1]
        places = [_place(labels[number], centres[number], bounds) for number in taken]
        if all(left + width + APART <= after for (left, width), (after, _w) in pairwise(places)):
            return taken
    return named[-1:]


def draw_key(painter: QPainter, bounds: QRectF, keys: Sequence[tuple[str, QColor, bool]], colours: PlotColours) -> None:
    """What the colours are, at the right end of a line: (name, colour, whether it is a line and not a square)."""
    painter.setFont(font(TEXT_CHIP))
    x, middle = bounds.right(), bounds.center().y()
    for name, colour, is_line in reversed(keys):
        width = letters().horizontalAdvance(name)
        x -= width
        painter.setPen(colours.quiet)
        painter.drawText(QRectF(x, bounds.top(), width + 1, bounds.height()), int(MIDDLE), name)
        x -= KEY_SIZE + 5
        if is_line:
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(x, middle), QPointF(x + KEY_SIZE, middle))
        else:
            painter.setPen(QPen(colours.accent, 1) if colours.outlined else Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(QRectF(x, middle - KEY_SIZE / 2, KEY_SIZE, KEY_SIZE))
        x -= KEY_APART


def runs(centres: Sequence[float], values: Sequence[float | None], scale: Scale) -> list[list[QPointF]]:
    """The points of a line, parted where there is no data."""
    made: list[list[QPointF]] = [[]]
    for x, value in zip(centres, values, strict=True):
        if value is not None:
            made[-1].append(QPointF(x, scale.y(value)))
        elif made[-1]:
            made.append([])
    return [run for run in made if run]


def _place(label: str, centre: float, bounds: QRectF) -> tuple[float, float]:
    """(left, width) of a label under `centre`, within the bounds."""
    width = letters().horizontalAdvance(label)
    return max(bounds.left(), min(centre - width / 2, bounds.right() - width)), width
