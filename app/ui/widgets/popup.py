"""A small window under a button: closes by Esc or a click beside it, and gives the focus back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.theme.tokens import GAP, GAP_SMALL, GAP_WIDE

RADIUS = 8


class Popup(QFrame):
    """`body` is its layout; `closed()` once it is gone. Show it by `show_below`."""

    closed = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self._anchor: QWidget | None = None
        inner = QFrame()
        inner.setProperty("look", "popup")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(inner)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(GAP_WIDE, GAP_WIDE, GAP_WIDE, GAP_WIDE)
        self.body.setSpacing(GAP)

    def show_below(self, anchor: QWidget) -> None:
        """Open under `anchor`, within the screen."""
        self._anchor = anchor
        free = anchor.screen().availableGeometry()
        self._take_size(free.size())
        corner = anchor.mapToGlobal(QPoint(0, anchor.height() + GAP_SMALL))
        x = max(free.left(), min(corner.x(), free.right() - self.width() - GAP))
        y = corner.y()
        if y + self.height() > free.bottom():
            y = max(free.top(), free.bottom() - self.height() - GAP)
        self.move(x, y)
        self.show()

    def _take_size(self, most: QSize) -> None:
        """As large as the content is: Qt's own way stops at two thirds of the screen and lays parts over each other."""
        self.ensurePolished()
        wanted = self.sizeHint().expandedTo(self.minimumSize()).boundedTo(self.maximumSize())
        if self.hasHeightForWidth():
            wanted.setHeight(self.heightForWidth(wanted.width()))
        self.resize(wanted.boundedTo(most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round corners by a mask: not every desktop can show a window through another."""
        super().resizeEvent(event)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc is the popup's before it is the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        anchor = self._anchor
        if anchor is not None and isValid(anchor) and anchor.isVisible():  # what it stood on may be made anew meanwhile
            anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
