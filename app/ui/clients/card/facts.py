"""The left column of a client's card: who it is, how to reach them, what is known, what they like."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _, day_text
from app.models.enums import ContactKind, OwnKind
from app.ui.clients.card.files_card import FilesCard
from app.ui.clients.card.people_card import PeopleCard
from app.ui.clients.words import since_text
from app.ui.context import AppContext
from app.ui.theme import pixmap, tokens
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_WIDE
from app.ui.widgets.avatar import Avatar
from app.ui.widgets.buttons import button, icon_button
from app.ui.widgets.contacts import Way, contact_buttons, way_name, ways_to_reach
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import ElidedLabel, chip, label
from app.wording.clients import birthday_text, consent_name, consent_text

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, Contact, OwnShown

NAME_WIDTH = 108
LONG_NAME, LONG_WORD = 45, 14  # letters; beyond them the name is set smaller
Fact = tuple[str, str | QWidget]


def facts_column(
    context: AppContext,
    card: ClientCard,
    edit: Callable[[], object],
    reach: Callable[[Way], object],
    *,
    primary: bool,
) -> QWidget:
    """The cards of the left column for `card`. With `primary` its first contact button is the screen's main one."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(14)
    person = Card(spacing=GAP_WIDE)
    person.body.addLayout(_head(card, edit))
    _fill_person(person, card)
    ways = ways_to_reach(card.contacts)
    if card.do_not_disturb:
        person.body.addWidget(_quiet_banner())
    if ways:
        person.body.addWidget(Flow(contact_buttons(ways, reach, primary=primary)))
    _fill_facts(person, [*_contact_facts(card), *_known_facts(context, card)], edit)
    layout.addWidget(person)
    if card.preferences:
        layout.addWidget(_preferences(card))
    if card.note:
        layout.addWidget(_section(_("Note"), label(card.note, wrap=True, selectable=True)))
    layout.addWidget(PeopleCard(context, card))
    layout.addWidget(FilesCard(context, card))
    layout.addStretch(1)
    return content


def _preferences(card: ClientCard) -> Card:
    """The chips under their topics, those without a topic first."""
    frame = Card(padding=GAP_CARD, spacing=GAP)
    frame.body.addWidget(label(_("Preferences"), "strong"))
    for topic in sorted({one.topic for one in card.preferences}):
        if topic:
            frame.body.addWidget(label(topic, "small", "second"))
        frame.body.addWidget(Flow(chip(one.text, "plum") for one in card.preferences if one.topic == topic))
    return frame


def own_text(shown: OwnShown) -> str:
    """The value of an own field in words."""
    if shown.kind == OwnKind.YES_NO:
        return _("yes") if shown.value == "1" else _("no")
    return day_text(date.fromisoformat(shown.value)) if shown.kind == OwnKind.DATE else shown.value


def _fill_person(person: Card, card: ClientCard) -> None:
    if card.tags:
        person.body.addWidget(Flow(chip(tag) for tag in card.tags))


def _quiet_banner() -> Card:
    """Stands over the ways to write, which stay: a question of the client may still be answered."""
    frame = Card(padding=8, tone="warn")
    sign = QLabel()
    sign.setPixmap(pixmap("bell-off", tokens().warn, 16, sign.devicePixelRatioF()))
    words = label(_("Do not disturb: write and call only to answer."), "small", wrap=True)
    line = QHBoxLayout()
    line.setSpacing(GAP)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    frame.body.addLayout(line)
    return frame


def _fill_facts(person: Card, facts: list[Fact], edit: Callable[[], object]) -> None:
    if facts:
        person.body.addLayout(_grid(facts))
        return
    person.body.addWidget(label(_("Nothing else is known yet."), "", "third", wrap=True))
    person.body.addWidget(button(_("Add a phone or a birthday"), edit, small=True), 0, Qt.AlignmentFlag.AlignLeft)


def _head(card: ClientCard, edit: Callable[[], object]) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    shown = phone_text(card.row.name)  # who has no name is called by the phone
    long = len(shown) > LONG_NAME or any(len(word) > LONG_WORD for word in shown.split())
    name = label(shown, "heading" if long else "title", wrap=True, selectable=True)
    name.setMinimumWidth(1)  # an endless word must not push the cards out of their column
    words.addWidget(name)
    words.addWidget(label(since_text(card), "", "second", wrap=True))
    head = QHBoxLayout()
    head.setSpacing(GAP_WIDE)
    head.addWidget(Avatar(card.row.name, 52), 0, Qt.AlignmentFlag.AlignTop)
    head.addLayout(words, 1)
    pencil = icon_button("pencil", _("Change the client (Ctrl+E)"), edit)
    head.addWidget(pencil, 0, Qt.AlignmentFlag.AlignTop)
    return head


def _contact_facts(card: ClientCard) -> list[Fact]:
    return [(_contact_name(contact), _contact_text(contact)) for contact in card.contacts]


def _contact_name(contact: Contact) -> str:
    names = {ContactKind.PHONE: _("Phone"), ContactKind.EMAIL: _("E-mail"), ContactKind.ADDRESS: _("Address")}
    return names.get(ContactKind(contact.kind)) or way_name(contact.kind)


def _contact_text(contact: Contact) -> str:
    return phone_text(contact.value)


def _known_facts(context: AppContext, card: ClientCard) -> list[Fact]:
    birthday = birthday_text(card.row.birthday, context.today()) if card.row.birthday else ""
    address = ", ".join(part for part in (card.row.city, card.address) if part)
    company = card.company if card.company != card.row.name else ""
    facts: list[Fact] = [
        (_("Birthday"), birthday),
        (_("Company"), company),
        (_("Where from"), card.source),
        (_("Address"), address),
        *((consent_name(consent.purpose), consent_text(consent)) for consent in card.consents),
        *((own.name, own_text(own)) for own in card.own),
        (_("Client no."), ", ".join(card.external_ids)),
    ]
    if card.referred_by is not None:
        facts.insert(3, (_("Brought by"), _referrer(context, card.referred_by)))
    return [fact for fact in facts if fact[1]]


def _referrer(context: AppContext, referrer: tuple[int, str]) -> QWidget:
    client_id, name = referrer
    made = button(name, lambda: context.events.open_client.emit(client_id), kind="link", small=True)
    made.setMaximumWidth(170)
    return made


def _grid(facts: list[Fact]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(7)
    grid.setColumnMinimumWidth(0, NAME_WIDTH)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for number, (name, value) in enumerate(facts):
        words = label(name, "", "second", wrap=True)
        words.setMaximumWidth(NAME_WIDTH + 16)
        grid.addWidget(words, number, 0, top)
        if isinstance(value, str):
            # A long e-mail has no place to wrap; cut, it leaves the column its width.
            one_word = " " not in value
            grid.addWidget(ElidedLabel(value) if one_word else label(value, wrap=True, selectable=True), number, 1, top)
        else:
            grid.addWidget(value, number, 1, Qt.AlignmentFlag.AlignLeft)
    return grid


def _section(title: str, content: QWidget) -> Card:
    frame = Card(padding=GAP_CARD, spacing=GAP)
    frame.body.addWidget(label(title, "strong"))
    frame.body.addWidget(content)
    return frame
