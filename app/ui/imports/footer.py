"""The last line of a step: a quiet sentence on the left, its buttons on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.theme.tokens import GAP
from app.ui.widgets.buttons import button
from app.ui.widgets.texts import label


class Footer(QWidget):
    """`buttons` are those on the right, from left to right."""

    def __init__(self, note: str = "") -> None:
        super().__init__()
        self.note = label(note, "", "second", wrap=True)
        self.buttons: list[QPushButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        if note:
            self._layout.addWidget(self.note, 1)
        else:
            self._layout.addStretch(1)

    def add_button(self, text: str, clicked: Callable[[], object], *, primary: bool = False) -> QPushButton:
        """Add a button on the right of those before."""
        made = button(text, clicked, kind="primary" if primary else "normal")
        self.buttons.append(made)
        self._layout.addWidget(made)
        return made
