"""A line in which a phone gets its gaps while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.services.clients.typed import format_phone


class PhoneLine(QLineEdit):
    """Formats what is typed or pasted while `is_phone()`; the caret stays behind the same digit."""

    def __init__(self, country: str, is_phone: Callable[[], bool]) -> None:
        super().__init__()
        self._country, self._is_phone = country, is_phone
        self.textEdited.connect(self._on_edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Delete is the row's, not a word's."""
        if event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_edited(self, text: str) -> None:
        if not self._is_phone():
            return
        shown = format_phone(text, self._country)
        if shown == text.strip() and shown != text and text.endswith(" "):
            return  # a gap typed by hand
        place = self.cursorPosition()
        if shown != text:
            self.setText(shown)
            self.setCursorPosition(_behind(shown, _digits(text[:place])) if place < len(text) else len(shown))


def _digits(text: str) -> int:
    return sum(letter.isdigit() or letter == "+" for letter in text)


def _behind(text: str, digits: int) -> int:
    """The place right behind the digit of this number."""
    for place in range(len(text) + 1):
        if _digits(text[:place]) == digits:
            return place
    return len(text)
