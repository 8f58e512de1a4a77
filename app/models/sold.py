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

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

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
# A block of receipts as one text of numbers: read several times as fast as rows.
_LINES = f"""SELECT group_concat(printf('%d,%d,%d,%d,%d', coalesce(p.return_of_id, p.id),
        CASE WHEN p.return_of_id IS NULL THEN coalesce(p.client_id, 0) ELSE -1 END, julianday(p.day) - 1721424.5,
        l.product_id, l.quantity))
    FROM purchase_line l NOT INDEXED CROSS JOIN purchase p NOT INDEXED ON p.id = l.purchase_id
    WHERE l.product_id IS NOT NULL AND {_COUNTS} AND (p.return_of_id IS NOT NULL OR p.total IS NULL
        OR p.total >= 0) AND p.day BETWEEN :first AND
        CASE WHEN p.return_of_id IS NULL THEN :last ELSE :until END
    GROUP BY l.purchase_id / {{block}}"""
_BLOCK = 5_000  # receipts


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
    """Lines of receipts, one array each: the receipt (of what came back, that of the sale), the client (0 nobody
    known, -1 in what came back), the day as an ordinal, the product and the quantity in thousandths."""

    receipt: Column
    client: Column
    day: Column
    product: Column
    quantity: Column


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
    """The lines of the receipts of these days that name a product, and those of what came back of them up to the end
    of `until`. `step` is called between blocks and may raise. Memory: 28 bytes a line."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    days = {**_days(first, last), "until": until.isoformat()}
    blocks = []
    with closing(raw.execute(_LINES.format(block=_BLOCK), days)) as rows:
        for (told,) in rows:
            numbers = np.fromstring(told, np.int64, sep=",").reshape(-1, 5)
            blocks.append((numbers[:, :4].astype(np.int32), numbers[:, 4]))
            step()
    if not blocks:
        nothing = np.zeros(0, np.int64)
        return Lines(nothing, nothing, nothing, nothing, nothing)
    receipt, client, day, product = (np.concatenate([block[:, place] for block, _ in blocks]) for place in range(4))
    return Lines(receipt, client, day, product, np.concatenate([quantities for _, quantities in blocks]))


def _days(first: date, last: date) -> dict[str, Any]:
    return {"first": first.isoformat(), "last": last.isoformat()}
