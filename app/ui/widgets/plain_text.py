"""Several lines of text, in which Ctrl+Z takes back what was typed and is the window's where nothing was."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit


class PlainText(QPlainTextEdit):
    """Tab leaves it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is the window's as long as nothing is typed here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            document = self.document()
            here = {undo: document.isUndoAvailable(), redo: document.isRedoAvailable()}
            if any(event.matches(key) and not there for key, there in here.items()):
                event.ignore()
                return False
        return super().event(event)
