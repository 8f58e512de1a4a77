"""Tasks that are held over an arrow while they are dragged turn the calendar on, and can be dropped there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QPushButton

from app.ui.tasks.calendar.model import dragged

HELD_MS = 600


class TurnWhileDragging(QObject):
    """`arrow` does `turn` again and again while tasks are held over it."""

    def __init__(self, arrow: QPushButton, turn: Callable[[], object]) -> None:
        super().__init__(arrow)
        self._timer = QTimer(self, interval=HELD_MS)
        self._timer.timeout.connect(turn)
        arrow.setAcceptDrops(True)
        arrow.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and dragged(event.mimeData()):
            event.acceptProposedAction()
            self._timer.start()
            return True
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._timer.stop()
            return True
        return super().eventFilter(watched, event)
