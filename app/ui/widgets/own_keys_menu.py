"""A menu over a page whose single letters do something: while it is open they are the menu's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget


class OwnKeysMenu(QMenu):
    """As QMenu; its parent is the window of such a page, so that it stays open when the row it was opened for is made
    anew."""

    def show_below(self, anchor: QWidget) -> None:
        """Open under `anchor`; it goes when it is closed."""
        self.show_at(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))

    def show_at(self, at: QPoint) -> None:
        """Open at this point of the screen; it goes when it is closed."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.popup(at)

    def event(self, event: QEvent) -> bool:
        """Keys are the menu's before they are shortcuts of the page below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)
