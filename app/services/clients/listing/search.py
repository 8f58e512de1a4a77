"""Search as you type: the best matches, and what of each client it was that matched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from app.models.audit import Change
from app.models.client import Client, ClientTag, ContactPerson, ContactPoint, ExternalId
from app.models.database import Database
from app.models.enums import ContactKind
from app.models.own import OwnField, OwnValue
from app.models.search import Word, fold
from app.services.clients.data import ClientRow
from app.services.clients.find import rows_of
from app.services.clients.listing.typed_query import search_ids

# What is searched beside the contacts, and where it stands.
_PLACES = (
    ("card", Client.id, Client.card),
    ("company", Client.id, Client.company),
    ("tag", ClientTag.client_id, ClientTag.tag),
    ("external_id", ExternalId.client_id, ExternalId.value),
    ("city", Client.id, Client.city),
    ("note", Client.id, Client.note),
)
LOOKED_AT = 200  # rows of the change log
AROUND = 24  # letters of a note shown before what was found in it


class Found(NamedTuple):
    """A client that was found, and by what: "name", a ContactKind, "card", "tag", "note", ..., with its text.

    `label` is the name of an own field; `text` is as it stands, of a long note the part around the word.
    """

    row: ClientRow
    thing: str
    text: str
    label: str = ""


class _Told(NamedTuple):
    thing: str
    text: str
    label: str = ""


def search_clients(db: Database, typed: str, limit: int = 20) -> list[Found]:
    """The best matches for a typed query, the best first."""
    with db.read() as session:
        found = search_ids(session, typed, limit)
        told = _everything(session, found.ids)
        return [_match(row, told[row.id], found.words) for row in rows_of(session, found.ids)]


def recent_clients(db: Database, opened: Sequence[int], limit: int) -> list[ClientRow]:
    """Clients in the order in which they were last `opened`, then those about whom something was written down."""
    latest = select(Change.client_id).where(Change.client_id.is_not(None)).order_by(Change.id.desc()).limit(LOOKED_AT)
    with db.read() as session:
        ids = list(dict.fromkeys([*opened, *(client_id for client_id in session.scalars(latest) if client_id)]))
        live = select(Client.id).where(Client.id.in_(ids), Client.deleted_at.is_(None), Client.merged_into_id.is_(None))
        known = set(session.scalars(live))
        return rows_of(session, [client_id for client_id in ids if client_id in known][:limit])


def _match(row: ClientRow, told: Sequence[_Told], words: Sequence[Word]) -> Found:
    """What matched: the first thing that has a word which the name does not have."""
    name = fold(row.name)
    for word in words:
        if any(form in name for form in word):
            continue
        for thing, text, label in told:
            place = _place(thing, text, word)
            if place >= 0:
                return Found(row, thing, _around(text, place), label)
    return Found(row, "name", row.name)


def _place(thing: str, text: str, word: Word) -> int:
    """Where in the text the word is, or -1; of a phone only the digits count."""
    said = text.removeprefix("+") if thing == ContactKind.PHONE else fold(text)
    return max(said.find(form) for form in word)


def _around(text: str, place: int) -> str:
    line = " ".join(text.split())
    return line if place <= AROUND else "…" + line[line.rfind(" ", 0, place - AROUND // 2) + 1 :]


def _everything(session: Session, ids: Sequence[int]) -> dict[int, list[_Told]]:
    """All that is searched of these clients beside the name, by client id."""
    company = select(ContactPerson.client_id, literal("company"), Client.name, literal("")).join(
        Client, Client.id == ContactPerson.company_id
    )
    own = select(OwnValue.client_id, literal("own"), OwnValue.value, OwnField.name).join(
        OwnField, OwnField.id == OwnValue.field_id
    )
    parts = [select(key, literal(thing), column, literal("")) for thing, key, column in _PLACES]
    contacts = select(ContactPoint.client_id, ContactPoint.kind, ContactPoint.value, literal(""))
    every = [part.where(part.selected_columns[0].in_(ids)) for part in (contacts, *parts[:-1], company, own, parts[-1])]
    told: dict[int, list[_Told]] = defaultdict(list)
    for client_id, thing, text, label in session.execute(union_all(*every)):
        if text:
            told[client_id].append(_Told(thing, text, label))
    return told
