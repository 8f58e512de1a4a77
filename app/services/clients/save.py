"""Write a client: add, change, move to the trash and back."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from app.models.changelog import begin_action
from app.models.client import Client, ClientTag, ContactPoint, Preference
from app.models.database import Database
from app.models.enums import Area
from app.services.clients.data import ClientData, Contact
from app.services.clients.keys import set_client_keys
from app.services.clients.typed import check_birthday, split_name
from app.services.errors import EditConflict, NotFound

Row = TypeVar("Row", ClientTag, Preference)


def save_client(
    db: Database, data: ClientData, now: datetime, client_id: int | None = None, version: int | None = None
) -> int:
    """Add a client, or change `client_id` as it was read at `version`; returns the id.

    Raises InvalidValue, NotFound, and EditConflict when the client was changed since: nothing is overwritten.
    """
    names = split_name(data)
    if data.birthday is not None:
        check_birthday(data.birthday, now.date())
    with db.write(Area.CLIENTS) as session:
        begin_action(session, "add_client" if client_id is None else "edit_client", now)
        if client_id is None:
            client = Client(name="", created_at=now, updated_at=now, version=0)
            session.add(client)
        else:
            client = _live(session, client_id)
            if version is not None and client.version != version:
                raise EditConflict(what="client", id=client_id)
        client.name, client.last_name, client.first_name, client.middle_name, client.company = names
        _set_fields(client, data)
        client.contacts = _contacts(client, data.contacts)
        client.tags = _kept(client.tags, data.tags, "tag", ClientTag)
        client.preferences = _kept(client.preferences, data.preferences, "text", Preference)
        client.updated_at = now
        client.version += 1
        set_client_keys(client)
        session.flush()
        return client.id


def trash_client(db: Database, client_id: int, now: datetime) -> int:
    """Move a client to the trash with everything that belongs to it; returns the action to undo. Raises NotFound."""
    with db.write(Area.CLIENTS, Area.REMINDERS) as session:
        client = _live(session, client_id)
        action_id = begin_action(session, "trash_client", now)
        client.deleted_at = now
        client.version += 1
        return action_id


def _live(session: Session, client_id: int) -> Client:
    client = session.get(Client, client_id)
    if client is None or client.deleted_at is not None or client.merged_into_id is not None:
        raise NotFound(what="client", id=client_id)
    return client


def _set_fields(client: Client, data: ClientData) -> None:
    birthday = data.birthday
    client.birth_day = birthday.day if birthday else None
    client.birth_month = birthday.month if birthday else None
    client.birth_year = birthday.year if birthday else None
    client.gender = data.gender or _gender(client.middle_name)
    client.address, client.city, client.card = data.address.strip(), data.city.strip(), data.card.strip()
    client.source, client.note = data.source.strip(), data.note.strip()
    client.referred_by_id = data.referred_by_id
    client.preferred_channel = data.preferred_channel
    client.do_not_disturb = data.do_not_disturb


def _gender(middle_name: str) -> str | None:
    """Gender told by a Russian patronymic, else unknown."""
    ending = middle_name.casefold()
    if ending.endswith(("вич", "ьич", "мич", "кич", "оглы", "улы")):
        return "m"
    return "f" if ending.endswith(("вна", "чна", "кызы", "гызы")) else None


def _contacts(client: Client, wanted: tuple[Contact, ...]) -> list[ContactPoint]:
    """The wanted contacts, reusing the rows that are there already so that the change log holds only what changed."""
    known = {(row.kind, row.value): row for row in client.contacts}
    rows = []
    for position, contact in enumerate(dict.fromkeys(wanted)):
        row = known.get((contact.kind, contact.value)) or ContactPoint(kind=contact.kind, value=contact.value)
        row.original, row.position = contact.original, position
        rows.append(row)
    return rows


def _kept(rows: list[Row], wanted: tuple[str, ...], column: str, table: type[Row]) -> list[Row]:
    known = {getattr(row, column): row for row in rows}
    texts = dict.fromkeys(text.strip() for text in wanted if text.strip())
    return [known.get(text) or table(**{column: text}) for text in texts]
