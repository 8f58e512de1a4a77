"""What screen readers are told while the focus stays where it is."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(part: QWidget, words: str) -> None:
    """Have it said, as of `part`: its line that was chosen, what it shows now."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(part, words))
