"""A line to type what to look for, with a magnifier and the key that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit

from app.ui.theme import icon
from app.ui.theme.tokens import ICON_SIZE
from app.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

ICON_LEFT = 7  # px
TEXT_LEFT = 26


def is_for_window(line: QLineEdit, event: QKeyEvent) -> bool:
    """Ctrl+Z and Ctrl+Y are the window's while `line` has no typing to take back or to do again."""
    from PySide6.QtCore import QKeyCombination
    from PySide6.QtGui import QKeySequence

    if event.matches(QKeySequence.StandardKey.Undo):
        return not line.isUndoAvailable()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    redo = QKeyCombination(control, Qt.Key.Key_Y), QKeyCombination(control | shift, Qt.Key.Key_Z)
    return event.keyCombination() in redo and not line.isRedoAvailable()


class SearchField(QLineEdit):
    """Emits `moved(+1/-1)` for the arrows, `closed` for Esc; Enter is Qt's own `returnPressed`."""

    moved = Signal(int)
    closed = Signal()

    def __init__(self, placeholder: str, key_hint: str = "") -> None:
        super().__init__()
        self.setProperty("look", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._icon = icon("search", "text_3")
        self.setTextMargins(TEXT_LEFT, 0, 0, 0)
        self._hint = label(key_hint, "key")
        self._hint.setParent(self)
        self._hint.setVisible(bool(key_hint))
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.adjustSize()
        self._hint.move(self.width() - self._hint.width() - 8, (self.height() - self._hint.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The magnifier is drawn here: an action of Qt's own is a button, and takes long to make."""
        super().paintEvent(event)
        painter = QPainter(self)
        self._icon.paint(painter, QRect(ICON_LEFT, (self.height() - ICON_SIZE) // 2, ICON_SIZE, ICON_SIZE))

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
