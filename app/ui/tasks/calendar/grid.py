"""Where everything stands in the calendar: the days in rows of seven, and the entries in their days. In px, from the
top of the content; heights follow the size of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics

from app.ui.tasks.calendar.entries import Entry, What
from app.ui.theme import font
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.size import scaled
from app.ui.theme.tokens import TEXT, TEXT_CHIP, TEXT_SMALL

WEEK = 7
SIGN = 12  # the icon before an entry
PAD = 4  # around the entries of a day
BETWEEN = 2
LEAST_LINES = 2  # a day of a month is never lower; a low window scrolls


class Measures:
    """Heights of the parts, by the fonts of this moment."""

    def __init__(self) -> None:
        self.small, self.plain, self.bold = font(TEXT_SMALL), font(TEXT), font(TEXT, SEMIBOLD)
        self.head, self.strong = font(TEXT_CHIP, SEMIBOLD), font(TEXT_SMALL, SEMIBOLD)
        self.small_metrics, self.strong_metrics = QFontMetrics(self.small), QFontMetrics(self.strong)
        self.sign = scaled(SIGN)
        self.line = self.small_metrics.height() + 5  # an entry of one line
        self.text_line = self.small_metrics.height() + 1
        self.weekdays = QFontMetrics(self.head).height() + 12  # names of the weekdays above a month
        self.number = QFontMetrics(self.bold).height() + 8  # the head of a day of a month
        self.beside = QFontMetrics(self.bold).horizontalAdvance("30") + 3 * PAD + 2  # where dates begin in that head
        self.few = self.small_metrics.horizontalAdvance("m" * 8) + self.sign  # a name in less says nothing
        self.plus = self.number - 4  # a square at the right of a day's head
        self.pinned = self.weekdays + self.number + 2  # the head of a day of a week


@dataclass
class Grid:
    """The places of days and entries; `areas` are those of `entries`, `starts` is where each day begins in them."""

    mode: str
    first: date
    weeks: int
    size: QSize
    measures: Measures
    entries: list[Entry] = field(default_factory=list)
    areas: list[QRect] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    height: int = 0

    @property
    def days(self) -> list[date]:
        """Every day, in order."""
        return [self.first + timedelta(days=number) for number in range(self.weeks * WEEK)]

    @property
    def top(self) -> int:
        """Height of what stays above the days when they are scrolled."""
        return self.measures.weekdays if self.mode == "month" else self.measures.pinned

    @property
    def day_height(self) -> int:
        """Height of a day of a month."""
        measures = self.measures
        least = measures.number + LEAST_LINES * (measures.line + BETWEEN) + PAD
        return max(least, (self.size.height() - self.top) // self.weeks)

    @property
    def room(self) -> int:
        """How many lines a day of a month has below its number."""
        measures = self.measures
        return (self.day_height - measures.number - PAD + BETWEEN) // (measures.line + BETWEEN)

    def cell(self, number: int) -> QRect:
        """The place of a day, counted from the first; of a week below its head."""
        row, column = divmod(number, WEEK)
        left, right = (self.size.width() * place // WEEK for place in (column, column + 1))
        high = self.day_height if self.mode == "month" else max(self.height, self.size.height()) - self.top
        return QRect(left, self.top + row * high, right - left, high)

    def place(self, by_day: Sequence[Sequence[Entry]], high: Callable[[Entry, int], int]) -> None:
        """Lay the entries of every day out; `high(entry, width)` is the height of one in a week."""
        self.entries, self.areas, self.starts = [], [], []
        bottom = 0
        for number, entries in enumerate(by_day):
            self.starts.append(len(self.entries))
            below = self._place_day(self.cell(number), entries, high)
            bottom = max(bottom, below)
        self.starts.append(len(self.entries))
        self.height = self.top + self.weeks * self.day_height if self.mode == "month" else bottom + PAD

    def number_at(self, point: QPoint, scrolled: int) -> int | None:
        """The day under a point of the screen."""
        if not (0 <= point.x() < self.size.width() and point.y() >= 0):
            return None
        column = next(n for n in range(WEEK) if point.x() < self.size.width() * (n + 1) // WEEK)
        if self.mode == "week":
            return column
        row = (point.y() + scrolled - self.top) // self.day_height
        return row * WEEK + column if point.y() >= self.top and 0 <= row < self.weeks else None

    def rows_of(self, number: int) -> range:
        """The entries of a day."""
        return range(self.starts[number], self.starts[number + 1])

    def number_of(self, day: date) -> int | None:
        """Which day of the grid it is."""
        number = (day - self.first).days
        return number if 0 <= number < self.weeks * WEEK else None

    def _place_day(self, cell: QRect, entries: Sequence[Entry], high: Callable[[Entry, int], int]) -> int:
        month, measures = self.mode == "month", self.measures
        wide = cell.width() - 2 * PAD - 1
        top = cell.top() + (measures.number if month else PAD)
        for entry in entries:
            self.entries.append(entry)
            if entry.what is What.DAY:
                head = QRect(cell.left(), cell.top(), cell.width(), measures.number)
                self.areas.append(head if month else QRect(cell.left(), 0, cell.width(), self.top))
                continue
            if month and entry.what is What.DATES:
                beside, room = measures.beside, cell.width() - measures.beside - measures.plus
                self.areas.append(QRect(cell.left() + beside, cell.top() + 1, room, measures.number - 2))
                continue
            tall = measures.line if month else high(entry, wide)
            self.areas.append(QRect(cell.left() + PAD, top, wide, tall))
            top += tall + BETWEEN
        return top
