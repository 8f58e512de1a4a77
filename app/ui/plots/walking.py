"""From one value of a chart to the one beside it, by the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent

ASIDE = 3.0  # how much worse a way to the side is than one straight on

# (how far straight on, how far aside) of a way from one centre to another
STEPS: dict[int, Callable[[QPointF], tuple[float, float]] | None] = {
    Qt.Key.Key_Left: lambda way: (-way.x(), abs(way.y())),
    Qt.Key.Key_Right: lambda way: (way.x(), abs(way.y())),
    Qt.Key.Key_Up: lambda way: (-way.y(), abs(way.x())),
    Qt.Key.Key_Down: lambda way: (way.y(), abs(way.x())),
    Qt.Key.Key_Home: None,
    Qt.Key.Key_End: None,
}


def next_mark(marks: Sequence[QRectF], here: int, event: QKeyEvent) -> int:
    """The value that a key leads to from `here` (-1: from none); -1 where there is none on that side."""
    if not marks:
        return -1
    ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(marks) - 1}
    if event.key() in ends:
        return ends[Qt.Key(event.key())]
    if not 0 <= here < len(marks):
        return {Qt.Key.Key_Left: len(marks) - 1, Qt.Key.Key_Right: 0}.get(Qt.Key(event.key()), -1)
    measure = STEPS[event.key()]
    assert measure is not None
    ways = ((measure(mark.center() - marks[here].center()), number) for number, mark in enumerate(marks))
    ahead = [(on + ASIDE * aside, number) for (on, aside), number in ways if on > 0.5]
    return min(ahead, default=(0.0, -1))[1]
