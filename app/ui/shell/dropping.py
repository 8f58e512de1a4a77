"""Files dragged onto the window, whatever page it shows: a frame says where they will go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.choosing import dropped_files
from app.ui.theme.tokens import GAP_PAGE
from app.ui.widgets.texts import label


class Dropping(QObject):
    """Takes what is dropped on `window` where no page takes it itself, and gives the files to `dropped`."""

    def __init__(self, window: QWidget, dropped: Callable[[list[Path]], object]) -> None:
        super().__init__(window)
        self._window, self._dropped = window, dropped
        self._frame: QFrame | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return self._on_over(event)
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._hide()
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.acceptProposedAction()
            self._dropped(dropped_files(event.mimeData()))
            return True
        return False

    def _on_over(self, event: QDropEvent) -> bool:
        if not dropped_files(event.mimeData()):
            return False
        event.acceptProposedAction()
        if isinstance(event, QDragEnterEvent):
            self._show()
        return True

    def _show(self) -> None:
        self._hide()
        self._frame = frame = QFrame(self._window)
        frame.setProperty("look", "drop")
        frame.setProperty("over", "true")
        frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(frame)
        layout.addWidget(label(_("Let go to import the files"), "heading"), 0, Qt.AlignmentFlag.AlignCenter)
        frame.setGeometry(self._window.rect().adjusted(GAP_PAGE, GAP_PAGE, -GAP_PAGE, -GAP_PAGE))
        frame.show()

    def _hide(self) -> None:
        if self._frame is not None:
            self._frame.hide()
            self._frame.deleteLater()
            self._frame = None
