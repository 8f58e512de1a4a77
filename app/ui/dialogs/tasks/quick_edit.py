"""The line of a quick task: what was understood of it is underlined in the colour of its chip."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from app.i18n import _
from app.ui.theme import tokens
from app.wording.quick_task import Part

LONGEST = 500  # letters
THICK, BELOW = 2.0, 3.0  # px of the mark, and how far it is under the letters
SIDE = 6.0  # px at the ends where no mark is painted
TONES = {"day": "accent", "time": "accent", "every": "info", "priority": "warn", "client": "plum", "kind": "text_3"}


class QuickEdit(QLineEdit):
    """`entered()` for Enter, `form_asked()` for Ctrl+Enter, `choice_asked()` for the arrow down."""

    entered = Signal()
    form_asked = Signal()
    choice_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[Part] = ()
        self.setMaxLength(LONGEST)
        self.setClearButtonEnabled(True)
        self.setAccessibleName(_("New task in one line"))
        self.setPlaceholderText(_("New task: call Ann Smith on Friday at 15…"))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Underline these."""
        self._parts = parts
        self.update()

    def take_all(self) -> None:
        """Empty the line so that Ctrl+Z brings it back."""
        self.selectAll()
        self.del_()

    def event(self, event: QEvent) -> bool:
        """Esc empties the line before it leads the window back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = event.key() == Qt.Key.Key_Escape and bool(self.text())
            event.setAccepted(mine)
            if mine:
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.form_asked if control else self.entered).emit()
        elif event.key() == Qt.Key.Key_Down and not control:
            self.choice_asked.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.take_all()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt says where the cursor is: from there the letters are measured."""
        super().paintEvent(event)
        if not self._parts or not self.text():
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        theme, text, metrics = tokens(), self.text(), QFontMetricsF(self.font())
        cursor = self.cursorRect()
        left = cursor.center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        bottom = (self.height() + metrics.height()) / 2 + BELOW - metrics.descent()
        painter.setClipRect(QRectF(SIDE, 0, self.width() - 2 * SIDE, self.height()))
        for part in self._parts:
            start = left + metrics.horizontalAdvance(text[: part.start])
            end = left + metrics.horizontalAdvance(text[: part.end])
            painter.setBrush(QColor(getattr(theme, TONES[part.what])))
            painter.drawRoundedRect(QRectF(start, bottom, end - start, THICK), 1, 1)
