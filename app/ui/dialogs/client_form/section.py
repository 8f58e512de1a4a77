"""A part of a form that is folded until it is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import icon
from app.ui.theme.tokens import GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.frames import row
from app.ui.widgets.texts import ElidedLabel


class Section(QWidget):
    """A button that opens and folds what belongs to it; `tell` says beside the title what is inside."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.head = button(title, self.toggle, kind="ghost", small=True, icon_name="chevron-right")
        self._told = ElidedLabel("", "small", "third")
        self.inside = QWidget()
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP_WIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_WIDE)
        head = row(self.head)
        head.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(head)
        layout.addWidget(self.inside)
        self.set_open(False)

    def toggle(self) -> None:
        """Open it, or fold it."""
        self.set_open(self.inside.isHidden())

    def set_open(self, opened: bool) -> None:
        """Show what is inside, or not."""
        self.inside.setVisible(opened)
        self.head.setIcon(icon("chevron-down" if opened else "chevron-right", "text_2"))

    def is_open(self) -> bool:
        """Whether what is inside can be seen."""
        return not self.inside.isHidden()

    def tell(self, text: str) -> None:
        """What is inside, in a few words."""
        self._told.setText(text)
