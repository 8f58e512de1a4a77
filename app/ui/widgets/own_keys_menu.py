"""A menu over a page whose single letters do something: while it is open they are the menu's."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu


class OwnKeysMenu(QMenu):
    """As QMenu; its parent is a widget of such a page."""

    def event(self, event: QEvent) -> bool:
        """Keys are the menu's before they are shortcuts of the page below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)
