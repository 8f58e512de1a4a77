"""Binary workbooks (.xlsb) record by record: what python-calamine does not tell, and what it cannot open.

Layouts: [MS-XLSB] 2.1.4 (records), 2.4 (their fields).
"""

from __future__ import annotations

import datetime as dt
import re
import struct
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError, fromstring

from app.services.errors import FileDamaged, FileIsEmpty
from app.services.imports.files.biff import ERRORS
from app.services.imports.files.package import DAMAGE
from app.services.imports.files.source import NO_MARKS, Grid, Marks, Sheet
from app.services.imports.values.cells import Cell

_BROKEN = (*DAMAGE, ParseError, struct.error, IndexError, NotImplementedError, OverflowError)
_ROW, _BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 1, 2, 3, 4, 5, 6, 7
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR, _RICH_TEXT = 8, 9, 10, 11, 62
_SHARED_ITEM, _FORMAT, _STYLE, _COLUMNS, _PROPERTIES, _SHEET = 19, 44, 47, 60, 153, 156
_STYLES_BEGIN, _STYLES_END = 617, 618
_SAME = {_FORMULA_TEXT: _TEXT, _FORMULA_REAL: _REAL, _FORMULA_BOOL: _BOOL, _FORMULA_ERROR: _ERROR}
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_DATE_CODE = re.compile(r"[dmyhs]", re.IGNORECASE)
_NO_CODE = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|\*.")
_LARGEST_LOOKED_AT = 20_000_000  # bytes of a sheet; a larger one is not searched for hidden rows: it would take seconds
_MOST_COLUMNS = 16_384
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)

Record = tuple[int, bytes]


def xlsb_sheets(source: Path | IO[bytes], file: str, read_hidden: bool) -> list[Sheet]:
    """The worksheets of an .xlsb. Raises FileDamaged, FileIsEmpty, FileTooLarge."""
    try:
        grids = list(_grids(source, file))
    except _BROKEN as error:
        raise FileDamaged(file=file, detail=f"{type(error).__name__}: {error}") from error
    if not grids:
        raise FileIsEmpty(file=file)
    return [grid.sheet(read_hidden) for grid in grids]


def xlsb_marks(source: Path | IO[bytes], sheet: str) -> Marks:
    """Hidden rows and columns, and cells with errors, of one sheet; none where the file is damaged or very large."""
    rows, errors, hidden = set(), dict[int, dict[int, str]](), set[int]()
    filled = row = -1
    try:
        with zipfile.ZipFile(source) as archive:
            part = next((part for name, _hidden, part in _parts(archive) if name == sheet), "")
            if not part or archive.getinfo(part).file_size > _LARGEST_LOOKED_AT:
                return NO_MARKS
            for kind, data in _records(archive.read(part)):
                if kind == _ROW:
                    row = struct.unpack_from("<I", data)[0]
                    filled = row if data[11] & 0x10 else -1
                elif kind == _COLUMNS:
                    hidden.update(_hidden_columns(data))
                elif _BLANK < kind <= _FORMULA_ERROR or kind == _RICH_TEXT:
                    if filled == row:
                        rows.add(row)
                    if _SAME.get(kind, kind) == _ERROR:
                        column = struct.unpack_from("<I", data)[0]
                        errors.setdefault(row, {})[column] = ERRORS.get(data[8], "#N/A")
    except _BROKEN:
        return NO_MARKS
    return Marks(frozenset(rows), frozenset(hidden), errors)


def _hidden_columns(data: bytes) -> range:
    first, last = struct.unpack_from("<II", data)
    return range(first, min(last, _MOST_COLUMNS - 1) + 1) if data[16] & 1 else range(0)


