"""Paints the calendar: the days, and what stands in them."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter

from app.i18n import number_text, time_text
from app.models.enums import ReminderKind
from app.services.tasks.save import IMPORTANT, URGENT
from app.ui.tasks.calendar.brush import Shown
from app.ui.tasks.calendar.day_painter import DayPainter
from app.ui.tasks.calendar.entries import Entry, What
from app.ui.tasks.calendar.grid import Grid, Measures
from app.ui.tasks.calendar.words import coming_text, dates_text, more_text
from app.ui.tasks.words import is_late
from app.ui.widgets.phone import phone_text
from app.ui.widgets.two_lines import two_lines
from app.wording.tasks import KIND_ICONS

GAP = 5
KEPT = 4_000  # texts cut into two lines
_BARS = {IMPORTANT: "warn", URGENT: "bad"}
_GROUNDS = {True: "accent_soft", False: "neutral_soft"}  # of a task that is chosen, or not


class CalendarPainter(DayPainter):
    """Paints `grid` as far as it is on the screen; made anew with the theme."""

    def __init__(self, measures: Measures, off: frozenset[int]) -> None:
        super().__init__(measures, off)
        self._cut: dict[tuple[str, int], tuple[str, str]] = {}

    def height(self, entry: Entry, width: int) -> int:
        """Height of an entry in a week: a task has its title on two lines, and its client below."""
        if entry.task is None:
            return self._measures.line
        second = self._two_lines(entry, width)[1]
        lines = 1 + bool(second) + bool(entry.task.client) + (entry.task.due_time is not None)
        return lines * self._measures.text_line + 8

    def paint(self, painter: QPainter, grid: Grid, scrolled: int, month: int | None, shown: Shown) -> None:
        """All of it; `month` is the one whose days are not pale."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        screen = QRect(0, scrolled, grid.size.width(), grid.size.height())
        painter.translate(0, -scrolled)
        for number, day in enumerate(grid.days):
            if grid.cell(number).intersects(screen):
                self._ground(painter, grid.cell(number), day, month, number == shown.target)
        for row, entry in enumerate(grid.entries):
            area = grid.areas[row]
            if entry.what is not What.DAY and area.intersects(screen):
                self._entry(painter, area, entry, row, shown, grid.mode)
            elif entry.what is What.DAY and grid.mode == "month" and area.intersects(screen):
                self._month_day(painter, area, entry.day, month, row, shown)
        painter.translate(0, scrolled)
        self._heads(painter, grid, shown)

    def _entry(self, painter: QPainter, area: QRect, entry: Entry, row: int, shown: Shown, mode: str) -> None:
        if entry.task is not None:
            self._task(painter, area, entry, row, shown, mode)
        elif entry.coming is not None:
            self._quiet(painter, area, "repeat", coming_text(entry.coming), "text_3")
            self._frame(painter, area.adjusted(0, 0, -1, -1), "line_strong", 1, dashed=True)
        elif entry.what is What.DATES:
            self._dates(painter, area, entry)
        else:
            self._quiet(painter, area, "", more_text(entry.count), "text" if row == shown.hovered else "text_2")
        if row == shown.current and shown.focused:
            self._frame(painter, area.adjusted(0, 0, -1, -1), "accent", 2)

    def _dates(self, painter: QPainter, area: QRect, entry: Entry) -> None:
        """Quiet: no ground of its own. How many more there are stands at the right, and is never cut."""
        text, more = dates_text(entry)
        if area.width() < self._measures.few:
            text, more = number_text(entry.count), ""
        sign = "cake" if entry.dates[0].kind is ReminderKind.BIRTHDAY else "heart"
        wide = self._measures.strong_metrics.horizontalAdvance(more) + GAP if more else 0
        self._text(
            painter, QRect(area.right() - wide, area.top(), wide, area.height()), more, self._measures.strong, "plum"
        )
        self._quiet(painter, area.adjusted(0, 0, -wide, 0), sign, text, "plum")

    def _task(self, painter: QPainter, area: QRect, entry: Entry, row: int, shown: Shown, mode: str) -> None:
        """On a ground of its own, so that it looks as if it could be taken; red when it is overdue."""
        assert entry.task is not None
        task, late = entry.task, is_late(entry.task, shown.now)
        ticked, chosen = task.id in shown.ticked, row == shown.current and shown.focused
        self._fill(painter, area, "accent_soft" if ticked else "bad_soft" if late else _GROUNDS[chosen])
        if row == shown.hovered:
            self._frame(painter, area.adjusted(0, 0, -1, -1), "line_strong", 1)
        bar = _BARS.get(task.priority)
        if bar is not None and task.done_at is None:
            painter.fillRect(
                QRect(area.left(), area.top() + 3, 3, area.height() - 6), QColor(getattr(self._theme, bar))
            )
        sign = "check" if ticked or task.done_at is not None else KIND_ICONS[task.kind]
        tone = "accent" if ticked else "text_2"
        if mode == "week":
            self._card(painter, area, entry, sign, tone, below="text" if late else "text_2")
        else:
            at = "" if task.due_time is None else time_text(task.due_time)
            self._quiet(painter, area, sign, task.title, "text", at=at, tone=tone, struck=task.done_at is not None)

    def _card(self, painter: QPainter, area: QRect, entry: Entry, sign: str, tone: str, below: str) -> None:
        """A task of a week: its time, its title on two lines, its client in the tone of `below`."""
        assert entry.task is not None
        measures, task = self._measures, entry.task
        taken = 2 * GAP + measures.sign
        line = QRect(area.left() + taken + 1, area.top() + 4, area.width() - taken - GAP, measures.text_line)
        self._sign(painter, QRect(area.left() + GAP + 1, line.top(), self._measures.sign, line.height()), sign, tone)
        if task.due_time is not None:
            self._text(painter, line, time_text(task.due_time), measures.strong, "text")
            line.translate(0, measures.text_line)
        plain = _struck(measures.small) if task.done_at is not None else measures.small
        for text in filter(None, self._two_lines(entry, area.width())):
            self._text(painter, line, text, plain, "text")
            line.translate(0, measures.text_line)
        if task.client:
            self._text(painter, line, phone_text(task.client), measures.small, below)

    def _quiet(
        self,
        painter: QPainter,
        area: QRect,
        sign: str,
        text: str,
        role: str,
        *,
        at: str = "",
        tone: str = "",
        struck: bool = False,
    ) -> None:
        """One line: an icon, a time, a text."""
        line = area.adjusted(GAP + 1, 0, -GAP, 0)
        if sign:
            self._sign(painter, QRect(line.left(), line.top(), self._measures.sign, line.height()), sign, tone or role)
            line.adjust(self._measures.sign + GAP, 0, 0, 0)
        if at:
            line.adjust(self._text(painter, line, at, self._measures.strong, role) + GAP, 0, 0, 0)
        shown = self._measures.small
        self._text(painter, line, text, _struck(shown) if struck else shown, role)

    def _two_lines(self, entry: Entry, width: int) -> tuple[str, str]:
        assert entry.task is not None
        key = (entry.task.title, width)
        known = self._cut.get(key)
        if known is None:
            if len(self._cut) > KEPT:
                self._cut.clear()
            text, room = " ".join(entry.task.title.split()), width - 3 * GAP - self._measures.sign
            known = self._cut[key] = two_lines(text, self._measures.small, self._measures.small_metrics, room)
        return known


def _struck(shown: QFont) -> QFont:
    """The font of what is done."""
    made = QFont(shown)
    made.setStrikeOut(True)
    return made
