"""Change a client: everything that is typed by hand, in two columns."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.i18n import _
from app.models.enums import ContactKind
from app.services.clients.data import Birthday, ClientCard, ClientData, Contact, Preferred
from app.services.clients.save import save_client
from app.services.clients.typed import typed_birthday, typed_contact
from app.ui.context import AppContext
from app.ui.dialogs.form import FormDialog
from app.ui.widgets.contacts import way_name
from app.ui.widgets.field import Field
from app.ui.widgets.phone import phone_text

WIDTH = 680
NOTE_HEIGHT = 76
MESSENGERS = (ContactKind.WHATSAPP, ContactKind.TELEGRAM, ContactKind.VIBER, ContactKind.VK)


class EditClientDialog(FormDialog):
    """Saves against the version that was read: a change made meanwhile by someone else is never overwritten."""

    def __init__(self, context: AppContext, card: ClientCard, parent: QWidget) -> None:
        super().__init__(context, _("Change the client"), _("Save"), parent)
        self._card = card
        self.setMinimumWidth(WIDTH)
        self._make_editors(card)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.form.addLayout(grid)
        for number, (name, editor, note, check) in enumerate(self._fields()):
            field = Field(name, editor, note)
            self.watch(field, check)
            grid.addWidget(field, number // 2, number % 2)
        last = grid.rowCount()
        grid.addWidget(Field(_("Note"), self.note), last, 0, 1, 2)
        grid.addWidget(self.quiet, last + 1, 0, 1, 2)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def prepare(self) -> Callable[[], int]:
        card, db, now = self._card, self.context.db, self.context.now()
        name = self.name.text().strip()
        same = name == card.row.name
        data = ClientData(
            name=name,
            last_name=card.last_name if same else "",
            first_name=card.first_name if same else "",
            middle_name=card.middle_name if same else "",
            company=self.company.text().strip(),
            gender=card.gender if same else None,
            birthday=typed_birthday(self.birthday.text()),
            contacts=self._contacts(),
            address=self.address.text(),
            city=self.city.text(),
            card=self.card_number.text(),
            source=self.source.text(),
            note=self.note.toPlainText(),
            tags=_parts(self.tags.text()),
            preferences=tuple(Preferred(self._topics.get(text, ""), text) for text in _parts(self.preferences.text())),
            referred_by_id=card.referred_by[0] if card.referred_by else None,
            preferred_channel=self.channel.currentData(),
            do_not_disturb=self.quiet.isChecked(),
        )
        return lambda: save_client(db, data, now, card.row.id, card.row.version)

    def _make_editors(self, card: ClientCard) -> None:
        birthday = _typed(card.row.birthday) if card.row.birthday else ""
        self.name, self.company = QLineEdit(card.row.name), QLineEdit(card.company)
        self.phones = QLineEdit(", ".join(phone_text(value) for value in card.row.phones))
        self.emails, self.birthday = QLineEdit(", ".join(card.row.emails)), QLineEdit(birthday)
        self.birthday.setPlaceholderText(_("14.03.1985 or 14 March"))
        self.messengers = {kind: QLineEdit(_values(card, kind)) for kind in MESSENGERS[:2]}
        self.city, self.address = QLineEdit(card.row.city), QLineEdit(card.address)
        self.card_number, self.source = QLineEdit(card.row.card), QLineEdit(card.source)
        self.tags = QLineEdit(", ".join(card.tags))
        self.preferences = QLineEdit(", ".join(one.text for one in card.preferences))
        self._topics = {one.text: one.topic for one in card.preferences}
        self.note = QPlainTextEdit(card.note)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.quiet = QCheckBox(_("Do not disturb: no birthday greetings and no messages"))
        self.quiet.setChecked(card.do_not_disturb)
        self.channel = QComboBox()
        self.channel.addItem(_("No preference"), None)
        for kind in (ContactKind.PHONE, ContactKind.EMAIL, *MESSENGERS):
            self.channel.addItem(way_name(kind), kind.value)
        self.channel.setCurrentIndex(max(0, self.channel.findData(card.preferred_channel)))

    def _fields(self) -> list[tuple[str, QWidget, str, Callable[[], object] | None]]:
        several = _("Several are separated by commas.")
        whatsapp, telegram = self.messengers.values()
        return [
            (_("Client name"), self.name, "", None),
            (_("Company"), self.company, "", None),
            (_("Phones"), self.phones, several, lambda: self._typed_contacts(self.phones, ContactKind.PHONE)),
            (_("E-mails"), self.emails, several, lambda: self._typed_contacts(self.emails, ContactKind.EMAIL)),
            ("WhatsApp", whatsapp, "", lambda: self._typed_contacts(whatsapp, ContactKind.WHATSAPP)),
            ("Telegram", telegram, "", None),
            (_("Birthday"), self.birthday, "", lambda: typed_birthday(self.birthday.text())),
            (_("Likes to be reached by"), self.channel, "", None),
            (_("City"), self.city, "", None),
            (_("Address"), self.address, "", None),
            (_("Card number"), self.card_number, "", None),
            (_("Where from"), self.source, "", None),
            (_("Tags"), self.tags, several, None),
            (_("Preferences"), self.preferences, several, None),
        ]

    def _contacts(self) -> tuple[Contact, ...]:
        """What was typed; a contact that was there keeps how it was first written, others of ours stay."""
        typed = [
            *self._typed_contacts(self.phones, ContactKind.PHONE),
            *self._typed_contacts(self.emails, ContactKind.EMAIL),
            *(contact for kind, editor in self.messengers.items() for contact in self._typed_contacts(editor, kind)),
        ]
        known = {(contact.kind, contact.value): contact for contact in self._card.contacts}
        kept = [contact for contact in self._card.contacts if contact.kind in (*MESSENGERS[2:], ContactKind.ADDRESS)]
        return (*(known.get((contact.kind, contact.value), contact) for contact in typed), *kept)

    def _typed_contacts(self, editor: QLineEdit, kind: ContactKind) -> tuple[Contact, ...]:
        country = self.context.settings.country
        return tuple(typed_contact(kind, text, country) for text in _parts(editor.text()))


def _values(card: ClientCard, kind: ContactKind) -> str:
    return ", ".join(phone_text(contact.value) for contact in card.contacts if contact.kind == kind)


def _parts(text: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    return tuple(part for part in parts if part)


def _typed(birthday: Birthday) -> str:
    day = f"{birthday.day:02}.{birthday.month:02}"
    return f"{day}.{birthday.year}" if birthday.year else day
