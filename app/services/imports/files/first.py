"""The first reader, python-calamine; a second one takes over where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TypeVar

import python_calamine as calamine

from app.services.errors import FileDamaged, FileHasPassword, FileIsEmpty
from app.services.imports.files.package import DAMAGE
from app.services.imports.files.slices import SlicedSheet, Unsliceable
from app.services.imports.files.source import BATCH, Columns, Marks, Merge, Sheet, marked, remarks_of
from app.services.imports.options import Options

_Found = TypeVar("_Found")
Source = Path | BytesIO
NOT_IN_SLICES = (Unsliceable, *DAMAGE)
MarksOf = Callable[[int, str], Marks]
"""Place among the worksheets and name of a sheet -> its marks."""


def first_sheets(
    path: Path,
    source: Source,
    second: Callable[[], list[Sheet]],
    marks_of: MarksOf,
    options: Options,
    sliced: Callable[[str], SlicedSheet | None] = lambda _name: None,
) -> list[Sheet]:
    """All worksheets, by the second reader where the first cannot open the file, in slices where `sliced` knows how."""
    if options.second:
        return second()
    try:
        book = _or_damaged(path.name, lambda: _opened(source))
    except FileHasPassword as locked:  # of a kind that no password of ours opens
        raise FileHasPassword(file=path.name, wrong=bool(options.password)) from locked
    except FileDamaged as damage:
        try:
            return second()
        except FileDamaged:
            raise damage from None
    metas = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    if not metas:
        raise FileIsEmpty(file=path.name)
    sheets = []
    for place, meta in enumerate(metas):
        marks = partial(marks_of, place, meta.name)
        lazy = _LazySheet(
            partial(book.get_sheet_by_name, meta.name), meta.name, path.name, second, marks, sliced(meta.name)
        )
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(
            Sheet(
                meta.name,
                hidden,
                partial(lazy.batches, options.hidden),
                lazy.rows_above,
                lazy.marks,
                partial(remarks_of, lazy.marks),
                lazy.merged,
            )
        )
    return sheets


def _opened(source: Source) -> calamine.CalamineWorkbook:
    if isinstance(source, BytesIO):
        source.seek(0)  # its kind is told by what comes next
    return calamine.CalamineWorkbook.from_object(source)


class _LazySheet:
    """A sheet that is parsed when its cells are first asked for; by the second reader where the first cannot."""

    def __init__(
        self,
        parse: Callable[[], calamine.CalamineSheet],
        name: str,
        file: str,
        second: Callable[[], list[Sheet]],
        marks: Callable[[], Marks],
        slices: SlicedSheet | None,
    ) -> None:
        self._parse = parse
        self._name = name
        self._file = file
        self._second = second
        self._find_marks = marks
        self._slices = slices

    @cached_property
    def _sheet(self) -> calamine.CalamineSheet | Sheet:
        try:
            return _or_damaged(self._file, self._parse)
        except FileDamaged as damage:
            return _same_sheet(self._second, self._name, damage)

    @cached_property
    def _marks(self) -> Marks:
        return self._sheet.marks() if isinstance(self._sheet, Sheet) else self._find_marks()

    def marks(self) -> Marks:
        """What the file says about the sheet beside its values."""
        if self._slices is not None:
            try:
                return self._slices.marks()
            except NOT_IN_SLICES:
                self._slices = None
        return self._marks

    def merged(self) -> tuple[Merge, ...]:
        """Its merged cells; a sheet so large that it is read in slices has none to speak of."""
        if self._slices is not None:
            return ()
        if isinstance(self._sheet, Sheet):
            return self._sheet.merged()
        return tuple(Merge(*first, *last) for first, last in self._sheet.merged_cell_ranges or ())

    def rows_above(self) -> int:
        """Empty rows above the first one in use."""
        if self._slices is not None:
            try:
                return self._slices.rows_above()
            except NOT_IN_SLICES:
                self._slices = None
        if isinstance(self._sheet, Sheet):
            return self._sheet.rows_above()
        return self._sheet.start[0] if self._sheet.start else 0

    def batches(self, read_hidden: bool) -> Iterator[Columns]:
        """The cells from the first row in use on."""
        given = 0
        if self._slices is not None:
            try:
                for columns in self._slices.batches():
                    yield columns
                    given += len(columns[0])
                return
            except NOT_IN_SLICES:
                self._slices = None
        for columns in self._whole(read_hidden):
            height = len(columns[0])
            if given < height:
                yield [column[given:] for column in columns] if given else columns
            given = max(0, given - height)

    def _whole(self, read_hidden: bool) -> Iterator[Columns]:
        if isinstance(self._sheet, Sheet):
            return self._sheet.batches()
        return marked(_batches(self._sheet), self.rows_above(), self._marks, read_hidden)


def _batches(sheet: calamine.CalamineSheet) -> Iterator[Columns]:
    if sheet.start is None:
        return
    rows = sheet.iter_rows()  # counts rows from the top of the sheet, but columns from the first one in use
    above, left = sheet.start
    next(islice(rows, above, above), None)
    while batch := list(islice(rows, BATCH)):
        yield [("",) * len(batch)] * left + list(zip(*batch, strict=True))


def _same_sheet(second: Callable[[], list[Sheet]], name: str, damage: FileDamaged) -> Sheet:
    """The sheet of that name as the second reader has it. Raises the first one's failure where it has none."""
    try:
        found = next((sheet for sheet in second() if sheet.name == name), None)
    except FileDamaged:
        found = None
    if found is None:
        raise damage
    return found


def _or_damaged(file: str, work: Callable[[], _Found]) -> _Found:
    """What the first reader cannot do, its panics included, as FileDamaged or FileHasPassword."""
    try:
        return work()
    except calamine.PasswordError as error:
        raise FileHasPassword(file=file, wrong=False) from error
    except (OSError, calamine.CalamineError, ValueError) as error:
        raise FileDamaged(file=file, detail=str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which is none of Exception
            raise
        raise FileDamaged(file=file, detail=str(error)) from error
