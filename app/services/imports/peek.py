"""The first rows of an .xlsx at once, in the program's own process: a bounded stream, long before the file is read."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from app.services.imports.cleaning.clean import Cleaner
from app.services.imports.files.package import hidden_columns
from app.services.imports.files.source import Marks, Sheet
from app.services.imports.options import Options
from app.services.imports.rows import Choices, CleanRow, SheetInfo
from app.services.imports.tables.table import Around, look_at
from app.services.imports.values.cells import Cell

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK = 1 << 15
_MOST_BYTES = 3 << 20  # of unpacked XML per part
_MOST_CELLS = 20_000
_DATE_FORMATS = frozenset((*range(14, 23), *range(45, 48)))
_DATE_CODE = re.compile(r"[dmyhs]", re.IGNORECASE)
_NO_CODE = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)


class Peek(NamedTuple):
    """What can be shown at once. Counts and shares in `info` speak of these rows only."""

    info: SheetInfo
    rows: list[CleanRow]


def peek(path: Path, options: Options, limit: int = 50) -> Peek | None:
    """The first rows of the first sheet, cleaned; None for other formats and wherever it would take long or fails."""
    try:
        if not path.is_file():
            return None
        with zipfile.ZipFile(path) as archive:
            found = _first_sheet(archive)
            if found is None:
                return None
            name, hidden, part = found
            rows = _rows(archive, part, limit + 10, options.hidden)
            with archive.open(part) as stream:
                marks = Marks(columns=hidden_columns(stream.read(_CHUNK)))
    except (OSError, zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, IndexError, RuntimeError):
        return None
    if not rows:
        return None
    width = max(map(len, rows))
    columns = list(zip(*(row + [""] * (width - len(row)) for row in rows), strict=True))
    sheet = Sheet(name, hidden, lambda: iter([columns]), marks=lambda: marks)
    tables = look_at(sheet, path.stem, options, _MOST_CELLS, Around(files=(path.stem,)))
    if not tables:
        return None
    table = tables[0]
    cleaner = Cleaner(table, Choices({column.index: column.field for column in table.info.columns}))
    return Peek(replace(table.info, rows=0), cleaner.head(limit))


def _first_sheet(archive: zipfile.ZipFile) -> tuple[str, bool, str] | None:
    """(name, hidden, part) of the first sheet."""
    if "xl/workbook.xml" not in archive.namelist():
        return None
    sheet = next(_elements(archive, "xl/workbook.xml", "sheet"), None)
    if sheet is None:
        return None
    relations = "{http://schemas.openxmlformats.org/package/2006/relationships}"
    for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship", relations):
        if relation.get("Id") == sheet.get(_RELATION):
            target = (relation.get("Target") or "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            return sheet.get("name") or "", sheet.get("state") in ("hidden", "veryHidden"), part
    return None


def _elements(archive: zipfile.ZipFile, part: str, tag: str, space: str = _MAIN) -> Iterator[Element]:
    """The elements of one kind, streamed, until the limit on bytes."""
    parser: XMLPullParser[Element] = XMLPullParser(("end",))
    read = 0
    with archive.open(part) as stream:
        while read < _MOST_BYTES and (chunk := stream.read(_CHUNK)):
            read += len(chunk)
            parser.feed(chunk)
            for event in parser.read_events():
                element = event[-1]
                if isinstance(element, Element) and element.tag == space + tag:
                    yield element
                    element.clear()


def _rows(archive: zipfile.ZipFile, part: str, limit: int, read_hidden: bool) -> list[list[Cell]]:
    """The first rows as cells at their places."""
    raw: list[list[tuple[int, str | None, str, int]]] = []
    cells = number = 0
    for row in _elements(archive, part, "row"):
        upto = int(row.get("r") or number + 1)
        if upto - number > limit:
            break
        raw += [[] for _ in range(upto - number - 1)]
        number = upto
        shown = read_hidden or row.get("hidden") not in ("1", "true")
        raw.append([_raw_cell(cell, place) for place, cell in enumerate(row.iter(_MAIN + "c"))] if shown else [])
        cells += sum(max(entry[0] for entry in found) + 1 for found in raw[-1:] if found)
        if len(raw) >= limit or cells > _MOST_CELLS:
            break
    wanted = max((int(text) for found in raw for _, kind, text, _style in found if kind == "s" and text), default=-1)
    texts = (
        list(islice(map(_text, _elements(archive, "xl/sharedStrings.xml", "si")), wanted + 1)) if wanted >= 0 else []
    )
    dates = _date_styles(archive) if "xl/styles.xml" in archive.namelist() else set()
    epoch = _EPOCH_1904 if _counts_from_1904(archive) else _EPOCH
    return [_placed(found, texts, dates, epoch) for found in raw]


def _counts_from_1904(archive: zipfile.ZipFile) -> bool:
    properties = next(_elements(archive, "xl/workbook.xml", "workbookPr"), None)
    return properties is not None and properties.get("date1904") in ("1", "true")


def _raw_cell(cell: Element, place: int) -> tuple[int, str | None, str, int]:
    """(column, type, text, style)."""
    letters = (cell.get("r") or "").rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    kind = cell.get("t")
    text = _text(cell) if kind == "inlineStr" else cell.findtext(_MAIN + "v") or ""
    return column - 1 if letters else place, kind, text, int(cell.get("s") or 0)


def _text(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter(_MAIN + "t"))


def _date_styles(archive: zipfile.ZipFile) -> set[int]:
    """The styles that show a number as a date."""
    codes: dict[int, str] = {}
    for number_format in _elements(archive, "xl/styles.xml", "numFmt"):
        codes[int(number_format.get("numFmtId") or 0)] = number_format.get("formatCode") or ""
    dated = {number for number, code in codes.items() if _DATE_CODE.search(_NO_CODE.sub("", code))} | _DATE_FORMATS
    for formats in _elements(archive, "xl/styles.xml", "cellXfs"):
        return {place for place, style in enumerate(formats) if int(style.get("numFmtId") or 0) in dated}
    return set()


def _placed(
    found: list[tuple[int, str | None, str, int]], texts: list[str], dates: set[int], epoch: dt.datetime
) -> list[Cell]:
    row: list[Cell] = [""] * (max((entry[0] for entry in found), default=-1) + 1)
    for column, kind, text, style in found:
        row[column] = _cell(kind, text, style in dates, texts, epoch)
    return row


def _cell(kind: str | None, text: str, dated: bool, texts: list[str], epoch: dt.datetime) -> Cell:
    if kind == "s":
        return texts[int(text)] if text else ""
    if kind == "b":
        return text == "1"
    if not text:
        return ""
    if kind in ("str", "inlineStr", "d", "e"):
        return text
    value = float(text)
    if not dated or not 0 <= value < 2_900_000:
        return value
    moment = epoch + dt.timedelta(days=value)
    return moment.date() if value.is_integer() else moment
