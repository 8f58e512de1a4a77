"""Any file -> its sheets: what kind it is, is told by its first bytes and not by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from app.services.errors import FileIsEmpty, FileLocked, FileMissing, FileNotASpreadsheet, FileTooLarge
from app.services.imports.files.biff import BIFF_MAGIC
from app.services.imports.files.source import Sheet
from app.services.imports.options import Options

_TEXT_ENDINGS = frozenset((".csv", ".tsv", ".tab", ".txt"))
ENDINGS = _TEXT_ENDINGS | frozenset(
    (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".fods", ".xml", ".htm", ".html", ".vcf")
)
"""Endings of the names of files we read; for choosing among files only, the content decides how one is read."""
_NO_TEXT = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"SQLite format",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
)
_HEAD = 8192
_LARGEST_TEXT_MB = 2000


def check_there(path: Path) -> bytes:
    """The first bytes. Raises FileMissing, FileLocked, FileIsEmpty, FileNotASpreadsheet (a folder)."""
    if path.is_dir():
        raise FileNotASpreadsheet(file=path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    except OSError as error:
        raise FileLocked(file=path.name) from error
    if not head:
        raise FileIsEmpty(file=path.name)
    return head


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The paths with each folder replaced by its tables and contacts, by name; folders within it are left alone."""
    files: list[Path] = []
    for path in paths:
        files += _inside(path) or [path]
    return files


def _inside(path: Path) -> list[Path]:
    """The tables of a folder; none for what is no folder, or may not be looked into."""
    try:
        return sorted(found for found in path.iterdir() if _is_offered(found))
    except (OSError, ValueError):
        return []


def _is_offered(path: Path) -> bool:
    """Whether a file of a folder is worth a look; a lock file of an open workbook ("~$a.xlsx") is not."""
    return path.suffix.lower() in ENDINGS and not path.name.startswith(("~", ".")) and path.is_file()


def open_sheets(path: Path, options: Options) -> list[Sheet]:
    """The sheets of the file in its order. Raises FileError subclasses."""
    head = check_there(path)
    if head.startswith(b"PK"):
        from app.services.imports.files.packed import packed_sheets, tables_inside

        if inside := tables_inside(path):
            return packed_sheets(path, inside, options, _opened)
    return _opened(path, head, path.stat().st_size, options)


def _opened(path: Path, head: bytes, size: int, options: Options) -> list[Sheet]:
    from app.services.imports.files import workbook

    if head.startswith((*workbook.ZIP_MAGIC, workbook.OLE_MAGIC)):
        return workbook.open_workbook(path, head, options)
    if BIFF_MAGIC.match(head):
        return workbook.open_bare_xls(path, options)
    if head.startswith(_NO_TEXT):
        raise FileNotASpreadsheet(file=path.name)
    if size > _LARGEST_TEXT_MB << 20:
        raise FileTooLarge(file=path.name, limit_mb=_LARGEST_TEXT_MB)
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    for begins, opened in _MARKED_UP:
        if begins.search(start):
            return opened(path, options)
    from app.services.imports.files.delimited import open_delimited

    return [open_delimited(path, options.encoding, path.suffix.lower() in _TEXT_ENDINGS)]


def _open_spreadsheetml(path: Path, options: Options) -> list[Sheet]:
    from app.services.imports.files.spreadsheetml import spreadsheetml_sheets

    return spreadsheetml_sheets(path, options.hidden)


def _open_fods(path: Path, options: Options) -> list[Sheet]:
    from app.services.imports.files.opendocument import fods_sheets

    return fods_sheets(path, options.hidden)


def _open_html(path: Path, options: Options) -> list[Sheet]:
    from app.services.imports.files.htmltables import html_sheets

    return html_sheets(path, options.encoding, options.hidden)


def _open_vcards(path: Path, options: Options) -> list[Sheet]:
    from app.services.imports.files.vcards import vcard_sheets

    return vcard_sheets(path, options.encoding)


_MARKED_UP: tuple[tuple[re.Pattern[bytes], Callable[[Path, Options], list[Sheet]]], ...] = (
    (re.compile(rb"\A<(?=[^\0]*urn:schemas-microsoft-com:office:spreadsheet)(?!html)", re.I), _open_spreadsheetml),
    (re.compile(rb"\A<(?=[^\0]*urn:oasis:names:tc:opendocument:xmlns:office)", re.I), _open_fods),
    (
        re.compile(rb"\A<(?:[^\0]{0,1000}<)?(?:!doctype html|html|head|body|meta|style|table|div|center)\b", re.I),
        _open_html,
    ),
    (re.compile(rb"\ABEGIN:VCARD\b", re.I), _open_vcards),
)
"""What a text begins with, zeros of UTF-16 taken out, and who reads it."""
