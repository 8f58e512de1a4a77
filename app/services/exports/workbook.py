"""A table as .xlsx: typed cells, widths, a frozen header and a filter; row after row through openpyxl."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from app.services.exports.table import Column, Kind, Table, Value, Words, clean_text

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from openpyxl import Workbook

LONGEST_TEXT = 32_767  # of a cell
ROWS_OF_A_SHEET = 1_048_575  # below the header
_FIRST_DAY = date(1900, 3, 1)  # earlier days differ between programs
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_MONEY_FORMAT = "#,##0.00"
_NOT_PLAIN = ("=", "#")  # openpyxl takes such a text for a formula or an error


def write_workbook(target: Path, tables: Sequence[Table], words: Words, done: Callable[[int], None]) -> tuple[int, int]:
    """Write each table on a sheet of its own; more rows than a sheet can hold go on in the next.

    Returns (rows, texts cut to 32,767). `done(rows so far of the table)` is told after each batch, and what it raises
    stops the work, also while the rows are packed.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    count = cut = 0
    try:
        for table in tables:
            rows = _Rows(table, done)
            titles = [column.title or words.title(column.name) for column in table.columns]
            name = _SHEET_NAME.sub(" ", words.title(table.name))[:28]
            part = 0
            while part == 0 or rows.waiting():
                part += 1
                _write_sheet(book, name if part == 1 else f"{name} {part}", table.columns, titles, rows)
            count, cut = count + rows.count, cut + rows.cut
        with _Watched(target, lambda: done(count)) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            ExcelWriter(book, archive).save()
    except BaseException:
        for sheet in book.worksheets:
            sheet.close()  # its temporary file goes when the program ends
        raise
    return count, cut


def _write_sheet(book: Workbook, name: str, columns: Sequence[Column], titles: Sequence[str], rows: _Rows) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    heads = [WriteOnlyCell(sheet, title) for title in titles]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    height = rows.write(sheet)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{height + 1}"


class _Watched(FileIO):
    """A file that calls `check` whenever something is written to it: packing a workbook takes as long as its rows."""

    def __init__(self, target: Path, check: Callable[[], object]) -> None:
        super().__init__(target, "w+")
        self._check = check

    def write(self, data: Buffer) -> int:
        check, self._check = self._check, lambda: None
        check()
        self._check = check  # once it has raised, the archive is only closed
        return super().write(data)


class _Rows:
    """The rows of a table as cells, batch by batch, counted."""

    def __init__(self, table: Table, done: Callable[[int], None]) -> None:
        self._batches = table.batches
        self._kinds = [column.kind for column in table.columns]
        self._waiting: list[Sequence[Value]] = []
        self._done = done
        self.count = self.cut = 0

    def waiting(self) -> bool:
        """Whether there are more rows."""
        with suppress(StopIteration):
            while not self._waiting:
                self._waiting = list(next(self._batches))
        return bool(self._waiting)

    def write(self, sheet: Any) -> int:
        """The rows of one sheet, below its header; returns how many."""
        room = ROWS_OF_A_SHEET
        while room and self.waiting():
            taken, self._waiting = self._waiting[:room], self._waiting[room:]
            for row in taken:
                sheet.append([self._cell(sheet, kind, value) for kind, value in zip(self._kinds, row, strict=True)])
            room -= len(taken)
            self.count += len(taken)
            self._done(self.count)
        return ROWS_OF_A_SHEET - room

    def _cell(self, sheet: Any, kind: Kind, value: Value) -> Any:
        """A typed cell; a text stays a text, whatever it begins with."""
        from openpyxl.cell import WriteOnlyCell

        if value is None or value == "":
            return None
        number = _NUMBERS[kind](value) if kind in _NUMBERS else None
        if number is None:
            text = self._text(value)
            text = "'" + text if text.startswith("'") else text  # one apostrophe is taken off by the importer
            cell = WriteOnlyCell(sheet, text) if text.startswith(_NOT_PLAIN) else text
            if not isinstance(cell, str):
                cell.data_type = "s"
            return cell
        if kind is Kind.MONEY:
            cell = WriteOnlyCell(sheet, number)
            cell.number_format = _MONEY_FORMAT
            return cell
        return number

    def _text(self, value: Value) -> str:
        text = clean_text(value)
        if len(text) > LONGEST_TEXT:
            text = text[: LONGEST_TEXT - 1] + "…"
            self.cut += 1
        return text


def _day(value: Value) -> date | None:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return None if day < _FIRST_DAY else day


def _time(value: Value) -> time | None:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        return None


_NUMBERS: dict[Kind, Callable[[Value], Any]] = {
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.MONEY: lambda value: Decimal(value or 0) / 100,
    Kind.QUANTITY: lambda value: Decimal(value or 0) / 1000,
    Kind.NUMBER: lambda value: int(value or 0),
    Kind.DECIMAL: lambda value: Decimal(value or 0),
}
