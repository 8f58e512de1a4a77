"""What is known of a client, fact by fact: contacts with a button to copy, birthday, consents, own fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.i18n import _, day_text
from app.models.enums import OwnKind
from app.ui.clients.card.left.contact_facts import Fact, contact_facts, contact_name, unmute
from app.ui.context import AppContext
from app.ui.theme import pixmap, tokens
from app.ui.theme.size import scaled
from app.ui.theme.tokens import GAP, GAP_CARD, GAP_WIDE
from app.ui.widgets.buttons import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.frames import Card, row
from app.ui.widgets.phone import phone_text
from app.ui.widgets.texts import ElidedLabel, chip, label
from app.wording.clients import birthday_text, consent_name, consent_text, yearly_text
from app.wording.counts import clients_count, every_days

if TYPE_CHECKING:
    from app.services.clients.data import ClientCard, OwnShown

NAME_WIDTH = 102


def person_card(
    context: AppContext,
    card: ClientCard,
    head: Sequence[QWidget | None],
    ways: QWidget | None,
    edit: Callable[[], object],
) -> Card:
    """The head, the tags, the ways to reach, and all facts, one below the other."""
    person = Card(spacing=GAP_WIDE)
    for part in head:
        if part is not None:
            person.body.addWidget(part)
    if card.tags:
        person.body.addWidget(Flow(chip(tag) for tag in card.tags))
    if card.do_not_disturb:
        person.body.addWidget(_banner("bell-off", _("Do not disturb: write and call only to answer.")))
    if card.muted_until is not None and card.muted_until > context.today():
        said = _("Not interested: no offers before {day}.").format(day=day_text(card.muted_until, context.today()))
        again = button(_("Offer again"), partial(unmute, context, card.row.id), small=True)
        person.body.addWidget(_banner("bell-off", said, again))
    if ways is not None:
        person.body.addWidget(ways)
    _fill_facts(person, [*contact_facts(context, card), *_known_facts(context, card)], edit)
    return person


def note_card(note: str) -> Card:
    """The note about the client as it was written."""
    frame = Card(padding=GAP_CARD, spacing=GAP)
    frame.body.addWidget(label(_("Note"), "strong"))
    frame.body.addWidget(label(note, wrap=True, selectable=True))
    return frame


def own_text(shown: OwnShown) -> str:
    """The value of an own field in words."""
    if shown.kind == OwnKind.YES_NO:
        return _("yes") if shown.value == "1" else _("no")
    return day_text(date.fromisoformat(shown.value)) if shown.kind == OwnKind.DATE else shown.value


def _banner(icon_name: str, said: str, act: QWidget | None = None) -> Card:
    """Stands over the ways to write, which stay: a question of the client may still be answered."""
    frame = Card(padding=8, tone="warn")
    sign = QLabel()
    sign.setPixmap(pixmap(icon_name, tokens().warn, 16, sign.devicePixelRatioF()))
    line = QHBoxLayout()
    line.setSpacing(GAP)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(said, "small", wrap=True), 1)
    frame.body.addLayout(line)
    if act is not None:
        frame.body.addLayout(row(None, act))
    return frame


def _fill_facts(person: Card, facts: list[Fact], edit: Callable[[], object]) -> None:
    if facts:
        person.body.addLayout(_grid(facts))
        return
    person.body.addWidget(label(_("Nothing else is known yet."), "", "third", wrap=True))
    person.body.addWidget(button(_("Add a phone or a birthday"), edit, small=True), 0, Qt.AlignmentFlag.AlignLeft)


def fact_texts(context: AppContext, card: ClientCard) -> list[tuple[str, str]]:
    """All facts as (name, text), for paper; without contacts that are wrong."""
    reached = [(contact_name(contact), phone_text(contact.value)) for contact in card.contacts if not contact.wrong]
    return [*reached, *_known_texts(context, card)]


def _known_facts(context: AppContext, card: ClientCard) -> list[Fact]:
    """As on paper, but who brought the client is a link."""
    who, name = card.referred_by, _("Brought by")
    return [
        (title, _referrer(context, who) if who is not None and title == name else text)
        for title, text in _known_texts(context, card)
    ]


def _known_texts(context: AppContext, card: ClientCard) -> list[tuple[str, str]]:
    birthday = birthday_text(card.row.birthday, context.today()) if card.row.birthday else ""
    address = ", ".join(part for part in (card.row.city, card.address) if part)
    company = card.company if card.company != card.row.name else ""
    facts = [
        (_("Birthday"), birthday),
        *((one.name, yearly_text(one, context.today())) for one in card.dates),
        (_("Stay in touch"), every_days(card.contact_days) if card.contact_days else ""),
        (_("Company"), company),
        (_("Where from"), card.source),
        (_("Brought by"), card.referred_by[1] if card.referred_by is not None else ""),
        (_("Brought"), clients_count(card.brought) if card.brought else ""),
        (_("Address"), address),
        *((consent_name(consent.purpose), consent_text(consent)) for consent in card.consents),
        *((own.name, own_text(own)) for own in card.own),
        (_("Client no."), ", ".join(card.external_ids)),
    ]
    return [fact for fact in facts if fact[1]]


def _referrer(context: AppContext, referrer: tuple[int, str]) -> QWidget:
    client_id, name = referrer
    made = button(name, lambda: context.events.open_client.emit(client_id), kind="link", small=True)
    made.setMaximumWidth(scaled(170))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
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
        words.setMaximumWidth(scaled(NAME_WIDTH + 16))
        grid.addWidget(words, number, 0, top)
        if isinstance(value, str):
            # A long e-mail has no place to wrap; cut, it leaves the column its width.
            one_word = " " not in value
            grid.addWidget(ElidedLabel(value) if one_word else label(value, wrap=True, selectable=True), number, 1, top)
        else:
            grid.addWidget(value, number, 1)
    return grid
