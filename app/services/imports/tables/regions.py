"""Where the tables of a sheet are: one below the other under headers of their own, or side by side with a gap between.

A sheet with one table stays as it is. A long sheet is one table: nobody puts a second one under thousands of rows, and
a page's header that comes again is known to the cleaning.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise
from typing import NamedTuple

from app.services.imports.files.source import BATCH, Columns, Marks, Sheet
from app.services.imports.rows import Field
from app.services.imports.tables import header
from app.services.imports.tables.titles import Meaning, meaning_of
from app.services.imports.values.cells import Cell, is_blank, is_total_word

_MOST_TABLES = 50
_TOP = 200
_DATA_STARTS = frozenset("0123456789+")
_PEOPLE = frozenset((Field.NAME, Field.LAST_NAME, Field.PHONE, Field.EMAIL, Field.COMPANY, Field.EXTERNAL_ID))
_GOODS = frozenset((Field.PRODUCT, Field.SKU))
_ALONE = _PEOPLE | _GOODS | {Field.DATE, Field.RECEIPT}
_SHARED = frozenset((Field.NAME, Field.LAST_NAME, Field.EXTERNAL_ID, Field.DATE, Field.PRODUCT, Field.SKU))


class Region(NamedTuple):
    """A table's place: rows from `top` to before `bottom`, the columns that are its own, and what is written above."""

    top: int
    bottom: int
    columns: range
    caption: str


def parts_of(sheet: Sheet, columns: Columns, regions: Sequence[Region], taken: Container[str]) -> list[Sheet]:
    """The tables of a sheet as sheets of their own: "Sales", "Sales (2)". `taken` are names of other sheets."""
    names = _names(sheet.name, len(regions), taken)
    return [_part(sheet, columns, region, name) for region, name in zip(regions, names, strict=True)]


def _names(name: str, count: int, taken: Container[str]) -> Iterator[str]:
    yield name
    number = 2
    for _ in range(count - 1):
        while f"{name} ({number})" in taken:
            number += 1
        yield f"{name} ({number})"
        number += 1


def _part(sheet: Sheet, columns: Columns, region: Region, name: str) -> Sheet:
    """The region as a sheet: its own rows; the columns of its neighbours are empty, so that all keep their places."""
    height = region.bottom - region.top
    own = [
        column[region.top : region.bottom] if index in region.columns else ("",) * height
        for index, column in enumerate(columns[: region.columns.stop])
    ]
    above = sheet.rows_above() + region.top
    return replace(
        sheet,
        name=name,
        caption=region.caption,
        batches=partial(_cut, own),
        rows_above=lambda: above,
        marks=_marks_of(sheet, range(above, above + height)),
    )


def _cut(columns: Columns) -> Iterator[Columns]:
    for start in range(0, len(columns[0]), BATCH):
        yield [column[start : start + BATCH] for column in columns]


def _marks_of(sheet: Sheet, rows: range) -> Callable[[], Marks]:
    def marks() -> Marks:
        whole = sheet.marks()
        return whole._replace(rows=frozenset(row for row in whole.rows if row in rows))

    return marks


def find_regions(columns: Columns) -> list[Region]:
    """The tables among these cells, from the top and from the left; one that covers all where there is no other."""
    top = [list(row) for row in zip(*(column[:_TOP] for column in columns), strict=True)]
    place = header.find_header(top)
    if place is None:
        return []
    rows = _Rows(columns)
    heads = list(islice(rows.heads(place), _MOST_TABLES))
    starts = [rows.start_of(head) for head in heads]
    found: list[Region] = []
    for number, head in enumerate(heads):
        bottom = starts[number + 1] if number + 1 < len(heads) else rows.height
        found += _side_by_side(rows, head, starts[number] if number else 0, bottom)
    return found


