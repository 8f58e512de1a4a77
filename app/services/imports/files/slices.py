"""A large sheet of an .xlsx read in slices: rows come at once, and memory holds a slice instead of the sheet.

The first reader parses a whole sheet before it gives a row. Here the sheet's XML is cut between rows, and each piece is
parsed by that same reader as a small workbook of its own, several at a time. Whatever is not written as spreadsheet
programs write it raises Unsliceable, and the sheet is then read in one piece.
"""

from __future__ import annotations

import os
import zipfile
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import python_calamine as calamine

from app.services.imports.files.package import add_marks, hidden_columns
from app.services.imports.files.source import BATCH, Columns, Marks, marked
from app.services.imports.values.cells import Cell

WORTH_SLICING = 60_000_000  # unpacked bytes of a sheet; less is parsed in a second
_SLICE = 1 << 20
_FRAMES_A_SLICE = 8  # a slice is so many times what has to be said with each one
_MOST_KEPT = 16_000_000  # cells held for the next time they are asked for
_THREADS = min(4, os.cpu_count() or 1)
_FRAME = frozenset(
    ("[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
)
_STRINGS = "xl/sharedstrings.xml"
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TAIL = b"</sheetData></worksheet>"
_SHARED, _SHARED_CELL = b't="s"', b't="s"><v>'
_MARK = "\ue000"  # stands before the number of a shared text, which is put in its place afterwards
_MARKED_CELL = b't="str"><v>' + _MARK.encode()
_TEXTS_A_ROW = 1_000
_SAMPLE = 400  # cells of a column that tell whether they repeat


class Unsliceable(Exception):
    """The sheet has to be read in one piece."""


@dataclass
class _Rows:
    """Rows on their way to a batch, with what the file says about them."""

    first: int  # of the sheet, from zero
    rows: list[list[Cell]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)


class SlicedSheet:
    """One worksheet part of an archive. `batches` starts again at each call; small sheets stay in memory meanwhile."""

    def __init__(self, source: Path | IO[bytes], part: str, name: str, read_hidden: bool) -> None:
        self._source, self._part, self._name, self._read_hidden = source, part, name, read_hidden
        self._kept: list[Columns] | None = None
        self._width = 0
        self._marks: Marks | None = None
        self._seen: list[dict[Cell, Cell]] = []

    def marks(self) -> Marks:
        """What the file says about the cells beside their values; the sheet is read for it. Raises Unsliceable."""
        if self._marks is None:
            for _columns in self.batches():
                pass
        assert self._marks is not None
        return self._marks

    def rows_above(self) -> int:
        """Empty rows above the first one in use. Raises Unsliceable."""
        with closing(self._filled()) as filled:
            return next((waiting.first for waiting in filled), 0)

    def batches(self) -> Iterator[Columns]:
        """The cells from the first row in use on. Raises Unsliceable, perhaps after some batches."""
        if self._kept is not None:
            yield from map(self._padded, self._kept)
            return
        kept: list[Columns] | None = []
        hidden: set[int] = set()
        errors: dict[int, dict[int, str]] = {}
        cells = 0
        for waiting in self._filled():
            columns = self._columns(waiting)
            hidden |= waiting.hidden
            errors |= waiting.errors
            cells += len(columns) * len(columns[0])
            if cells > _MOST_KEPT:
                kept = None
            if kept is not None:
                kept.append(columns)
            yield self._padded(columns)
        self._kept, self._seen = kept, []
        self._marks = Marks(frozenset(hidden), self._hidden_columns, errors)

    def _padded(self, columns: Columns) -> Columns:
        """As wide as the widest row that was ever seen."""
        return columns + [("",) * len(columns[0])] * (self._width - len(columns))

    def _columns(self, waiting: _Rows) -> Columns:
        columns: Columns = list(zip(*waiting.rows, strict=True))
        self._width = max(self._width, len(columns))
        self._seen += [{} for _ in range(len(columns) - len(self._seen))]
        texts = self._texts
        columns = [_shared(column, seen, texts) for column, seen in zip(columns, self._seen, strict=False)]
        marks = Marks(frozenset(waiting.hidden), frozenset(), waiting.errors)
        return next(marked([columns], waiting.first, marks, self._read_hidden))

    def _filled(self) -> Generator[_Rows, None, None]:
        """Rows in batches, as they stand below one another in the sheet."""
        waiting: _Rows | None = None
        width = 0
        for hidden, errors, sheet in self._parsed():
            if sheet.start is None:
                continue
            top, left = sheet.start
            if waiting is None:
                waiting = _Rows(top)
            at = waiting.first + len(waiting.rows)
            if top < at:
                raise Unsliceable
            rows: list[list[Any]] = sheet.to_python(skip_empty_area=True)
            if left:
                indent: list[Any] = [""] * left
                rows = [indent + row for row in rows]
            if len(rows[0]) != width:
                width = max(width, len(rows[0]))
                for row in (*waiting.rows, *rows):
                    row += [""] * (width - len(row))
            waiting.rows += [[""] * width for _ in range(top - at)]
            waiting.rows += rows
            waiting.hidden |= hidden
            waiting.errors |= errors
            if len(waiting.rows) >= BATCH:
                yield waiting
                waiting = _Rows(waiting.first + len(waiting.rows))
        if waiting is not None and waiting.rows:
            yield waiting

    def _parsed(self) -> Iterator[tuple[set[int], dict[int, dict[int, str]], calamine.CalamineSheet]]:
        """(hidden rows, errors, cells) of one slice after the other; the next ones are parsed meanwhile."""
        coming: deque[tuple[set[int], dict[int, dict[int, str]], Future[calamine.CalamineSheet]]] = deque()
        with ThreadPoolExecutor(_THREADS) as pool:
            for piece in self._slices():
                hidden: set[int] = set()
                errors: dict[int, dict[int, str]] = {}
                add_marks(piece, hidden, errors)
                coming.append((hidden, errors, pool.submit(self._parse, self._part, piece)))
                if len(coming) > 2 * _THREADS:
                    yield _finished(*coming.popleft())
            while coming:
                yield _finished(*coming.popleft())

    def _parse(self, part: str, piece: bytes, strings: bytes | None = None) -> calamine.CalamineSheet:
        """A piece of the sheet as a workbook of its own; without the shared texts their numbers come instead."""
        if strings is None and self._strings is not None:
            piece = piece.replace(_SHARED_CELL, _MARKED_CELL)
            if _SHARED in piece:
                raise Unsliceable
        book = BytesIO()
        with zipfile.ZipFile(book, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self._frame.items():
                archive.writestr(name, content)
            if strings is not None:
                archive.writestr(_STRINGS, strings)
            archive.writestr(part, b"".join((_HEAD, piece, _TAIL)))
        book.seek(0)
        return calamine.CalamineWorkbook.from_filelike(book).get_sheet_by_name(self._name)

    def _slices(self) -> Iterator[bytes]:
        """Whole rows of the sheet, some thousands at a time."""
        size = max(_SLICE, _FRAMES_A_SLICE * sum(map(len, self._frame.values())))
        with zipfile.ZipFile(self._source) as archive, archive.open(self._part) as stream:
            rest = stream.read(size)[len(self._top) :]
            while True:
                whole, end, left = rest.rpartition(b"</row>")
                if end:
                    yield whole + end
                    rest = left
                more = stream.read(size)
                if not more:
                    break
                rest += more
        if b"</sheetData>" not in rest:
            raise Unsliceable

    @cached_property
    def _top(self) -> bytes:
        """The sheet up to its first row. Raises Unsliceable where that does not begin as usual."""
        with zipfile.ZipFile(self._source) as archive, archive.open(self._part) as stream:
            top, begins, _rows = stream.read(_SLICE).partition(b"<sheetData>")
        if not begins or b"<!" in top:
            raise Unsliceable
        return top + begins

    @cached_property
    def _hidden_columns(self) -> frozenset[int]:
        return hidden_columns(self._top)

    @cached_property
    def _frame(self) -> dict[str, bytes]:
        """The small parts that say how cells are to be read."""
        with zipfile.ZipFile(self._source) as archive:
            names = [name for name in archive.namelist() if name.lower() in _FRAME]
            return {name: archive.read(name) for name in names}

    @cached_property
    def _strings(self) -> str | None:
        """The part with the texts that cells share."""
        with zipfile.ZipFile(self._source) as archive:
            return next((name for name in archive.namelist() if name.lower() == _STRINGS), None)

    @cached_property
    def _texts(self) -> dict[Cell, Cell]:
        """Marked number -> shared text, as the first reader has it."""
        if self._strings is None:
            return {}
        with zipfile.ZipFile(self._source) as archive:
            strings = archive.read(self._strings)
        count = strings.count(b"<si>") + strings.count(b"<si ") + strings.count(b"<si/>")
        if not count:
            return {}
        cells = [b'<c t="s"><v>%d</v></c>' % number for number in range(count)]
        rows = [b"".join(cells[start : start + _TEXTS_A_ROW]) for start in range(0, count, _TEXTS_A_ROW)]
        sheet = self._parse(self._part, b"<row>" + b"</row><row>".join(rows) + b"</row>", strings)
        found = [text for row in sheet.to_python(skip_empty_area=False) for text in row]
        return {f"{_MARK}{number}": text for number, text in enumerate(found[:count])}


def _finished(
    hidden: set[int], errors: dict[int, dict[int, str]], sheet: Future[calamine.CalamineSheet]
) -> tuple[set[int], dict[int, dict[int, str]], calamine.CalamineSheet]:
    """The slice once it is parsed. Whatever the reader did not like is looked at again in one piece."""
    try:
        return hidden, errors, sheet.result()
    except MemoryError:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Unsliceable from error


def _shared(column: tuple[Cell, ...], seen: dict[Cell, Cell], texts: dict[Cell, Cell]) -> tuple[Cell, ...]:
    """The column with shared texts in their places, and equal cells as one object where that saves memory."""
    if 2 * len(set(column[:_SAMPLE])) > min(_SAMPLE, len(column)):
        return tuple([texts.get(cell, cell) for cell in column]) if texts else column
    different = dict.fromkeys(column)
    if (1 in different or 0 in different) and bool in set(map(type, column)):  # equal to numbers, but none
        return tuple([texts.get(cell, cell) for cell in column]) if texts else column
    if 4 * len(different) > len(column) and not texts:
        known = dict(zip(different, different, strict=True))
        return tuple([known[cell] for cell in column])
    known = seen if 4 * len(different) < len(column) else {}
    for cell in different:
        if cell not in known:
            known[cell] = texts.get(cell, cell)
    return tuple([known[cell] for cell in column])
