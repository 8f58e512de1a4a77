"""A name that leads somewhere: reads like text, shortens where there is no room, pressed like a button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

SHORTEST = 60  # px
AROUND = 4  # px of the line around it


class ElidedLink(QPushButton):
    """Ends in an ellipsis where there is no room, with the whole name as its tip."""

    def __init__(self, name: str, clicked: Callable[[], object], tip: str) -> None:
        super().__init__(name.replace("&", "&&"))
        self._name, self._tip = name, tip
        self.setProperty("kind", "link")
        self.setProperty("scale", "line")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a button of Qt's never shrinks
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.clicked.connect(lambda _checked=False: clicked())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._name) + AROUND
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(SHORTEST, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A single & would mark a key."""
        super().resizeEvent(event)
        room = self.width() - AROUND + 1
        shown = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._tip if shown == self._name else f"{self._name}\n{self._tip}")