def _records(content: bytes) -> Iterator[Record]:
    """(type, data) of each record; type and length are numbers of seven bits a byte."""
    place, end = 0, len(content)
    while place < end:
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | content[place] << 7
            place += 1
        length = shift = 0
        while True:
            byte = content[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, content[place : place + length]
        place += length


def _text(data: bytes, place: int) -> tuple[str, int]:
    """A text, and where the next field begins."""
    length = struct.unpack_from("<I", data, place)[0]
    end = place + 4 + 2 * length
    return data[place + 4 : end].decode("utf-16-le", "replace"), end


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bool, str]]:
    """(name, hidden, part) of each worksheet."""
    relations = {relation.get("Id"): relation for relation in fromstring(archive.read("xl/_rels/workbook.bin.rels"))}
    for kind, data in _records(archive.read("xl/workbook.bin")):
        if kind == _SHEET:
            key, place = _text(data, 8)
            relation = relations.get(key)
            if relation is not None and relation.get("Type", "").endswith("/worksheet"):
                target = relation.get("Target", "").lstrip("/")
                part = target if target.startswith("xl/") else f"xl/{target}"
                yield _text(data, place)[0], data[0] != 0, part


class _Book:
    """What the cells of all sheets refer to."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        names = set(archive.namelist())
        read = partial(_part_records, archive, names)
        self.texts = [_text(data, 1)[0] for kind, data in read("xl/sharedStrings.bin") if kind == _SHARED_ITEM]
        self.dated = _dated_styles(read("xl/styles.bin"))
        counts = [data[0] & 1 for kind, data in read("xl/workbook.bin") if kind == _PROPERTIES]
        self.epoch = _EPOCH_1904 if any(counts) else _EPOCH

    def cell(self, kind: int, data: bytes) -> Cell:
        """The value of a cell; a formula's is the one it had when the file was saved."""
        kind = _SAME.get(kind, kind)
        if kind == _SHARED:
            place: int = struct.unpack_from("<I", data, 8)[0]
            return self.texts[place] if place < len(self.texts) else ""
        if kind in (_TEXT, _RICH_TEXT):
            return _text(data, 8 + (kind == _RICH_TEXT))[0]
        if kind == _BOOL:
            return data[8] != 0
        if kind == _ERROR:
            return ERRORS.get(data[8], "#N/A")
        number: float = _rk(data[8:12]) if kind == _RK else struct.unpack_from("<d", data, 8)[0]
        style = data[4] | data[5] << 8 | data[6] << 16
        return self._moment(number) if style in self.dated else number

    def _moment(self, number: float) -> Cell:
        if not 0 <= number < 2_900_000:
            return number
        if number < 1 and self.epoch is _EPOCH:
            return (self.epoch + dt.timedelta(days=number)).time()
        moment = self.epoch + dt.timedelta(days=number)
        return moment.date() if number.is_integer() else moment


def _part_records(archive: zipfile.ZipFile, names: set[str], part: str) -> Iterator[Record]:
    return _records(archive.read(part)) if part in names else iter(())


def _dated_styles(records: Iterator[Record]) -> frozenset[int]:
    """The styles that show a number as a date."""
    formats, dated, place, within = set(_DATE_FORMATS), set(), 0, False
    for kind, data in records:
        if kind == _FORMAT and _DATE_CODE.search(_NO_CODE.sub("", _text(data, 2)[0])):
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            within = kind == _STYLES_BEGIN
        elif kind == _STYLE and within:
            if struct.unpack_from("<H", data, 2)[0] in formats:
                dated.add(place)
            place += 1
    return frozenset(dated)


def _rk(data: bytes) -> float:
    """A number in four bytes: [MS-XLSB] 2.5.122."""
    value: int = struct.unpack("<i", data)[0]
    number = float(value >> 2) if value & 2 else struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", value & ~3))[0]
    return number / 100 if value & 1 else number


def _grids(source: Path | IO[bytes], file: str) -> Iterator[Grid]:
    with zipfile.ZipFile(source) as archive:
        book = _Book(archive)
        for name, hidden, part in list(_parts(archive)):
            grid, row = Grid(name, file, hidden), 0
            for kind, data in _records(archive.read(part)):
                if kind == _ROW:
                    row = struct.unpack_from("<I", data)[0]
                    if data[11] & 0x10:
                        grid.hidden_rows.add(row)
                elif kind == _COLUMNS:
                    grid.hidden_columns.update(_hidden_columns(data))
                elif _BLANK < kind <= _FORMULA_ERROR or kind == _RICH_TEXT:
                    grid.put(row, struct.unpack_from("<I", data)[0], book.cell(kind, data))
            yield grid
