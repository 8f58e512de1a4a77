"""Asks for the PIN of a colleague who is to go on at this computer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.shell.staff_switch import switched_text

if TYPE_CHECKING:
    from app.services.staff import StaffRow


class PinDialog(FormDialog):
    """Asks for the PIN of the person to switch to."""

    def __init__(self, context: AppContext, person: StaffRow, parent: QWidget) -> None:
        super().__init__(context, _("PIN of {name}").format(name=person.name), _("Switch"), parent)
        self._person = person
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(_("PIN"), self.pin)

    def prepare(self) -> Callable[[], int]:
        from app.services.staff import switch_to

        db, person, pin = self.context.db, self._person, self.pin.text()

        def write() -> int:
            switch_to(db, person.id, pin)
            return person.id

        return write

    def saved(self, new_id: int) -> None:
        self.context.events.toast.emit(switched_text(self._person), None)
