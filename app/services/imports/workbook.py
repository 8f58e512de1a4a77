"""Workbooks (.xlsx .xls .xlsb .ods): check before parsing, then give their cells through python-calamine."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO

import python_calamine as calamine

from app.services.errors import FileDamaged, FileHasPassword, FileIsEmpty, FileNotASpreadsheet, FileTooLarge
from app.services.imports.passwords import decrypted, is_encrypted
from app.services.imports.source import BATCH, Columns, Sheet

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTES_PER_CELL = 40  # what the reader keeps for a cell, empty ones of the rectangle included
_PARTS = re.compile(r"/?(?:xl/.*\.(?:xml|bin)|workbook\.(?:xml|bin)|content\.xml)$", re.IGNORECASE)
_SHEET_PART = re.compile(r"(?:.*/)?sheet[^/]*\.xml$", re.IGNORECASE)
_TEXT_PART = re.compile(r"\.(?:xml|bin|rels|vml)$", re.IGNORECASE)
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s+ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=\"([A-Z]{1,3})(\d{1,7})\"[^>]*(?<!/)>")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))


def open_workbook(path: Path, head: bytes, password: str | None, max_memory_mb: int) -> list[Sheet]:
    """The sheets of a workbook. Raises FileError subclasses for what is none or cannot be read within the limits."""
    if head.startswith(ZIP_MAGIC):
        check_zip(path, path, max_memory_mb)
        book = _opened(path, path)
    else:
        book = _open_ole(path, password, max_memory_mb)
    sheets = [
        _sheet(book, meta, path.name) for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    if not sheets:
        raise FileIsEmpty(file=path.name)
    return sheets


def _opened(path: Path, source: Path | IO[bytes]) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_object(source)
    except calamine.PasswordError as error:
        raise FileHasPassword(file=path.name, wrong=False) from error
    except (OSError, calamine.CalamineError, ValueError) as error:
        raise FileDamaged(file=path.name, detail=str(error)) from error


def _open_ole(path: Path, password: str | None, max_memory_mb: int) -> calamine.CalamineWorkbook:
    """An .xls as it is; what is encrypted, once its password opens it."""
    content = path.read_bytes()
    if _ENCRYPTED not in content:
        if not any(stream in content for stream in _XLS_STREAMS):
            raise FileNotASpreadsheet(file=path.name)
        try:
            return _opened(path, path)
        except (FileDamaged, FileHasPassword):
            if not is_encrypted(content):
                raise
    inside = decrypted(content, password, path.name)
    if inside.startswith(ZIP_MAGIC):
        check_zip(path, BytesIO(inside), max_memory_mb)
    return _opened(path, BytesIO(inside))


def _sheet(book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, file: str) -> Sheet:
    """A sheet that is parsed when its cells are first asked for."""
    parsed: list[calamine.CalamineSheet] = []

    def parse() -> calamine.CalamineSheet:
        if not parsed:
            try:
                parsed.append(book.get_sheet_by_name(meta.name))
            except (calamine.CalamineError, OSError, ValueError) as error:
                raise FileDamaged(file=file, sheet=meta.name, detail=str(error)) from error
        return parsed[0]

    def batches() -> Iterator[Columns]:
        sheet = parse()
        if sheet.start is None:
            return
        rows = sheet.iter_rows()  # counts rows from the top of the sheet, but columns from the first one in use
        above, left = sheet.start
        next(islice(rows, above, above), None)
        while batch := list(islice(rows, BATCH)):
            yield [("",) * len(batch)] * left + list(zip(*batch, strict=True))

    def rows_above() -> int:
        start = parse().start
        return start[0] if start else 0

    return Sheet(meta.name, meta.visible != calamine.SheetVisibleEnum.Visible, batches, rows_above)


def check_zip(path: Path, source: Path | IO[bytes], max_memory_mb: int) -> None:
    """Refuse what is no workbook, and what would not fit into memory once unpacked or laid out as a rectangle."""
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            if not any(_PARTS.match(part.filename.replace("\\", "/")) for part in parts):
                raise FileNotASpreadsheet(file=path.name)
            if sum(part.file_size for part in parts if _TEXT_PART.search(part.filename)) > max_memory_mb * 500_000:
                raise FileTooLarge(file=path.name, limit_mb=max_memory_mb)
            for part in parts:
                if (
                    _SHEET_PART.match(part.filename)
                    and _cells_needed(archive, part) * _BYTES_PER_CELL > max_memory_mb << 20
                ):
                    raise FileTooLarge(file=path.name, limit_mb=max_memory_mb)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise FileDamaged(file=path.name, detail=str(error)) from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise FileHasPassword(file=path.name, wrong=False) from error


def _cells_needed(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Cells of the rectangle a sheet really spans; looked for only where it says that it is large or says nothing."""
    with archive.open(part) as stream:
        head = stream.read(4096)
        said = _DIMENSION.search(head)
        if said is not None:
            width = _column(said[3]) - _column(said[1]) + 1
            if width * (int(said[4]) - int(said[2]) + 1) < 20_000_000:
                return 0
        elif part.file_size > 4_000_000:
            return 0
        return _span(head, stream)


def _span(head: bytes, stream: IO[bytes]) -> int:
    """Rows times columns between the outermost cells that hold something."""
    tail, left, right, top, bottom = head, 1 << 20, 0, 1 << 30, 0
    while tail:
        for match in _FILLED_CELL.finditer(tail):
            column, row = _column(match[1]), int(match[2])
            left, right = min(left, column), max(right, column)
            top, bottom = min(top, row), max(bottom, row)
        more = stream.read(1 << 20)
        tail = tail[tail.rfind(b"<") :] + more if more else b""
    return max(0, right - left + 1) * max(0, bottom - top + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
