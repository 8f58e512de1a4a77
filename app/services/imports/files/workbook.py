"""Workbooks (.xlsx .xlsm .xlsb .ods .xls): which kind it is, what must be undone first, and who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path

from app.services.errors import FileDamaged, FileNotASpreadsheet
from app.services.imports.files import biff, ods_password
from app.services.imports.files.archive import check_zip
from app.services.imports.files.first import Source, first_sheets
from app.services.imports.files.fuller import fullest, whole
from app.services.imports.files.mojibake import repaired
from app.services.imports.files.package import Package
from app.services.imports.files.passwords import decrypted, is_encrypted
from app.services.imports.files.slices import WORTH_SLICING, SlicedSheet
from app.services.imports.files.source import NO_MARKS, Marks, Sheet
from app.services.imports.options import Options

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))
_KINDS = {ods_password.CONTENT: ".ods", ods_password.PACKAGE: ".ods", "xl/workbook.bin": ".xlsb"}
_UNICODE_PAGES = (None, 1200)
_WESTERN_PAGES = (None, 1252)  # of texts before Excel 97: not to be trusted where Russian is written


def open_workbook(path: Path, head: bytes, options: Options) -> list[Sheet]:
    """The sheets of a workbook. Raises FileError subclasses for what is none or cannot be read within the limits."""
    if not head.startswith(OLE_MAGIC):
        return open_archive(path, path, options)
    content = path.read_bytes()
    locked = _ENCRYPTED in content
    if not locked and not any(stream in content for stream in _XLS_STREAMS):
        with suppress(FileDamaged):
            return list(map(repaired, _salvaged(path, content, options)))
        raise FileNotASpreadsheet(file=path.name)
    found = None if locked else biff.look_into(content)
    if locked or (found.encrypted if found else is_encrypted(content)):
        content = decrypted(content, options.password, path.name)
        if content.startswith(ZIP_MAGIC):
            return open_archive(path, BytesIO(content), options)
        found = biff.look_into(content)
    return _open_xls(path, content, found, options)


def open_bare_xls(path: Path, options: Options) -> list[Sheet]:
    """An .xls without the usual envelope, as Excel 2 to 4 and some programs write it. Raises FileDamaged."""
    return _second_xls(path, path.read_bytes(), (), options)


def _open_xls(path: Path, content: bytes, found: biff.Xls | None, options: Options) -> list[Sheet]:
    marks = found.marks if found else []
    second = partial(_second_xls, path, content, marks, options)
    salvage = partial(_salvaged, path, content, options)
    if options.second or (found and not _is_trusted(found)):
        try:
            return list(map(repaired, second()))
        except FileDamaged:
            return salvage()

    def marks_of(place: int, _name: str) -> Marks:
        return marks[place] if place < len(marks) else NO_MARKS

    first = partial(first_sheets, path, BytesIO(content), second, marks_of, options)
    if found and not any(found.damaged):
        ends = chain(found.ends, repeat(0))
        try:
            others = partial(fullest, (second, salvage), ())
            sheets = [repaired(whole(sheet, end, others)) for sheet, end in zip(first(), ends, strict=False)]
            for sheet in sheets:
                sheet.rows_above()  # parses it: what fails is known now
        except FileDamaged:
            return list(map(repaired, salvage()))
        return sheets
    return list(map(repaired, fullest((first, second, salvage), found.damaged if found else None)))


def _salvaged(path: Path, content: bytes, options: Options) -> list[Sheet]:
    from app.services.imports.files.salvage import salvaged_sheets

    return salvaged_sheets(content, path.name, options.hidden)


def _is_trusted(found: biff.Xls) -> bool:
    """Whether the first reader goes by the right code page: it takes the one that is named even for Unicode texts."""
    if found.version < biff.UNICODE_SINCE:
        return found.codepage not in _WESTERN_PAGES
    return found.codepage in _UNICODE_PAGES


def _second_xls(path: Path, content: bytes, marks: Sequence[Marks], options: Options) -> list[Sheet]:
    from app.services.imports.files.second import xls_sheets

    return xls_sheets(content, path.name, marks, options.hidden)


def open_archive(path: Path, source: Source, options: Options) -> list[Sheet]:
    """The sheets of a workbook that is a zip archive. Raises FileError subclasses."""
    names = check_zip(path, source, options.max_memory_mb)
    kind = next((kind for part, kind in _KINDS.items() if part in names), ".xlsx")
    if source is path and path.suffix.lower() != kind:  # the readers would go by the name
        source = BytesIO(path.read_bytes())
    if kind == ".ods":
        return _open_ods(path, source, options)
    if kind == ".xlsb":
        from app.services.imports.files.biff12 import xlsb_marks, xlsb_sheets

        other = partial(xlsb_sheets, source, path.name, options.hidden)
        return first_sheets(path, source, other, lambda _place, name: xlsb_marks(source, name), options)

    def second() -> list[Sheet]:
        from app.services.imports.files.second import xlsx_sheets

        return xlsx_sheets(source, path.name, package.marks, options.hidden)

    package = Package(source)

    def sliced(name: str) -> SlicedSheet | None:
        part = package.large_part(name, WORTH_SLICING)
        return SlicedSheet(source, part, name, options.hidden) if part else None

    return first_sheets(path, source, second, lambda _place, name: package.marks(name), options, sliced)


def _open_ods(path: Path, source: Source, options: Options) -> list[Sheet]:
    """With hidden rows or merged cells by our own reader, which knows them; else the fast way."""
    from app.services.imports.files.opendocument import is_marked, ods_sheets

    if ods_password.is_locked(source):
        source = ods_password.unlocked(source, options.password, path.name)
        check_zip(path, source, options.max_memory_mb)
    second = partial(ods_sheets, source, path.name, options.hidden)
    if is_marked(source):
        return second()
    return first_sheets(path, source, second, lambda _place, _name: NO_MARKS, options)
