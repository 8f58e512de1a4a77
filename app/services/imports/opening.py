"""Any file -> its sheets: what kind it is, is told by its first bytes and not by its name."""

from __future__ import annotations

from pathlib import Path

from app.services.errors import FileIsEmpty, FileLocked, FileMissing, FileNotASpreadsheet, FileTooLarge
from app.services.imports.options import Options
from app.services.imports.source import Sheet

_TEXT_ENDINGS = frozenset((".csv", ".tsv", ".tab", ".txt"))
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
_LARGEST_TEXT_MB = 2000


def check_there(path: Path) -> bytes:
    """The first bytes. Raises FileMissing, FileLocked, FileIsEmpty, FileNotASpreadsheet (a folder)."""
    if path.is_dir():
        raise FileNotASpreadsheet(file=path.name)
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError as error:
        raise FileMissing(file=path.name) from error
    except OSError as error:
        raise FileLocked(file=path.name) from error
    if not head:
        raise FileIsEmpty(file=path.name)
    return head


def open_sheets(path: Path, options: Options) -> list[Sheet]:
    """The sheets of the file in its order. Raises FileError subclasses."""
    head = check_there(path)
    from app.services.imports import workbook

    if head.startswith((*workbook.ZIP_MAGIC, workbook.OLE_MAGIC)):
        return workbook.open_workbook(path, head, options.password, options.max_memory_mb)
    if head.startswith(_NO_TEXT):
        raise FileNotASpreadsheet(file=path.name)
    if path.stat().st_size > _LARGEST_TEXT_MB << 20:
        raise FileTooLarge(file=path.name, limit_mb=_LARGEST_TEXT_MB)
    from app.services.imports.delimited import open_delimited

    return [open_delimited(path, options.encoding, path.suffix.lower() in _TEXT_ENDINGS)]
