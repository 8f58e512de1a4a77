"""The second readers, for what python-calamine refuses: xlrd for .xls, openpyxl for .xlsx.

On the same .xls of 60,000 rows xlrd takes 0.8 s where python-calamine takes 0.2 s, so it comes second.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from app.services.errors import AppError, FileDamaged
from app.services.imports.files.biff import ERRORS, Nowhere
from app.services.imports.files.encodings import reads_russian
from app.services.imports.files.source import NO_MARKS, Marks, Sheet, listed_sheet
from app.services.imports.values.cells import Cell

if TYPE_CHECKING:
    import xlrd

_Opened = TypeVar("_Opened")
_UNICODE_SINCE = 80  # xlrd's number for Excel 97
_WESTERN_PAGES = (None, 1252, 32769)  # what Russian programs leave in place when they write cp1251
_FIRST_ROWS = 2_000


def xls_sheets(content: bytes, file: str, marks: Sequence[Marks], read_hidden: bool) -> list[Sheet]:
    """The worksheets of an .xls of any age. Raises FileDamaged."""
    book = _or_damaged(file, lambda: _opened_xls(content))
    return [
        listed_sheet(
            sheet.name,
            sheet.visibility != 0,
            partial(_xls_rows, sheet, book.datemode),
            file,
            marks[place] if place < len(marks) else NO_MARKS,
            read_hidden,
        )
        for place, sheet in enumerate(book.sheets())
    ]


def _opened_xls(content: bytes) -> xlrd.Book:
    """The book. Texts before Excel 97 without a trustworthy code page are cp1251 if they then read like Russian."""
    import xlrd

    opened = partial(xlrd.open_workbook, file_contents=content, logfile=Nowhere())
    with suppress(LookupError):  # a code page that there is not
        book = opened()
        if book.biff_version >= _UNICODE_SINCE or book.codepage not in _WESTERN_PAGES:
            return book
    book = opened(encoding_override="cp1251")
    return book if reads_russian(" ".join(_texts(book))) else opened(encoding_override="cp1252")


def _texts(book: xlrd.Book) -> Iterator[str]:
    for sheet in book.sheets():
        yield sheet.name
        for number in range(min(sheet.nrows, _FIRST_ROWS)):
            yield from (value for value in sheet.row_values(number) if isinstance(value, str))


def _xls_rows(sheet: xlrd.sheet.Sheet, datemode: int) -> Iterator[list[Cell]]:
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        yield [_xls_cell(kind, value, datemode) for kind, value in zip(kinds, values, strict=True)]


def _xls_cell(kind: int, value: Any, datemode: int) -> Cell:
    import xlrd

    if kind == xlrd.XL_CELL_ERROR:
        return ERRORS.get(value, "#N/A")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind != xlrd.XL_CELL_DATE:
        return cast(Cell, value) if kind in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER) else ""
    try:
        moment = xlrd.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return float(value)
    if value < 1 and not datemode:
        return cast(Cell, moment.time())
    return cast(Cell, moment.date() if moment.time() == dt.time() else moment)


def xlsx_sheets(
    source: Path | IO[bytes], file: str, marks_of: Callable[[str], Marks], read_hidden: bool
) -> list[Sheet]:
    """The worksheets of an .xlsx as openpyxl streams them, formulas as their kept values. Raises FileDamaged."""
    import openpyxl

    warnings.simplefilter("ignore")
    book = _or_damaged(file, lambda: openpyxl.load_workbook(source, read_only=True, data_only=True))
    return [
        listed_sheet(
            sheet.title,
            sheet.sheet_state != "visible",
            partial(_xlsx_rows, sheet, file),
            file,
            marks_of(sheet.title),
            read_hidden,
        )
        for sheet in book.worksheets
    ]


def _xlsx_rows(sheet: Any, file: str) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    while batch := _or_damaged(file, lambda: list(islice(rows, 1_000))):
        for row in batch:
            yield ["" if cell is None else float(cell) if type(cell) is int else cell for cell in row]


def _or_damaged(file: str, work: Callable[[], _Opened]) -> _Opened:
    """Whatever a reader stumbles over in a broken file is damage; being out of memory is not."""
    try:
        return work()
    except (AppError, MemoryError):
        raise
    except Exception as error:  # their failures are of every kind
        raise FileDamaged(file=file, detail=f"{type(error).__name__}: {error}") from error
