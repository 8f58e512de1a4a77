"""What was sold over some days: by hour, around a day, after a reminder, and line by line as columns of numbers.

Receipts count when their status is `done` and they are not deleted, those of nobody known included.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.columns import Columns
from app.models.report import DAY_BITS, EPOCH, UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

PRODUCT_BITS = 32  # of a code, below the place of the receipt
NO_HOUR = 24  # of a receipt without a time
_HOUR_BITS = 5
_TIME = (1 << DAY_BITS + _HOUR_BITS) - 1  # of a code of client, day and hour

_COUNTS = "p.status = 'done' AND p.deleted_at IS NULL"
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
_RECEIPTS = f"""SELECT group_concat(p.id || ',' || (((ifnull(p.client_id, 0) << {DAY_BITS}
            | CAST(julianday(p.day) AS INTEGER) - {EPOCH}) << {_HOUR_BITS}
            | ifnull(CAST(substr(p.time, 1, 2) AS INTEGER), {NO_HOUR})) << 1 | (p.return_of_id IS NOT NULL))
        || ',' || ifnull(p.total, {UNKNOWN}))
    FROM purchase p NOT INDEXED WHERE p.id BETWEEN :low AND :high AND {_COUNTS} AND p.day BETWEEN :first AND :last"""
_RECEIPTS_OF = "SELECT min(id), max(id) FROM purchase WHERE day BETWEEN :first AND :last"  # others are among them
_LINES = f"""SELECT group_concat((purchase_id << {PRODUCT_BITS} | product_id)
        * CASE WHEN quantity > 0 THEN 1 ELSE -1 END) FROM purchase_line NOT INDEXED
    WHERE id BETWEEN :low AND :high AND product_id IS NOT NULL AND purchase_id BETWEEN :first AND :last"""
_ALL_LINES = "SELECT min(id), max(id) FROM purchase_line"
_IN_DAYS = f"""{_COUNTS} AND (p.return_of_id IS NOT NULL OR p.total IS NULL OR p.total >= 0)
    AND p.day BETWEEN :first AND CASE WHEN p.return_of_id IS NULL THEN :last ELSE :until END"""
_BROUGHT_BACK = f"""SELECT DISTINCT return_of_id FROM purchase p
    WHERE return_of_id IS NOT NULL AND {_COUNTS} AND day <= :until"""
_LOST = f"""WITH doubted AS MATERIALIZED (SELECT DISTINCT value AS id FROM json_each(:receipts)),
    bill AS (SELECT d.id, d.id AS receipt FROM doubted d
        UNION ALL SELECT b.id, d.id FROM doubted d CROSS JOIN purchase b ON b.return_of_id = d.id)
    SELECT bill.receipt << {PRODUCT_BITS} | l.product_id FROM bill CROSS JOIN purchase p ON p.id = bill.id
    CROSS JOIN purchase_line l ON l.purchase_id = p.id WHERE l.product_id IS NOT NULL AND {_IN_DAYS}
    GROUP BY 1 HAVING sum(l.quantity) <= 0"""
_BLOCK = 16_384  # rows


class HourSold(NamedTuple):
    """One hour of one day, or the receipts of the day without a time: counted receipts, and money of those above and
    of those below 0 (minor units, 0 or less)."""

    day: date
    hour: int | None
    receipts: int
    sold: int
    returned: int


class Spread(NamedTuple):
    """Receipts with a known sum: how many, their sum and the sum of their squares, in minor units."""

    receipts: int
    revenue: int
    squares: float


class Receipts(NamedTuple):
    """Receipts of some days: `id` of the sales among them, ascending, with `visit`, the client << DAY_BITS | ordinal of
    the day, the client of nobody known being 0; and all of them by `hours`, in order of time."""

    id: Column
    visit: Column
    hours: list[HourSold]


class Lines(NamedTuple):
    """What stayed with the buyers of sales: the `visits` of these as in Receipts; `codes` = place of the sale <<
    PRODUCT_BITS | product, ascending, each once."""

    visits: Column
    codes: Column


def read_receipts(session: Session, first: date, last: date, step: Callable[[], object]) -> Receipts:
    """All receipts of these days, both included. `step` is called between blocks and may raise. Memory: 12 bytes a
    sale."""
    import numpy as np

    bounds = _bounds(session, _RECEIPTS_OF, _days(first, last))
    sales = Columns(len(bounds), (np.int32, np.int64))
    hours = [np.zeros((4, 0), np.int64)]
    for told in _blocks(session, _RECEIPTS, bounds, _days(first, last), step):
        rows = told.reshape(-1, 3)
        number, code, total = rows[np.argsort(rows[:, 0], kind="stable")].T
        sale = (code & 1 == 0) & ((total == UNKNOWN) | (total >= 0))
        sales.put((number[sale], code[sale] >> _HOUR_BITS + 1))
        money = np.where(total == UNKNOWN, 0, total)
        hours.append(_added(code >> 1 & _TIME, np.ones_like(money), np.maximum(money, 0), np.minimum(money, 0)))
    found = _added(*np.concatenate(hours, axis=1)).T.tolist()
    ids, visits = sales.filled()
    return Receipts(ids, visits, [_hour(*told) for told in found])


def _added(keys: Column, *values: Column) -> Column:
    """The keys, ascending and each once, and below them the sums of each of the values."""
    import numpy as np

    found, place = np.unique(keys, return_inverse=True)
    sums = np.zeros((len(values), len(found)), np.int64)
    for line, column in zip(sums, values, strict=True):
        np.add.at(line, place, column)
    return np.vstack((found, sums))


def _hour(code: int, receipts: int, sold: int, returned: int) -> HourSold:
    hour = code & (1 << _HOUR_BITS) - 1
    return HourSold(date.fromordinal(code >> _HOUR_BITS), None if hour == NO_HOUR else hour, receipts, sold, returned)


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


def read_lines(
    session: Session, receipts: Receipts, days: tuple[date, date], until: date, step: Callable[[], object]
) -> Lines:
    """The products of the sales among the receipts of these days, without those of which by the end of `until` as much
    came back as was bought. `step` is called between blocks and may raise. Memory: 16 bytes a line, and 4 bytes a
    receipt of the time."""
    import numpy as np

    if not len(receipts.id):
        return Lines(receipts.visit, np.zeros(0, np.int64))
    low, high = int(receipts.id[0]), int(receipts.id[-1])
    place = np.full(high - low + 1, -1, np.int32)
    place[receipts.id - low] = np.arange(len(receipts.id), dtype=np.int32)

    def placed(codes: Column) -> Column:
        """With the place of the sale for its id; other receipts are left out."""
        at = place[(codes >> PRODUCT_BITS) - low]
        found: Column = at[at >= 0].astype(np.int64) << PRODUCT_BITS | codes[at >= 0] & (1 << PRODUCT_BITS) - 1
        return found

    bounds = _bounds(session, _ALL_LINES, {})
    kept, given_back = Columns(len(bounds), (np.int64,)), Columns(len(bounds), (np.int64,))
    for codes in _blocks(session, _LINES, bounds, {"first": low, "last": high}, step):
        kept.put((placed(codes[codes > 0]),))
        given_back.put((placed(-codes[codes < 0]) >> PRODUCT_BITS,))
    lines = _ascending(*kept.filled())
    told = {**_days(*days), "until": until.isoformat()}
    back = np.fromiter(session.scalars(text(_BROUGHT_BACK), told), np.int64)
    back = back[(back >= low) & (back <= high)]
    doubted = np.union1d(receipts.id[given_back.filled()[0]], back[place[back - low] >= 0])
    if len(doubted):
        told["receipts"] = json.dumps(doubted.tolist())
        lost = placed(np.fromiter(session.scalars(text(_LOST), told), np.int64))
        lines = lines[~np.isin(lines, lost)]
    return Lines(receipts.visit, lines)


def _ascending(numbers: Column) -> Column:
    """The numbers, each once; they are put in order in their place."""
    import numpy as np

    numbers.sort()
    new = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return numbers if new.all() else numbers[new]


def _bounds(session: Session, statement: str, asked: dict[str, Any]) -> range:
    """All ids from the smallest to the largest that the statement tells."""
    low, high = session.execute(text(statement), asked).one()
    return range(0) if low is None else range(low, high + 1)


def _blocks(
    session: Session, statement: str, ids: range, asked: dict[str, Any], step: Callable[[], object]
) -> Iterator[Column]:
    """The numbers of the texts that a statement gives of one block of ids after the other."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    for low in ids[::_BLOCK]:
        high = min(low + _BLOCK - 1, ids[-1])
        told = raw.execute(statement, {**asked, "low": low, "high": high}).fetchone()[0]
        if told:
            yield np.fromstring(told, np.int64, sep=",")
        step()


def _days(first: date, last: date) -> dict[str, Any]:
    return {"first": first.isoformat(), "last": last.isoformat()}
