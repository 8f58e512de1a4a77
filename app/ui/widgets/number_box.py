"""Boxes for numbers that the wheel leaves alone and that give Ctrl+Z back to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox

from app.ui.theme.size import scaled, tall
from app.ui.theme.tokens import CONTROL_HEIGHT
from app.ui.widgets.search_field import is_for_window

WIDTH = 88


class NoWheel:
    """The wheel scrolls the page, it does not change a value on the way."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberBox(NoWheel, QSpinBox):
    """A small whole number."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setFixedSize(scaled(WIDTH), tall(CONTROL_HEIGHT))
        self.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach inside

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z takes back what is typed here; as long as nothing is, it is the window's."""
        if is_undo_for_window(self.lineEdit(), event):
            event.ignore()
            return False
        return super().event(event)


class FractionBox(NoWheel, QDoubleSpinBox):
    """A small number with one decimal place, in steps of a half."""

    def __init__(self, low: float, high: float) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setDecimals(1)
        self.setSingleStep(0.5)
        self.setFixedSize(scaled(WIDTH), tall(CONTROL_HEIGHT))
        self.lineEdit().setTextMargins(8, 0, 0, 0)

    def event(self, event: QEvent) -> bool:
        """As of NumberBox."""
        if is_undo_for_window(self.lineEdit(), event):
            event.ignore()
            return False
        return super().event(event)


def is_undo_for_window(line: QLineEdit, event: QEvent) -> bool:
    """Whether this asks if a key is a shortcut, and it is Ctrl+Z while nothing is typed into `line`."""
    override = event.type() == QEvent.Type.ShortcutOverride
    return override and isinstance(event, QKeyEvent) and is_for_window(line, event)
