"""A condition of a filter as a chip in a line of chips, with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import _
from app.ui.theme.size import tall
from app.ui.widgets.buttons import icon_button

LINE_HEIGHT = 32  # px, the same for all that stands in a line
LONGEST = 60  # letters


class ConditionChip(QPushButton):
    """A click or Enter changes the condition, Delete takes it away as its cross does."""

    removed = Signal()

    def __init__(self, text: str) -> None:
        cut = len(text) > LONGEST
        super().__init__((text[: LONGEST - 1] + "…" if cut else text).replace("&", "&&"))
        self.setProperty("kind", "filter")
        self.setProperty("tone", "accent")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def with_cross(chip: ConditionChip, remove: Callable[[], object]) -> QWidget:
    """The chip and its cross, for a line of chips; either calls `remove`."""
    chip.removed.connect(lambda: remove())
    cross = icon_button("x", _("Remove: {condition}").format(condition=chip.accessibleName()), remove)
    return in_line(chip, cross)


def in_line(*parts: QWidget) -> QWidget:
    """Parts in the middle of a line: the style sheet gives each a height of its own."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    holder.setFixedHeight(tall(LINE_HEIGHT))
    return holder
