"""Tasks are dragged from day to day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QPixmap,
)

from app.ui.tasks.calendar.model import dragged, dragged_data
from app.ui.tasks.calendar.plan_view import PlanView
from app.ui.theme import font, tokens
from app.ui.theme.fonts import SEMIBOLD
from app.ui.theme.tokens import TEXT_CHIP
from app.wording.tasks import tasks_count

PAD = 6


class DraggingView(PlanView):
    """Emits `moved(ids, day)`."""

    moved = Signal(object, object)

    def __init__(self, off: frozenset[int], now: datetime) -> None:
        super().__init__(off, now)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)

    def drag(self) -> None:
        """Drag the chosen tasks, as the current one looks."""
        ids = self.chosen_ids()
        if not ids:
            return
        area: QRect = self.visualRect(self.currentIndex())
        drag = QDrag(self)
        drag.setMimeData(dragged_data(ids))
        drag.setPixmap(_picture(self.viewport().grab(area), len(ids)))
        drag.setHotSpot(self.viewport().mapFromGlobal(self.cursor().pos()) - area.topLeft())
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._aim(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._aim(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        ids, number = dragged(event.mimeData()), self.day_at(event.position().toPoint())
        self._light(-1)
        if not ids or number is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        day = self.grid.days[number]
        rows = (self.entries.row_of(task_id) for task_id in ids)
        if any(row is None or self.entries.entries[row].day != day for row in rows):
            self.want(ids[0], day)
            self.moved.emit(ids, day)

    def _aim(self, event: QDragMoveEvent) -> None:
        number = self.day_at(event.position().toPoint())
        if not dragged(event.mimeData()) or number is None:
            self._light(-1)
            event.ignore()
            return
        self._light(number)
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def _light(self, number: int) -> None:
        if number != self.shown.target:
            self.shown.target = number
            self.viewport().update()


def _picture(picture: QPixmap, count: int) -> QPixmap:
    """The task as it looks; of several with their number on it."""
    if count < 2:
        return picture
    text, shown = tasks_count(count), font(TEXT_CHIP, SEMIBOLD)
    metrics = QFontMetrics(shown)
    wide, high = metrics.horizontalAdvance(text) + 2 * PAD, metrics.height() + 2
    ratio = picture.devicePixelRatioF()
    badge = QRect(round(picture.width() / ratio) - wide - 2, 2, wide, high)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().accent))
    painter.drawRoundedRect(badge, high / 2, high / 2)
    painter.setPen(QColor(tokens().on_accent))
    painter.setFont(shown)
    painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return picture
