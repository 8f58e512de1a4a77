"""The SQL behind the report: what each client bought on each day, as columns of numbers.

A visit is as in facts.py. The groups come by one walk over ix_purchase_facts; only what was brought back can turn a day
with sales into no visit, so the few clients with linked returns are read a second time, by the statement of facts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.facts import with_visits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

CLIENTS_AT_ONCE = 4_096
EPOCH = 1_721_424  # the Julian day number of the day before 0001-01-01, cut to a whole number
DAY_BITS = 24  # of a code of client and day, below the client's id
COUNT_BITS = 28  # more than there can be receipts on one day

_SALE = "return_of_id IS NULL AND (total > 0 OR total IS NULL)"
_COUNTED = "status = 'done' AND deleted_at IS NULL AND day <= :until"
_DAY = f"CAST(julianday(day) AS INTEGER) - {EPOCH}"
_COUNTS = f"(count(*) << {COUNT_BITS + 1}) | (count(total) << 1)"  # SQLite binds << and | alike
# The days of so many clients as one text of numbers: read in two thirds of the time that rows take.
_CLIENT_DAYS = f"""
SELECT group_concat(client_id || ',' || ordinal || ',' || net || ',' || counts) FROM (
    SELECT client_id, {_DAY} AS ordinal, coalesce(sum(total), 0) AS net, {_COUNTS} | max({_SALE}) AS counts
    FROM purchase INDEXED BY ix_purchase_facts WHERE client_id IS NOT NULL AND {_COUNTED} GROUP BY client_id, day)
GROUP BY client_id / {CLIENTS_AT_ONCE}"""
_FREE_DAYS = f"""
SELECT {_DAY}, coalesce(sum(total), 0), {_COUNTS}
FROM purchase INDEXED BY ix_purchase_facts WHERE client_id IS NULL AND {_COUNTED} GROUP BY day"""
_BROUGHT_BACK = f"""AND client_id IN (SELECT client_id FROM purchase
    WHERE return_of_id IS NOT NULL AND client_id IS NOT NULL AND {_COUNTED})"""
_GONE = """SELECT id FROM client WHERE deleted_at IS NOT NULL
    UNION SELECT id FROM client WHERE merged_into_id IS NOT NULL"""
_SOURCES = """SELECT source, group_concat(id) FROM client INDEXED BY ix_client_listed
    WHERE deleted_at IS NULL AND merged_into_id IS NULL GROUP BY source"""
_FIRST_DAY = "SELECT min(day) FROM purchase WHERE status = 'done' AND deleted_at IS NULL AND day <= :until"


class ClientDays(NamedTuple):
    """What each client bought on each day, by client and day, one array each: the client's id, the ordinal of the day,
    the net sum in minor units, and receipts << COUNT_BITS + 1 | receipts with a known sum << 1 | whether there is a
    sale, which makes it a visit unless all of it went back."""

    client: Column
    day: Column
    net: Column
    counts: Column


def client_days(session: Session, until: date, step: Callable[[], object]) -> ClientDays:
    """The days of all clients up to the end of `until`; `step` is called now and then. Memory: 24 bytes a row, and a
    third more while the blocks become one."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    kinds = (np.int32, np.int32, np.int64, np.int64)
    blocks: list[list[Column]] = [[np.zeros(0, kind)] for kind in kinds]
    with closing(raw.execute(_CLIENT_DAYS, {"until": until.isoformat()})) as cursor:
        for (told,) in cursor:
            for block, column, kind in zip(blocks, _sorted(told).T, kinds, strict=True):
                block.append(column.astype(kind))
            step()
    return ClientDays(*(_joined(block) for block in blocks))


def _sorted(told: str) -> Column:
    """The rows of a text, in order of client and day: the order within the text is nobody's promise."""
    import numpy as np

    rows = np.fromstring(told, np.int64, sep=",").reshape(-1, 4)
    return rows[np.lexsort((rows[:, 1], rows[:, 0]))]


def _joined(blocks: list[Column]) -> Column:
    """One array; the blocks are gone afterwards."""
    import numpy as np

    found = np.concatenate(blocks)
    blocks.clear()
    return found


def free_days(session: Session, until: date) -> Column:
    """What nobody known bought on each day, in columns: ordinal of the day; net sum; receipts as in ClientDays."""
    import numpy as np

    found = session.execute(text(_FREE_DAYS), {"until": until.isoformat()}).all()
    return np.array(found, np.int64).reshape(-1, 3).T


def visits_of_returners(session: Session, until: date) -> tuple[list[int], list[tuple[int, int]]]:
    """The clients who brought something back of a certain sale, and their visits as (client, ordinal of the day)."""
    days = {"until": until.isoformat()}
    clients = session.scalars(text(f"SELECT DISTINCT client_id FROM purchase WHERE true {_BROUGHT_BACK}"), days)
    found = list(clients)
    if not found:
        return [], []
    visits = with_visits(_BROUGHT_BACK, "AND day <= :until")
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
