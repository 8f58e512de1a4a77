"""Old .xls files record by record: what python-calamine does not tell about them. Layouts: [MS-XLS] 2.4."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from app.services.imports.source import NO_MARKS, Marks

BIFF_MAGIC = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00", re.DOTALL)
"""How a sheet of Excel 2 to 4 begins, which is not wrapped into an OLE file."""

UNICODE_SINCE = 8
_FILEPASS, _CODEPAGE, _BOUNDSHEET, _COLINFO, _EOF = 0x002F, 0x0042, 0x0085, 0x007D, 0x000A
_BOFS = frozenset((0x0009, 0x0209, 0x0409, 0x0809))
_ROW, _BOOLERR, _FORMULAS = 0x0208, 0x0205, frozenset((0x0006, 0x0206, 0x0406))
_WORKSHEET = 0
_ERROR_RESULT = 2  # of a formula
_MOST_COLUMNS = 256
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class Xls(NamedTuple):
    """What the records say. `marks` has one entry per worksheet in their order."""

    version: int  # 8 for Excel 97 and newer, where texts are Unicode; 5 before it
    encrypted: bool
    codepage: int | None  # of older texts; None where the writer left it out
    marks: list[Marks]


def look_into(content: bytes) -> Xls | None:
    """Look through the records; None for what is damaged or older than Excel 5."""
    from xlrd.compdoc import CompDoc

    try:
        document = CompDoc(content, logfile=Nowhere())
        for name in ("Workbook", "Book"):
            memory, base, length = document.locate_named_stream(name)
            if memory is not None:
                return _look(bytes(memory[base : base + length]))
    except Exception:  # noqa: BLE001  whatever is wrong with the file, the readers will say
        return None
    return None


class Nowhere:
    """Takes the remarks of a library and drops them."""

    def write(self, text: str) -> None:
        """Nobody is to see it."""


def _look(stream: bytes) -> Xls:
    version, encrypted, codepage, offsets = 5, False, None, []
    for record, start, length in _records(stream, 0):
        if record in _BOFS and start == 4:
            version = 8 if struct.unpack_from("<H", stream, start)[0] >= 0x0600 else 5
        elif record == _CODEPAGE:
            codepage = struct.unpack_from("<H", stream, start)[0]
        elif record == _FILEPASS:
            encrypted = True  # the contents of all records, but not their types and lengths
        elif record == _BOUNDSHEET and length > 5:
            offset, _visible, kind = struct.unpack_from("<IBB", stream, start)
            if kind == _WORKSHEET:
                offsets.append(offset)
    marks = [] if encrypted else [_marks(stream, offset) for offset in offsets]
    return Xls(version, encrypted, codepage, marks)


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """(type, where its data starts, length) until the end of this part of the stream."""
    unpack, depth = struct.Struct("<HH").unpack_from, 0
    while place + 4 <= len(stream):
        record, length = unpack(stream, place)
        yield record, place + 4, length
        if record in _BOFS:
            depth += 1
        elif record == _EOF:
            depth -= 1
            if depth <= 0:  # charts within the sheet have an end of their own
                return
        place += 4 + length


def _marks(stream: bytes, offset: int) -> Marks:
    """Hidden rows and columns, and cells with errors, of one sheet."""
    if offset >= len(stream):
        return NO_MARKS
    rows: set[int] = set()
    columns: set[int] = set()
    errors: dict[int, dict[int, str]] = {}
    for record, start, length in _records(stream, offset):
        if record == _ROW and length >= 14:
            row, first, behind = struct.unpack_from("<HHH", stream, start)
            if stream[start + 12] & 0x20 and first < behind:
                rows.add(row)
        elif record == _COLINFO and length >= 10:
            first, last = struct.unpack_from("<HH", stream, start)
            if stream[start + 8] & 1:
                columns.update(range(first, min(last, _MOST_COLUMNS - 1) + 1))
        elif (code := _error(stream, record, start, length)) is not None:
            row, column = struct.unpack_from("<HH", stream, start)
            errors.setdefault(row, {})[column] = ERRORS.get(code, "#N/A")
    return Marks(frozenset(rows), frozenset(columns), errors)


def _error(stream: bytes, record: int, start: int, length: int) -> int | None:
    """The code of the error that a cell shows."""
    if record == _BOOLERR and length >= 8:
        return stream[start + 6] if stream[start + 7] else None
    if record in _FORMULAS and length >= 14 and stream[start + 12 : start + 14] == b"\xff\xff":
        return stream[start + 8] if stream[start + 6] == _ERROR_RESULT else None
    return None
