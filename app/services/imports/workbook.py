"""Workbooks (.xlsx .xlsm .xlsb .ods .xls): through python-calamine, through a second reader where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TypeVar

import python_calamine as calamine

from app.services.errors import FileDamaged, FileHasPassword, FileIsEmpty, FileNotASpreadsheet
from app.services.imports import biff
from app.services.imports.archive import check_zip
from app.services.imports.mojibake import repaired
from app.services.imports.options import Options
from app.services.imports.package import Package
from app.services.imports.passwords import decrypted, is_encrypted
from app.services.imports.source import BATCH, NO_MARKS, Columns, Marks, Sheet, marked

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))
_KINDS = {"content.xml": ".ods", "xl/workbook.bin": ".xlsb"}
_UNICODE_PAGES = (None, 1200)
_WESTERN_PAGES = (None, 1252)  # of texts before Excel 97: not to be trusted where Russian is written

_Found = TypeVar("_Found")
Source = Path | BytesIO
MarksOf = Callable[[int, str], Marks]
"""Place among the worksheets and name of a sheet -> its marks."""


def open_workbook(path: Path, head: bytes, options: Options) -> list[Sheet]:
    """The sheets of a workbook. Raises FileError subclasses for what is none or cannot be read within the limits."""
    if not head.startswith(OLE_MAGIC):
        return _open_archive(path, path, options)
    content = path.read_bytes()
    locked = _ENCRYPTED in content
    if not locked and not any(stream in content for stream in _XLS_STREAMS):
        raise FileNotASpreadsheet(file=path.name)
    found = None if locked else biff.look_into(content)
    if locked or (found.encrypted if found else is_encrypted(content)):
        content = decrypted(content, options.password, path.name)
        if content.startswith(ZIP_MAGIC):
            return _open_archive(path, BytesIO(content), options)
        found = biff.look_into(content)
    return _open_xls(path, content, found, options)


def open_bare_xls(path: Path, options: Options) -> list[Sheet]:
    """An .xls without the usual envelope, as Excel 2 to 4 and some programs write it. Raises FileDamaged."""
    return _second_xls(path, path.read_bytes(), (), options)


def _open_xls(path: Path, content: bytes, found: biff.Xls | None, options: Options) -> list[Sheet]:
    marks = found.marks if found else []
    second = partial(_second_xls, path, content, marks, options)
    if found and not _is_trusted(found):
        return list(map(repaired, second()))

    def marks_of(place: int, _name: str) -> Marks:
        return marks[place] if place < len(marks) else NO_MARKS

    return list(map(repaired, _sheets(path, BytesIO(content), second, marks_of, options)))


def _is_trusted(found: biff.Xls) -> bool:
    """Whether the first reader goes by the right code page: it takes the one that is named even for Unicode texts."""
    if found.version < biff.UNICODE_SINCE:
        return found.codepage not in _WESTERN_PAGES
    return found.codepage in _UNICODE_PAGES


def _second_xls(path: Path, content: bytes, marks: Sequence[Marks], options: Options) -> list[Sheet]:
    from app.services.imports.second import xls_sheets

    return xls_sheets(content, path.name, marks, options.hidden)


def _open_archive(path: Path, source: Source, options: Options) -> list[Sheet]:
    names = check_zip(path, source, options.max_memory_mb)
    kind = next((kind for part, kind in _KINDS.items() if part in names), ".xlsx")
    if source is path and path.suffix.lower() != kind:  # the readers would go by the name
        source = BytesIO(path.read_bytes())
    if kind == ".ods":
        return _open_ods(path, source, options)
    if kind == ".xlsb":
        return _sheets(path, source, _no_second(path), lambda _place, _name: NO_MARKS, options)

    def second() -> list[Sheet]:
        from app.services.imports.second import xlsx_sheets

        return xlsx_sheets(source, path.name)

    package = Package(source)
    return _sheets(path, source, second, lambda _place, name: package.marks(name), options)


def _open_ods(path: Path, source: Source, options: Options) -> list[Sheet]:
    """With hidden rows or columns by our own reader, which knows them; else the fast way."""
    from app.services.imports.opendocument import hides_something, ods_sheets

    second = partial(ods_sheets, source, path.name, options.hidden)
    if hides_something(source):
        return second()
    return _sheets(path, source, second, lambda _place, _name: NO_MARKS, options)


def _no_second(path: Path) -> Callable[[], list[Sheet]]:
    def refuse() -> list[Sheet]:
        raise FileDamaged(file=path.name)

    return refuse


def _sheets(
    path: Path, source: Source, second: Callable[[], list[Sheet]], marks_of: MarksOf, options: Options
) -> list[Sheet]:
    """All worksheets, by the second reader where the first cannot open the file."""
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
        lazy = _LazySheet(partial(book.get_sheet_by_name, meta.name), meta.name, path.name, second, marks)
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(meta.name, hidden, partial(lazy.batches, options.hidden), lazy.rows_above, lazy.marks))
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
    ) -> None:
        self._parse = parse
        self._name = name
        self._file = file
        self._second = second
        self._find_marks = marks

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
        return self._marks

    def rows_above(self) -> int:
        """Empty rows above the first one in use."""
        if isinstance(self._sheet, Sheet):
            return self._sheet.rows_above()
        return self._sheet.start[0] if self._sheet.start else 0

    def batches(self, read_hidden: bool) -> Iterator[Columns]:
        """The cells from the first row in use on."""
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
