"""Lists of clients: ids in order for the table, rows for what is on screen, and search as you type."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models.client import Client, ContactPoint
from app.models.database import Database
from app.models.enums import ContactKind
from app.models.listing.filter_fields import OWN, Group
from app.models.listing.order import LISTED, LIVE, SORTS, Sort, ids_as_of, ids_in_order, own_sort
from app.models.listing.rfm_groups import RHYTHM_STATES
from app.models.search import Word, match_clause
from app.models.segments import rhythm_counts, rhythm_sort, segment_sort, value_sort
from app.services.clients.data import Birthday, ClientRow
from app.services.clients.listing.asked import Asked, ask
from app.services.clients.listing.typed_query import search_ids, understand
from app.services.errors import InvalidValue
from app.services.segments.scale import read_scale, with_money

ID_BLOCK = 500  # bound on one IN list


def _by_value(session: Session, day: date, as_of: bool) -> Sort:
    return value_sort(with_money(session, read_scale(session, day, as_of=as_of), day, as_of=as_of), day)


# Orders that depend on the day.
BY_DAY: dict[str, Callable[[Session, date, bool], Sort]] = {
    "segment": lambda session, day, as_of: segment_sort(read_scale(session, day, as_of=as_of), day),
    "value": _by_value,
    "rhythm_state": lambda _session, day, _as_of: rhythm_sort(day),
}

# Whom a file of an import brought, changed or sold to.
_OF_BATCH = (
    "(batch_id = :batch OR id IN (SELECT client_id FROM purchase WHERE batch_id = :batch AND deleted_at IS NULL)"
    " OR id IN (SELECT client_id FROM change WHERE batch_id = :batch AND client_id IS NOT NULL))"
)


def list_client_ids(
    db: Database,
    query: str = "",
    sort: str = "name",
    descending: bool = False,
    batch: int | None = None,
    where: Group | None = None,
    today: date | None = None,
    *,
    as_of: bool = False,
) -> array[int]:
    """Ids of all clients that match `query`, in order. 8 bytes a client, so a million is 8 MB.

    With `batch` only those that this file of an import is about, with `where` those that the filter lets through on
    the day `today`; `as_of`: by the purchases and contacts up to the end of that day. `sort` is one of SORTS or
    "own:<id>". Raises InvalidValue for another one and for a wrong filter.
    """
    order = _sort(db, sort, today, as_of)
    asked = _asked(db, query, batch, where, today, as_of)
    with db.read() as session:
        if as_of and today is not None:
            return ids_as_of(session, order, descending, asked.sql, asked.parameters, today)
        return ids_in_order(session, order, descending, asked.sql, asked.parameters, asked.listed)


def count_clients(
    db: Database, query: str = "", batch: int | None = None, where: Group | None = None, today: date | None = None
) -> int:
    """How many clients `list_client_ids` would give, without their order. Raises InvalidValue."""
    return int(_counted(db, "count(*)", _asked(db, query, batch, where, today))[0])


def count_and_total(db: Database, where: Group, today: date) -> tuple[int, int]:
    """How many clients a filter lets through, and what they have spent in minor units. Raises InvalidValue."""
    clients, total = _counted(db, "count(*), coalesce(sum(total), 0)", _asked(db, "", None, where, today))
    return int(clients), int(total)


def count_states(db: Database, where: Group, today: date) -> dict[str, int]:
    """How many of those whom a filter lets through are in each of RHYTHM_STATES. Raises InvalidValue."""
    counted = _counted(db, rhythm_counts(today), _asked(db, "", None, where, today))
    return {state: int(clients) for state, clients in zip(RHYTHM_STATES, counted, strict=True)}


def _counted(db: Database, counted: str, asked: Asked) -> Sequence[Any]:
    table = LISTED if asked.listed else "client"
    statement = f"SELECT {counted} FROM {table} WHERE {LIVE}{' AND ' if asked.sql else ''}{asked.sql}"
    with db.read() as session:
        return session.execute(text(statement), dict(asked.parameters)).one()


def _sort(db: Database, name: str, today: date | None, as_of: bool) -> Sort:
    if name in BY_DAY and today is not None:
        with db.read() as session:
            return BY_DAY[name](session, today, as_of)
    if name.startswith(OWN) and name.removeprefix(OWN).isdecimal():
        return own_sort(name)
    if name not in SORTS:
        raise InvalidValue(field="sort", value=name)
    return SORTS[name]


def _asked(
    db: Database, query: str, batch: int | None, where: Group | None, today: date | None, as_of: bool = False
) -> Asked:
    """The condition on live clients: found by the words, of the import, let through by the filter."""
    asked = ask(db, where, today, as_of=as_of)
    parameters = dict(asked.parameters)
    conditions = [asked.sql] if asked.sql else []
    if query.strip():
        matching, words = match_clause(_words(db, query))
        conditions.append(matching)
        parameters |= words
    if batch is not None:
        conditions.append(_OF_BATCH)
        parameters["batch"] = batch
    return Asked(" AND ".join(conditions), parameters, asked.listed)


def _words(db: Database, query: str) -> list[Word]:
    with db.read() as session:
        return understand(session, query)


def find_clients(db: Database, query: str, limit: int = 20) -> list[ClientRow]:
    """The best matches for a typed query, as `search_ids` finds them."""
    with db.read() as session:
        return rows_of(session, search_ids(session, query, limit).ids)


def get_client_rows(db: Database, ids: Sequence[int]) -> list[ClientRow]:
    """Rows in the order of `ids`; a client that is gone meanwhile is left out."""
    with db.read() as session:
        return rows_of(session, ids)


_COLUMNS = (
    Client.id,
    Client.name,
    Client.birth_day,
    Client.birth_month,
    Client.birth_year,
    Client.visits,
    Client.total,
    Client.first_visit,
    Client.last_visit,
    Client.rhythm_days,
    Client.due_back,
    Client.lapse_day,
    Client.silence_limit,
    Client.card,
    Client.city,
    Client.version,
)


def rows_of(session: Session, ids: Sequence[int]) -> list[ClientRow]:
    """Rows in the order of `ids`, read in this session."""
    found: dict[int, ClientRow] = {}
    for start in range(0, len(ids), ID_BLOCK):
        block = list(ids[start : start + ID_BLOCK])
        contacts = _contacts(session, block)
        for row in session.execute(select(*_COLUMNS).where(Client.id.in_(block))):
            found[row.id] = client_row(row, contacts[row.id])
    return [found[client_id] for client_id in ids if client_id in found]


def _contacts(session: Session, ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    by_client: dict[int, list[tuple[str, str]]] = defaultdict(list)
    statement = (
        select(ContactPoint.client_id, ContactPoint.kind, ContactPoint.value)
        .where(ContactPoint.client_id.in_(list(ids)))
        .order_by(ContactPoint.client_id, ContactPoint.position, ContactPoint.id)
    )
    for client_id, kind, value in session.execute(statement):
        by_client[client_id].append((kind, value))
    return by_client


def client_row(row: Any, contacts: Iterable[tuple[str, str]]) -> ClientRow:
    """A ClientRow from a client's columns and its (kind, value) contacts."""
    contacts = list(contacts)
    return ClientRow(
        id=row.id,
        name=row.name,
        phones=tuple(value for kind, value in contacts if kind == ContactKind.PHONE),
        emails=tuple(value for kind, value in contacts if kind == ContactKind.EMAIL),
        birthday=birthday_of(row.birth_month, row.birth_day, row.birth_year),
        visits=row.visits,
        total=row.total,
        first_visit=row.first_visit,
        last_visit=row.last_visit,
        rhythm_days=row.rhythm_days,
        due_back=row.due_back,
        lapse_day=row.lapse_day,
        silence_limit=row.silence_limit,
        card=row.card,
        city=row.city,
        version=row.version,
    )


def birthday_of(month: int | None, day: int | None, year: int | None) -> Birthday | None:
    """A Birthday from the three columns, or None where there is none."""
    return None if month is None or day is None else Birthday(month, day, year)


def silent_days(row: ClientRow, today: date) -> int | None:
    """Days since the last visit, or None before the first."""
    return None if row.last_visit is None else (today - row.last_visit).days
