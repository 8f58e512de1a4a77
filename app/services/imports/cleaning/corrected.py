"""Cells that the owner typed over in the check: put in before cleaning, and remembered with what stood there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from app.services.imports.columns import FINE, CleanColumns, Odd
from app.services.imports.files.source import Columns
from app.services.imports.originals import pack_cells
from app.services.imports.rows import Corrections, Outcome
from app.services.imports.values.cells import raw_text

CORRECTED = "corrected"  # the code of the problem that remembers the original
_LONGEST_VALUE = 200


def typed_over(first: int, columns: Columns, corrections: Corrections) -> Columns:
    """A batch with what the owner typed; `first` is the number of its first row."""
    here = range(first, first + len(columns[0]))
    changed: dict[int, list[Any]] = {}
    for (row, index), text in corrections.items():
        if row in here and index < len(columns):
            changed.setdefault(index, list(columns[index]))[row - first] = text
    return [tuple(changed[index]) if index in changed else column for index, column in enumerate(columns)]


def remember_originals(
    rows: CleanColumns, first: int, columns: Columns, corrections: Corrections, titles: Mapping[int, str]
) -> CleanColumns:
    """The cleaned rows of a batch, usable ones with a corrected cell as repaired. `columns` are as in the file.

    Their cells are kept as they stand in the file, also of rows that cannot be used even so.
    """
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for row, index in sorted(corrections):
        if index < len(columns):
            by_row[row].append(index)
    for place, number in enumerate(rows.series["row"]):
        if number in by_row:
            cells = [column[number - first] for column in columns]
            rows.odd[place] = _remembered(rows.odd.get(place, FINE), cells, by_row[number], titles)
    return rows


def _remembered(odd: Odd, cells: list[Any], indexes: list[int], titles: Mapping[int, str]) -> Odd:
    outcome, _cells, problems = odd
    if outcome > Outcome.REPAIRED:
        return outcome, pack_cells(cells), problems
    was = [(titles.get(index, ""), raw_text(cells[index])[:_LONGEST_VALUE], CORRECTED) for index in indexes]
    return int(Outcome.REPAIRED), pack_cells(cells), (*problems, *was)
