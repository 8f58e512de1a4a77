"""Old .xls files record by record: what python-calamine does not tell about them. Layouts: [MS-XLS] 2.4."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from app.services.imports.files.source import Marks

BIFF_MAGIC = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00", re.DOTALL)
"""How a sheet of Excel 2 to 4 begins, which is not wrapped into an OLE file."""

UNICODE_SINCE = 8
_FILEPASS, _CODEPAGE, _BOUNDSHEET, _COLINFO, _EOF = 0x002F, 0x0042, 0x0085, 0x007D, 0x000A
BOFS = frozenset((0x0009, 0x0209, 0x0409, 0x0809))
_ROW, _BOOLERR, _FORMULAS = 0x0208, 0x0205, frozenset((0x0006, 0x0206, 0x0406))
_WORKSHEET = 0
_ERROR_RESULT = 2  # of a formula
_MOST_COLUMNS = 256
_CELLS = frozenset((1, 2, 3, 4, 5, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, *_FORMULAS))
_MANY_LOST = 32  # promised rows below the last one with a cell: a block of rows
_BLANKS = frozenset((1, 0xBE, 0x201))  # cells with a format only
LONGEST = 8_228  # bytes of a record
PLAUSIBLE = frozenset((0, 1, 2, 4, 8, 16))  # upper bytes of the types of records
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


class Xls(NamedTuple):
    """What the records say. `marks` has one entry per worksheet in their order."""

    version: int  # 8 for Excel 97 and newer, where texts are Unicode; 5 before it
    encrypted: bool
    codepage: int | None  # of older texts; None where the writer left it out
    marks: list[Marks]
    ends: list[int]  # per worksheet the last row, from 1, that has a cell; 0 for none
    damaged: list[int]  # per worksheet the row, from 1, at which its records cease to make sense; 0 for a sound one


def look_into(content: bytes) -> Xls | None:
    """Look through the records; None for what is damaged or older than Excel 5."""
    try:
        stream = stream_of(content)
        return None if stream is None else _look(stream)
    except Exception:  # noqa: BLE001  whatever is wrong with the file, the readers will say
        return None


def stream_of(content: bytes) -> bytes | None:
    """The records of an .xls out of the file system that it is; None where that is damaged."""
    from xlrd.compdoc import CompDoc

    try:
        document = CompDoc(content, logfile=Nowhere())
        for name in ("Workbook", "Book"):
            memory, base, length = document.locate_named_stream(name)
            if memory is not None:
                return bytes(memory[base : base + length])
    except Exception:  # noqa: BLE001  its failures are of every kind
        return None
    return None


class Nowhere:
    """Takes the remarks of a library and drops them."""

    def write(self, text: str) -> None:
        """Nobody is to see it."""


def _look(stream: bytes) -> Xls:
    version, encrypted, codepage, offsets = 5, False, None, []
    for record, start, length in _records(stream, 0):
        if record in BOFS and start == 4:
            version = 8 if struct.unpack_from("<H", stream, start)[0] >= 0x0600 else 5
        elif record == _CODEPAGE:
            codepage = struct.unpack_from("<H", stream, start)[0]
        elif record == _FILEPASS:
            encrypted = True  # the contents of all records, but not their types and lengths
        elif record == _BOUNDSHEET and length > 5:
            offset, _visible, kind = struct.unpack_from("<IBB", stream, start)
            if kind == _WORKSHEET:
                offsets.append(offset)
    looks = [] if encrypted else [_Look(stream, offset) for offset in offsets]
    found = Xls(version, encrypted, codepage, [], [], [])
    for look in looks:
        found.marks.append(look.marks)
        found.ends.append(look.end)
        found.damaged.append(look.damaged_at())
    return found


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """(type, where its data starts, length) until the end of this part of the stream."""
    unpack, depth = struct.Struct("<HH").unpack_from, 0
    while place + 4 <= len(stream):
        record, length = unpack(stream, place)
        yield record, place + 4, length
        if record in BOFS:
            depth += 1
        elif record == _EOF and not length:
            depth -= 1
            if depth <= 0:  # charts within the sheet have an end of their own
                return
        place += 4 + length


class _Look:
    """One sheet looked through: its hidden rows and columns, its cells with errors, and whether it is whole."""

    def __init__(self, stream: bytes, offset: int) -> None:
        self._stream = stream
        self._hidden: set[int] = set()
        self._columns: set[int] = set()
        self._errors: dict[int, dict[int, str]] = {}
        self._promised: set[int] = set()  # rows that are said to have cells
        self._filled: set[int] = set()
        self.end = 0
        self._broken = self._ended = False
        for record, start, length in _records(stream, offset):
            self._broken = self._broken or length > LONGEST or record >> 8 not in PLAUSIBLE
            self._ended = record == _EOF and not length
            self._take(record, start, length)

    @property
    def marks(self) -> Marks:
        """What the readers do not tell."""
        return Marks(frozenset(self._hidden), frozenset(self._columns), self._errors)

    def damaged_at(self) -> int:
        """The row, from 1, from which on something is lost; 0 where nothing is known to be."""
        if self._broken or not self._ended:
            return max(self._filled, default=0) + 1
        last = max(self._filled, default=0)
        lost = sum(row > last for row in self._promised)  # a few are merely formatted
        return last + 2 if self._filled and lost >= _MANY_LOST else 0

    def _take(self, record: int, start: int, length: int) -> None:
        stream = self._stream
        if record in _CELLS and length >= 6:
            row = stream[start] | stream[start + 1] << 8
            self._filled.add(row)
            if record not in _BLANKS and row >= self.end:
                self.end = row + 1
            if (code := _error(stream, record, start, length)) is not None:
                column = stream[start + 2] | stream[start + 3] << 8
                self._errors.setdefault(row, {})[column] = ERRORS.get(code, "#N/A")
        elif record == _ROW and length >= 14:
            row, first, behind = struct.unpack_from("<HHH", stream, start)
            if first < behind:
                self._promised.add(row)
                if stream[start + 12] & 0x20:
                    self._hidden.add(row)
        elif record == _COLINFO and length >= 10 and stream[start + 8] & 1:
            begin, end = struct.unpack_from("<HH", stream, start)
            self._columns.update(range(begin, min(end, _MOST_COLUMNS - 1) + 1))


def _error(stream: bytes, record: int, start: int, length: int) -> int | None:
    """The code of the error that a cell shows."""
    if record == _BOOLERR and length >= 8:
        return stream[start + 6] if stream[start + 7] else None
    if record in _FORMULAS and length >= 14 and stream[start + 12 : start + 14] == b"\xff\xff":
        return stream[start + 8] if stream[start + 6] == _ERROR_RESULT else None
    return None
