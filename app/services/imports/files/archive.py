"""Workbooks that are zip archives: refused before parsing where they would not fit into memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from app.services.errors import FileDamaged, FileHasPassword, FileNotASpreadsheet, FileTooLarge
from app.services.imports.files.package import column_number

_BYTES_PER_CELL = 40  # what the reader keeps for a cell, empty ones of the rectangle included
_PARTS = re.compile(r"/?(?:xl/.*\.(?:xml|bin)|workbook\.(?:xml|bin)|content\.xml|encrypted-package)$", re.IGNORECASE)
_SHEET_PART = re.compile(r"(?:.*/)?sheet[^/]*\.xml$", re.IGNORECASE)
_TEXT_PART = re.compile(r"\.(?:xml|bin|rels|vml)$", re.IGNORECASE)
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s+ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=\"([A-Z]{1,3})(\d{1,7})\"[^>]*(?<!/)>")


def check_zip(path: Path, source: Path | IO[bytes], max_memory_mb: int) -> set[str]:
    """The names of the parts. What is no workbook is refused, and what would not fit into memory once unpacked."""
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
            return {part.filename for part in parts}
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
            width = column_number(said[3]) - column_number(said[1]) + 1
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
            column, row = column_number(match[1]), int(match[2])
            left, right = min(left, column), max(right, column)
            top, bottom = min(top, row), max(bottom, row)
        more = stream.read(1 << 20)
        tail = tail[tail.rfind(b"<") :] + more if more else b""
    return max(0, right - left + 1) * max(0, bottom - top + 1)
