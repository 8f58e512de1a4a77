"""New client: a name or a phone is enough."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.i18n import _
from app.models.enums import ContactKind
from app.services.clients.data import ClientData, ClientRow, Contact
from app.services.clients.find import find_clients
from app.services.clients.save import save_client
from app.services.clients.typed import typed_birthday, typed_contact
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.widgets.buttons import button

NOTE_HEIGHT = 64
_PHONE_LIKE = re.compile(r"[\d\s()+-]{4,}")


class ClientDialog(FormDialog):
    """Name, phones, birthday, e-mail, source, note. `start` is what was typed in the search: a name or a phone."""

    def __init__(self, context: AppContext, start: str | int | None, parent: QWidget) -> None:
        super().__init__(context, _("New client"), _("Add the client"), parent)
        self.name, self.phones, self.birthday = QLineEdit(), QLineEdit(), QLineEdit()
        self.email, self.source, self.note = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.birthday.setPlaceholderText(_("14.03.1985 or 14 March"))
        self.source.setPlaceholderText(_("Recommended, passed by, saw us online…"))
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.add_field(_("Client name"), self.name)
        self.add_field(_("Phones"), self.phones, _("Several are separated by commas."), self._phone_contacts)
        self._known = button("", self._open_known, kind="link", small=True)
        self._known.hide()
        self.form.addWidget(self._known, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_field(_("Birthday"), self.birthday, check=lambda: typed_birthday(self.birthday.text()))
        self.add_field(_("E-mail"), self.email, check=self._email_contacts)
        self.add_field(_("Where from"), self.source)
        self.add_field(_("Note"), self.note)
        self._known_id = 0
        self.phones.editingFinished.connect(self._look_for_known)
        self._start_with(str(start or ""))

    def prepare(self) -> Callable[[], int]:
        data = ClientData(
            name=self.name.text(),
            birthday=typed_birthday(self.birthday.text()),
            contacts=(*self._phone_contacts(), *self._email_contacts()),
            source=self.source.text().strip(),
            note=self.note.toPlainText().strip(),
        )
        db, now = self.context.db, self.context.now()
        return lambda: save_client(db, data, now)

    def saved(self, new_id: int) -> None:
        self.context.events.open_client.emit(new_id)

    def _start_with(self, typed: str) -> None:
        if _PHONE_LIKE.fullmatch(typed):
            self.phones.setText(typed)
        else:
            self.name.setText(typed[:1].upper() + typed[1:])

    def _phone_contacts(self) -> tuple[Contact, ...]:
        texts = [text for text in re.split(r"[,;\n]", self.phones.text()) if text.strip()]
        return tuple(typed_contact(ContactKind.PHONE, text, self.context.settings.country) for text in texts)

    def _email_contacts(self) -> tuple[Contact, ...]:
        text, country = self.email.text().strip(), self.context.settings.country
        return (typed_contact(ContactKind.EMAIL, text, country),) if text else ()

    def _look_for_known(self) -> None:
        """Someone may have this phone already: say so before a second card is made."""
        digits = re.sub(r"\D", "", self.phones.text())
        self._known.hide()
        if len(digits) >= 7:
            db = self.context.db
            self.context.jobs.run(lambda _report: find_clients(db, digits[-10:], 1), on_done=self._show_known)

    def _show_known(self, found: list[ClientRow]) -> None:
        if found:
            self._known_id = found[0].id
            self._known.setText(_("{name} has this phone. Open the card").format(name=found[0].name))
            self._known.show()

    def _open_known(self) -> None:
        self.context.events.open_client.emit(self._known_id)
        self.reject()
