"""Cells that the owner typed over in the check: put in before cleaning, and remembered with what stood there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from app.services.imports.cells import raw_text
from app.services.imports.originals import pack_cells
from app.services.imports.rows import CleanRow, Corrections, Outcome
from app.services.imports.source import Columns

CORRECTED = "corrected"  # the code of the problem that remembers the original
_LONGEST_VALUE = 200
_OUTCOME, _CELLS, _PROBLEMS = (CleanRow._fields.index(name) for name in ("outcome", "cells", "problems"))


def typed_over(first: int, columns: Columns, corrections: Corrections) -> Columns:
    """A batch with what the owner typed; `first` is the number of its first row."""
    here = range(first, first + len(columns[0]))
    changed: dict[int, list[Any]] = {}
    for (row, index), text in corrections.items():
        if row in here and index < len(columns):
            changed.setdefault(index, list(columns[index]))[row - first] = text
    return [tuple(changed[index]) if index in changed else column for index, column in enumerate(columns)]


def remember_originals(
    rows: list[tuple[Any, ...]], first: int, columns: Columns, corrections: Corrections, titles: Mapping[int, str]
) -> list[tuple[Any, ...]]:
    """The cleaned rows of a batch, those with a corrected cell as repaired ones. `columns` are as in the file.

    A row that cannot be used even so stays as it was judged.
    """
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for row, index in sorted(corrections):
        if index < len(columns):
            by_row[row].append(index)
    return [
        _remembered(row, [column[row[0] - first] for column in columns], by_row[row[0]], titles)
        if row[0] in by_row and row[_OUTCOME] <= Outcome.REPAIRED
        else row
        for row in rows
    ]


def _remembered(
    row: tuple[Any, ...], cells: list[Any], indexes: list[int], titles: Mapping[int, str]
) -> tuple[Any, ...]:
    was = [(titles.get(index, ""), raw_text(cells[index])[:_LONGEST_VALUE], CORRECTED) for index in indexes]
    changed = list(row)
    changed[_OUTCOME] = int(Outcome.REPAIRED)
    changed[_CELLS] = pack_cells(cells)
    changed[_PROBLEMS] = (*row[_PROBLEMS], *was)
    return tuple(changed)