class _Rows:
    """The cells of a sheet row by row, as far as headers show in them."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.height = len(columns[0])
        self.filled = [0] * self.height
        data = bytearray(self.height)
        for column in columns:
            for row, cell in enumerate(column):
                if cell == "" or cell is None:
                    continue
                self.filled[row] += 1
                if type(cell) is not str or cell[0] in _DATA_STARTS:
                    data[row] = 1
        self._wordy = [row for row, count in enumerate(self.filled) if count > 1 and not data[row]]
        self._heading = set(self._wordy)

    def row(self, row: int) -> list[Cell]:
        """The cells of one row."""
        return [column[row] for column in self.columns]

    def heads(self, surest: int) -> Iterator[int]:
        """The title rows: the surest one, and those above and below it that have other titles or a caption."""
        titles: list[tuple[int, str]] | None = None
        last = -2
        for row in self._wordy if surest in self._wordy else sorted((*self._wordy, surest)):
            if row != surest and (not self._is_head(row) or not self._has_body(row)):
                continue
            storey = row == last + 1
            last = row
            if row < surest and not self._has_rows(row, surest):
                continue
            found = self._titles(row)
            if titles is None or (not storey and (found != titles or self._captions(row))):
                titles = found
                yield row

    def _has_rows(self, head: int, end: int) -> bool:
        """Whether a row of data stands under titles, before the next ones."""
        return any(self.filled[row] > 1 and row not in self._heading for row in range(head + 1, end))

    def _is_head(self, row: int) -> bool:
        """Whether at least two cells of a row, and half of them, are titles."""
        known = sum(isinstance(cell, str) and cell != "" and header.is_title(cell.strip()) for cell in self.row(row))
        return known > 1 and known * 2 >= self.filled[row]

    def _has_body(self, row: int) -> bool:
        """Whether anything but a further title stands below a row of titles."""
        return any(self.filled[below] for below in range(row + 1, min(row + 4, self.height)))

    def _titles(self, row: int) -> list[tuple[int, str]]:
        return [(index, cell.strip()) for index, cell in enumerate(self.row(row)) if isinstance(cell, str) and cell]

    def _captions(self, head: int) -> list[int]:
        """The rows straight above a title row with nothing but a heading in them, from the lowest."""
        found: list[int] = []
        row = head - 1
        while row >= 0 and len(found) < 3:
            if not self.filled[row]:
                if found or (row and not self.filled[row - 1]):
                    break
            elif not self._is_caption(row):
                break
            else:
                found.append(row)
            row -= 1
        return found

    def _is_caption(self, row: int) -> bool:
        cells = [cell for cell in self.row(row) if not is_blank(cell)]
        if not cells or len(cells) > 3 or not all(isinstance(cell, str) for cell in cells):
            return False
        texts = [cell.strip() for cell in cells if isinstance(cell, str)]
        if any(is_total_word(text) for text in texts):
            return False
        if texts[0].endswith(":") and len(texts) == 2:
            return True  # "Клиент:" and who
        return len(texts) == 1 or len(texts) * 2 < len(self.columns)

    def start_of(self, head: int) -> int:
        """Where the table of a title row starts: with its captions."""
        return min([head, *self._captions(head)])

    def caption(self, head: int, columns: range) -> str:
        """What stands above a title row over these columns."""
        texts = [
            cell.strip()
            for row in reversed(self._captions(head))
            for index, cell in enumerate(self.row(row))
            if index in columns and isinstance(cell, str) and cell.strip()
        ]
        return " ".join(texts)


def _side_by_side(rows: _Rows, head: int, top: int, bottom: int) -> list[Region]:
    """The tables whose titles stand in one row."""
    edges = [0, *_cuts(rows, head, bottom), len(rows.columns)]
    parts = [range(start, stop) for start, stop in pairwise(edges)]
    return [Region(top, bottom, part, rows.caption(head, part)) for part in parts]


def _cuts(rows: _Rows, head: int, bottom: int) -> list[int]:
    """Columns at which another table begins: after a gap, with titles that make a table without those on the left."""
    titles = rows.row(head)
    empty = [all(is_blank(cell) for cell in column[head:bottom]) for column in rows.columns]
    cuts: list[int] = []
    left = 0
    for index in range(1, len(titles)):
        if not empty[index - 1] or empty[index] or all(empty[left:index]):
            continue
        stop = next((at for at in range(index, len(titles)) if empty[at]), len(titles))
        if _are_apart(rows, head, range(left, index), range(index, stop)):
            cuts.append(index)
            left = index
    return cuts


def _are_apart(rows: _Rows, head: int, left: range, right: range) -> bool:
    """Whether titles on both sides of a gap are of two tables, not of one with an empty column in it."""
    titles = rows.row(head)
    here, there = (_meanings([titles[index] for index in side]) for side in (left, right))
    if not (_is_table(here) and _is_table(there)):
        return False
    if here & there & _SHARED:
        return True
    return all(rows.caption(head, side) for side in (left, right))


def _meanings(titles: Sequence[Cell]) -> set[Meaning]:
    found = (meaning_of(title.strip())[0] for title in titles if isinstance(title, str) and title.strip())
    return {meaning for meaning in found if meaning is not None}


def _is_table(meanings: set[Meaning]) -> bool:
    return len(meanings) > 1 and bool(meanings & _ALONE)
