"""The contacts of a client among the facts: copied with a click, crossed out when wrong, and right again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.models.enums import ContactKind
from app.ui.clients.card.left.ways import copy_text
from app.ui.context import AppContext
from app.ui.shell.undo import act_with_undo
from app.ui.widgets.buttons import icon_button
from app.ui.widgets.contacts import way_name
from app.ui.widgets.frames import row
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import ElidedLabel, label

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, Contact

Fact = tuple[str, str | QWidget]


def contact_facts(context: AppContext, card: ClientCard) -> list[Fact]:
    """A line for every contact."""
    made = {True: _wrong, False: _with_copy}
    return [(contact_name(one), made[one.wrong](context, card.row.id, one)) for one in card.contacts]


def contact_name(contact: Contact) -> str:
    """What it is: "Phone", "Telegram"."""
    names = {ContactKind.PHONE: _("Phone"), ContactKind.EMAIL: _("E-mail"), ContactKind.ADDRESS: _("Address")}
    return names.get(ContactKind(contact.kind)) or way_name(contact.kind)


def unmute(context: AppContext, client_id: int) -> None:
    """Offers may come to the client again."""
    from app.services.clients.reach import mute

    act_with_undo(context, "unmute_client", lambda: mute(context.db, client_id, None, context.now()))


def _mark(context: AppContext, client_id: int, contact: Contact, wrong: bool) -> None:
    from app.services.clients.reach import mark_contact

    act_with_undo(
        context,
        "wrong_contact" if wrong else "right_contact",
        lambda: mark_contact(context.db, client_id, contact.kind, contact.value, wrong, context.now()),
    )


def _with_copy(context: AppContext, client_id: int, contact: Contact) -> QWidget:
    """The phone or the address, with a button that puts it on the clipboard; the menu key there crosses it out."""
    shown = phone_text(contact.value)
    said = _("Copied: {contact}").format(contact=shown)
    name = _("Copy {contact}").format(contact=shown)
    copy = icon_button("copy", name, lambda: copy_text(context, contact.value, said))
    copy.setProperty("scale", "tiny")
    made = QWidget()
    cross = QAction(_("Wrong: cross it out"), made)
    cross.triggered.connect(lambda _on=False: _mark(context, client_id, contact, True))
    text: QWidget = label(shown, wrap=True, selectable=True) if " " in shown else ElidedLabel(shown)
    for place in (made, copy, text):
        place.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        place.addAction(cross)
    layout = row(text, copy, spacing=2)
    layout.setStretch(0, 1)
    made.setLayout(layout)
    return made


def _wrong(context: AppContext, client_id: int, contact: Contact) -> QWidget:
    """A contact that is not the client's, struck through, with a button that takes that back."""
    shown = phone_text(contact.value)
    struck = ElidedLabel(shown, "", "third")
    struck.setProperty("struck", "true")
    struck.setAccessibleName(_("{contact}: wrong").format(contact=shown))
    name = _("{contact} is right after all").format(contact=shown)
    again = icon_button("undo-2", name, partial(_mark, context, client_id, contact, False))
    again.setProperty("scale", "tiny")
    made = QWidget()
    layout = row(struck, again, spacing=2)
    layout.setStretch(0, 1)
    made.setLayout(layout)
    return made
