"""The SQL behind the report: what each client bought on each day, as columns of numbers.

A visit is as in facts.py. The receipts come by one walk over ix_purchase_facts, and numpy adds them up; only what was
brought back can turn a day with sales into no visit, so the few clients with linked returns are read a second time, by
the statement of facts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.columns import Columns
from app.models.facts import with_visits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

CLIENTS_AT_ONCE = 4_096
EPOCH = 1_721_424  # the Julian day number of the day before 0001-01-01, cut to a whole number
DAY_BITS = 24  # of a code of client and day, below the client's id
UNKNOWN = -(1 << 62)  # stands for a sum that is not known

_COUNTED = "status = 'done' AND deleted_at IS NULL AND day <= :until"
_DAY = f"CAST(julianday(day) AS INTEGER) - {EPOCH}"
# The receipts of so many clients as one text of numbers, which numpy adds up: in a third of the time that rows take.
_RECEIPTS = f"""SELECT group_concat(
        ((client_id << {DAY_BITS} | {_DAY}) << 1 | (return_of_id IS NOT NULL)) || ',' || ifnull(total, {UNKNOWN}))
    FROM purchase INDEXED BY ix_purchase_facts WHERE client_id BETWEEN :first AND :last AND {_COUNTED}"""
_ALL_RECEIPTS = "SELECT max(client_id), count(client_id) FROM purchase INDEXED BY ix_purchase_facts"
_FREE_DAYS = f"""SELECT {_DAY}, coalesce(sum(total), 0), coalesce(sum(max(total, 0)), 0), count(*), count(total),
        coalesce(sum(total > 0), 0), coalesce(sum(total < 0), 0)
    FROM purchase INDEXED BY ix_purchase_facts WHERE client_id IS NULL AND {_COUNTED} GROUP BY day"""
_RETURNERS = f"""SELECT DISTINCT client_id FROM purchase INDEXED BY ix_purchase_return_of_id
    WHERE return_of_id IS NOT NULL AND client_id IS NOT NULL AND {_COUNTED}"""
_GONE = """SELECT id FROM client WHERE deleted_at IS NOT NULL
    UNION SELECT id FROM client WHERE merged_into_id IS NOT NULL"""
_SOURCES = """SELECT source, group_concat(id) FROM client INDEXED BY ix_client_listed
    WHERE deleted_at IS NULL AND merged_into_id IS NULL GROUP BY source"""
_FIRST_DAY = "SELECT min(day) FROM purchase WHERE status = 'done' AND deleted_at IS NULL AND day <= :until"


class DaySums(NamedTuple):
    """Receipts by day, one array each: ordinal of the day; net sum and the sum of those above 0, in minor units; how
    many there are, with a known sum, above 0 and below 0."""

    day: Column
    net: Column
    sold: Column
    receipts: Column
    known: Column
    sales: Column
    returns: Column


class ClientDays(NamedTuple):
    """What each client bought on each day, by client and day: the client's id, whether there is a sale, which makes it
    a visit unless all of it went back, and the receipts of the day."""

    client: Column
    sale: Column
    sums: DaySums


def client_days(session: Session, until: date, step: Callable[[], object]) -> ClientDays:
    """The days of all clients up to the end of `until`; `step` is called now and then. Memory: 49 bytes a row."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    last, receipts = raw.execute(_ALL_RECEIPTS).fetchone()
    found = Columns(receipts, (np.int32, np.bool_, np.int32, np.int64, np.int64, *(np.int32,) * 4))
    for first in range(0, (last or 0) + 1, CLIENTS_AT_ONCE):
        asked = {"first": first, "last": first + CLIENTS_AT_ONCE - 1, "until": until.isoformat()}
        told = raw.execute(_RECEIPTS, asked).fetchone()[0]
        if told:
            found.put(_add_up(np.fromstring(told, np.int64, sep=",").reshape(-1, 2)))
        step()
    client, sale, *sums = found.filled()
    return ClientDays(client, sale, DaySums(*sums))


def _add_up(receipts: Column) -> tuple[Column, ...]:
    """The columns of ClientDays from the receipts of some clients, which come as a code and a sum."""
    import numpy as np

    receipts = receipts[np.argsort(receipts[:, 0], kind="stable")]  # the order within a text is nobody's promise
    code, total = receipts[:, 0] >> 1, receipts[:, 1]
    start = np.flatnonzero(np.diff(code, prepend=-1))
    known = total != UNKNOWN
    money = np.where(known, total, 0)
    above = money > 0
    bought = (above | ~known) & (receipts[:, 0] & 1 == 0)
    return (
        code[start] >> DAY_BITS,
        np.logical_or.reduceat(bought, start),
        code[start] & ((1 << DAY_BITS) - 1),
        np.add.reduceat(money, start),
        np.add.reduceat(np.maximum(money, 0), start),
        np.diff(start, append=len(code)),
        *(np.add.reduceat(rows, start, dtype=np.int32) for rows in (known, above, money < 0)),
    )


def free_days(session: Session, until: date) -> DaySums:
    """What nobody known bought on each day."""
    import numpy as np

    found = session.execute(text(_FREE_DAYS), {"until": until.isoformat()}).all()
    return DaySums(*np.array(found, np.int64).reshape(-1, len(DaySums._fields)).T)


def visits_of_returners(session: Session, until: date) -> tuple[list[int], list[tuple[int, int]]]:
    """The clients who brought something back of a certain sale, and their visits as (client, ordinal of the day)."""
    days = {"until": until.isoformat()}
    found = list(session.scalars(text(_RETURNERS), days))
    if not found:
        return [], []
    visits = with_visits(f"AND client_id IN ({_RETURNERS})", "AND day <= :until")
    rows = session.execute(text(f"{visits} SELECT client_id, {_DAY} FROM visit"), days)
    return found, [(row[0], row[1]) for row in rows]


def clients_out_of_sight(session: Session) -> list[int]:
    """Ids of the clients who are in the trash or were merged into another."""
    return list(session.scalars(text(_GONE)))


def clients_by_source(session: Session) -> list[tuple[str, Column]]:
    """Each source with the ids of its clients who are neither in the trash nor merged, ascending."""
    import numpy as np

    found = session.execute(text(_SOURCES))
    return [(source, np.sort(np.fromstring(ids, np.int64, sep=","))) for source, ids in found]


def first_counted_day(session: Session, until: date) -> date | None:
    """The day of the first receipt that counts; None where there is none up to `until`."""
    day = session.execute(text(_FIRST_DAY), {"until": until.isoformat()}).scalar()
    return None if day is None else date.fromisoformat(day)
