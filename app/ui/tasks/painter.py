"""Paints the list of tasks: headings of days, and rows with a circle to tick, the title with chips, and when."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.i18n import _, number_text
from app.models.enums import TaskKind
from app.ui.tasks.model import TaskModel
from app.ui.tasks.words import DOT, Chip, RowWords
from app.ui.theme import font, pixmap, scaled, tall, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE, TEXT_CHIP, TEXT_SMALL
from app.wording.tasks import KIND_ICONS

if TYPE_CHECKING:
    from app.services.tasks.listing import DayGroup, TaskRow

TASK_HEIGHT, HEADING_HEIGHT = 54, 37
LEFT = 14
CIRCLE = 18  # px, the circle to tick
SIGN = 16  # px, the icons
LINE = 19  # px of text, at its usual size, as the heights above


class TaskPainter(QStyledItemDelegate):
    """`words(task)` says what stands in a row, `head(group)` what in a heading. `current` is the row that the keys act
    on, `marked` whether they do now, `kept_free` px on its right belong to its buttons. The client's name of the rows
    painted last is in `names`, for a click on it."""

    def __init__(
        self,
        model: TaskModel,
        words: Callable[[TaskRow], RowWords],
        head: Callable[[DayGroup], tuple[str, str]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._words, self._head = model, words, head
        self.current, self.marked, self.kept_free = -1, False, 0
        self.names: dict[int, QRect] = {}
        self._plain, self._bold = font(), font(weight=SEMIBOLD)
        self._small, self._chip = font(TEXT_SMALL), font(TEXT_CHIP, SEMIBOLD)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, tall(TASK_HEIGHT, 2))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, area = index.row(), QRect(option.rect)  # type: ignore[attr-defined]
        group = self._model.group_at(row)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if group is not None:
            self._heading(painter, area, self._head(group), group.count, late=group.day is None)
        else:
            self._task(painter, area, row)
        painter.setPen(QColor(tokens().line if group is not None else tokens().line_row))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, words: tuple[str, str], count: int, *, late: bool) -> None:
        title, day = words
        painter.fillRect(area, QColor(tokens().surface_2))
        line = area.adjusted(LEFT, 0, -LEFT, 0)
        used = self._text(painter, line, number_text(count), self._bold, "text_2", right=True)
        line.setRight(line.right() - used)
        used = self._text(painter, line, title, self._bold, "bad" if late else "text")
        line.setLeft(line.left() + used)
        self._text(painter, line, day, self._plain, "text_3")
        if late:  # all of them are moved or done at once most often
            self._text(painter, line.adjusted(GAP, 0, -GAP, 0), _("Choose them"), self._bold, "accent", right=True)

    def _task(self, painter: QPainter, area: QRect, row: int) -> None:
        self.names.pop(row, None)
        task = self._model.task_at(row)
        if task is None:
            return
        theme, chosen = tokens(), row == self.current
        ticked = not self._model.ticks.is_empty() and task.id in self._model.ticks
        if chosen or ticked:
            painter.fillRect(area, QColor(theme.accent_soft))
        if chosen and self.marked:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height() - 1), QColor(theme.accent))
        done, choosing = task.done_at is not None, not self._model.ticks.is_empty()
        side, size = scaled(CIRCLE), scaled(SIGN)
        box = QRect(area.left() + LEFT, area.top() + (area.height() - side) // 2, side, side)
        _draw_box(painter, box, full=ticked if choosing else done, square=choosing)
        sign = _sign(KIND_ICONS[TaskKind(task.kind)], theme.text_3, painter.device().devicePixelRatioF())
        painter.drawPixmap(box.right() + 1 + GAP_WIDE, area.top() + (area.height() - size) // 2, sign)
        self._words_of(painter, area, row, self._words(task), done=done, free=self.kept_free if chosen else 0)

    def _words_of(self, painter: QPainter, area: QRect, row: int, words: RowWords, *, done: bool, free: int) -> None:
        left = LEFT + scaled(CIRCLE) + GAP_WIDE + scaled(SIGN) + GAP_WIDE
        inner = area.adjusted(left, 0, -LEFT - free, 0)
        used = self._chip_at(painter, inner.right(), area.center().y(), words.when, right=True)
        inner.setRight(inner.right() - used)
        below = [words.client, words.repeats, words.more]
        two = any(below)
        high = tall(LINE)
        top = area.top() + (area.height() - (2 if two else 1) * high) // 2
        first = QRect(inner.left(), top, inner.width(), high)
        second = first.translated(0, high)
        chips = sum(self._wide(chip) for chip in words.chips)
        title = first.adjusted(0, 0, -chips, 0)
        x = title.left() + self._text(painter, title, words.title, self._bold, "text_3" if done else "text")
        for chip in words.chips:
            x += self._chip_at(painter, x, first.center().y(), chip)
        self._below(painter, second, row, words)

    def _below(self, painter: QPainter, line: QRect, row: int, words: RowWords) -> None:
        """The client, who is a link, then how it repeats, then the rest."""
        if words.client:
            used = self._text(painter, line, words.client, self._plain, "accent", gap=0)
            self.names[row] = QRect(line.left(), line.top(), used, line.height())
            line = line.adjusted(used, 0, 0, 0)
        rest = DOT.join(filter(None, (words.repeats, words.more)))
        dot = DOT if words.client and rest else ""
        if words.repeats:
            line = line.adjusted(self._text(painter, line, dot, self._plain, "text_2", gap=0), 0, 0, 0)
            sign = _sign("repeat", tokens().text_3, painter.device().devicePixelRatioF())
            size = scaled(SIGN)
            if line.width() > 3 * size:
                painter.drawPixmap(line.left(), line.top() + (line.height() - size) // 2, sign)
            line, dot = line.adjusted(size + GAP_SMALL, 0, 0, 0), ""
        self._text(painter, line, dot + rest, self._plain, "text_2")

    def _text(
        self, painter: QPainter, line: QRect, text: str, shown: QFont, tone: str, *, right: bool = False, gap: int = GAP
    ) -> int:
        """Write one line, cut where it does not fit; the width that it takes, with a gap."""
        if not text or line.width() <= 0:
            return 0
        painter.setFont(shown)
        painter.setPen(QColor(getattr(tokens(), tone)))
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), cut)
        return metrics.horizontalAdvance(cut) + gap

    def _wide(self, chip: Chip) -> int:
        return QFontMetrics(self._chip).horizontalAdvance(chip[0]) + 2 * GAP + GAP if chip[0] else 0

    def _chip_at(self, painter: QPainter, x: int, middle: int, chip: Chip, *, right: bool = False) -> int:
        """Paint a chip from `x` on, or up to it; the width that it takes with a gap."""
        text, tone = chip
        if not text:
            return 0
        theme, wide = tokens(), self._wide(chip) - GAP
        high = tall(LINE) - 1
        area = QRect(x - wide if right else x, middle - high // 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme, f"{tone}_soft")))
        painter.drawRoundedRect(area, high / 2, high / 2)
        painter.setFont(self._chip)
        painter.setPen(QColor(theme.text_2 if tone == "neutral" else getattr(theme, tone)))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter.value, text)
        return wide + GAP


def _draw_box(painter: QPainter, area: QRect, *, full: bool, square: bool) -> None:
    """A circle that says done, or a box that says chosen."""
    theme = tokens()
    painter.setPen(QPen(QColor(theme.accent if full else theme.text_3), 1.3))
    painter.setBrush(QColor(theme.accent if full else theme.surface))
    round_by = 4.0 if square else area.width() / 2
    painter.drawRoundedRect(area.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)
    if full:
        inner = area.width() * 2 // 3
        sign = _sign("check", theme.on_accent, painter.device().devicePixelRatioF(), inner)
        painter.drawPixmap(area.left() + (area.width() - inner) // 2, area.top() + (area.height() - inner) // 2, sign)


def tick_room() -> int:
    """A click up to here, from the left, ticks; in px."""
    return LEFT + scaled(CIRCLE) + GAP_SMALL


def _sign(name: str, colour: str, ratio: float, size: int = 0) -> QPixmap:
    return _drawn(name, colour, ratio, size or scaled(SIGN))


@cache
def _drawn(name: str, colour: str, ratio: float, size: int) -> QPixmap:
    return pixmap(name, colour, size, ratio)
