"""One sheet looked at as a whole: its header, its columns, its role, and the evidence the cleaning needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from app.services.imports import detect, doubts, header
from app.services.imports.cells import is_blank
from app.services.imports.numbers import currency_of
from app.services.imports.options import Options
from app.services.imports.originals import is_mark
from app.services.imports.profile import ColumnProfile
from app.services.imports.receipts import receipt_total
from app.services.imports.rows import Column, Corrections, Field, Role, SheetInfo
from app.services.imports.source import Columns, Sheet

KEPT_CELLS = 2_000_000  # cells held in memory between looking at a sheet and cleaning it
_PROVING_BATCHES = 4  # how much of a sheet is asked what its sums are
_MONEY = frozenset((Field.SUM, Field.TOTAL, Field.PRICE, Field.DISCOUNT))


@dataclass
class Table:
    """A sheet with what was found out about it."""

    sheet: Sheet
    info: SheetInfo
    profiles: list[ColumnProfile]
    above: int  # empty rows of the sheet before its first batch
    header: int | None  # index of the title row in the first batch
    kept: list[Columns] | None
    options: Options

    @property
    def kept_cells(self) -> int:
        """How many cells are held in memory."""
        return sum(len(columns) * len(columns[0]) for columns in self.kept or ())

    def body(self, corrections: Corrections | None = None) -> Iterator[tuple[int, Columns]]:
        """(row number of the first row, columns) below the header, batch by batch. Row numbers count from 1."""
        for first, columns in self._as_found():
            yield first, _corrected(first, columns, corrections) if corrections else columns

    def _as_found(self) -> Iterator[tuple[int, Columns]]:
        number, above = 0, self.above
        skip = 0 if self.header is None else self.header + 1
        for columns in self.kept if self.kept is not None else self.sheet.batches():
            height = len(columns[0])
            cut = min(max(0, skip - number), height)
            if cut < height:
                yield above + number + cut + 1, [column[cut:] for column in columns] if cut else columns
            number += height


def _corrected(first: int, columns: Columns, corrections: Corrections) -> Columns:
    """The columns with what the owner typed over their cells."""
    changed = {index: list(column) for index, column in enumerate(columns)}
    here = range(first, first + len(columns[0]))
    for (row, index), text in corrections.items():
        if row in here and index in changed:
            changed[index][row - first] = text
    return [tuple(changed[index]) for index in range(len(columns))]


def look_at(sheet: Sheet, stem: str, options: Options, room: int) -> Table | None:
    """Read the whole sheet once; None when no cell of it holds anything.

    `stem` is the file's name, or "" where it says nothing about this sheet; up to `room` cells are kept.
    """
    batches = sheet.batches()
    first = next(batches, None)
    while first is not None and not any(not is_blank(cell) for column in first for cell in column):
        following = next(batches, None)
        if following is None:
            return None
        first = [a + b for a, b in zip(first, following, strict=False)]
    if first is None:
        return None
    top = [list(row) for row in zip(*(column[:200] for column in first), strict=True)]
    place = header.find_header(top)
    profiles, kept, rows = _profiled(first, batches, 0 if place is None else place + 1, room)
    titles = header.titles_at(top, place) if place is not None else []
    titles += [""] * (len(profiles) - len(titles))
    names = [name for name in (sheet.name, stem) if name]
    role, found = detect.detect(profiles, titles, names, place is not None, rows)
    found = _settle_sums(found, kept if kept is not None else sheet.batches(), profiles)
    marks = sheet.marks()
    columns = tuple(
        _column(profile, title, field, sure, rows)
        for profile, title, (field, sure) in zip(profiles, titles, found, strict=True)
        if title or profile.filled
    )
    if marks.columns and not options.hidden:
        columns, role = _without_hidden(columns, role, marks.columns)
    columns = doubts.with_readings(columns, profiles, options)
    body = sheet.rows_above() + (0 if place is None else place + 1)
    info = SheetInfo(
        name=sheet.name,
        role=role,
        hidden=sheet.hidden,
        header_row=0 if place is None else sheet.rows_above() + place + 1,
        rows=rows,
        columns=columns,
        currency=_currency(columns, profiles),
        signature=signature_of(titles),
        hidden_rows=0 if options.hidden else sum(row >= body for row in marks.rows),
        remarks=sheet.remarks(),
    )
    return Table(sheet, info, profiles, sheet.rows_above(), place, kept, options)


def _settle_sums(
    found: list[tuple[Field, float]], batches: Iterable[Columns], profiles: list[ColumnProfile]
) -> list[tuple[Field, float]]:
    """Call the column of sums what its rows prove it to be: the sum of the line or of the receipt."""
    fields = {index: field for index, (field, _sure) in enumerate(found)}
    proven = receipt_total(islice(batches, _PROVING_BATCHES), fields, profiles)
    if proven is None:
        return found
    asked = Field.SUM if Field.SUM in fields.values() else Field.TOTAL
    if proven is not asked and proven in fields.values():  # the sums of the receipts once more
        proven = Field.IGNORE
    return [(proven, 0.95) if field is asked else (field, sure) for field, sure in found]


def _without_hidden(columns: tuple[Column, ...], role: Role, hidden: frozenset[int]) -> tuple[tuple[Column, ...], Role]:
    """The columns with those that the file hides unused, and the role of what is left."""
    shown = tuple(
        replace(column, field=Field.IGNORE, hidden=True) if column.index in hidden else column for column in columns
    )
    lost = {column.field for column in columns} - {column.field for column in shown}
    return shown, detect.role_of_fields(frozenset(column.field for column in shown)) if lost else role


def signature_of(titles: Sequence[str]) -> str:
    """The same for the same kind of file: a hash of the titles in their order."""
    own = (title for title in titles if not is_mark(title))  # corrected rows are of the kind that they came from
    text = "\n".join(title.casefold().strip() for title in own).strip() or f"{len(titles)} columns"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _profiled(
    first: Columns, rest: Iterator[Columns], skip: int, room: int
) -> tuple[list[ColumnProfile], list[Columns] | None, int]:
    """Profiles of all columns below the header, the cells themselves if they are few enough, and the count of rows."""
    profiles: list[ColumnProfile] = []
    kept: list[Columns] | None = []
    cells = rows = 0
    batch: Columns | None = first
    while batch is not None:
        cells += len(batch) * len(batch[0])
        if kept is not None and cells <= room:
            kept.append(batch)
        else:
            kept = None
        body = [column[skip:] for column in batch] if skip else batch
        skip = max(0, skip - len(batch[0]))
        profiles += [ColumnProfile(index) for index in range(len(profiles), len(body))]
        for profile, column in zip(profiles, body, strict=False):
            profile.see(column)
        rows += _filled_rows(body)
        batch = next(rest, None)
    return profiles, kept, rows


def _filled_rows(columns: Columns) -> int:
    """Rows with something in them; the column that is nearly always filled answers for most of them."""
    full = next((column for column in columns if "" not in column), None)
    if full is not None and not any(isinstance(cell, str) and not cell.strip() for cell in set(full)):
        return len(full)
    return sum(any(not is_blank(cell) for cell in row) for row in zip(*columns, strict=True))


def _column(profile: ColumnProfile, title: str, field: Field, sure: float, rows: int) -> Column:
    return Column(
        index=profile.index,
        title=title or header.column_name(profile.index),
        field=field,
        confidence=sure,
        filled=round(profile.filled / rows, 3) if rows else 0.0,
        samples=profile.samples(),
    )


def _currency(columns: Sequence[Column], profiles: list[ColumnProfile]) -> str | None:
    """The currency named in the titles or cells of the columns of money."""
    for column in columns:
        if column.field in _MONEY:
            found = currency_of(column.title)
            for text in profiles[column.index].texts():
                if found:
                    break
                found = currency_of(text)
            if found:
                return found
    return None
