"""Small files made on the spot: what a shop might drop."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlwt

from app.services.imports.files.opening import open_sheets
from app.services.imports.options import Options
from app.services.imports.read import Reader
from app.services.imports.rows import Choices, CleanRow, Field, SheetInfo

Rows = Sequence[Sequence[object]]


def write_xlsx(path: Path, *sheets: tuple[str, Rows], hidden: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def write_xls(path: Path, name: str, rows: Rows) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            sheet.write(y, x, cell)
    book.save(str(path))
    return path


def write_csv(path: Path, rows: Rows, *, encoding: str = "utf-8", separator: str = ";") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def columns_of(info: SheetInfo) -> dict[int, Field]:
    return {column.index: column.field for column in info.columns}


def as_found(info: SheetInfo) -> Choices:
    return Choices(columns_of(info))


def fields_of(info: SheetInfo) -> dict[str, str]:
    """Title -> field, of the columns that are used."""
    return {column.title: str(column.field) for column in info.columns if column.field is not Field.IGNORE}


def read_all(path: Path, **options: object) -> list[tuple[SheetInfo, list[CleanRow]]]:
    """Every sheet with all of its rows, in a real child process."""
    with Reader(path, **options) as reader:  # type: ignore[arg-type]
        return [
            (info, [row for batch in reader.rows(info.name, as_found(info)) for row in batch])
            for info in reader.inspect()
        ]


def read_one(path: Path, **options: object) -> tuple[SheetInfo, list[CleanRow]]:
    """The only sheet."""
    ((info, rows),) = read_all(path, **options)
    return info, rows


def cells_of(path: Path, **options: object) -> dict[str, list[list[object]]]:
    """Sheet -> its rows, empty cells at the end left out, with the empty rows above."""
    found: dict[str, list[list[object]]] = {}
    for sheet in open_sheets(path, Options(**options)):  # type: ignore[arg-type]
        rows = [list(row) for columns in sheet.batches() for row in zip(*columns, strict=True)]
        for row in rows:
            while row and row[-1] == "":
                row.pop()
        found[sheet.name] = [[]] * sheet.rows_above() + rows
    return found
