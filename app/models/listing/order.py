"""Clients in the order of any column, those without a value last either way; a million in about half a second.

Four ways, by what the column is: a walk along an index that holds nothing else; a walk along the contacts, which are
in order; one pass over the rows of another table; or one over those of the clients. SQLite's own sorting would take
four times as long, and reading the table itself, whose rows are wide, five times: `ix_client_listed` holds what lists
ask for.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models.client import Client
from app.models.facts import with_facts_as_of
from app.models.interaction import SPOKEN
from app.models.listing.filter_fields import OWN
from app.models.listing.value_order import (
    SPAN,
    Piece,
    by_number,
    by_value,
    only,
    read_firsts,
    read_ids,
    read_values,
    with_rest,
)
from app.models.search import fold

LIVE = "deleted_at IS NULL AND merged_into_id IS NULL"
LISTED = "client INDEXED BY ix_client_listed"
PLACES = 1 << 40  # more than there are ids of contacts
FEW = 20_000  # so many are read one by one from the table sooner than the whole shop is walked

_GONE = (
    "(SELECT id FROM client WHERE deleted_at IS NOT NULL UNION ALL"
    " SELECT id FROM client WHERE merged_into_id IS NOT NULL)"
)


_NUMBERS_THEN = ("visits", "receipts", "total")
_DAYS_THEN = ("first_visit", "last_visit", "rhythm_days", "due_back", "silence_limit", "lapse_day")
# The columns of a client with the facts of `fact_then` in place of the stored ones.
_THEN = ", ".join(
    (
        *(f"coalesce(f.{name}, 0) AS {name}" for name in _NUMBERS_THEN),
        *(f"f.{name} AS {name}" for name in _DAYS_THEN),
        "f.category AS last_category",
        *(
            f"c.{column.name}"
            for column in Client.__table__.columns
            if column.name not in {*_NUMBERS_THEN, *_DAYS_THEN, "last_category"}
        ),
    )
)


@dataclass(frozen=True)
class Sort:
    """An SQL expression on `client`; NULL and an empty text are no value.

    `walked`: an index begins with it. `listed`: ix_client_listed has what it needs. `contact`: it is the client's first
    contact of this kind. `beside`: the statement that gives id and value of those who have one, from another table.
    `number`: all values are numbers. `folded`: texts are in order whatever the case of their letters. `backwards`: it
    runs against its column, as the age against the day of birth.
    """

    column: str
    walked: bool = False
    listed: bool = False
    contact: str = ""
    beside: str = ""
    number: bool = False
    folded: bool = False
    backwards: bool = False


def _first(kind: str) -> Sort:
    column = (
        "(SELECT x.value FROM contact_point x WHERE x.client_id = client.id"
        f" AND x.kind = '{kind}' ORDER BY x.position, x.id LIMIT 1)"
    )
    return Sort(column, contact=kind)


def _of_many(table: str, value: str, condition: str = "1", *, folded: bool = False, number: bool = False) -> Sort:
    """An aggregate of the rows of another table that belong to the client."""
    return Sort(
        f"(SELECT {value} FROM {table} x WHERE x.client_id = client.id AND {condition})",
        beside=f"SELECT x.client_id AS id, {value} AS value FROM {table} x"
        f" WHERE x.client_id BETWEEN :first AND :last AND {condition} GROUP BY x.client_id",
        folded=folded,
        number=number,
    )


def _consent(purpose: str) -> Sort:
    return Sort(
        f"(SELECT x.given FROM consent x WHERE x.client_id = client.id AND x.purpose = '{purpose}'"
        " ORDER BY x.id DESC LIMIT 1)"
    )


SORTS: dict[str, Sort] = {
    "name": Sort("sort_key", walked=True),
    "id": Sort("id", listed=True, number=True),
    **{kind: _first(kind) for kind in ("phone", "email", "whatsapp", "telegram", "vk", "viber")},
    "last_name": Sort("last_name", listed=True, folded=True),
    "first_name": Sort("first_key", walked=True),
    "middle_name": Sort("middle_name", listed=True, folded=True),
    "company": Sort("company", listed=True, folded=True),
    "gender": Sort("gender", listed=True),
    "birthday": Sort("birth_month * 100 + birth_day", listed=True, number=True),
    "age": Sort("birth_year * 10000 + birth_month * 100 + birth_day", listed=True, number=True, backwards=True),
    "address": Sort("address", folded=True),
    "city": Sort("city", listed=True, folded=True),
    "card": Sort("card", walked=True),
    "source": Sort("source", listed=True, folded=True),
    "note": Sort("substr(note, 1, 100)", folded=True),
    "tags": _of_many("client_tag", "min(x.tag)", folded=True),
    "preferences": _of_many("preference", "min(x.text)", folded=True),
    "referred_by": Sort("(SELECT x.sort_key FROM client x WHERE x.id = client.referred_by_id)", listed=True),
    "consent_processing": _consent("processing"),
    "consent_advertising": _consent("advertising"),
    "external_id": Sort("(SELECT x.value FROM external_id x WHERE x.client_id = client.id ORDER BY x.id LIMIT 1)"),
    "preferred_channel": Sort("preferred_channel", listed=True),
    "do_not_disturb": Sort("do_not_disturb", listed=True),
    "points": Sort("points", listed=True, number=True),
    "visits": Sort("visits", walked=True),
    "receipts": Sort("receipts", listed=True, number=True),
    "total": Sort("total", walked=True),
    "average_receipt": Sort("CAST(total AS REAL) / nullif(receipts, 0)", listed=True, number=True),
    "first_visit": Sort("first_visit", listed=True),
    "last_visit": Sort("last_visit", walked=True),
    "silent_days": Sort("last_visit", walked=True, backwards=True),
    "rhythm_days": Sort("rhythm_days", listed=True, number=True),
    "due_back": Sort("due_back", listed=True),
    "lapse_day": Sort("lapse_day", listed=True),
    "last_category": Sort("last_category", listed=True, folded=True),
    "p_alive": _of_many("client_forecast", "x.p_alive", "x.p_alive IS NOT NULL", number=True),
    "expected_purchases": _of_many("client_forecast", "x.purchases", number=True),
    "expected_money": _of_many("client_forecast", "x.money", "x.money IS NOT NULL", number=True),
    "money_at_risk": _of_many("client_forecast", "x.at_risk", "x.at_risk IS NOT NULL", number=True),
    "last_contact": _of_many("interaction", "max(x.at)", SPOKEN),
    "open_tasks": _of_many("task", "nullif(count(*), 0)", "x.done_at IS NULL AND x.deleted_at IS NULL", number=True),
    "created": Sort("created_at", listed=True),
    "updated": Sort("updated_at", listed=True),
}


def own_sort(key: str) -> Sort:
    """The order by an own field, "own:<id>": by the number where it holds one, else by the text."""
    condition = f"x.field_id = {int(key.removeprefix(OWN))}"
    return _of_many("own_value", "coalesce(x.number, x.value)", condition, folded=True)


def ids_in_order(
    session: Session, sort: Sort, descending: bool, condition: str, parameters: Mapping[str, Any], listed: bool
) -> array[int]:
    """Ids of the live clients for whom `condition` holds ("" is everybody), equal ones by id in the same direction.

    `listed`: ix_client_listed has what the condition needs.
    """
    raw: Any = session.connection().connection.driver_connection
    backwards = descending is not sort.backwards
    if not condition:
        return _everybody(raw, sort, backwards)
    table = LISTED if listed else "client"
    ids = read_ids(raw, f"SELECT id FROM {table} WHERE {LIVE} AND {condition}", dict(parameters))
    if len(ids) <= FEW:
        rows = raw.execute(
            f"SELECT id, {sort.column} FROM client WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(list(ids)),),
        )
        return _sorted(_pieces(rows), sort, backwards)
    return only(_everybody(raw, sort, backwards), ids)


def with_clients_as_of() -> str:
    """The beginning of a statement whose `client` has the purchase facts of the end of the day :as_of."""
    return (
        f"{with_facts_as_of()}, client AS (SELECT {_THEN}"
        " FROM main.client c LEFT JOIN fact_then f ON f.client_id = c.id)"
    )


def ids_as_of(
    session: Session, sort: Sort, descending: bool, condition: str, parameters: Mapping[str, Any], as_of: date
) -> array[int]:
    """The same with the purchase facts of the end of a past day, worked out anew: seconds rather than moments."""
    raw: Any = session.connection().connection.driver_connection
    rows = raw.execute(
        f"{with_clients_as_of()} SELECT id, {sort.column} FROM client WHERE {LIVE} AND {condition or '1'} ORDER BY id",
        {**parameters, "as_of": as_of.isoformat()},
    )
    return _sorted(_pieces(rows), sort, descending is not sort.backwards)


def _pieces(rows: Any) -> Iterator[Piece]:
    """Rows of (id, value), by id; at least one piece."""
    read = rows.fetchmany(SPAN)
    yield [row[0] for row in read], [row[1] for row in read]
    while read := rows.fetchmany(SPAN):
        yield [row[0] for row in read], [row[1] for row in read]


def _sorted(pieces: Iterator[Piece], sort: Sort, backwards: bool) -> array[int]:
    if sort.number:
        return by_number(pieces, backwards)
    return by_value(pieces, _folded if sort.folded else None, backwards)


def _everybody(raw: Any, sort: Sort, backwards: bool) -> array[int]:
    if sort.walked:
        return _walked(raw, sort.column, backwards)
    if sort.contact:
        return _by_contact(raw, sort.contact, backwards)
    if sort.beside:
        return with_rest(_sorted(read_values(raw, sort.beside), sort, backwards), _live(raw), backwards)
    table = LISTED if sort.listed else "client NOT INDEXED"
    some = f"SELECT id, {sort.column} AS value FROM {table} WHERE {LIVE} AND id BETWEEN :first AND :last ORDER BY id"
    return _sorted(read_values(raw, some), sort, backwards)


def _live(raw: Any) -> array[int]:
    return read_ids(raw, f"SELECT id FROM {LISTED} WHERE {LIVE}")


def _walked(raw: Any, column: str, backwards: bool) -> array[int]:
    """Along the index of the column; those without a value come after."""
    way = "DESC" if backwards else "ASC"
    walk = f"SELECT id FROM client WHERE id NOT IN {_GONE} AND"
    ids = read_ids(raw, f"{walk} {column} <> '' ORDER BY {column} {way}, id {way}")
    ids.extend(read_ids(raw, f"{walk} ({column} IS NULL OR {column} = '') ORDER BY id {way}"))
    return ids


def _by_contact(raw: Any, kind: str, backwards: bool) -> array[int]:
    """Along the index of contacts: of several of a kind the first counts. Those without one come after."""
    way = "DESC" if backwards else "ASC"
    walk = (
        f"SELECT x.client_id AS id, x.position * {PLACES} + x.id AS place"
        " FROM contact_point x INDEXED BY ix_contact_point_value"
        f" WHERE x.kind = ? ORDER BY x.value {way}, x.kind {way}, x.client_id {way}"
    )
    return with_rest(read_firsts(raw, walk, (kind,)), _live(raw), backwards)


def _folded(value: Any) -> Any:
    return f"{fold(value)}\0{value}" if isinstance(value, str) else value
