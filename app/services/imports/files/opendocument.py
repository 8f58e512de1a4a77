"""OpenDocument tables: flat ones (.fods), and .ods that hide rows, merge cells or are refused by python-calamine."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from app.services.errors import FileDamaged, FileIsEmpty, FileTooLarge
from app.services.imports.files.source import Grid, Merge, Sheet
from app.services.imports.values.cells import Cell

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (_NAMES % part for part in ("table", "office", "text", "style"))
_MARKED = re.compile(rb"table:visibility=\"(?:collapse|filter)\"|table:number-rows-spanned=\"(?!1\")")
_HIDDEN = ("collapse", "filter")
_ERROR_TEXT = re.compile(r"#(?:[A-ZА-Я][A-ZА-Я0-9/]*[!?]?|DIV/0!)|Err:\d+")
_LARGEST_PART = 100_000_000
_MOST_REPEATED = 20_000
_MOST_CELLS = 40_000_000
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)")


def is_marked(source: Path | BytesIO) -> bool:
    """Whether an .ods hides rows or columns, or merges cells downwards; not looked for in very large ones."""
    try:
        with zipfile.ZipFile(source) as archive:
            part = archive.getinfo("content.xml")
            return part.file_size <= _LARGEST_PART and _MARKED.search(archive.read(part)) is not None
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, NotImplementedError):
        return False


def ods_sheets(source: Path | BytesIO, file: str, read_hidden: bool) -> list[Sheet]:
    """The tables of an .ods. Raises FileDamaged, FileIsEmpty, FileTooLarge."""
    try:
        with zipfile.ZipFile(source) as archive, archive.open("content.xml") as stream:
            return _sheets(stream, file, read_hidden)
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError) as error:
        raise FileDamaged(file=file, detail=str(error)) from error


def fods_sheets(path: Path, read_hidden: bool) -> list[Sheet]:
    """The tables of a flat OpenDocument file. Raises FileDamaged, FileIsEmpty, FileTooLarge."""
    with path.open("rb") as stream:
        return _sheets(stream, path.name, read_hidden)


def _sheets(stream: IO[bytes], file: str, read_hidden: bool) -> list[Sheet]:
    try:
        grids = _grids(stream, file)
    except (ParseError, ValueError) as error:
        raise FileDamaged(file=file, detail=str(error)) from error
    if not grids:
        raise FileIsEmpty(file=file)
    return [grid.sheet(read_hidden) for grid in grids]


def _grids(stream: IO[bytes], file: str) -> list[Grid]:
    """All tables; each row is forgotten once it is read."""
    content = _Content(file)
    for event, element in iterparse(stream, ("start", "end")):
        if event == "start":
            if element.tag == _TABLE + "table":
                content.begin(element)
        elif (take := _TAKEN.get(element.tag)) is not None:
            take(content, element)
    return content.grids


class _Content:
    """The tables as far as the stream has come."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.grids: list[Grid] = []
        self.invisible: set[str | None] = set()  # styles of tables that are not shown
        self.row = self.column = 0

    def begin(self, table: Element) -> None:
        """A new table starts."""
        grid = Grid(table.get(_TABLE + "name", ""), self.file)
        grid.hidden = table.get(_TABLE + "style-name") in self.invisible
        self.grids.append(grid)
        self.row = self.column = 0

    def take_style(self, style: Element) -> None:
        """A style may hide its tables."""
        if any(found.get(_TABLE + "display") == "false" for found in style):
            self.invisible.add(style.get(_STYLE + "name"))

    def take_column(self, column: Element) -> None:
        """A run of columns may be hidden."""
        count = min(int(column.get(_TABLE + "number-columns-repeated", 1)), _MOST_REPEATED)
        if column.get(_TABLE + "visibility") in _HIDDEN:
            self.grids[-1].hidden_columns.update(range(self.column, self.column + count))
        self.column += count

    def take_row(self, row: Element) -> None:
        """One row, or several with the same cells."""
        count = int(row.get(_TABLE + "number-rows-repeated", 1))
        cells = list(_cells(row))
        if cells and self.grids:
            grid = self.grids[-1]
            if count > 1 and len(cells) * count > _MOST_CELLS:
                raise FileTooLarge(file=self.file, limit_mb=_MOST_CELLS // 20_000)
            for left, tall, wide in _spans(row):
                grid.merges.append(Merge(self.row, left, self.row + tall - 1, left + wide - 1))
            for number in range(self.row, self.row + count):
                for column, cell in cells:
                    grid.put(number, column, cell)
                if row.get(_TABLE + "visibility") in _HIDDEN:
                    grid.hidden_rows.add(number)
        self.row += count
        row.clear()


_TAKEN: dict[str, Callable[[_Content, Element], None]] = {
    _STYLE + "style": _Content.take_style,
    _TABLE + "table-column": _Content.take_column,
    _TABLE + "table-row": _Content.take_row,
}


def _cells(row: Element) -> Iterator[tuple[int, Cell]]:
    """(column, value) of the cells that hold something."""
    column = 0
    for element in row:
        if element.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            continue
        count = int(element.get(_TABLE + "number-columns-repeated", 1))
        cell = _cell(element)
        if cell != "":
            yield from ((place, cell) for place in range(column, column + min(count, _MOST_REPEATED)))
        column += count


def _spans(row: Element) -> Iterator[tuple[int, int, int]]:
    """(column, rows, columns) of the cells that are merged with those below."""
    column = 0
    for element in row:
        tall = int(element.get(_TABLE + "number-rows-spanned", 1))
        if tall > 1:
            yield column, min(tall, _MOST_REPEATED), int(element.get(_TABLE + "number-columns-spanned", 1))
        column += int(element.get(_TABLE + "number-columns-repeated", 1))


def _cell(element: Element) -> Cell:
    kind = element.get(_OFFICE + "value-type")
    text = "\n".join(_text(part) for part in element if part.tag == _TEXT + "p")
    if kind in ("float", "percentage", "currency"):
        return text if _ERROR_TEXT.fullmatch(text) else float(element.get(_OFFICE + "value") or "nan")
    if kind == "boolean":
        return element.get(_OFFICE + "boolean-value") == "true"
    if kind == "date":
        return _moment(element.get(_OFFICE + "date-value", ""))
    if kind == "time" and (found := _DURATION.match(element.get(_OFFICE + "time-value", ""))):
        hours, minutes = int(found[1]), int(found[2])
        return dt.time(hours, minutes) if hours < 24 and minutes < 60 else text
    return text


def _moment(text: str) -> Cell:
    try:
        moment = dt.datetime.fromisoformat(text[:19])
    except ValueError:
        return text
    return moment if "T" in text else moment.date()


def _text(paragraph: Element) -> str:
    """The text of a paragraph; runs of spaces and line breaks have elements of their own."""
    parts = [paragraph.text or ""]
    for element in paragraph:
        if element.tag == _TEXT + "s":
            parts.append(" " * min(int(element.get(_TEXT + "c", 1)), 1_000))
        elif element.tag == _TEXT + "line-break":
            parts.append("\n")
        elif element.tag in (_TEXT + "span", _TEXT + "a"):
            parts.append(_text(element))
        parts.append(element.tail or "")
    return "".join(parts)
