"""One sheet looked at as a whole: its header, its columns, its role, and the evidence the cleaning needs."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from app.services.imports.files.source import BATCH, Columns, Sheet
from app.services.imports.options import Options
from app.services.imports.originals import is_mark
from app.services.imports.rows import Column, Field, Remark, Role, SheetInfo
from app.services.imports.tables import detect, doubts, header
from app.services.imports.tables.fill import Filling
from app.services.imports.tables.periods import NO_PERIOD, Period, said_in
from app.services.imports.tables.profile import ColumnProfile, profiled
from app.services.imports.tables.receipts import receipt_total
from app.services.imports.tables.regions import find_regions, parts_of
from app.services.imports.tables.shape import Seen, shaped
from app.services.imports.values.cells import Cell, is_blank, raw_text
from app.services.imports.values.lists import holds_lists
from app.services.imports.values.numbers import currency_of

KEPT_CELLS = 2_000_000  # cells held in memory between looking at a sheet and cleaning it
_PROVING_BATCHES = 4  # how much of a sheet is asked what its sums are
_MONEY = frozenset((Field.SUM, Field.TOTAL, Field.PRICE, Field.DISCOUNT))


class Around(NamedTuple):
    """What the rest of the file says about a sheet."""

    names: Container[str] = ()  # of its other sheets
    files: tuple[str, ...] = ()  # the file's name
    titles: Sequence[str] = ()  # of the table before: a sheet without titles may go on with it


NOTHING_AROUND = Around()


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
    days: Mapping[int, str] = field(default_factory=dict)  # column -> the day that its sums are dated to
    around: Period = NO_PERIOD  # year and month that captions and names speak of, for days without them
    filling: Filling | None = None
    asides: Mapping[int, str] = field(default_factory=dict)  # row that is none of the table -> why it is left out
    continuing: set[int] = field(default_factory=set)  # rows given so far that go on with the receipt above them

    @property
    def titles(self) -> list[str]:
        """The titles of its columns, by their place."""
        found = {column.index: column.title for column in self.info.columns}
        return [found.get(index, "") for index in range(max(found, default=-1) + 1)]

    @property
    def kept_cells(self) -> int:
        """How many cells are held in memory."""
        return sum(len(columns) * len(columns[0]) for columns in self.kept or ())

    def body(self) -> Iterator[tuple[int, Columns]]:
        """(row number of the first row, columns) below the header, batch by batch. Row numbers count from 1."""
        filler = self.filling.start() if self.filling else None
        for first, columns in self._as_found():
            if filler is not None:
                columns, continuing = filler.fill(first, columns)
                self.continuing |= continuing
            yield first, columns

    def _as_found(self) -> Iterator[tuple[int, Columns]]:
        number, above = 0, self.above
        skip = 0 if self.header is None else self.header + 1
        for columns in self.kept if self.kept is not None else self.sheet.batches():
            height = len(columns[0])
            cut = min(max(0, skip - number), height)
            if cut < height:
                yield above + number + cut + 1, [column[cut:] for column in columns] if cut else columns
            number += height


def look_at(sheet: Sheet, stem: str, options: Options, room: int, around: Around = NOTHING_AROUND) -> list[Table]:
    """Read the whole sheet once: its tables, from the top; none when no cell of it holds anything.

    `stem` is the file's name, or "" where it says nothing about this sheet; up to `room` cells are kept.
    """
    batches = sheet.batches()
    first = _first_batch(batches)
    if first is None:
        return []
    regions = [] if sheet.name in dict(options.header_rows) else find_regions(first)
    if len(regions) > 1 and len(first[0]) < BATCH:
        found = []
        for part in parts_of(sheet, first, regions, around.names):
            own = part.batches()
            start = _first_batch(own)
            if start is not None:
                found.append(_one_table(part, start, own, stem, options, room, around))
        return found
    return [_one_table(sheet, first, batches, stem, options, room, around)]


def _first_batch(batches: Iterator[Columns]) -> Columns | None:
    """The first cells, with the empty batches above them; None where there is nothing else."""
    first = next(batches, None)
    while first is not None and not any(not is_blank(cell) for column in first for cell in column):
        following = next(batches, None)
        if following is None:
            return None
        first = [a + b for a, b in zip(first, following, strict=False)]
    return first


def _one_table(
    sheet: Sheet, first: Columns, rest: Iterator[Columns], stem: str, options: Options, room: int, around: Around
) -> Table:
    """What is found out about a sheet that is one table."""
    top = [list(row) for row in zip(*(column[:200] for column in first), strict=True)]
    head = _header(top, sheet, options)
    skip = 0 if head is None else head.last + 1
    profiles, kept, rows = profiled(first, rest, skip, room)
    names = [name for name in (sheet.name, stem) if name]
    titles = head.titles if head else []
    if head is None and kept is not None and around.titles and len(profiles) <= len(around.titles):
        titles = list(around.titles[: len(profiles)])  # the sheet goes on with the table of the one before
    captions = _captions(sheet, top, head)
    said = said_in([*captions, sheet.name, *around.files])
    above = sheet.rows_above()
    headed, periods = head is not None or bool(titles), (sheet.caption, sheet.name)
    seen = Seen(profiles, titles, kept, names, said, headed, rows, periods, captions)
    shape = shaped(seen, above, skip, sheet)
    profiles, titles, kept = shape.profiles, shape.titles, shape.kept
    found = _settle_sums(shape.found, kept if kept is not None else sheet.batches(), profiles)
    role = shape.role
    marks = sheet.marks()
    columns = tuple(
        _column(profile, title, field, sure, rows)
        for profile, title, (field, sure) in zip(profiles, titles, found, strict=True)
        if title or profile.filled
    )
    if marks.columns and not options.hidden:
        columns, role = _without_hidden(columns, role, marks.columns)
    columns = doubts.with_readings(columns, profiles, options)
    lists = any(c.field is Field.PRODUCT and holds_lists(profiles[c.index].texts()) for c in columns)
    info = SheetInfo(
        name=sheet.name,
        role=role,
        hidden=sheet.hidden,
        header_row=0 if head is None else above + skip,
        rows=rows,
        columns=columns,
        currency=_currency(columns, profiles),
        signature=signature_of(titles),
        hidden_rows=0 if options.hidden else sum(row >= above + skip for row in marks.rows),
        remarks=(*sheet.remarks(), *shape.remarks, *([Remark("lists")] if lists else [])),
        lists=lists,
    )
    kind = Table(sheet, info, profiles, above, skip - 1 if skip else None, kept, options)
    return replace(kind, days=shape.days, around=said, filling=shape.filling, asides=shape.asides)


def _header(top: list[list[Cell]], sheet: Sheet, options: Options) -> header.Header | None:
    """The titles where the owner says they are, else where they look to be."""
    given = dict(options.header_rows).get(sheet.name)
    if given == 0:
        return None
    if given is not None and 0 <= (place := given - 1 - sheet.rows_above()) < len(top):
        return header.header_at(top[: place + 1], place)
    found = header.find_header(top)
    return None if found is None else header.header_at(top, found)


def _captions(sheet: Sheet, top: list[list[Cell]], head: header.Header | None) -> list[str]:
    """What is written above the titles, the nearest first."""
    rows = top[: head.first] if head else []
    texts = [" ".join(raw_text(cell) for cell in row if isinstance(cell, str)) for row in reversed(rows)]
    return [text for text in (sheet.caption, *texts) if text]


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
