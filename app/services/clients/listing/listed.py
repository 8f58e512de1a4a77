"""Rows of the clients table: what every list shows, and what the shop's columns ask for beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.database import Database
from app.models.listing.listed_values import read_related
from app.models.listing.rfm_groups import GRID
from app.models.own import OwnValue
from app.models.segments import Scale, cells_of_clients, values_of_clients
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
Ids = Sequence[int]


def get_listed(
    db: Database, ids: Ids, keys: Collection[str], scale: Scale | None = None, today: date | None = None
) -> list[ListedClient]:
    """The clients with these ids in their order, with the columns `keys`; one that is gone meanwhile is left out.
    The column "segment" is the code of the group by `scale` on the day `today`, "value" the score of the money."""
    with db.read() as session:
        more: dict[int, dict[str, Any]] = defaultdict(dict)
        _read_scalars(session, ids, [key for key in keys if key in SCALARS], more)
        for key, client_id, value in read_related(session, ids, keys):
            more[client_id][key] = datetime.fromisoformat(value) if key == "last_contact" else value
        if "segment" in keys and scale is not None and today is not None:
            for client_id, cell in cells_of_clients(session, scale, today, ids).items():
                more[client_id]["segment"] = GRID[divmod(cell, 10)]
        if "value" in keys and scale is not None and today is not None:
            for client_id, value in values_of_clients(session, scale, today, ids).items():
                more[client_id]["value"] = value
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
