"""A line to type what to look for, with a magnifier and the key that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from app.ui.theme import icon
from app.ui.widgets.texts import label

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
REDO = (QKeyCombination(_CONTROL, Qt.Key.Key_Y), QKeyCombination(_CONTROL | _SHIFT, Qt.Key.Key_Z))


def is_for_window(line: QLineEdit, event: QKeyEvent) -> bool:
    """Ctrl+Z and Ctrl+Y are the window's while `line` has no typing to take back or to do again."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return not line.isUndoAvailable()
    return event.keyCombination() in REDO and not line.isRedoAvailable()


class SearchField(QLineEdit):
    """Emits `moved(+1/-1)` for the arrows, `closed` for Esc; Enter is Qt's own `returnPressed`."""

    moved = Signal(int)
    closed = Signal()

    def __init__(self, placeholder: str, key_hint: str = "") -> None:
        super().__init__()
        self.setProperty("look", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.addAction(icon("search", "text_3"), QLineEdit.ActionPosition.LeadingPosition)
        self._hint = label(key_hint, "key")
        self._hint.setParent(self)
        self._hint.setVisible(bool(key_hint))
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.adjustSize()
        self._hint.move(self.width() - self._hint.width() - 8, (self.height() - self._hint.height()) // 2)

    def event(self, event: QEvent) -> bool:
        """Esc is for the field before it is the window's; Ctrl+Z and Ctrl+Y are the window's when there is no typing to
        take back or to do again."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if is_for_window(self, event):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
