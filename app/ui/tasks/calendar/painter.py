"""Paints the calendar: the grounds of the days, their heads, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from app.i18n import number_text, time_text, weekday_short
from app.models.enums import ReminderKind
from app.services.tasks.save import IMPORTANT, URGENT
from app.ui.tasks.calendar.entries import Entry, What
from app.ui.tasks.calendar.grid import PAD, WEEK, Grid, Measures
from app.ui.tasks.calendar.words import coming_text, dates_text, more_text
from app.ui.theme import pixmap, tokens
from app.ui.widgets.phone import phone_text
from app.ui.widgets.two_lines import two_lines
from app.wording.tasks import KIND_ICONS

SIGN = 12  # px, the icon before an entry
RADIUS = 5
GAP = 5
KEPT = 4_000  # texts cut into two lines
_BARS = {IMPORTANT: "warn", URGENT: "bad"}
_GROUNDS = {True: "accent_soft", False: "neutral_soft"}  # of a task that is chosen, or not
ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@dataclass
class Shown:
    """What is lit up: the chosen row where the keys act, the row and the day under the mouse, ticked tasks, and the day
    on which something would be dropped."""

    now: datetime
    current: int = -1
    focused: bool = False
    hovered: int = -1
    target: int = -1
    ticked: frozenset[int] = frozenset()


class CalendarPainter:
    """Paints `grid` as far as it is on the screen; made anew with the theme."""

    def __init__(self, measures: Measures, off: frozenset[int]) -> None:
        self._measures, self._off = measures, off  # weekdays on which the shop does not work, Monday is 0
        self._theme = tokens()
        self._cut: dict[tuple[str, int], tuple[str, str]] = {}
        self._signs: dict[tuple[str, str, float], QPixmap] = {}

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

    def _ground(self, painter: QPainter, cell: QRect, day: date, month: int | None, target: bool) -> None:
        theme = self._theme
        aside = day.weekday() in self._off or (month is not None and day.month != month)
        painter.fillRect(cell, QColor(theme.window if aside else theme.surface))
        painter.fillRect(QRect(cell.right(), cell.top(), 1, cell.height()), QColor(theme.line))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), QColor(theme.line))
        if target:
            painter.fillRect(cell.adjusted(0, 0, -1, -1), QColor(theme.accent_soft))
            self._frame(painter, cell.adjusted(1, 1, -2, -2), "accent", 2)

    def _heads(self, painter: QPainter, grid: Grid, shown: Shown) -> None:
        """The names of the weekdays; of a week with their numbers."""
        theme, measures = self._theme, self._measures
        painter.fillRect(QRect(0, 0, grid.size.width(), grid.top), QColor(theme.surface_2))
        painter.fillRect(QRect(0, grid.top - 1, grid.size.width(), 1), QColor(theme.line))
        for number in range(WEEK):
            day, cell = grid.first + timedelta(days=number), grid.cell(number)
            name = QRect(cell.left() + PAD + 4, 0, cell.width() - 2 * PAD, measures.weekdays)
            painter.setFont(measures.head)
            painter.setPen(QColor(theme.text_3 if day.weekday() in self._off else theme.text_2))
            painter.drawText(name, ONE_LINE, weekday_short(day.weekday()))
            if grid.mode == "week":
                area = QRect(cell.left(), measures.weekdays - 4, cell.width(), measures.number)
                self._number(painter, area, day, shown, pale=day.weekday() in self._off)
                row = grid.starts[number]
                if row != shown.hovered:
                    self._count(painter, area, grid.entries[row].count)
                self._mark_day(painter, QRect(cell.left(), 0, cell.width(), grid.top), row, shown)

    def _count(self, painter: QPainter, area: QRect, count: int) -> None:
        """How many tasks a day of a week has, at the right of its head."""
        if count:
            painter.setFont(self._measures.small)
            painter.setPen(QColor(self._theme.text_3))
            right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(area.adjusted(0, 0, -2 * PAD, 0), right, number_text(count))

    def _month_day(self, painter: QPainter, area: QRect, day: date, month: int | None, row: int, shown: Shown) -> None:
        self._number(painter, area, day, shown, pale=day.month != month or day.weekday() in self._off)
        self._mark_day(painter, area, row, shown)

    def _mark_day(self, painter: QPainter, area: QRect, row: int, shown: Shown) -> None:
        """The day is chosen, or the mouse is over it: then a plus on the right adds a task."""
        if row == shown.current and shown.focused:
            self._frame(painter, area.adjusted(2, 2, -3, -3), "accent", 2)
        if row == shown.hovered:
            self._sign(painter, self.plus_of(area), "plus", "text_2")

    def plus_of(self, area: QRect) -> QRect:
        """Where the plus of a day's head is."""
        side = self._measures.plus
        return QRect(area.right() - side, area.bottom() - side - 1, side, side)

    def _number(self, painter: QPainter, area: QRect, day: date, shown: Shown, *, pale: bool) -> None:
        """The number of a day; of today in a disc, of the first with the month."""
        theme, today = self._theme, shown.now.date()
        painter.setFont(self._measures.bold if day == today else self._measures.plain)
        text, wide = str(day.day), QFontMetrics(self._measures.bold).height() + 4
        disc = QRect(area.left() + PAD + 1, area.center().y() - wide // 2 + 1, wide, wide)
        if day == today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(disc)
            painter.setPen(QColor(theme.on_accent))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), text)
            return
        painter.setPen(QColor(theme.text_3 if pale else theme.text))
        painter.drawText(area.adjusted(PAD + 4, 0, 0, 0), ONE_LINE, text)

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
        sign = "cake" if entry.dates[0].kind is ReminderKind.BIRTHDAY else "heart"
        wide = self._measures.strong_metrics.horizontalAdvance(more) + GAP if more else 0
        self._text(
            painter, QRect(area.right() - wide, area.top(), wide, area.height()), more, self._measures.strong, "plum"
        )
        self._quiet(painter, area.adjusted(0, 0, -wide, 0), sign, text, "plum")

    def _task(self, painter: QPainter, area: QRect, entry: Entry, row: int, shown: Shown, mode: str) -> None:
        """On a ground of its own, so that it looks as if it could be taken; red when it is overdue."""
        assert entry.task is not None
        task, today = entry.task, shown.now.date()
        late = task.done_at is None and task.due_day < today
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
        line = QRect(
            area.left() + 2 * GAP + SIGN + 1, area.top() + 4, area.width() - 3 * GAP - SIGN, measures.text_line
        )
        self._sign(painter, QRect(area.left() + GAP + 1, line.top(), SIGN, line.height()), sign, tone)
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
            self._sign(painter, QRect(line.left(), line.top(), SIGN, line.height()), sign, tone or role)
            line.adjust(SIGN + GAP, 0, 0, 0)
        if at:
            line.adjust(self._text(painter, line, at, self._measures.strong, role) + GAP, 0, 0, 0)
        shown = self._measures.small
        self._text(painter, line, text, _struck(shown) if struck else shown, role)

    def _text(self, painter: QPainter, line: QRect, text: str, shown: QFont, role: str) -> int:
        """Write a line, cut where it does not fit; its width."""
        painter.setFont(shown)
        painter.setPen(QColor(getattr(self._theme, role)))
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, ONE_LINE, cut)
        return metrics.horizontalAdvance(cut)

    def _sign(self, painter: QPainter, area: QRect, name: str, role: str) -> None:
        ratio = painter.device().devicePixelRatio()
        key = (name, role, ratio)
        if key not in self._signs:
            self._signs[key] = pixmap(name, getattr(self._theme, role), SIGN, ratio)
        painter.drawPixmap(area.center() - QPoint(SIGN // 2 - 1, SIGN // 2 - 1), self._signs[key])

    def _fill(self, painter: QPainter, area: QRect, role: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme, role)))
        painter.drawRoundedRect(area, RADIUS, RADIUS)

    def _frame(self, painter: QPainter, area: QRect, role: str, wide: int, *, dashed: bool = False) -> None:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(getattr(self._theme, role)), wide, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, RADIUS, RADIUS)

    def _two_lines(self, entry: Entry, width: int) -> tuple[str, str]:
        assert entry.task is not None
        key = (entry.task.title, width)
        known = self._cut.get(key)
        if known is None:
            if len(self._cut) > KEPT:
                self._cut.clear()
            text, room = " ".join(entry.task.title.split()), width - 3 * GAP - SIGN
            known = self._cut[key] = two_lines(text, self._measures.small, self._measures.small_metrics, room)
        return known


def _struck(shown: QFont) -> QFont:
    """The font of what is done."""
    made = QFont(shown)
    made.setStrikeOut(True)
    return made
