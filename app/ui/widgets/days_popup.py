"""The popup in which a period of one's own is chosen, and what every popup for a range has."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.errors import InvalidValue
from app.ui.widgets.buttons import button
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field
from app.ui.widgets.frames import row
from app.ui.widgets.popup import Popup

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RangePopup(Popup):
    """Two fields and a button; Enter does what the button does."""

    def __init__(self, parent: QWidget, name: str, first: Field, second: Field) -> None:
        super().__init__(parent, name)
        self.body.addLayout(row(first, second))
        self.apply_button = button(_("Show"), self.apply, small=True)
        self.body.addLayout(row(None, self.apply_button))
        self.setFocusProxy(first.editor)

    def apply(self) -> None:
        """Tell what is chosen and close."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.apply()
        else:
            super().keyPressEvent(event)


class DaysPopup(RangePopup):
    """A period of one's own: `chosen(first, last)`, the earlier day first."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget, first: date, last: date, name: str = "") -> None:
        self.first, self.last = DateEdit(first), DateEdit(last)
        super().__init__(parent, name or _("Own period"), Field(_("From"), self.first), Field(_("To"), self.last))

    def apply(self) -> None:
        try:
            days = sorted((self.first.day(), self.last.day()))
        except InvalidValue:  # the field is marked
            return
        self.close()
        self.chosen.emit(*days)
