"""Write a client: add, change, move to the trash and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.client import Client, ClientTag, Consent, ContactPerson, ContactPoint, Preference
from app.models.database import Database
from app.models.enums import Area
from app.models.occasions import refresh_contacts
from app.models.own import OwnField, OwnValue
from app.services.clients.data import ClientData, ConsentRow, Contact, Preferred
from app.services.clients.full_name import guessed_gender
from app.services.clients.important_dates import set_dates
from app.services.clients.keys import refresh_client_keys, set_client_keys
from app.services.clients.own import typed_own
from app.services.clients.people import live_client
from app.services.clients.typed import check_birthday, split_name
from app.services.errors import EditConflict, InvalidValue, NotFound

LONGEST_DAYS = 3650  # ten years; to stay in touch every so many days


def save_client(
    db: Database, data: ClientData, now: datetime, client_id: int | None = None, version: int | None = None
) -> int:
    """Add a client, or change `client_id` as it was read at `version`; returns the id.

    Raises InvalidValue, NotFound, and EditConflict when the client was changed since: nothing is overwritten.
    """
    names = split_name(data)
    if data.birthday is not None:
        check_birthday(data.birthday, now.date())
    if data.contact_days is not None and not 1 <= data.contact_days <= LONGEST_DAYS:
        raise InvalidValue(field="contact_days", value=str(data.contact_days))
    with db.write(Area.CLIENTS) as session:
        begin_action(session, "add_client" if client_id is None else "edit_client", now)
        if client_id is None:
            client = Client(name="", created_at=now, updated_at=now, version=0)
            session.add(client)
        else:
            client = live_client(session, client_id)
            if version is not None and client.version != version:
                raise EditConflict(what="client", id=client_id)
        renamed, days = names[0] != client.name, client.contact_days
        _fill(session, client, data, names, now)
        if client.contact_days != days:
            refresh_contacts(session, [client.id])
        if renamed and client_id is not None:
            _refresh_people(session, client_id)
        return client.id


def save_new_person(db: Database, company_id: int, name: str, job: str, now: datetime) -> int:
    """Add a client and make it a contact person of a company, in one action; returns the client's id.

    Raises NotFound for the company, InvalidValue for an empty name.
    """
    data = ClientData(name)
    with db.write(Area.CLIENTS) as session:
        live_client(session, company_id)
        begin_action(session, "add_person", now)
        client = add_client(session, data, now)
        session.add(ContactPerson(client_id=client.id, company_id=company_id, job=" ".join(job.split())))
        session.flush()
        refresh_client_keys(session, [client.id])
        return client.id


def add_client(session: Session, data: ClientData, now: datetime) -> Client:
    """Building block: a new client, flushed with its keys. Raises InvalidValue."""
    names = split_name(data)
    client = Client(name="", created_at=now, updated_at=now, version=0)
    session.add(client)
    _fill(session, client, data, names, now)
    return client


def _fill(
    session: Session, client: Client, data: ClientData, names: tuple[str, str, str, str, str], now: datetime
) -> None:
    """Everything that is typed into the row and what belongs to it, and the keys that follow."""
    client.gender = _gender(client, data.gender, names[3])
    client.name, client.last_name, client.first_name, client.middle_name, client.company = names
    _set_fields(client, data)
    client.contacts = _contacts(client, data.contacts)
    client.tags = _tags(client.tags, data.tags)
    client.preferences = _preferences(client.preferences, data.preferences)
    _answer(client, data.consents, now.date())
    _set_own(session, client, data.own)
    client.updated_at = now
    client.version += 1
    set_client_keys(client)
    session.flush()
    if data.dates is not None:
        set_dates(session, client.id, data.dates, now)
        session.flush()


def trash_client(db: Database, client_id: int, now: datetime) -> int:
    """Move a client to the trash with everything that belongs to it; returns the action to undo. Raises NotFound."""
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        client = live_client(session, client_id)
        action_id = begin_action(session, "trash_client", now)
        client.deleted_at = now
        client.version += 1
        return action_id


def _set_fields(client: Client, data: ClientData) -> None:
    birthday = data.birthday
    client.birth_day = birthday.day if birthday else None
    client.birth_month = birthday.month if birthday else None
    client.birth_year = birthday.year if birthday else None
    client.address, client.city, client.card = data.address.strip(), data.city.strip(), data.card.strip()
    client.source, client.note = data.source.strip(), data.note.strip()
    client.referred_by_id = data.referred_by_id
    client.preferred_channel = data.preferred_channel
    client.do_not_disturb = data.do_not_disturb
    client.contact_days, client.muted_until = data.contact_days, data.muted_until


def _gender(client: Client, chosen: str | None, middle_name: str) -> str | None:
    """As chosen; else what was set by hand before, whatever the patronymic says; else what the patronymic tells."""
    if chosen is not None:
        return chosen or None
    if client.gender is not None and client.gender != guessed_gender(client.middle_name):
        return client.gender
    return guessed_gender(middle_name) or client.gender


def _contacts(client: Client, wanted: tuple[Contact, ...]) -> list[ContactPoint]:
    """The wanted contacts, reusing the rows that are there already so that the change log holds only what changed."""
    known = {(row.kind, row.value): row for row in client.contacts}
    rows = []
    for position, contact in enumerate(dict.fromkeys(wanted)):
        row = known.get((contact.kind, contact.value)) or ContactPoint(kind=contact.kind, value=contact.value)
        row.original, row.position = contact.original, position
        rows.append(row)
    return rows


def _tags(rows: list[ClientTag], wanted: tuple[str, ...]) -> list[ClientTag]:
    known = {row.tag: row for row in rows}
    texts = dict.fromkeys(text.strip() for text in wanted if text.strip())
    return [known.get(text) or ClientTag(tag=text) for text in texts]


def _preferences(rows: list[Preference], wanted: tuple[Preferred, ...]) -> list[Preference]:
    """The wanted preferences, each text once, under the topic it was last given."""
    known = {row.text: row for row in rows}
    topics = {text: one.topic.strip() for one in wanted if (text := one.text.strip())}
    kept = []
    for text, topic in topics.items():
        row = known.get(text) or Preference(text=text)
        row.topic = topic
        kept.append(row)
    return kept


def _answer(client: Client, wanted: tuple[ConsentRow, ...], today: date) -> None:
    """Add the answers that differ from those in force; an answer once given is never changed or taken away."""
    in_force = {(row.purpose, row.channel): row for row in client.consents}
    for answer in {(answer.purpose, answer.channel): answer for answer in wanted}.values():
        if _is_news(answer, in_force.get((answer.purpose, answer.channel))):
            row = Consent(purpose=answer.purpose, channel=answer.channel, given=answer.given)
            row.day, row.source = answer.day or today, answer.source.strip()
            client.consents.append(row)


def _is_news(answer: ConsentRow, before: Consent | None) -> bool:
    """Another answer, or the same with another day or source where these are told."""
    if before is None or before.given is not answer.given:
        return True
    source = answer.source.strip()
    return (answer.day is not None and answer.day != before.day) or (source != "" and source != before.source)


def _set_own(session: Session, client: Client, typed: Mapping[int, str]) -> None:
    """Put what is typed into the own fields; a value that stands as it did is not read again."""
    known = {row.field_id: row for row in client.own_values}
    for field_id, text in typed.items():
        row = known.get(field_id)
        if row is not None and row.value == text.strip():
            continue
        field = session.get(OwnField, field_id)
        if field is None:
            raise NotFound(what="own_field", id=field_id)
        value, number = typed_own(field.kind, text, field.choices or (), field.name)
        if row is None and value:
            client.own_values.append(OwnValue(field_id=field_id, value=value, number=number))
        elif row is not None and value:
            row.value, row.number = value, number
        elif row is not None:
            client.own_values.remove(row)


def _refresh_people(session: Session, company_id: int) -> None:
    """Those who work at a company are found by its name."""
    people = session.scalars(select(ContactPerson.client_id).where(ContactPerson.company_id == company_id)).all()
    if people:
        refresh_client_keys(session, people)
