"""Rows of the clients table: what every list shows, and what the shop's columns ask for beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.models.client import Client, ClientTag, Consent, ContactPoint, ExternalId, Preference
from app.models.database import Database
from app.models.enums import ContactKind
from app.models.interaction import Interaction
from app.models.own import OwnValue
from app.models.task import Task
from app.services.clients.data import ClientRow
from app.services.clients.find import rows_of

OWN = "own:"


@dataclass(frozen=True)
class ListedClient:
    """A client of the table. `more`: values of the further columns by key; what a client has none of is not in it."""

    id: int
    client: ClientRow
    more: Mapping[str, Any] = field(default_factory=dict)


# Columns of the client itself, read by one statement.
SCALARS: dict[str, Any] = {
    "last_name": Client.last_name,
    "first_name": Client.first_name,
    "middle_name": Client.middle_name,
    "company": Client.company,
    "gender": Client.gender,
    "address": Client.address,
    "source": Client.source,
    "note": Client.note,
    "preferred_channel": Client.preferred_channel,
    "do_not_disturb": Client.do_not_disturb,
    "points": Client.points,
    "receipts": Client.receipts,
    "last_category": Client.last_category,
    "created": Client.created_at,
    "updated": Client.updated_at,
}
MESSENGERS = (ContactKind.WHATSAPP, ContactKind.TELEGRAM, ContactKind.VK, ContactKind.VIBER)
Ids = Sequence[int]


def get_listed(db: Database, ids: Ids, keys: Collection[str]) -> list[ListedClient]:
    """The clients with these ids in their order, with the columns `keys`; one that is gone meanwhile is left out."""
    with db.read() as session:
        more: dict[int, dict[str, Any]] = defaultdict(dict)
        _read_scalars(session, ids, [key for key in keys if key in SCALARS], more)
        for key in keys:
            if key in RELATED:
                for client_id, value in session.execute(RELATED[key](ids)):
                    more[client_id][key] = value
        _read_own(session, ids, [int(key.removeprefix(OWN)) for key in keys if key.startswith(OWN)], more)
        return [ListedClient(row.id, row, more.get(row.id, {})) for row in rows_of(session, ids)]


def _read_scalars(session: Session, ids: Ids, keys: list[str], more: dict[int, dict[str, Any]]) -> None:
    if keys:
        statement = select(Client.id, *(SCALARS[key] for key in keys)).where(Client.id.in_(list(ids)))
        for client_id, *values in session.execute(statement):
            more[client_id].update(zip(keys, values, strict=True))


def _read_own(session: Session, ids: Ids, fields: list[int], more: dict[int, dict[str, Any]]) -> None:
    if fields:
        columns = (OwnValue.client_id, OwnValue.field_id, OwnValue.value)
        statement = select(*columns).where(OwnValue.client_id.in_(list(ids)), OwnValue.field_id.in_(fields))
        for client_id, field_id, value in session.execute(statement):
            more[client_id][f"{OWN}{field_id}"] = value


def _joined(owner: Any, text: Any, *conditions: Any) -> Callable[[Ids], Any]:
    """Texts of a client behind one another, parted by commas."""
    return lambda ids: (
        select(owner, func.group_concat(text, ", ")).where(owner.in_(list(ids)), *conditions).group_by(owner)
    )


def _referrers(ids: Ids) -> Any:
    other = aliased(Client)
    return select(Client.id, other.name).join(other, Client.referred_by_id == other.id).where(Client.id.in_(list(ids)))


def _last_contacts(ids: Ids) -> Any:
    owner = Interaction.client_id
    return select(owner, func.max(Interaction.at)).where(owner.in_(list(ids))).group_by(owner)


def _consents(purpose: str) -> Callable[[Ids], Any]:
    """True where any way is allowed by its latest word, False where all that was said is no."""

    def statement(ids: Ids) -> Any:
        owner = Consent.client_id
        latest = (
            select(owner, func.coalesce(Consent.channel, ""), Consent.given, func.max(Consent.id))
            .where(owner.in_(list(ids)), Consent.purpose == purpose)
            .group_by(owner, func.coalesce(Consent.channel, ""))
        ).subquery()
        return select(latest.c.client_id, func.max(latest.c.given)).group_by(latest.c.client_id)

    return statement


def _open_tasks(ids: Ids) -> Any:
    owner = Task.client_id
    return (
        select(owner, func.count())
        .where(owner.in_(list(ids)), Task.done_at.is_(None), Task.deleted_at.is_(None))
        .group_by(owner)
    )


# What stands in tables of its own.
RELATED: dict[str, Callable[[Ids], Any]] = {
    "tags": _joined(ClientTag.client_id, ClientTag.tag),
    "preferences": _joined(Preference.client_id, Preference.text),
    **{
        kind.value: _joined(ContactPoint.client_id, ContactPoint.value, ContactPoint.kind == kind)
        for kind in MESSENGERS
    },
    "external_id": _joined(ExternalId.client_id, ExternalId.value),
    "referred_by": _referrers,
    "consent_processing": _consents("processing"),
    "consent_advertising": _consents("advertising"),
    "last_contact": _last_contacts,
    "open_tasks": _open_tasks,
}
