"""Clients as a table: what the importer takes, and the facts that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row as Facts

from app.models.base import MOMENT_FORMAT
from app.models.exporting import ExportQueries
from app.services.exports.own_fields import fit_own, own_columns
from app.services.exports.table import Column, Kind, Row, Table, Words
from app.services.imports.values.own import listed
from app.services.settings import ShopSettings

BLOCK = 2_000
MOST_PHONES = 5  # columns; further phones stand in the last
_BEFORE = (Column("external_id", width=18), Column("name", width=34))
_PARTS = (Column("last_name", width=18), Column("first_name"), Column("middle_name"), Column("company", width=24))
_AFTER = (
    Column("birthday", Kind.DAY, 13),
    Column("gender", width=8),
    Column("address", width=28),
    Column("city"),
    Column("card"),
    Column("source"),
    Column("tag", width=20),
    Column("preference", width=28),
    Column("note", width=40),
    Column("consent", width=10),
    Column("points", Kind.NUMBER, 9),
    Column("last_contact", Kind.DAY, 13),
    Column("visits", Kind.NUMBER, 11),
    Column("spent", Kind.MONEY, 14),
    Column("first_visit", Kind.DAY, 13),
    Column("last_visit", Kind.DAY, 13),
    Column("due_back", Kind.DAY, 13),
)
_CODED = ("gender", "consent")
_LISTS = ("tag", "preference", "email")  # a messenger stands on a line of its own


def clients_table(queries: ExportQueries, ids: Sequence[int], words: Words, settings: ShopSettings) -> Table:
    """These clients in this order. Every phone has a column: several in one cell are hard to sort and to call."""
    phones = max(1, min(MOST_PHONES, queries.most_phones()))
    reached = [Column("phone" if n == 1 else f"phone {n}", width=17) for n in range(1, phones + 1)]
    reached.append(Column("email", width=28))
    if queries.has_messengers():
        reached.append(Column("messenger", width=24))
    columns: tuple[Column, ...] = (*_BEFORE, *_PARTS, *reached, *_AFTER)
    columns += own_columns(queries.own_fields(), columns, words)
    return Table("clients", columns, _batches(queries, ids, columns, phones, words, settings))


def _batches(
    queries: ExportQueries,
    ids: Sequence[int],
    columns: Sequence[Column],
    phones: int,
    words: Words,
    settings: ShopSettings,
) -> Iterator[list[Row]]:
    then = queries.facts_then()
    for start in range(0, len(ids), BLOCK):
        clients = queries.clients(ids[start : start + BLOCK])
        for client in clients:
            if then is not None:
                client |= _facts(then.get(client["client_id"]))
            _fit(client, phones, words, settings)
            fit_own(client, columns, words)
        yield [[client.get(column.name) for column in columns] for client in clients]


def _facts(then: Facts[Any] | None) -> dict[str, Any]:
    """The facts of a past day; nobody has any before the first purchase."""
    days = ("first_visit", "last_visit", "due_back")
    if then is None:
        return {"visits": 0, "spent": 0} | dict.fromkeys(days)
    return {"visits": then.visits, "spent": then.total} | {day: getattr(then, day) for day in days}


def _fit(client: dict[str, Any], phones: int, words: Words, settings: ShopSettings) -> None:
    """Values of the database as they stand in the file."""
    numbers = (client.pop("phones") or "").split("\n")
    for place, number in enumerate(numbers[: phones - 1], 1):
        client["phone" if place == 1 else f"phone {place}"] = number
    if len(numbers) >= phones:
        client["phone" if phones == 1 else f"phone {phones}"] = "; ".join(numbers[phones - 1 :])
    for name in _LISTS:
        client[name] = listed(client[name].split("\n")) if client[name] else None
    for name in _CODED:
        client[name] = None if client[name] is None else words.value(name, str(client[name]))
    if client["last_contact"]:
        moment = datetime.strptime(client["last_contact"], MOMENT_FORMAT).replace(tzinfo=UTC)
        client["last_contact"] = settings.local(moment).date().isoformat()
