"""A table as .xlsx, written cell by cell into the archive.

openpyxl takes 9 microseconds a cell and a temporary file of a kilobyte a row; sales of a few years are millions of
cells. Strings stand in their cells (inlineStr), so that nothing is kept in memory and nothing can be a formula.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from app.services.exports.table import Column, Kind, Table, Value, Words, clean_text

LONGEST_TEXT = 32_767  # of a cell
ROWS_OF_A_SHEET = 1_048_575  # below the header
_FIRST_DAY = date(1900, 3, 1)  # earlier days differ between programs
_EPOCH = 693_594  # ordinal of 1899-12-30
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what the format reads as a character's number
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_STYLE = {Kind.DAY: 1, Kind.TIME: 2, Kind.MONEY: 3}
_HEAD_STYLE = 4

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f"{_XML}<styleSheet {_NS}>"
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5">'
    '<xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="21" applyNumberFormat="1"/>'
    '<xf numFmtId="4" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write_workbook(target: Path, tables: Sequence[Table], words: Words, done: Callable[[int], None]) -> tuple[int, int]:
    """Write each table on a sheet of its own; more rows than a sheet can hold go on in the next.

    Returns (rows, texts cut to 32,767). `done(rows so far of the table)` is told after each batch.
    """
    sheets: list[_Sheet] = []
    count = cut = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for table in tables:
            rows = _Rows(table, done)
            titles = [words.title(column.name) for column in table.columns]
            name = _SHEET_NAME.sub(" ", words.title(table.name))[:28]
            part = 0
            while part == 0 or rows.waiting():
                part += 1
                with archive.open(f"xl/worksheets/sheet{len(sheets) + 1}.xml", "w", force_zip64=True) as stream:
                    height = _write_sheet(stream, table.columns, titles, rows)
                sheets.append(_Sheet(name if part == 1 else f"{name} {part}", len(table.columns), height))
            count, cut = count + rows.count, cut + rows.cut
        _write_frame(archive, sheets)
    return count, cut


class _Sheet(NamedTuple):
    name: str
    width: int
    height: int  # rows below the header


class _Rows:
    """The rows of a table as XML, batch by batch, counted."""

    def __init__(self, table: Table, done: Callable[[int], None]) -> None:
        self._batches = table.batches
        self._waiting: list[Sequence[Value]] = []
        self._done = done
        self._cells = [self._maker(column, _letter(place)) for place, column in enumerate(table.columns)]
        self.count = self.cut = 0

    def waiting(self) -> bool:
        """Whether there are more rows."""
        with suppress(StopIteration):
            while not self._waiting:
                self._waiting = list(next(self._batches))
        return bool(self._waiting)

    def write(self, stream: IO[bytes]) -> int:
        """The rows of one sheet, below its header; returns how many."""
        room = ROWS_OF_A_SHEET
        while room and self.waiting():
            taken, self._waiting = self._waiting[:room], self._waiting[room:]
            first = ROWS_OF_A_SHEET - room + 2
            stream.write("".join(self._row(number, row) for number, row in enumerate(taken, first)).encode())
            room -= len(taken)
            self.count += len(taken)
            self._done(self.count)
        return ROWS_OF_A_SHEET - room

    def _row(self, number: int, row: Sequence[Value]) -> str:
        cells = [
            make(value, number)
            for make, value in zip(self._cells, row, strict=True)
            if value is not None and value != ""
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _maker(self, column: Column, letter: str) -> Callable[[Value, int], str]:
        number = _NUMBERS.get(column.kind)
        style = f' s="{_STYLE[column.kind]}"' if column.kind in _STYLE else ""

        def cell(value: Value, row: int) -> str:
            found = None if number is None else number(value)
            return (
                self._text(value, letter, row) if found is None else f'<c r="{letter}{row}"{style}><v>{found}</v></c>'
            )

        return cell

    def _text(self, value: Value, letter: str, row: int) -> str:
        text = clean_text(value)
        if len(text) > LONGEST_TEXT:
            text = text[: LONGEST_TEXT - 1] + "…"
            self.cut += 1
        return f'<c r="{letter}{row}" t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


def _day(value: Value) -> str | None:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return None if day < _FIRST_DAY else str(day.toordinal() - _EPOCH)


def _time(value: Value) -> str | None:
    parts = str(value).split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return None
    hours, minutes, seconds = (*map(int, parts), 0)[:3]
    return repr((hours * 3600 + minutes * 60 + seconds) / 86400)


_NUMBERS: dict[Kind, Callable[[Value], str | None]] = {
    Kind.DAY: _day,
    Kind.TIME: _time,
    Kind.MONEY: lambda value: repr(int(value or 0) / 100),
    Kind.QUANTITY: lambda value: repr(int(value or 0) / 1000),
    Kind.NUMBER: lambda value: str(int(value or 0)),
}


def _write_sheet(stream: IO[bytes], columns: Sequence[Column], titles: Sequence[str], rows: _Rows) -> int:
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{column.width}" customWidth="1"/>'
        for place, column in enumerate(columns, 1)
    )
    heads = "".join(
        f'<c r="{_letter(place)}1" s="{_HEAD_STYLE}" t="inlineStr"><is><t>{_escaped(title)}</t></is></c>'
        for place, title in enumerate(titles)
    )
    stream.write(
        f'{_XML}<worksheet {_NS}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f'<cols>{widths}</cols><sheetData><row r="1">{heads}</row>'.encode()
    )
    height = rows.write(stream)
    stream.write(f'</sheetData><autoFilter ref="{_area(len(columns), height)}"/></worksheet>'.encode())
    return height


def _write_frame(archive: zipfile.ZipFile, sheets: Sequence[_Sheet]) -> None:
    """Everything of the archive but the sheets."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in zip(numbers, sheets, strict=True)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
        f"{escape(_quoted(sheet.name))}!{_area(sheet.width, sheet.height, '$')}</definedName>"
        for place, sheet in enumerate(sheets)
    )
    parts = {
        "xl/workbook.xml": f'{_XML}<workbook {_NS} xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets>'
        f"<definedNames>{filters}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [*[("worksheet", f"worksheets/sheet{number}.xml") for number in numbers], ("styles", "styles.xml")]
        ),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/styles.xml": _STYLES,
        "[Content_Types].xml": _content_types(numbers),
    }
    for name, content in parts.items():
        archive.writestr(name, content)


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types(numbers: Sequence[int]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = [
        ("workbook", "sheet.main"),
        ("styles", "styles"),
        *((f"worksheets/sheet{n}", "worksheet") for n in numbers),
    ]
    listed = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}{content}+xml"/>' for part, content in parts
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _escaped(text: str) -> str:
    return escape(_ESCAPED.sub("_x005F_", text) if "_x" in text else text)


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _area(width: int, height: int, mark: str = "") -> str:
    return f"{mark}A{mark}1:{mark}{_letter(width - 1)}{mark}{height + 1}"


def _letter(place: int) -> str:
    """Letter of a column, from 0; an export has at most 26 x 27."""
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)
