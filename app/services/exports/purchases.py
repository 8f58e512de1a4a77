"""Purchases as a table: a row is a line of a receipt, and the receipt is repeated on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from app.models.enums import PurchaseStatus
from app.models.exporting import ExportQueries
from app.services.exports.table import Column, Kind, Row, Table, Words

BLOCK = 2_000
# What every file of purchases has: when it was, what a line holds, what became of it.
WHEN = (Column("date", Kind.DAY, 13), Column("time", Kind.TIME, 10), Column("receipt", width=16))
NAME, TOTAL = Column("name", width=34), Column("total", Kind.MONEY, 14)
GOODS = (
    Column("product", width=36),
    Column("sku", width=14),
    Column("category", width=20),
    Column("quantity", Kind.QUANTITY, 10),
    Column("price", Kind.MONEY, 12),
    Column("discount", Kind.MONEY, 12),
    Column("sum", Kind.MONEY, 12),
)
OUTCOME = (Column("status", width=12), Column("returns", width=10))
_WHO = (Column("external_id", width=18), NAME, Column("phone", width=17), Column("email", width=26))
_COLUMNS = (*WHEN, *_WHO, *GOODS, TOTAL, *OUTCOME)


def purchases_table(
    queries: ExportQueries, receipts: Sequence[int], words: Words, done: Callable[[int], None]
) -> Table:
    """These receipts in this order; `done(receipts so far)` is told after each block."""
    return Table("purchases", _COLUMNS, _batches(queries, receipts, words, done))


def _batches(
    queries: ExportQueries, receipts: Sequence[int], words: Words, done: Callable[[int], None]
) -> Iterator[list[Row]]:
    numbers = _Numbers()
    for start in range(0, len(receipts), BLOCK):
        rows: list[Row] = []
        for _receipt, lines in groupby(queries.lines(receipts[start : start + BLOCK]), lambda line: line["id"]):
            rows += _rows(list(lines), numbers, words)
        done(min(start + BLOCK, len(receipts)))
        yield rows


def _rows(lines: list[dict[str, Any]], numbers: _Numbers, words: Words) -> Iterator[Row]:
    number = numbers.of(lines[0], len(lines))
    for line in lines:
        line["receipt"] = number
        line["returns"] = _returns(line, words) if line["returns"] else None
        done = line["status"] == PurchaseStatus.DONE
        line["status"] = None if done else words.value("status", line["status"])
        yield [line[column.name] for column in _COLUMNS]


def _returns(line: dict[str, Any], words: Words) -> str:
    """That a receipt is a return, and of which sale."""
    if line["sale"] is None:
        return words.value("returns", "1")
    own = f"R-{line['sale']}"
    number = f"{line['sale_receipt']} ({own})" if line["sale_repeated"] else line["sale_receipt"]
    return f"{words.value('returns', 'of')}: {number if line['sale_receipt'] else own}"


class _Numbers:
    """Receipt numbers that tell the receipts of a day apart.

    A printed number that another receipt of the day has too, and a receipt of several lines or with a return that has
    none, get the shop's own number of it; else the rows of two receipts would be one to whoever reads the file.
    """

    def __init__(self) -> None:
        self._day = ""
        self._seen: set[tuple[str, bool]] = set()

    def of(self, first: dict[str, Any], lines: int) -> str | None:
        """The number of a receipt, given its first line; receipts come by day."""
        if first["date"] != self._day:
            self._day = first["date"]
            self._seen.clear()
        number: str = first["receipt"]
        if not number:
            return None if lines == 1 and not first["taken_back"] else f"R-{first['id']}"
        key = (number, bool(first["returns"]))
        if key in self._seen:
            return f"{number} (R-{first['id']})"
        self._seen.add(key)
        return number
