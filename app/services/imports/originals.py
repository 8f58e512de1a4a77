"""Rows as they stand in a file, kept with an import so that those that could not be used can be corrected later.

Also the marks on the workbook that brings them back: the titles of its last column, which the importer knows.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence

from app.services.imports.values.cells import Cell, is_blank

FAILED_KEPT = 100_000  # rows a sheet
REPAIRED_KEPT = 10_000
SKIPPED_KEPT = 10_000

FAILED_MARK = "Regulars ✗"  # begins the title above what was wrong with rows that stayed out
REPAIRED_MARK = "Regulars ✓"  # the same for rows that are in, with a cell changed or left out

_READ: dict[str, Callable[[str], Cell]] = {
    "moment": dt.datetime.fromisoformat,
    "day": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "seconds": lambda text: dt.timedelta(seconds=float(text)),
}


def pack_cells(cells: Sequence[Cell]) -> str:
    """The cells of a row as JSON; empty ones at the end are left out."""
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return json.dumps(cells[:end], ensure_ascii=False, default=_tagged)


def unpack_cells(packed: str) -> list[Cell]:
    """The cells again, dates and times as such."""
    return [_untagged(cell) if isinstance(cell, dict) else cell for cell in json.loads(packed)]


def is_mark(title: str) -> bool:
    """Whether a title is above what was wrong with the rows: no column of the file itself."""
    return title.startswith((FAILED_MARK, REPAIRED_MARK))


def _tagged(cell: object) -> dict[str, str]:
    if isinstance(cell, dt.datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"day": cell.isoformat()}
    if isinstance(cell, dt.time):
        return {"time": cell.isoformat()}
    if isinstance(cell, dt.timedelta):
        return {"seconds": repr(cell.total_seconds())}
    raise TypeError(f"{type(cell).__name__} is no cell")


def _untagged(tagged: dict[str, str]) -> Cell:
    ((kind, text),) = tagged.items()
    return _READ[kind](text)
