"""Tables in a .zip, as banks, market places and programs of the trade send their reports."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import cast

from app.services.errors import FileDamaged, FileHasPassword, FileTooLarge
from app.services.imports.files import workbook
from app.services.imports.files.encodings import reads_russian
from app.services.imports.files.source import Columns, Sheet
from app.services.imports.options import Options

_TABLES = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".fods", ".csv", ".tsv", ".tab", ".vcf"))
_MAYBE = frozenset((".txt", ".xml", ".htm", ".html"))  # looked at where there is nothing better
_DOCUMENT = frozenset(("[Content_Types].xml", "mimetype", "META-INF/manifest.xml"))  # of something else than an archive
_MOST_TABLES = 100
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_BAD_PASSWORD = "Bad password"  # how zipfile's RuntimeError begins

Opened = Callable[[Path, bytes, int, Options], list[Sheet]]
"""A file, its first bytes and its size -> its sheets."""


def tables_inside(path: Path) -> list[str]:
    """The names of the tables in an archive; none in what is a workbook or a document itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except _BROKEN:
        return []
    if not _DOCUMENT.isdisjoint(names):
        return []
    files = [name for name in names if not PurePosixPath(name).name.startswith((".", "~")) and "__MACOSX" not in name]
    for endings in (_TABLES, _MAYBE):
        if found := [name for name in files if PurePosixPath(name).suffix.lower() in endings]:
            return sorted(found)[:_MOST_TABLES]
    return []


def packed_sheets(path: Path, names: Iterable[str], options: Options, opened: Opened) -> list[Sheet]:
    """The sheets of all tables in an archive. Raises FileError subclasses about the archive."""
    archive = zipfile.ZipFile(path)  # its tables are read as long as the process lives
    if options.password:
        archive.setpassword(options.password.encode())
    limit = options.max_memory_mb << 19
    sheets: list[Sheet] = []
    for name in names:
        size = archive.getinfo(name).file_size
        limit -= size
        if limit < 0:
            raise FileTooLarge(file=path.name, limit_mb=options.max_memory_mb // 2)
        try:
            sheets += _named(name, _sheets(archive, name, size, options, opened))
        except (*_BROKEN, RuntimeError) as error:
            raise _failure(path, options, error) from error
    return [_told(sheet, path, options) for sheet in _apart(sheets)]


def _sheets(archive: zipfile.ZipFile, name: str, size: int, options: Options, opened: Opened) -> list[Sheet]:
    inner = cast(Path, zipfile.Path(archive, name))  # has all that the readers ask of a path
    with inner.open("rb") as file:
        head = file.read(8192)
    if head.startswith(workbook.ZIP_MAGIC):
        return workbook.open_archive(inner, BytesIO(inner.read_bytes()), options)
    return opened(inner, head, size, options) if head.strip() else []


def _named(name: str, sheets: list[Sheet]) -> list[Sheet]:
    """The sheets with the name of their table, and their own beside it where the table has several."""
    stem = PurePosixPath(name).stem
    with suppress(UnicodeError):
        russian = stem.encode("cp437").decode("cp866")  # what Russian Windows writes without saying so
        stem = russian if reads_russian(russian) else stem
    return [replace(sheet, name=stem if len(sheets) == 1 else f"{stem}, {sheet.name}") for sheet in sheets]


def _apart(sheets: list[Sheet]) -> Iterator[Sheet]:
    """The sheets with a number behind names that come twice."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen[sheet.name] += 1
        count = seen[sheet.name]
        yield sheet if count == 1 else replace(sheet, name=f"{sheet.name} ({count})")


def _told(sheet: Sheet, path: Path, options: Options) -> Sheet:
    """The sheet, whose table is read when it is asked for; then, too, the archive may prove to be damaged."""

    def batches() -> Iterator[Columns]:
        try:
            yield from sheet.batches()
        except (*_BROKEN, RuntimeError) as error:
            raise _failure(path, options, error) from error

    return replace(sheet, batches=batches)


def _failure(path: Path, options: Options, error: Exception) -> Exception:
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):  # encrypted, in zipfile's words
        return FileHasPassword(file=path.name, wrong=bool(options.password) and str(error).startswith(_BAD_PASSWORD))
    return FileDamaged(file=path.name, detail=str(error))
