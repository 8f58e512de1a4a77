"""What all kinds of files are read into: sheets that give their cells column by column, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice, zip_longest
from typing import NamedTuple

from app.services.errors import FileTooLarge
from app.services.imports.rows import Remark
from app.services.imports.values.cells import UNCALCULATED, Cell

BATCH = 5_000
_MOST_ROWS = 1_100_000
_MOST_COLUMNS = 20_000
_MOST_CELLS = 40_000_000

Columns = list[tuple[Cell, ...]]
"""One batch turned on its side: a tuple of cells per column, all of the same length."""


class Marks(NamedTuple):
    """What a sheet says about its cells beside their values. Rows and columns count from zero, at the top left."""

    rows: frozenset[int] = frozenset()  # hidden, with something in them
    columns: frozenset[int] = frozenset()  # hidden
    errors: Mapping[int, Mapping[int, str]] = {}  # row -> column -> "#REF!", where the reader gave an empty cell


NO_MARKS = Marks()


class Merge(NamedTuple):
    """A merged cell: its first and last row and column, from zero, at the top left of the sheet."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet of an open file. `batches()` starts again at each call, below the empty rows at the top."""

    name: str
    hidden: bool
    batches: Callable[[], Iterator[Columns]]
    rows_above: Callable[[], int] = lambda: 0  # empty rows above the first batch
    marks: Callable[[], Marks] = lambda: NO_MARKS
    remarks: Callable[[], tuple[Remark, ...]] = tuple  # known once the cells have been read
    merged: Callable[[], tuple[Merge, ...]] = tuple  # cells that were made one
    caption: str = ""  # what is written above this table of several on a sheet


@dataclass
class Grid:
    """Cells put at their places one by one, for the formats that skip and repeat cells."""

    name: str
    file: str
    hidden: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    cells: int = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Set one cell; cells of a row come from left to right. Raises FileTooLarge far outside of any table."""
        if row >= _MOST_ROWS or column >= _MOST_COLUMNS or self.cells > _MOST_CELLS:
            raise FileTooLarge(file=self.file, limit_mb=_MOST_CELLS // 20_000)
        self.rows += [[] for _ in range(row + 1 - len(self.rows))]
        line = self.rows[row]
        before = len(line)
        line += [""] * (column - before)
        line[column : column + 1] = [cell]
        self.cells += len(line) - before

    def sheet(self, read_hidden: bool) -> Sheet:
        """The grid as a sheet, its hidden rows left empty unless they are to be read."""
        marks = Marks(
            frozenset(row for row in self.hidden_rows if row < len(self.rows) and self.rows[row]),
            frozenset(self.hidden_columns),
        )
        found = listed_sheet(self.name, self.hidden, lambda: self.rows, self.file, marks, read_hidden)
        return replace(found, merged=lambda: tuple(self.merges))


def listed_sheet(
    name: str,
    hidden: bool,
    rows: Callable[[], Iterable[Iterable[Cell]]],
    file: str,
    marks: Marks = NO_MARKS,
    read_hidden: bool = False,
) -> Sheet:
    """A sheet from rows of cells. More cells than memory may hold raise FileTooLarge as they come."""

    def batches() -> Iterator[Columns]:
        coming, cells = iter(rows()), 0
        while batch := list(islice(coming, BATCH)):
            columns: Columns = list(zip_longest(*batch, fillvalue=""))
            cells += len(columns) * len(batch)
            if cells > _MOST_CELLS:
                raise FileTooLarge(file=file, limit_mb=_MOST_CELLS // 20_000)
            yield columns or [("",) * len(batch)]

    return Sheet(
        name,
        hidden,
        lambda: marked(batches(), 0, marks, read_hidden),
        marks=lambda: marks,
        remarks=partial(remarks_of, lambda: marks),
    )


def remarks_of(marks: Callable[[], Marks]) -> tuple[Remark, ...]:
    """What the owner should know of the cells that are marked."""
    rows = [row for row, cells in marks().errors.items() for text in cells.values() if text == UNCALCULATED]
    return (Remark("no_result", min(rows) + 1, len(rows)),) if rows else ()


def marked(batches: Iterable[Columns], first_row: int, marks: Marks, read_hidden: bool) -> Iterator[Columns]:
    """The batches with errors in their cells by name, and hidden rows emptied unless they are to be read."""
    hidden = frozenset() if read_hidden else marks.rows
    for columns in batches:
        height = len(columns[0]) if columns else 0
        here = range(first_row, first_row + height)
        changes = [(row, marks.errors.get(row, {})) for row in here if row in hidden or row in marks.errors]
        yield _changed(columns, first_row, changes, hidden) if changes else columns
        first_row += height


def _changed(
    columns: Columns, first_row: int, changes: list[tuple[int, Mapping[int, str]]], hidden: frozenset[int]
) -> Columns:
    lists = [list(column) for column in columns]
    for row, errors in changes:
        for index, column in enumerate(lists):
            if row in hidden:
                column[row - first_row] = ""
            elif index in errors:
                column[row - first_row] = errors[index]
    return list(map(tuple, lists))
