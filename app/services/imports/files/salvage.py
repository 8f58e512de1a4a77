"""What is left of a damaged .xls of Excel 97 and newer: its records are picked up again behind each break.

Layouts: [MS-XLS] 2.4. Everything else about old .xls files is in biff.py and the readers.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Iterator

from app.services.errors import FileDamaged
from app.services.imports.files.biff import ERRORS, LONGEST, PLAUSIBLE, stream_of
from app.services.imports.files.source import Grid, Sheet
from app.services.imports.rows import Remark
from app.services.imports.values.cells import Cell

_BEGIN = re.compile(rb"\x09\x08\x10\x00\x00\x06[\x05\x10\x20\x40]\x00", re.DOTALL)
_BOF, _EOF, _CONTINUE, _SHARED, _SHEET = 0x0809, 0x000A, 0x003C, 0x00FC, 0x0085
_FORMAT, _STYLE, _COUNTS_1904 = 0x041E, 0x00E0, 0x0022
_FORMULA, _TEXT_RESULT, _SHARED_CELL, _TEXT, _NUMBER, _BOOL_ERROR, _RK, _RKS = (
    6,
    0x207,
    0xFD,
    0x204,
    0x203,
    0x205,
    0x27E,
    0xBD,
)
_LENGTHS = {_EOF: 0, _BOF: 16, _SHARED_CELL: 10, _NUMBER: 14, _BOOL_ERROR: 8, _RK: 10, 0x201: 6, 0x208: 16}
_WORKSHEET = 0x10
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_DATE_CODE = re.compile(r"[dmyhs]", re.IGNORECASE)
_NO_CODE = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|\*.")
_MOST_COLUMNS = 256
_MOST_BREAKS = 500
_FARTHEST = 1 << 16  # bytes looked through for the next record
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_BROKEN = (struct.error, IndexError, OverflowError, ValueError)

Record = tuple[int, bytes]


def salvaged_sheets(content: bytes, file: str, read_hidden: bool) -> list[Sheet]:
    """The worksheets as far as they can be made out, each with a remark. Raises FileDamaged if there is none."""
    stream = stream_of(content)
    if stream is None or not _BEGIN.match(stream):
        begin = _BEGIN.search(content)
        stream = content[begin.start() :] if begin else b""
    book = _Book(file)
    for kind, data in _records(stream, book):
        try:
            book.take(kind, data)
        except _BROKEN:
            book.note_break()
    grids = [grid for grid in book.named() if grid.cells]
    if not grids:
        raise FileDamaged(file=file)
    return [_sheet(grid, book.breaks.get(id(grid), 1), read_hidden) for grid in grids]


def _sheet(grid: Grid, row: int, read_hidden: bool) -> Sheet:
    sheet = grid.sheet(read_hidden)
    return Sheet(sheet.name, sheet.hidden, sheet.batches, marks=sheet.marks, remarks=lambda: (Remark("damaged", row),))


def _records(stream: bytes, book: _Book) -> Iterator[Record]:
    """(type, data) of the records that make sense."""
    place, breaks = 0, 0
    while place + 4 <= len(stream) and breaks < _MOST_BREAKS:
        if _makes_sense(stream, place):
            kind, length = struct.unpack_from("<HH", stream, place)
            yield kind, stream[place + 4 : place + 4 + length]
            place += 4 + length
            continue
        if not any(stream[place : place + 64]):
            return  # the file is filled up with zeros
        breaks += 1
        book.note_break()
        following = (place for place in range(place + 1, min(place + _FARTHEST, len(stream))))
        place = next((found for found in following if _goes_on(stream, found)), len(stream))


def _makes_sense(stream: bytes, place: int) -> bool:
    kind, length = struct.unpack_from("<HH", stream, place)
    if kind == 0 or kind >> 8 not in PLAUSIBLE or place + 4 + length > len(stream):
        return False
    return bool(_LENGTHS[kind] == length if kind in _LENGTHS else length <= LONGEST)


def _goes_on(stream: bytes, place: int) -> bool:
    """Whether three records follow one another from here, a cell among them."""
    kinds = []
    for _ in range(3):
        if place + 4 > len(stream) or not _makes_sense(stream, place):
            break
        kind, length = struct.unpack_from("<HH", stream, place)
        kinds.append(kind)
        place += 4 + length
    return _EOF in kinds[:1] or (
        len(kinds) == 3 and any(kind in _LENGTHS or kind in (_FORMULA, _RKS) for kind in kinds)
    )


class _Book:
    """The sheets as far as the records have come."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._names: list[tuple[str, bool]] = []
        self._grids: list[Grid] = []
        self._within: Grid | None = None
        self._shared: list[bytes] | None = None  # pieces of the table of texts
        self._texts: list[str] = []
        self._formats = set(_DATE_FORMATS)
        self._dated: list[bool] = []
        self._epoch = _EPOCH
        self._waiting: tuple[int, int] | None = None  # a formula whose text comes next
        self.breaks: dict[int, int] = {}

    def note_break(self) -> None:
        """Something here could not be read."""
        if self._within is not None:
            self.breaks.setdefault(id(self._within), len(self._within.rows) + 1)

    def named(self) -> list[Grid]:
        """The sheets with their names, as far as those are known."""
        for place, grid in enumerate(self._grids):
            grid.name, grid.hidden = self._names[place] if place < len(self._names) else (f"Sheet{place + 1}", False)
        return self._grids

    def take(self, kind: int, data: bytes) -> None:
        """One record. Raises struct.error, IndexError, ValueError for one that is cut."""
        if kind == _CONTINUE and self._shared is not None:
            self._shared.append(data)
            return
        if self._shared is not None:
            self._texts, self._shared = _texts_of(self._shared), None
        if kind == _BOF:
            self._begin(struct.unpack_from("<H", data, 2)[0])
        elif self._within is not None:
            self._take_cell(kind, data)
        else:
            self._take_of_all(kind, data)

    def _take_of_all(self, kind: int, data: bytes) -> None:
        """What stands before the sheets and is of all of them."""
        if kind == _SHARED:
            self._shared = [data[8:]]
        elif kind == _SHEET and data[5] == 0:
            self._names.append((_letters(data, 8, data[6], data[7]), data[4] != 0))
        elif kind == _FORMAT:
            if _DATE_CODE.search(_NO_CODE.sub("", _text(data, 2))):
                self._formats.add(struct.unpack_from("<H", data)[0])
        elif kind == _STYLE:
            self._dated.append(struct.unpack_from("<H", data, 2)[0] in self._formats)
        elif kind == _COUNTS_1904 and data[:1] == b"\x01":
            self._epoch = _EPOCH_1904

    def _begin(self, kind: int) -> None:
        if kind == _WORKSHEET:
            self._within = Grid("", self._file)
            self._grids.append(self._within)
        elif self._within is None or kind == 0x05:  # charts stand within their sheet
            self._within = None

    def _take_cell(self, kind: int, data: bytes) -> None:
        assert self._within is not None
        if kind == _TEXT_RESULT and self._waiting is not None:
            self._within.put(*self._waiting, _text(data, 0))
            self._waiting = None
            return
        if kind not in (_FORMULA, _SHARED_CELL, _TEXT, _NUMBER, _BOOL_ERROR, _RK, _RKS):
            return
        row, column, style = struct.unpack_from("<HHH", data)
        if column >= _MOST_COLUMNS:
            raise ValueError(column)
        if kind == _RKS:
            for place in range((len(data) - 6) // 6):
                style = struct.unpack_from("<H", data, 4 + 6 * place)[0]
                self._within.put(row, column + place, self._number(_rk(data[6 + 6 * place : 10 + 6 * place]), style))
            return
        cell = self._formula(data, row, column, style) if kind == _FORMULA else self._cell(kind, data, style)
        if cell != "":
            self._within.put(row, column, cell)

    def _cell(self, kind: int, data: bytes, style: int) -> Cell:
        if kind == _SHARED_CELL:
            place: int = struct.unpack_from("<I", data, 6)[0]
            if place >= len(self._texts):
                self.note_break()
                return ""
            return self._texts[place]
        if kind == _TEXT:
            return _text(data, 6)
        if kind == _BOOL_ERROR:
            return ERRORS.get(data[6], "#N/A") if data[7] else data[6] != 0
        return self._number(_rk(data[6:10]) if kind == _RK else struct.unpack_from("<d", data, 6)[0], style)

    def _formula(self, data: bytes, row: int, column: int, style: int) -> Cell:
        """The value that the formula had."""
        if data[12:14] != b"\xff\xff":
            return self._number(struct.unpack_from("<d", data, 6)[0], style)
        self._waiting = (row, column) if data[6] == 0 else None
        if data[6] == 1:
            return data[8] != 0
        return ERRORS.get(data[8], "#N/A") if data[6] == 2 else ""

    def _number(self, number: float, style: int) -> Cell:
        if style >= len(self._dated) or not self._dated[style] or not 1 <= number < 2_900_000:
            return number
        moment = self._epoch + dt.timedelta(days=number)
        return moment.date() if number.is_integer() else moment


def _rk(data: bytes) -> float:
    """A number in four bytes: [MS-XLS] 2.5.217."""
    value: int = struct.unpack("<i", data)[0]
    number = float(value >> 2) if value & 2 else struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", value & ~3))[0]
    return number / 100 if value & 1 else number


def _text(data: bytes, place: int) -> str:
    """A text behind its length in two bytes and its flags."""
    return _letters(data, place + 3, struct.unpack_from("<H", data, place)[0], data[place + 2])


def _letters(data: bytes, place: int, count: int, flags: int) -> str:
    """So many letters of one byte each, or of two where the flags say so."""
    return (
        data[place : place + count * 2].decode("utf-16-le", "replace")
        if flags & 1
        else data[place : place + count].decode("latin-1")
    )


def _texts_of(pieces: list[bytes]) -> list[str]:
    """The table of texts, as far as it makes sense; a text may go on in the next piece, with flags of its own."""
    texts: list[str] = []
    waiting, flags, skip = 0, 0, 0  # letters still to come of the text at the end, and bytes behind it
    for piece in pieces:
        place = 0
        if waiting:
            flags, place = flags & ~1 | piece[0] & 1, 1
        while place < len(piece) or waiting:
            if not waiting:
                step = min(skip, len(piece) - place)
                place, skip = place + step, skip - step
                if skip or place + 3 > len(piece):
                    break
                waiting, flags = struct.unpack_from("<HB", piece, place)
                runs = struct.unpack_from("<H", piece, place + 3)[0] if flags & 8 else 0
                more = struct.unpack_from("<I", piece, place + 3 + 2 * bool(flags & 8))[0] if flags & 4 else 0
                place += 3 + 2 * bool(flags & 8) + 4 * bool(flags & 4)
                skip = 4 * runs + more
                texts.append("")
            width = 2 if flags & 1 else 1
            count = min(waiting, (len(piece) - place) // width)
            texts[-1] += _letters(piece, place, count, flags)
            place, waiting = place + count * width, waiting - count
            if waiting:
                break
    return texts
