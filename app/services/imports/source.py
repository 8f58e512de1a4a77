"""What both kinds of files are read into: sheets that give their cells column by column, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.services.imports.cells import Cell

BATCH = 5_000

Columns = list[tuple[Cell, ...]]
"""One batch turned on its side: a tuple of cells per column, all of the same length."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of an open file. `batches()` starts again at each call, below the empty rows at the top."""

    name: str
    hidden: bool
    batches: Callable[[], Iterator[Columns]]
    rows_above: Callable[[], int] = lambda: 0  # empty rows above the first batch
