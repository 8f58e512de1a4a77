"""A small window that asks for a name: of a view, of a segment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme.size import scaled
from app.ui.widgets.buttons import button
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.popup import Popup


class NamePopup(Popup):
    """A name to type; `act(name, popup)` is called by Enter or the button, and closes the popup when it is done."""

    def __init__(
        self, parent: QWidget, title: str, name: str, act: Callable[[str, NamePopup], object], save: str
    ) -> None:
        super().__init__(parent, title)
        self.line = QLineEdit(name)
        self.line.setMinimumWidth(scaled(240))
        self.line.selectAll()
        self.field = Field(title, self.line)
        self.save_button = button(save, lambda: act(self.line.text(), self), kind="primary", small=True)
        self.line.returnPressed.connect(self.save_button.click)
        self.body.addWidget(self.field)
        self.body.addLayout(row(None, self.save_button))
        self.line.setFocus()
