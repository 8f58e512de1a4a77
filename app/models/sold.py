"""What was sold over some days: by hour, around a day, after a reminder, and line by line as columns of numbers.

Receipts count when their status is `done` and they are not deleted, those of nobody known included.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.report import DAY_BITS, EPOCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

PRODUCT_BITS = 32  # of a code, below the receipt's id

_COUNTS = "p.status = 'done' AND p.deleted_at IS NULL"
_HOURS = f"""SELECT day, CAST(substr(time, 1, 2) AS INTEGER) AS hour, count(*), total(max(total, 0)),
        total(min(total, 0)), coalesce(sum(total > 0), 0), coalesce(sum(total < 0), 0)
    FROM purchase p WHERE {_COUNTS} AND day BETWEEN :first AND :last GROUP BY 1, 2"""
_SPREAD = f"""SELECT count(total), coalesce(sum(total), 0), total(1.0 * total * total)
    FROM purchase p WHERE {_COUNTS} AND day BETWEEN :first AND :last {{having}}"""
_HAVING = "AND EXISTS (SELECT 1 FROM purchase_line l WHERE l.purchase_id = p.id AND l.product_id = :product_id)"
_RETURNED = f"""(SELECT sum(b.total) FROM purchase b WHERE b.return_of_id = p.id AND b.client_id = p.client_id
    AND {_COUNTS.replace("p.", "b.")})"""
# For each window its place; whether something was bought that did not wholly go back, and the money, less what went
# back of it at any time and what came back within the window without a sale.
_AFTER = f"""WITH sale AS MATERIALIZED (
        SELECT w.key AS place, p.total, p.total + coalesce({_RETURNED}, 0) AS net FROM json_each(:windows) w
        CROSS JOIN purchase p ON p.client_id = w.value ->> 0 AND p.day BETWEEN w.value ->> 1 AND w.value ->> 2
        WHERE {_COUNTS} AND p.return_of_id IS NULL)
    SELECT place, max(total IS NULL OR net > 0), coalesce(sum(net), 0) FROM sale GROUP BY place"""
# A block of rows as one text of numbers: read several times as fast as rows.
_IN_DAYS = f"""{_COUNTS} AND (p.return_of_id IS NOT NULL OR p.total IS NULL OR p.total >= 0)
    AND p.day BETWEEN :first AND CASE WHEN p.return_of_id IS NULL THEN :last ELSE :until END"""
_SALES = f"""SELECT group_concat(p.id || ',' || CASE WHEN p.client_id IS NULL THEN -1
        ELSE p.client_id << {DAY_BITS} | (CAST(julianday(p.day) AS INTEGER) - {EPOCH}) END)
    FROM purchase p NOT INDEXED WHERE {_IN_DAYS} AND p.return_of_id IS NULL GROUP BY p.id / {{block}}"""
_LINES = f"""SELECT group_concat((purchase_id << {PRODUCT_BITS} | product_id)
        * CASE WHEN quantity > 0 THEN 1 ELSE -1 END)
    FROM purchase_line NOT INDEXED WHERE product_id IS NOT NULL AND purchase_id BETWEEN :low AND :high
    GROUP BY id / {{block}}"""
_BROUGHT_BACK = f"""SELECT DISTINCT return_of_id FROM purchase p
    WHERE return_of_id IS NOT NULL AND {_COUNTS} AND day <= :until"""
_LOST = f"""WITH doubted AS MATERIALIZED (SELECT DISTINCT value AS id FROM json_each(:receipts)),
    bill AS (SELECT d.id, d.id AS receipt FROM doubted d
        UNION ALL SELECT b.id, d.id FROM doubted d CROSS JOIN purchase b ON b.return_of_id = d.id)
    SELECT bill.receipt << {PRODUCT_BITS} | l.product_id FROM bill CROSS JOIN purchase p ON p.id = bill.id
    CROSS JOIN purchase_line l ON l.purchase_id = p.id WHERE l.product_id IS NOT NULL AND {_IN_DAYS}
    GROUP BY 1 HAVING sum(l.quantity) <= 0"""
_BLOCK = 20_000  # rows


class HourSold(NamedTuple):
    """One hour of one day, or the receipts of the day without a time: counted receipts, money of those above and of
    those below 0 (minor units, 0 or less), and how many of each there are."""

    day: date
    hour: int | None
    receipts: int
    sold: int
    returned: int
    sales: int
    returns: int


class Spread(NamedTuple):
    """Receipts with a known sum: how many, their sum and the sum of their squares, in minor units."""

    receipts: int
    revenue: int
    squares: float


class Lines(NamedTuple):
    """What stayed with the buyers of sales: `receipts` (ids, ascending) with their `visits`, the client << DAY_BITS |
    ordinal of the day, -1 of nobody known; `codes` = receipt << PRODUCT_BITS | product, ascending, each once."""

    receipts: Column
    visits: Column
    codes: Column


def hours_sold(session: Session, first: date, last: date) -> list[HourSold]:
    """The hours of these days in which something was sold, both days included, in order of time."""
    rows = session.execute(text(_HOURS), _days(first, last))
    return [
        HourSold(date.fromisoformat(day), hour, count, round(sold), round(back), sales, returns)
        for day, hour, count, sold, back, sales, returns in rows
    ]


def spread(session: Session, first: date, last: date, product_id: int | None = None) -> Spread:
    """The receipts of these days, or only those with a product on them."""
    having = "" if product_id is None else _HAVING
    values: dict[str, Any] = _days(first, last)
    if product_id is not None:
        values["product_id"] = product_id
    return Spread(*session.execute(text(_SPREAD.format(having=having)), values).one())


def bought_after(session: Session, windows: Sequence[tuple[int, date, date]]) -> list[tuple[bool, int]]:
    """For each client and days, both included: whether they bought, and for how much, net, in minor units."""
    told = json.dumps([(client_id, first.isoformat(), last.isoformat()) for client_id, first, last in windows])
    found: list[tuple[bool, int]] = [(False, 0)] * len(windows)
    for place, bought, money in session.execute(text(_AFTER), {"windows": told}):
        found[place] = (bool(bought), money)
    return found


def read_lines(session: Session, first: date, last: date, until: date, step: Callable[[], object]) -> Lines:
    """The sales of these days and their products, without those of which by the end of `until` as much came back as was
    bought. `step` is called between blocks and may raise. Memory: 16 bytes a line."""
    import numpy as np

    days: dict[str, Any] = {**_days(first, last), "until": until.isoformat()}
    sales = _numbers(session, _SALES, days, step).reshape(-1, 2)
    sales = sales[np.argsort(sales[:, 0], kind="stable")]
    receipts = sales[:, 0]
    if not len(receipts):
        return Lines(receipts, sales[:, 1], receipts)
    among = {"low": int(receipts[0]), "high": int(receipts[-1])}  # those of other days are among them
    codes = _numbers(session, _LINES, among, step)
    codes = codes[_is_in(receipts, np.abs(codes) >> PRODUCT_BITS)]
    back = np.fromiter(session.scalars(text(_BROUGHT_BACK), days), np.int64)
    doubted = np.union1d(-codes[codes < 0] >> PRODUCT_BITS, back[_is_in(receipts, back)])
    told = {**days, "receipts": json.dumps(doubted.tolist())}
    lost = np.fromiter(session.scalars(text(_LOST), told) if len(doubted) else (), np.int64)
    kept = np.sort(codes[codes > 0])
    kept = kept[np.diff(kept, prepend=0) != 0]
    return Lines(receipts, sales[:, 1], kept[~np.isin(kept, lost)] if len(lost) else kept)


def _is_in(ascending: Column, asked: Column) -> Column:
    """Which of the asked numbers are among these, of which there is one at least."""
    import numpy as np

    found: Column = ascending[np.minimum(np.searchsorted(ascending, asked), len(ascending) - 1)] == asked
    return found


def _numbers(session: Session, statement: str, days: dict[str, Any], step: Callable[[], object]) -> Column:
    """All numbers of the texts that a statement gives block by block."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    blocks = [np.zeros(0, np.int64)]
    with closing(raw.execute(statement.format(block=_BLOCK), days)) as rows:
        for (told,) in rows:
            blocks.append(np.fromstring(told, np.int64, sep=","))
            step()
    return np.concatenate(blocks)


def _days(first: date, last: date) -> dict[str, Any]:
    return {"first": first.isoformat(), "last": last.isoformat()}
