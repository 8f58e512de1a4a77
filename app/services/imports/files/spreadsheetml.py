"""Excel 2003 XML ("XML Spreadsheet 2003"), mostly under the name .xls: what many programs of the time export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from app.services.errors import FileDamaged, FileIsEmpty
from app.services.imports.files.source import Grid, Sheet
from app.services.imports.values.cells import Cell

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = "{" + NAMESPACE + "}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"


def spreadsheetml_sheets(path: Path, read_hidden: bool) -> list[Sheet]:
    """Its worksheets. Raises FileDamaged, FileIsEmpty, FileTooLarge."""
    try:
        with path.open("rb") as stream:
            grids = list(_grids(stream, path.name))
    except (ParseError, ValueError) as error:
        raise FileDamaged(file=path.name, detail=str(error)) from error
    if not grids:
        raise FileIsEmpty(file=path.name)
    return [grid.sheet(read_hidden) for grid in grids]


def _grids(stream: IO[bytes], file: str) -> Iterator[Grid]:
    """One worksheet after another, each row forgotten once it is read."""
    grid, row, column = Grid("", file), 0, 0
    for event, element in iterparse(stream, ("start", "end")):
        if event == "start":
            if element.tag == _SS + "Worksheet":
                grid, row, column = Grid(element.get(_SS + "Name", ""), file), 0, 0
        elif element.tag == _SS + "Column":
            column = _place(element, column)
            behind = column + int(element.get(_SS + "Span", 0)) + 1
            if element.get(_SS + "Hidden") == "1":
                grid.hidden_columns.update(range(column, min(behind, 16_384)))
            column = behind
        elif element.tag == _SS + "Row":
            row = _put_row(grid, _place(element, row), element)
        elif element.tag == _VISIBLE:
            grid.hidden = element.text in ("SheetHidden", "SheetVeryHidden")
        elif element.tag == _SS + "Worksheet":
            yield grid
            element.clear()


def _place(element: Element, following: int) -> int:
    """Where an element stands: as its index says, else next to the one before."""
    return int(element.get(_SS + "Index", following + 1)) - 1


def _put_row(grid: Grid, row: int, element: Element) -> int:
    """Put the cells of a row; returns the number of the row below."""
    column = 0
    for cell in element.iterfind(_SS + "Cell"):
        column = _place(cell, column)
        data = cell.find(_SS + "Data")
        if data is not None:
            grid.put(row, column, _cell(data))
        column += int(cell.get(_SS + "MergeAcross", 0)) + 1
    if element.get(_SS + "Hidden") == "1":
        grid.hidden_rows.add(row)
    behind = row + int(element.get(_SS + "Span", 0)) + 1
    element.clear()
    return behind


def _cell(data: Element) -> Cell:
    kind, text = data.get(_SS + "Type"), "".join(data.itertext())
    if kind == "Number":
        return float(text) if text.strip() else ""
    if kind == "Boolean":
        return text == "1"
    if kind != "DateTime":
        return text
    try:
        moment = dt.datetime.fromisoformat(text[:19])
    except ValueError:
        return text
    if moment.date() == dt.date(1899, 12, 31):
        return moment.time()
    return moment if moment.time() != dt.time() else moment.date()
