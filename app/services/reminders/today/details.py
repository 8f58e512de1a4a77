"""From a reason found in the rows to a line of Today: the person's name, how to reach them, what to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models.client import Client, ContactPoint, Preference
from app.models.enums import ContactKind
from app.services.clients.full_name import typed_name
from app.services.enquiries.contact import client_of_contact
from app.services.reminders.items import DueItem, EnquiryReason, Found
from app.services.reminders.rules.store import RuleBook
from app.services.reminders.texts import Person, first_liked, suggest
from app.services.reminders.today.turn import value_of
from app.services.settings import ShopSettings

CHUNK = 1000
MOST_NAMES = 3  # surname, first name, patronymic
BY_PHONE_NUMBER = (ContactKind.WHATSAPP, ContactKind.TELEGRAM, ContactKind.VIBER)


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    called: Person
    channel: ContactKind | None
    contact: str | None
    average_visit: int = 0  # minor units


_NOBODY = _Person("", Person(""), None, None)


def make_items(
    session: Session,
    found: Sequence[Found],
    as_of: date,
    settings: ShopSettings,
    book: RuleBook,
    language: str | None,
) -> list[DueItem]:
    """The same reasons, in the same order, as lines of Today."""
    people = _read_people(session, sorted({one.client_id for one in found if one.client_id is not None}))
    return [_item(one, _person_of(one, people, settings), as_of, settings, book, language) for one in found]


def choose_channel(preferred: str | None, contacts: dict[str, str]) -> tuple[ContactKind | None, str | None]:
    """The channel to use and its value: the preferred one if it can be reached, else phone, e-mail, any messenger.

    `contacts`: first value of each kind that was not found to be wrong. A messenger that goes by the phone number
    needs no value of its own.
    """
    if preferred in BY_PHONE_NUMBER and preferred not in contacts and ContactKind.PHONE in contacts:
        return ContactKind(preferred), contacts[ContactKind.PHONE]
    for kind in (preferred, ContactKind.PHONE, ContactKind.EMAIL, *contacts):
        if kind is not None and kind in contacts and kind != ContactKind.ADDRESS:
            return ContactKind(kind), contacts[kind]
    return None, None


def _person_of(found: Found, people: dict[int, _Person], settings: ShopSettings) -> _Person:
    """The client; of an enquiry of nobody we know, who asked as far as it was told."""
    if found.client_id is not None or not isinstance(found.reason, EnquiryReason):
        return people.get(found.client_id or 0, _NOBODY)
    told = client_of_contact(found.reason.contact, "", settings.country)
    channel, value = choose_channel(None, {one.kind: one.value for one in reversed(told.contacts)})
    return _Person(told.name or found.reason.contact, Person(_called(told.name)), channel, value)


def _called(name: str) -> str:
    """The first name in what was noted, where that is a name and not "a neighbour from no. 12"."""
    words = name.split()
    is_name = len(words) <= MOST_NAMES and all(word.isalpha() and word.istitle() for word in words)
    return typed_name(name).first or "" if words and is_name else ""


def _item(
    found: Found, person: _Person, as_of: date, settings: ShopSettings, book: RuleBook, language: str | None
) -> DueItem:
    rule = book.rule_of(found.key.kind, found.key.rule_id)
    return DueItem(
        id=found.key.text,
        kind=found.key.kind,
        client_id=found.client_id,
        client=person.name,
        task_id=found.task_id,
        due=found.due,
        due_time=found.due_time,
        overdue_days=max(0, (as_of - found.due).days),
        reason=found.reason,
        suggested_text="" if not person.name else suggest(found.reason, person.called, rule, settings, language),
        channel=person.channel,
        contact=person.contact,
        state=found.state,
        expected_value=value_of(found, person.average_visit),
    )


def _read_people(session: Session, ids: Sequence[int]) -> dict[int, _Person]:
    contacts: dict[int, dict[str, str]] = defaultdict(dict)
    liked: dict[int, list[tuple[str, str]]] = defaultdict(list)
    people = {}
    for part in _parts(ids):
        points = select(ContactPoint.client_id, ContactPoint.kind, ContactPoint.value).where(~ContactPoint.wrong)
        for client_id, kind, value in session.execute(
            points.where(ContactPoint.client_id.in_(part)).order_by(ContactPoint.position, ContactPoint.id)
        ):
            contacts[client_id].setdefault(kind, value)
        preferences = select(Preference.client_id, Preference.topic, Preference.text)
        for client_id, topic, text in session.execute(preferences.where(Preference.client_id.in_(part))):
            liked[client_id].append((topic, text))
        clients = select(
            Client.id, Client.name, Client.first_name, Client.preferred_channel, Client.visits, Client.total
        )
        for row in session.execute(clients.where(Client.id.in_(part))):
            people[row.id] = _person(row, contacts[row.id], liked[row.id])
    return people


def _person(row: Row[*tuple[Any, ...]], contacts: dict[str, str], liked: list[tuple[str, str]]) -> _Person:
    channel, value = choose_channel(row.preferred_channel, contacts)
    average = max(0, (2 * row.total + row.visits) // (2 * row.visits)) if row.visits else 0
    return _Person(row.name, Person(row.first_name, first_liked(liked)), channel, value, average)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
